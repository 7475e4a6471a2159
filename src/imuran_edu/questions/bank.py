"""A bank of questions as it stands in a YAML file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence.model import Slug
from imuran_edu.questions.base import POINT_DECIMALS
from imuran_edu.questions.question_type import Question, QuestionType


def with_parts(question: QuestionType) -> list[QuestionType]:
    """Return a question and, of a case, its parts."""
    return [question, *question.parts]


class Bank(Strict):
    """A file of questions: `quizzes/practice/NAME.yaml` or `quizzes/graded/NAME.yaml`.

    Attributes:
        kind: practice banks ship with their keys; graded ones stay with the instructor.
        lesson: the id of the lesson that it belongs to; none if it is drawn across the course,
            as a final is, which only a graded bank can be.
    """

    kind: Literal["practice", "graded"]
    lesson: Slug | None = None
    title: str
    introduction: str = ""
    questions: list[Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _manual_is_graded(self) -> Bank:
        by_hand = next((item for item in self.questions if item.manual), None)
        if self.kind == "practice" and by_hand:
            raise ValueError(
                f"a '{by_hand.type}' question needs a grader; it belongs in a graded bank"
            )
        return self

    @model_validator(mode="after")
    def _practice_has_a_lesson(self) -> Bank:
        if self.kind == "practice" and self.lesson is None:
            raise ValueError("a practice bank belongs to a lesson; add 'lesson:'")
        return self

    @property
    def by_id(self) -> dict[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @property
    def points(self) -> float:
        """The points of all questions together."""
        return round(sum(question.points for question in self.questions), POINT_DECIMALS)
