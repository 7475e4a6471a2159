"""The parts that questions are made of: options, keys, ranges, levels of a rubric."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, FiniteFloat, model_validator

from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence.model import Citation, ClaimId

OptionId = Annotated[str, Field(pattern=r"^[a-z0-9]{1,12}$")]
Accepted = Annotated[str, Field(min_length=1, max_length=80)]


class Option(Strict):
    """One option, item, class or partner: its id, its Markdown, and what to say to a student.

    In choices `feedback` is for whoever chose the option (or missed it, if it is right); in
    matching and categorise it belongs to the left side or the item and mends a wrong pairing.
    """

    id: OptionId
    text: str = Field(min_length=1)
    feedback: str = ""


class Basis(Strict):
    """What a key rests on: claims that hold, references that were seen."""

    claims: list[ClaimId] = []
    references: list[Citation] = []

    @model_validator(mode="after")
    def _something(self) -> Basis:
        if not (self.claims or self.references):
            raise ValueError("'rests_on' is empty; name a claim that holds or a reference seen")
        return self


class NumericKey(Strict):
    """The right value, its unit, and how far off an answer may be (in that unit)."""

    value: FiniteFloat
    unit: str = ""
    tolerance: FiniteFloat = Field(ge=0)


class Range(Strict):
    """Values from `low` to `high` (both included, in the key's unit) and what they reveal."""

    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    feedback: str = Field(min_length=1)
    share: float = Field(default=0, ge=0, lt=1)

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


class OtherText(Strict):
    """A wrong text that students are known to give, and what mends it."""

    text: Accepted
    feedback: str = Field(min_length=1)


class RubricLevel(Strict):
    """A level of a rubric: its points and what earns them. Students see it beforehand."""

    points: float = Field(ge=0)
    title: str
    earns: str
