"""What a student may see of a question, and what a practice page may know: two types.

`PublicQuestion` holds a list of fields to keep, so that a key cannot slip in; assignments take
nothing else. `PracticeQuestion` knows the key too, so that a lesson can answer back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from imuran_edu.questions.question_type import QuestionType, type_named
from imuran_edu.questions.variants.placeholders import unmarked
from imuran_edu.questions.variants.seeds import row_of

if TYPE_CHECKING:
    from imuran_edu.questions.bank import Bank
    from imuran_edu.questions.variants.pool import Pool
    from imuran_edu.questions.variants.template import Template

QUESTIONS_FILE = "questions.json"  # what an assignment tells of its questions
# fields that came later and change nothing of what is asked
ROWS = "rows"  # of a template or a pool: what differs from copy to copy
UNVERSIONED = frozenset({"accepts", ROWS})
QUESTIONS_SCHEMA = "imuran-edu/questions"


class PublicQuestion(dict[str, Any]):
    """A question without its key: plain JSON data, as it stands in `questions.json`."""

    @property
    def id(self) -> str:
        """The question's id."""
        return str(self["id"])

    @property
    def kind(self) -> type[QuestionType]:
        """Its question type.

        Raises:
            ValueError: this version does not know it.
        """
        return type_named(self["type"])

    @property
    def parts(self) -> list[PublicQuestion]:
        """The questions of a case, in order; none of another question."""
        return [
            PublicQuestion(part) for stage in self.get("stages", ()) for part in stage["questions"]
        ]

    @property
    def row_count(self) -> int:
        """How many rows it has; 1 if it is the same for everybody."""
        return len(self[ROWS]["values"]) if ROWS in self else 1

    def in_row(self, row: int) -> PublicQuestion:
        """Return it with the numbers of a row, and no word of the others."""
        if ROWS not in self:
            return self
        rest = {name: value for name, value in self.items() if name != ROWS}
        return PublicQuestion({**rest, **unmarked(self[ROWS]["view"], self[ROWS]["values"][row])})

    def for_seed(self, seed: int) -> PublicQuestion:
        """Return it as a folder gets it."""
        return self.in_row(row_of(seed, self.id, self.row_count))


@dataclass(frozen=True)
class PracticeQuestion:
    """A question of a practice bank: what is shown of it, and the key."""

    public: PublicQuestion
    question: QuestionType

    def in_row(self, row: int) -> PracticeQuestion:
        """Return it with the numbers, or the options, of a row."""
        template = self.question.template
        return self if template is None else practice_question(template.question(row))


def public_view(question: QuestionType) -> PublicQuestion:
    """Return the question without its key."""
    return PublicQuestion(
        id=question.id,
        type=question.type,
        points=question.points,
        stem=question.stem,
        hints=list(question.hints),
        **({"picture": question.picture} if question.picture else {}),
        **({"predict": True} if question.predict else {}),
        **question.public_fields(),
    )


def released_view(question: QuestionType) -> PublicQuestion:
    """Return what an assignment tells of a question: no key, and all rows if it has any."""
    if question.template is None:
        return public_view(question)
    return _with_rows(question.template)


def _with_rows(rows: Template | Pool) -> PublicQuestion:
    """Return row 0 with what differs in the others."""
    return PublicQuestion({**public_view(rows.question(0)), ROWS: rows.differing(public_view)})


def row_answered(question: QuestionType, answered: str) -> QuestionType | None:
    """Return the row of a question's template that has a version; None if none has it.

    Args:
        question: any row.
        answered: the version that an answer carries.
    """
    template = question.template
    if template is None or not answered:
        return None
    row = _versions(template).get(answered)
    return None if row is None else template.question(row)


def _versions(template: Template | Pool) -> dict[str, int]:
    """Return the rows of a template by their versions; of equal ones the first."""
    return {each: row for row, each in reversed(list(enumerate(versions_of(template))))}


@lru_cache(maxsize=500)
def versions_of(template: Template | Pool) -> list[str]:
    """Return the version of each row of a template."""
    view = _with_rows(template)
    return [version(view.in_row(row)) for row in range(len(template.rows))]


def practice_question(question: QuestionType) -> PracticeQuestion:
    """Return a question of a practice bank with its key."""
    return PracticeQuestion(public_view(question), question)


def practice_questions(bank: Bank) -> list[PracticeQuestion]:
    """Return the questions of a practice bank.

    Raises:
        ValueError: the bank is graded, so its keys stay with the instructor.
    """
    if bank.kind != "practice":
        raise ValueError(f"the bank '{bank.title}' is graded; its keys belong on no page")
    return [practice_question(question) for question in bank.questions]


def version(view: Mapping[str, Any]) -> str:
    """Return a short digest of a public view, which changes when the question is edited.

    It covers nothing but what the student sees: a digest of the key could be guessed backwards.
    """
    text = json.dumps(_versioned(view), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _versioned(value: Any) -> Any:
    """Return a view, or a part of one, without the fields that change nothing of what is asked."""
    if isinstance(value, Mapping):
        return {name: _versioned(each) for name, each in value.items() if name not in UNVERSIONED}
    return [_versioned(each) for each in value] if isinstance(value, list) else value
