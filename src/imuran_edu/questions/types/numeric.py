"""Give a number with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any, ClassVar, Literal

from pydantic import Field, FiniteFloat, model_validator

from imuran_edu.core.markup import to_html
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.words import _
from imuran_edu.questions.base import ScoredQuestion
from imuran_edu.questions.interchange import (
    Item,
    Number,
    NumberRange,
    header_data,
    header_of,
    is_for,
)
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken, Explanation, question_type
from imuran_edu.questions.reading import is_blank, is_unit, read_number
from imuran_edu.questions.result import AnswerOption, ComparedAnswer, Score, from_share, invalid
from imuran_edu.questions.words import clipped, plain_or_typed


class NumericKey(Strict):
    """The right value, its unit, and how far off an answer may be (in that unit).

    Where a bare number is asked for, `accepts` names the units that may stand behind it all the
    same, since it is clear what is counted: `[tablets]` lets "238 tablets" count.
    """

    value: FiniteFloat
    unit: str = ""
    accepts: list[str] = []
    tolerance: FiniteFloat = Field(ge=0)

    def holds(self, value: float) -> bool:
        """Whether a value lies within the tolerance."""
        slack = 1e-9 * max(1.0, abs(self.value))  # for what binary fractions lose, not for students
        return abs(value - self.value) <= self.tolerance + slack


class Range(Strict):
    """Values from `low` to `high` (both included, in the key's unit) and what they reveal.

    `share` is the part of the points that such a value earns; with 1 it is right as well.
    """

    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    feedback: str = Field(min_length=1)
    fraction: float = Field(default=0, ge=0, le=1, alias="share")

    @model_validator(mode="after")
    def _has_room(self) -> Range:
        if self.low is None and self.high is None:
            raise ValueError("a range needs 'low', 'high' or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the range runs from {self.low} down to {self.high}; swap them")
        return self

    def holds(self, value: float) -> bool:
        """Whether the value lies in the range."""
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


@question_type
class Numeric(ScoredQuestion):
    """Give a number with its unit.

    The key's tolerance decides what is right. Other values meet the ranges in their order, and
    the first that holds the value gives its feedback (and its share of the points, if any);
    `otherwise` is for all the rest.
    """

    typed: ClassVar[bool] = True

    type: Literal["numeric"]
    key: NumericKey
    feedback: str
    ranges: list[Range] = []
    default_feedback: str = Field(alias="otherwise")

    @property
    def gist(self) -> list[str]:
        return [f"{self.key.value:g} {self.key.unit}"]

    def rules(self) -> Broken:
        low, high = self.key.value - self.key.tolerance, self.key.value + self.key.tolerance
        for index, part in enumerate(self.ranges):
            if part.low is None or part.high is None:
                continue
            if part.low >= low and part.high <= high:
                message = "the range lies within the key's tolerance, so nobody meets it"
                yield ("ranges", index), message

    def slow_rules(self) -> Broken:
        if self.key.unit and not is_unit(self.key.unit):
            message = f"unit '{self.key.unit}' is not understood; use one like mg/day or none"
            yield ("key", "unit"), message

    def public_fields(self) -> dict[str, Any]:
        accepts = {"accepts": self.key.accepts} if self.key.accepts else {}
        return {"unit": self.key.unit, **accepts}

    def score(self, answer: Any) -> Score:
        reading = read_number(answer, self.key.unit, self.key.accepts)
        if reading.value is None:
            return invalid(self.points, reading.problem)
        if self.key.holds(reading.value):
            return from_share(1, self.points, _("The number is within the tolerance."))
        met = self._range_of(reading.value)
        share = met.fraction if met else 0.0
        return from_share(share, self.points, _reason(share))

    def _range_of(self, value: float) -> Range | None:
        return next((part for part in self.ranges if part.holds(value)), None)

    def explain(self, answer: Any, result: Score) -> Explanation:
        value = read_number(answer, self.key.unit, self.key.accepts).value
        if value is not None and self.key.holds(value):
            return self.feedback, {}
        met = self._range_of(value) if value is not None else None
        return met.feedback if met else self.default_feedback, {}

    def page_key(self) -> dict[str, Any]:
        ranges = [
            {
                "low": each.low,
                "high": each.high,
                "fraction": each.fraction,
                "html": to_html(each.feedback),
            }
            for each in self.ranges
        ]
        return {
            **self.key.model_dump(),
            "right": to_html(self.feedback),
            "ranges": ranges,
            "otherwise": to_html(self.default_feedback),
        }

    def key_text(self) -> str:
        key = self.key
        return f"{key.value:g} {key.unit} (within {key.tolerance:g})".replace("  ", " ")

    def compare(self, answer: Any) -> ComparedAnswer | None:
        value = read_number(answer, self.key.unit, self.key.accepts).value
        if value is not None:
            text = f"{value:.6g}"
            return ComparedAnswer(text, (text,), f"{text} {self.key.unit}".strip())
        if not isinstance(answer, str):
            return None
        text = f"text {plain_or_typed(answer)}"
        return ComparedAnswer(text, (text,), clipped(answer))

    def offered(self) -> dict[str, AnswerOption]:
        return {}

    def right_answer(self) -> str:
        return f"{self.key.value!r} {self.key.unit}".strip()

    def wrong_answer(self, rng: Random) -> str:
        return str(self.key.value * 10 + self.key.tolerance + 1)

    def partial_answer(self, rng: Random) -> Any:
        near = (each for each in self.ranges if 0 < each.fraction < 1)
        ends = (each.high if each.low is None else each.low for each in near)
        return next((end for end in ends if end is not None), None)

    def to_interchange(self) -> Item:
        ranges = (NumberRange(r.low, r.high, r.feedback, r.fraction) for r in self.ranges)
        return Number(
            **header_of(self),
            value=self.key.value,
            tolerance=self.key.tolerance,
            unit=self.key.unit,
            feedback=self.feedback,
            ranges=tuple(ranges),
            default_feedback=self.default_feedback,
        )

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "numeric") or not isinstance(item, Number):
            return None
        ranges = [
            {"low": r.low, "high": r.high, "feedback": r.feedback, "share": r.fraction}
            for r in item.ranges
        ]
        return {
            **header_data(item, "numeric"),
            "key": {"value": item.value, "unit": item.unit, "tolerance": item.tolerance},
            "feedback": item.feedback,
            **({"ranges": ranges} if ranges else {}),
            "otherwise": item.default_feedback,
        }

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return None  # as it was typed

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        more = {"accepts": view["accepts"]} if "accepts" in view else {}
        return {
            **more,
            "unit": view["unit"],
            "example": f"{_example(view)} {view['unit']}".rstrip(),
        }

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield from ()

    @staticmethod
    def unreadable(view: PublicQuestion, answer: Any) -> str:
        return (
            ""
            if is_blank(answer)
            else read_number(answer, view["unit"], view.get("accepts", ())).problem
        )

    @staticmethod
    def unfinished(view: PublicQuestion, answer: Any) -> str:
        return Numeric.unreadable(view, answer)


def _reason(share: float) -> str:
    """Say why a number that is not the key earns a share."""
    if share == 1:
        return _("This number counts as right too.")
    near = _("The number is near enough for part of the points.")
    return near if share else _("Another number.")


def _example(view: PublicQuestion) -> str:
    """Return a number of the kind that the stem asks for, which is the key of no question."""
    stem = view["stem"].casefold()
    if "two decimal" in stem:
        return "1.45"
    if "one decimal" in stem:
        return "14.5"
    whole = r"whole|how many|in which week|after how many|nearest \d|days\?"
    return "14" if re.search(whole, stem) else "14.5"
