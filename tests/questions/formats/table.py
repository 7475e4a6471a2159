"""The guide's table of types by formats: `python -m tests.questions.formats.table` makes it."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path

from imuran_edu.questions.formats import Heading, find_format, formats
from imuran_edu.questions.formats._model import parts_of
from imuran_edu.questions.question_type import all_types
from tests.questions.formats.compared import BANKS, ROOT, items_of

GUIDE = ROOT / "quizzes" / "FORMATS.md"
BEGIN, END = "<!-- table: made by tests/questions/formats/table.py -->\n", "<!-- end of table -->\n"
_NAMES = re.compile(r"'[^']*'|\b\d+(\.\d+)?\b|(?<=unit )\S+")


def writing() -> list[str]:
    """Return the formats that questions can be exported as."""
    return [name for name in formats() if hasattr(module(name), "write")]


def module(name: str) -> object:
    return import_module(f"imuran_edu.questions.formats.{name.replace('-', '_')}")


def losses() -> tuple[dict[tuple[str, str], set[str]], set[tuple[str, str]]]:
    """Return what each format lost of each type, and which types it left out."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    out: set[tuple[str, str]] = set()
    items = [item for path in BANKS for item in items_of(path)]
    types = {each.id: each.type for item in items for each in (item, *parts_of(item))}
    for name in writing():
        for loss in find_format(name, "write").write(items, Heading("x", "X")).losses:
            kind = types[loss.question]
            if loss.what.startswith("was left out"):
                out.add((kind, name))
            else:
                found[kind, name].add(_NAMES.sub("…", loss.what))
    return found, out


def text() -> str:
    """Return the table and what each loss is."""
    found, out = losses()
    names = writing()
    notes: dict[str, int] = {}
    rows = [f"| type | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for kind in all_types():
        cells = []
        for name in names:
            if (kind, name) in out:
                cells.append("no")
            elif marks := [
                str(notes.setdefault(what, len(notes) + 1)) for what in sorted(found[kind, name])
            ]:
                cells.append(f"yes, less {', '.join(marks)}")
            else:
                cells.append("yes")
        rows.append(f"| {kind} | {' | '.join(cells)} |")
    told = [f"{number}. {what}" for what, number in notes.items()]
    return "\n".join([*rows, "", *told]) + "\n"


def replaced(guide: str) -> str:
    """Return the guide with the table of today."""
    before, _, rest = guide.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{text()}\n{END}{after}"


if __name__ == "__main__":
    Path(GUIDE).write_text(replaced(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
