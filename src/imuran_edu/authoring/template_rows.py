"""The rows of templates as `build` writes them down: are they in step, and is each a good question?

Beside the rows stands a digest of the code that made them, so rows of code that has changed are
told. And since a row that was looked at once need not be looked at again, `.checked.json` beside
them, which git leaves alone, holds a digest for each template in which nothing was found: of its
text and rows, and of all the code that judged them.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pydantic

import imuran_edu
from imuran_edu.authoring.drawn_from import data_beside, modules_of, source_of
from imuran_edu.core import Problem, Source
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.content_packages import content_functions
from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.variants.draw import draw_rows
from imuran_edu.questions.variants.expressions import RowError
from imuran_edu.questions.variants.template import (
    Template,
    read_made_by,
    read_rows,
    rows_file,
    rows_text,
)

CHECKED: Final = ".checked.json"
_DRAWING: Final = ("draw", "expressions", "model", "placeholders")
_JUDGING: Final = ("core", "evidence", "questions")
_CALLED = re.compile(r"\b([a-z]\w*)\(")


def row_problems(
    source: Source, templates: Mapping[str, Template], checked: CheckedRows | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with any row but the first, and whether the rows are written down.

    Args:
        source: the bank as read.
        templates: its templates by id.
        checked: knows templates that need no second look; each is looked at if None.
    """
    for index, data in enumerate(source.data["questions"]):
        template = templates.get(data["id"])
        if template is None or (checked is not None and checked.knows(template)):
            continue
        found = [
            source.problem(("questions", index, *at), f"question '{template.name}': {message}")
            for row in range(1, len(template.rows))
            for at, message in _faults(template, row)
        ]
        yield from found
        if checked is not None and not found:
            checked.add(template)
    makers = read_made_by(source.path)
    stored = all(_in_step(each, makers) for each in templates.values())
    if not stored or set(read_rows(source.path)) != set(templates):
        message = f"is not in step with {source.path.name}; run imuran-edu build"
        yield Problem(rows_file(source.path), 0, message)


def _faults(template: Template, row: int) -> Iterator[tuple[Location, str]]:
    try:
        question = template.question(row)
    except RowError as error:
        yield error.at, error.message
        return
    for where, message in question.rules():
        yield where, f"row {row}: {message}"
    for place, part in question.placed_parts():
        for where, message in part.rules():
            yield (*place, *where), f"row {row}: {message}"


def _in_step(template: Template, makers: Mapping[str, str]) -> bool:
    """Whether the rows of a template were made from its text, by the code that there is."""
    return template.stored and makers.get(template.name) == made_by(template)


def write_rows(bank: Path, templates: Mapping[str, Template]) -> bool:
    """Write down the rows of a bank's templates; return whether the file changed.

    Raises:
        RowError: a template has no such rows.
    """
    path = rows_file(bank)
    if not templates:
        existed = path.is_file()
        path.unlink(missing_ok=True)
        return existed
    makers = read_made_by(bank)
    fresh = [_anew(each, makers) for each in templates.values()]
    path.parent.mkdir(exist_ok=True)
    return write_if_changed(path, rows_text(fresh, {each.name: made_by(each) for each in fresh}))


def _anew(template: Template, makers: Mapping[str, str]) -> Template:
    """Return a template whose rows the code that there is has made."""
    if not template.stored or _in_step(template, makers):
        return template
    return replace(template, rows=draw_rows(template.name, template.data, template.variants))


def made_by(template: Template) -> str:
    """Return a digest of the code, and the data of models, that work out the rows of a template."""
    called = set(_CALLED.findall(json.dumps(template.data, default=str)))
    functions = {name: each for name, each in content_functions().items() if name in called}
    modules = modules_of(sorted({each.__module__ for each in functions.values()}))
    made = hashlib.sha256(_drawing_code())
    for name in sorted(modules):
        made.update(source_of(name))
        for path in sorted(data_beside(name)):
            made.update(path.read_bytes())
    return made.hexdigest()[:16]


@cache
def _drawing_code() -> bytes:
    return b"".join(source_of(f"imuran_edu.questions.variants.{name}") for name in _DRAWING)


@cache
def _judging_code() -> bytes:
    """Return a digest of all that says whether a row is a good question."""
    versions = f"{platform.python_version()} {pydantic.VERSION}"
    made = hashlib.sha256(versions.encode())
    made.update(Path(__file__).read_bytes())
    root = Path(imuran_edu.__file__).parent
    for folder in _JUDGING:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".json", ".yaml"):
                made.update(path.read_bytes())
    return made.digest()


class CheckedRows:
    """Which templates of a folder of banks were looked at, row by row, and found without fault."""

    def __init__(self, banks: Path) -> None:
        """Read what was noted, which is nothing if the note is no use.

        Args:
            banks: the folder, such as `quizzes/practice`.
        """
        self._path = rows_file(banks / "any.yaml").with_name(CHECKED)
        self._before: set[str] = set()
        self._now: set[str] = set()
        with suppress(OSError, ValueError, TypeError):
            self._before = set(json.loads(self._path.read_bytes()))

    def knows(self, template: Template) -> bool:
        """Whether a template was found without fault as it is now."""
        digest = _digest(template)
        if digest in self._before:
            self._now.add(digest)
        return digest in self._now

    def add(self, template: Template) -> None:
        """Note that nothing is wrong with a template."""
        self._now.add(_digest(template))

    def write(self) -> None:
        """Keep what is known now; where nothing can be written, the next check takes longer."""
        if self._now != self._before and self._path.parent.is_dir():
            with suppress(OSError):
                write_if_changed(self._path, json.dumps(sorted(self._now), indent=0) + "\n")


def _digest(template: Template) -> str:
    rows = [[each.parameters, each.values] for each in template.rows]
    made = hashlib.sha256(_judging_code())
    made.update(json.dumps([template.name, template.digest, rows]).encode())
    return made.hexdigest()[:16]


def check_rows(read: Iterable[tuple[Source, Mapping[str, Template]]]) -> Iterator[Problem]:
    """Yield what is wrong with the rows of banks; templates that are known are passed over."""
    checked: dict[Path, CheckedRows] = {}
    for source, templates in read:
        folder = source.path.parent
        if folder not in checked:
            checked[folder] = CheckedRows(folder)
        yield from row_problems(source, templates, checked[folder])
    for each in checked.values():
        each.write()
