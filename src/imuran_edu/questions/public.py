"""What a student may see of a question, and what a practice page may know: two types.

`PublicQuestion` holds a list of fields to keep, so that a key cannot slip in; assignments take
nothing else. `PracticeQuestion` knows the key too, so that a lesson can answer back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imuran_edu.questions.question_type import QuestionType, type_named

if TYPE_CHECKING:
    from imuran_edu.questions.bank import Bank

QUESTIONS_FILE = "questions.json"  # what an assignment tells of its questions
# fields that came later and change nothing of what is asked
UNVERSIONED = frozenset({"accepts"})
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


@dataclass(frozen=True)
class PracticeQuestion:
    """A question of a practice bank: what is shown of it, and the key."""

    public: PublicQuestion
    question: QuestionType


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


def practice_questions(bank: Bank) -> list[PracticeQuestion]:
    """Return the questions of a practice bank.

    Raises:
        ValueError: the bank is graded, so its keys stay with the instructor.
    """
    if bank.kind != "practice":
        raise ValueError(f"the bank '{bank.title}' is graded; its keys belong on no page")
    return [PracticeQuestion(public_view(question), question) for question in bank.questions]


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
