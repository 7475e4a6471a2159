"""A template with its rows, as `build` wrote them down or as they are drawn anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from imuran_edu.core.validation_words import in_words
from imuran_edu.questions.variants.draw import Row, draw_rows
from imuran_edu.questions.variants.expressions import RowError
from imuran_edu.questions.variants.model import Variants
from imuran_edu.questions.variants.placeholders import (
    Slot,
    filled,
    marked,
    marks_in,
    renumbered,
    slots_of,
    with_slips,
)
from imuran_edu.questions.variants.seeds import row_of

if TYPE_CHECKING:
    from imuran_edu.questions.question_type import Question

FOLDER: Final = "rows"
SCHEMA: Final = "imuran-edu/rows"
MADE_BY: Final = "made by"
FORMAT: Final = 2


@dataclass(frozen=True, eq=False)
class Template:
    """A question with all its rows.

    Attributes:
        name: the question's id.
        data: its data with placeholders, slips written out.
        variants: what it says of its rows.
        rows: row 0 is the original.
        digest: of the text that they were made from.
        stored: whether they are those that `build` wrote down.
    """

    name: str
    data: Mapping[str, Any]
    variants: Variants
    rows: Sequence[Row]
    digest: str
    stored: bool

    def row_of(self, seed: int) -> int:
        """Return the row of a folder by its seed: always the same one."""
        return row_of(seed, self.name, len(self.rows))

    def question(self, row: int) -> Question:
        """Return the question with the numbers of a row.

        Raises:
            RowError: they make no question.
        """
        if row not in self._made:
            self._made[row] = self._validated(
                filled(self.data, self.rows[row].values, self._slots), row
            )
        return self._made[row]

    @cached_property
    def _slots(self) -> list[Slot]:
        return slots_of(self.data)

    @cached_property
    def _made(self) -> dict[int, Question]:
        return {}

    @cached_property
    def marked(self) -> Question:
        """The question with a mark in place of each number, from which views are made."""
        return self._validated(marked(self.data), 0)

    def differing(self, view: Callable[[Question], Mapping[str, Any]]) -> dict[str, Any]:
        """Return the rows as far as a view shows them: nothing else gets out.

        Returns:
            `view`: the fields that differ from row to row, with marks in place of numbers;
            `values`: for each row what takes the place of the marks.
        """
        shown = {name: each for name, each in view(self.marked).items() if marks_in(each)}
        numbers = marks_in(shown)
        values = [[row.values[number] for number in numbers] for row in self.rows]
        return {"view": renumbered(shown, numbers), "values": values}

    def _validated(self, data: Any, row: int) -> Question:
        try:
            question: Question = _adapter().validate_python(data)
        except ValidationError as error:
            first = error.errors()[0]
            at = tuple(step for step in first["loc"] if step != data.get("type"))
            raise RowError(at, f"row {row}: {in_words(first)}") from None
        question.belongs_to(self, row)
        return question


@cache
def _adapter() -> TypeAdapter[Any]:
    from imuran_edu.questions.question_type import Question

    return TypeAdapter(Question)


def digest_of(data: Mapping[str, Any]) -> str:
    """Return a digest of all that the rows of a template are made from."""
    text = json.dumps([FORMAT, data], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rows_file(bank: Path) -> Path:
    """Return where `build` writes down the rows of a bank's templates."""
    return bank.parent / FOLDER / f"{bank.stem}.json"


def template_of(
    data: Mapping[str, Any], variants: Variants, written: Mapping[str, Any]
) -> Template:
    """Return a template.

    Args:
        data: the question's data, with placeholders.
        variants: what it says of its rows.
        written: the rows that `read_rows` found; where they are not of this text, they are drawn.

    Raises:
        RowError: there are no such rows.
    """
    name, whole, digest = str(data.get("id")), with_slips(data), digest_of(data)
    found = written.get(name)
    stored = isinstance(found, dict) and found.get("of") == digest
    if found and stored:
        names = found["parameters"]
        rows = [Row(dict(zip(names, r[0], strict=True)), r[1]) for r in found["rows"]]
    else:
        rows = draw_rows(name, whole, variants)
    return Template(name, whole, variants, rows, digest, stored)


def read_rows(bank: Path) -> dict[str, Any]:
    """Return what `build` wrote of a bank's templates, by question id; nothing if it is no use."""
    return _read(bank, "questions")


def read_made_by(bank: Path) -> dict[str, Any]:
    """Return the digest of the code that made the rows of each template of a bank, by its id."""
    return _read(bank, MADE_BY)


def _read(bank: Path, field: str) -> dict[str, Any]:
    try:
        found = json.loads(rows_file(bank).read_bytes())
        part = found[field] if found["schema"] == SCHEMA else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return part if isinstance(part, dict) else {}


def rows_text(templates: Iterable[Template], made_by: Mapping[str, str]) -> str:
    """Return the text of the file of rows of a bank's templates.

    Args:
        templates: with their rows.
        made_by: a digest of the code that made them, by template.
    """
    questions = {
        template.name: {
            "of": template.digest,
            "parameters": list(template.rows[0].parameters),
            "rows": [[list(row.parameters.values()), row.values] for row in template.rows],
        }
        for template in templates
    }
    lines = json.dumps(
        {"schema": SCHEMA, "questions": questions, MADE_BY: dict(made_by)}, ensure_ascii=False
    )
    return (
        lines.replace("]], [[", "]],\n[[").replace(f'}}, "{MADE_BY}"', f'}},\n"{MADE_BY}"') + "\n"
    )
