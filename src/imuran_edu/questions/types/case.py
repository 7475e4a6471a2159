"""A patient's story in stages, with questions of other types in each."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from imuran_edu.core.markup import to_html
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.words import _
from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.base import POINT_DECIMALS, OptionId, QuestionBase, ScoredQuestion
from imuran_edu.questions.interchange import (
    Group,
    Item,
    Section,
    header_data,
    header_of,
    is_for,
)
from imuran_edu.questions.page import asked_html, front_view
from imuran_edu.questions.public import PublicQuestion, public_view
from imuran_edu.questions.question_type import (
    Broken,
    Explanation,
    OneOf,
    QuestionType,
    question_data,
    question_type,
)
from imuran_edu.questions.result import DECIMALS, AnswerOption, ComparedAnswer, Score, blank
from imuran_edu.questions.result import invalid as invalid_score
from imuran_edu.questions.score import score
from imuran_edu.questions.to_text import answer_in_words


def _may_be_part(kind: type[QuestionType]) -> bool:
    return issubclass(kind, ScoredQuestion) and not kind.manual


class Stage(Strict):
    """A stage of a case: what happens to the patient, and the questions that it raises."""

    id: OptionId
    title: str
    story: str
    questions: list[Annotated[QuestionType, OneOf(_may_be_part)]] = Field(min_length=1)


@question_type
class Case(QuestionBase):
    """A patient's story in stages; a stage opens when the one before it is answered."""

    several_marks: ClassVar[bool] = True

    type: Literal["case"]
    stages: list[Stage] = Field(min_length=2)

    def placed_parts(self) -> Iterator[tuple[Location, QuestionType]]:
        for number, stage in enumerate(self.stages):
            for place, part in enumerate(stage.questions):
                yield ("stages", number, "questions", place), part

    @property
    def points(self) -> float:
        """The points of all its questions together."""
        return round(sum(part.points for part in self.parts), POINT_DECIMALS)

    def rules(self) -> Broken:
        yield from ()  # its parts are checked like other questions

    def public_fields(self) -> dict[str, Any]:
        stages = [
            {
                "id": stage.id,
                "title": stage.title,
                "story": stage.story,
                "questions": [public_view(part) for part in stage.questions],
            }
            for stage in self.stages
        ]
        return {"stages": stages}

    def score(self, answer: Any) -> Score:
        if not isinstance(answer, dict):
            return invalid_score(self.points, _("The answer is not a set of answers."))
        parts = {part.id: score(part, answer.get(part.id)) for part in self.parts}
        if all(part.status == "blank" for part in parts.values()):
            return blank(self.points)  # the answers are to other questions
        right = sum(part.status == "right" for part in parts.values())
        reason = _("{right} of {all} questions right.", right=right, all=len(parts))
        if right == len(parts):
            return Score(self.points, self.points, "right", reason, {}, parts)
        earned = min(round(sum(part.earned for part in parts.values()), DECIMALS), self.points)
        return Score(earned, self.points, "partial" if earned else "wrong", reason, {}, parts)

    def explain(self, answer: Any, result: Score) -> Explanation:
        return result.reason, {}

    def page_key(self) -> dict[str, Any]:
        return {}  # its parts are scored

    def key_text(self) -> str:
        return "\n".join(f"{n}. {part.key_text()}" for n, part in enumerate(self.parts, 1))

    def compare(self, answer: Any) -> ComparedAnswer | None:
        return None  # its parts are compared

    def offered(self) -> dict[str, AnswerOption]:
        return {}

    def right_answer(self) -> dict[str, Any]:
        return {part.id: part.right_answer() for part in self.parts}

    def wrong_answer(self, rng: Random) -> dict[str, Any]:
        return {part.id: part.wrong_answer(rng) for part in self.parts}

    def to_interchange(self) -> Item:
        sections = tuple(
            Section(s.id, s.title, s.story, tuple(part.to_interchange() for part in s.questions))
            for s in self.stages
        )
        return Group(**{**header_of(self), "points": None}, sections=sections)

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "case") or not isinstance(item, Group):
            return None
        stages = []
        for section in item.sections:
            parts = [question_data(part) for part in section.items]
            stages.append(
                {
                    "id": section.id,
                    "title": section.title,
                    "story": section.story,
                    "questions": [part for part in parts if part is not None],
                }
            )
        return {**header_data(item, "case"), "stages": stages}

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        if not isinstance(answer, dict):
            return None
        return "\n".join(
            f"{number}. {answer_in_words(part, answer.get(part.id)) or _('not answered')}"
            for number, part in enumerate(view.parts, 1)
        )

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        numbers = {part.id: str(number) for number, part in enumerate(view.parts, 1)}
        stages = []
        for stage in view["stages"]:
            parts = [PublicQuestion(part) for part in stage["questions"]]
            stages.append(
                {
                    "id": stage["id"],
                    "title": stage["title"],
                    "story": to_html(stage["story"]),
                    "questions": [front_view(part, numbers[part.id], seed) for part in parts],
                }
            )
        return {"stages": stages}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        for stage in view["stages"][:open_stages]:
            yield f"<p><strong>{escape(stage['title'])}</strong></p>{to_html(stage['story'])}"
            for part in stage["questions"]:
                yield from asked_html(PublicQuestion(part))
