"""Write a text that a person grades by a rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from random import Random
from typing import Any, ClassVar, Literal

from pydantic import Field

from imuran_edu.core.markup import inline_html
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.words import _, ngettext
from imuran_edu.questions.base import ScoredQuestion
from imuran_edu.questions.interchange import Item, Text, header_data, header_of, is_for
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken, Explanation, question_type
from imuran_edu.questions.result import AnswerOption, ComparedAnswer, Score, invalid
from imuran_edu.questions.words import MAX_TEXT, point_words

SAMPLE = (
    "Azathioprine is a prodrug. In the body it becomes 6-mercaptopurine,\n"
    "which enzymes turn into nucleotides; these stop <b>dividing</b> lymphocytes & take weeks."
)


class RubricLevel(Strict):
    """A level of a rubric: its points and what earns them. Students see it beforehand."""

    points: float = Field(ge=0)
    title: str
    earns: str


@question_type
class Essay(ScoredQuestion):
    """Write a text that a person grades by the rubric; for graded banks."""

    typed: ClassVar[bool] = True
    manual: ClassVar[bool] = True

    type: Literal["written"]
    words: int = Field(default=150, gt=0, le=2000)
    rubric: list[RubricLevel] = Field(min_length=2)

    @property
    def levels(self) -> list[tuple[float, str, str]]:
        return [(level.points, level.title, level.earns) for level in self.rubric]

    def rules(self) -> Broken:
        best = max(level.points for level in self.rubric)
        if best != self.points:
            yield ("rubric",), f"the best level has {best:g} points, not {self.points:g}"

    def public_fields(self) -> dict[str, Any]:
        return {"words": self.words, "rubric": [level.model_dump() for level in self.rubric]}

    def score(self, answer: Any) -> Score:
        if not isinstance(answer, str):
            return invalid(self.points, _("The answer is not a text."))
        if len(answer) > MAX_TEXT:
            return invalid(self.points, _("The text is longer than {n} characters.", n=MAX_TEXT))
        waits = _("Waits for a person to grade it by the rubric.")
        return Score(0.0, self.points, "manual", waits)

    def explain(self, answer: Any, result: Score) -> Explanation:
        return "", {}

    def page_key(self) -> dict[str, Any]:
        return {}  # a person scores it

    def key_text(self) -> str:
        return _("graded by the rubric")

    def compare(self, answer: Any) -> ComparedAnswer | None:
        return None

    def offered(self) -> dict[str, AnswerOption]:
        return {}

    def right_answer(self) -> str:
        return SAMPLE

    def wrong_answer(self, rng: Random) -> None:
        """Return nothing: a text is right or wrong only in a person's eyes."""

    def grader_html(self, answer: Any, reason: str) -> str:
        count = len(answer.split()) if isinstance(answer, str) else 0
        levels = "".join(
            f"<li><strong>{point_words(level.points)}, {inline_html(level.title)}:</strong> "
            f"{inline_html(level.earns)}</li>"
            for level in self.rubric
        )
        told = f" {escape(reason)}" if reason else ""
        words = ngettext(
            "{n} word; about {asked} were asked for.",
            "{n} words; about {asked} were asked for.",
            count,
            asked=self.words,
        )
        return f"<p>{words}{told}</p><p>{_('The rubric:')}</p><ul>{levels}</ul>"

    def to_interchange(self) -> Item:
        return Text(**header_of(self), words=self.words, rubric=tuple(self.levels))

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "written") or not isinstance(item, Text) or item.accepted:
            return None
        rubric = [
            {"points": points, "title": title, "earns": earns}
            for points, title, earns in item.rubric
        ]
        return {
            **header_data(item, "written"),
            **({"words": item.words} if item.words else {}),
            "rubric": rubric,
        }

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return None  # as it was typed

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        return {"words": view["words"], "rubric": rubric_html(view["rubric"])}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield from ()


def rubric_html(rubric: Sequence[Mapping[str, Any]]) -> str:
    """Return a rubric as a table that students see before they write."""
    rows = "".join(
        f"<tr><th scope='row'>{inline_html(level['title'])}</th><td>{level['points']:g}</td>"
        f"<td>{inline_html(level['earns'])}</td></tr>"
        for level in rubric
    )
    titles = (_("Level"), _("Points"), _("Earns"))
    head = "".join(f"<th scope='col'>{title}</th>" for title in titles)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
