"""A choice that holds more options than are shown: which ones a copy shows is its row.

The rows follow from the names of the options alone, so they need not be written down, and those of
a choice of several right options tell nothing of the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from imuran_edu.questions.variants.draw import Row
from imuran_edu.questions.variants.placeholders import mark
from imuran_edu.questions.variants.seeds import row_of

if TYPE_CHECKING:
    from imuran_edu.questions.question_type import QuestionType

MOST_ROWS: Final = 30
MOST_OPTIONS: Final = 12


def option_sets(
    name: str, options: Sequence[str], shown: int, always: Collection[str] = ()
) -> list[list[str]]:
    """Return the sets of options that copies show, always the same ones.

    Args:
        name: the question's id.
        options: the names of all options.
        shown: how many are shown together.
        always: the names of those that every copy shows.

    Returns:
        Up to `MOST_ROWS` sets in the order of `options`. The first holds what stands first in the
        list, so what was a whole question goes on as it was when options are added below.
    """
    free = [each for each in options if each not in always]
    first, *others = combinations(free, shown - len(always))

    def by_chance(chosen: tuple[str, ...]) -> bytes:
        return hashlib.sha256(f"{name}/{' '.join(sorted(chosen))}".encode()).digest()

    chosen = [first, *sorted(others, key=by_chance)[: MOST_ROWS - 1]]
    return [[each for each in options if each in always or each in some] for some in chosen]


@dataclass(frozen=True, eq=False)
class Pool:
    """A question with all its options, and the sets of them that copies show.

    Attributes:
        whole: the question with all options.
        rows: the options of each row; row 0 has those that stand first.
    """

    whole: QuestionType
    rows: Sequence[Row]

    @classmethod
    def of(cls, whole: QuestionType, sets: Sequence[Sequence[str]]) -> Pool:
        """Return the pool of a question that shows one of some sets of its options."""
        return cls(whole, [Row({"shown": " ".join(each)}, list(each)) for each in sets])

    @property
    def name(self) -> str:
        """The question's id."""
        return self.whole.id

    def row_of(self, seed: int) -> int:
        """Return the row of a folder by its seed: always the same one."""
        return row_of(seed, self.name, len(self.rows))

    def question(self, row: int) -> QuestionType:
        """Return the question with the options of a row and no others."""
        question = self.whole.showing([str(each) for each in self.rows[row].values])
        question.belongs_to(self, row)
        return question

    def differing(self, view: Callable[[QuestionType], Mapping[str, Any]]) -> dict[str, Any]:
        """Return the rows as far as a view shows them, in the form of `Template.differing`."""
        views = [dict(view(self.question(row))) for row in range(len(self.rows))]
        for each in views:
            each.pop("version", None)  # rows have theirs beside them
        values: list[list[Any]] = [[] for _ in views]
        return {"view": _differing(views, values), "values": values}


def _differing(views: Sequence[dict[str, Any]], values: list[list[Any]]) -> dict[str, Any]:
    """Return the fields that are not alike in all views, with marks; add what they stand for."""
    found: dict[str, Any] = {}
    for name, first in views[0].items():
        parts = [each[name] for each in views]
        if all(each == first for each in parts):
            continue
        if all(isinstance(each, dict) and set(each) == set(first) for each in parts):
            inner = _differing(parts, values)
            found[name] = {key: inner.get(key, each) for key, each in first.items()}
            continue
        found[name] = mark(len(values[0]))
        for row, each in zip(values, parts, strict=True):
            row.append(each)
    return found
