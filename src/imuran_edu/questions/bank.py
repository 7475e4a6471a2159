"""A bank of questions as it stands in a YAML file."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence.model import Slug
from imuran_edu.questions.base import POINT_DECIMALS, Waiver
from imuran_edu.questions.decisions import Decision, Rulings, rulings_of
from imuran_edu.questions.question_type import Question, QuestionType
from imuran_edu.questions.variants.template import Template


def with_parts(question: QuestionType) -> list[QuestionType]:
    """Return a question and, of a case, its parts."""
    return [question, *question.parts]


def _misplaced(question: QuestionType) -> list[str]:
    """Return the ids of parts of a case that say where they stand, or that they are predictions."""
    return [part.id for part in question.parts if part.section or part.predict]


class Bank(Strict):
    """A file of questions: `quizzes/practice/NAME.yaml` or `quizzes/graded/NAME.yaml`.

    Attributes:
        kind: practice banks ship with their keys; graded ones stay with the instructor.
        lesson: the id of the lesson that it belongs to; none if it is drawn across the course,
            as a final is, which only a graded bank can be.
        waive: findings of the linter about the bank as a whole that stand for a reason.
        decisions: what was decided of its questions after the exam; only in a graded bank.
    """

    kind: Literal["practice", "graded"]
    lesson: Slug | None = None
    title: str
    introduction: str = ""
    waive: list[Waiver] = []
    questions: list[Question] = Field(min_length=1)
    decisions: list[Decision] = []

    @model_validator(mode="after")
    def _manual_is_graded(self) -> Bank:
        by_hand = next((item for item in self.questions if item.manual), None)
        if self.kind == "practice" and by_hand:
            raise ValueError(
                f"a '{by_hand.type}' question needs a grader; it belongs in a graded bank"
            )
        return self

    @model_validator(mode="after")
    def _graded_earns(self) -> Bank:
        if self.kind == "graded":
            for question in self.questions:
                if any(each.predict for each in with_parts(question)):
                    raise ValueError(f"'{question.id}' is a prediction; it belongs in practice")
                if question.section:
                    raise ValueError(f"'{question.id}' names a section, as practice alone does")
        elif part := next((part for each in self.questions for part in _misplaced(each)), None):
            raise ValueError(f"'{part}' is part of a case, so it has no section and predicts not")
        return self

    @model_validator(mode="after")
    def _practice_has_a_lesson(self) -> Bank:
        if self.kind == "practice" and self.lesson is None:
            raise ValueError("a practice bank belongs to a lesson; add 'lesson:'")
        return self

    @property
    def templates(self) -> dict[str, Template]:
        """The templates among the questions, by id."""
        rows = {each.id: each.template for each in self.questions}
        return {name: each for name, each in rows.items() if isinstance(each, Template)}

    @property
    def with_rows(self) -> dict[str, Question]:
        """The questions of which copies get different rows: templates and pools, by id."""
        return {each.id: each for each in self.questions if each.template is not None}

    @property
    def by_id(self) -> dict[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @property
    def scored(self) -> list[Question]:
        """The questions that count: all but predictions."""
        return [question for question in self.questions if not question.predict]

    @property
    def sections(self) -> list[str]:
        """The sections of its lesson in which questions of a practice bank stand."""
        return list(dict.fromkeys(each.section for each in self.questions if each.section))

    @property
    def points(self) -> float:
        """The points of all questions that count together."""
        return round(sum(question.points for question in self.scored), POINT_DECIMALS)

    @cached_property
    def rulings(self) -> Rulings:
        """What was decided of each question after the exam, by id."""
        return rulings_of(self.questions, self.decisions)
