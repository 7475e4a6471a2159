"""Make a draft bank of what another system's file holds, and say what was not carried."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import yaml

from imuran_edu.core import InputError, Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.plain_dump import plain_dump
from imuran_edu.questions.formats import Draft, FormatError, find_format, guess_format
from imuran_edu.questions.formats._blanks import without_blanks
from imuran_edu.questions.formats._model import LONGEST_ID, MOST_BYTES
from imuran_edu.questions.interchange import Item
from imuran_edu.questions.question_type import question_data

_NEEDED: Final = ("objective", "level", "rationale", "rests_on")
_WIDTH: Final = 100


def import_bank(path: Path, name: str | None, target: Path, force: bool = False) -> Draft:
    """Write a draft bank and return what the file held.

    Args:
        path: of the file to import.
        name: of its format; None to tell it by the file.
        target: of the bank, `quizzes/practice/NAME.yaml` or `quizzes/graded/NAME.yaml`.
        force: whether a bank that is there is replaced.

    Raises:
        InputError: the file cannot be read as this format, holds no question, or the bank is there;
            nothing was written.
    """
    if target.exists() and not force:
        raise InputError([Problem(target, 0, "is there already; name another, or use --force")])
    if target.parent.name not in ("practice", "graded") or not target.parent.is_dir():
        message = "a bank lies in quizzes/practice/ or quizzes/graded/ of a course; name it there"
        raise InputError([Problem(target, 0, message)])
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", target.stem):
        message = "a bank's name has small letters, digits and hyphens; name it so"
        raise InputError([Problem(target, 0, message)])
    try:
        if path.stat().st_size > MOST_BYTES:
            message = (
                f"is larger than {MOST_BYTES / 1e6:g} MB; divide it, or leave its pictures out"
            )
            raise InputError([Problem(path, 0, message)])
        data = path.read_bytes()
        if not data.strip():
            raise FormatError("is empty; export the file anew")
        reader = find_format(name or guess_format(data, path.name), "read")
        draft = without_blanks(reader.read(data, path.name))
    except OSError as error:
        raise InputError([Problem(path, 0, f"cannot be read: {error.strerror}")]) from None
    except FormatError as error:
        raise InputError([_problem(path, str(error))]) from None
    if not draft.items:
        losses = sorted(draft.losses, key=lambda loss: not loss.what.startswith("was left out"))
        why = f": {losses[0]}" if losses else "; is it of another format?"
        raise InputError([Problem(path, 0, f"holds no question that can be carried{why}")])
    write_if_changed(target, as_yaml(draft, target))
    return draft


def _problem(path: Path, message: str) -> Problem:
    message = " ".join(message.split())
    line, colon, rest = message.removeprefix("line ").partition(": ")
    if message.startswith("line ") and colon and line.isdigit():
        return Problem(path, int(line), rest)
    return Problem(path, 0, message)


def as_yaml(draft: Draft, target: Path) -> str:
    """Return a draft as a bank's YAML, with what is to be filled in as comments."""
    kind, name = target.parent.name, target.stem
    head: dict[str, Any] = {"kind": kind}
    if kind == "practice":
        head["lesson"] = name.split("-")[0]
    head["title"] = " ".join(draft.title.split()) or name.replace("-", " ").capitalize()
    lines = [
        "# yaml-language-server: $schema=../bank.schema.json",
        "# A draft from another system: fill in what the comments name, then run imuran-edu check.",
        _dump(head).rstrip(),
        "questions:",
    ]
    for item in draft.items:
        lines.extend(_question(item, name))
    rest = [f"# {loss}" for loss in draft.losses]
    if rest:
        lines[2:2] = ["# Not carried:", *rest]
    return "\n".join(lines) + "\n"


def _question(item: Item, bank: str) -> list[str]:
    data = question_data(item)
    if data is None:
        return [f"  # {item.id}: there is no question type for it"]
    if "-" not in data["id"] or data["id"].startswith("question"):
        room = LONGEST_ID - 1 - len(data["id"])
        data["id"] = f"{bank[: max(room, 1)].rstrip('-')}-{data['id']}"[:LONGEST_ID]
    missing = [field for field in _NEEDED if not data.get(field)]
    missing += [field for field, value in data.items() if value == []]
    text = _dump([data]).rstrip().splitlines()
    note = [f"  # to fill in: {', '.join(missing)}"] if missing else []
    return [*note, *(f"  {line}" if line else "" for line in text)]


def _dump(data: Any) -> str:
    quick = plain_dump(data, _WIDTH - 4)  # PyYAML takes ten times as long
    return quick or str(
        yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH - 4)
    )


class _Dumper(yaml.SafeDumper):
    """Write texts of several lines as blocks, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
