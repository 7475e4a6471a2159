"""What an author writes under `variants`."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, FiniteFloat, model_validator

from imuran_edu.core.strict_model import Strict

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Value = bool | int | FiniteFloat | str
FEWEST_ROWS: Final = 50
MOST_ROWS: Final = 200


class Parameter(Strict):
    """The values that one number of a template may take: a span in steps, or a list.

    Attributes:
        low: the smallest value (`from`).
        high: the largest value (`to`).
        step: from one value to the next.
        of: the values, in place of a span; they may be words.
    """

    low: FiniteFloat | None = Field(default=None, alias="from")
    high: FiniteFloat | None = Field(default=None, alias="to")
    step: FiniteFloat = Field(default=1, gt=0)
    of: list[Value] = []

    @model_validator(mode="after")
    def _one_kind(self) -> Parameter:
        if bool(self.of) == (self.low is not None and self.high is not None):
            raise ValueError("a parameter needs 'from' and 'to', or 'of' with a list of values")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the span runs from {self.low} down to {self.high}; swap them")
        return self

    @property
    def values(self) -> list[Value]:
        """Every value, in order."""
        if self.of:
            return list(self.of)
        assert self.low is not None
        assert self.high is not None
        count = int((self.high - self.low) / self.step + 1e-9) + 1
        return [tidy(self.low + index * self.step) for index in range(count)]


class Variants(Strict):
    """How a question becomes a template.

    Attributes:
        parameters: the numbers (or words) that differ from row to row, by the names that
            expressions use.
        original: their values in row 0, which is the question as it was first written: a folder
            that was begun before the question became a template keeps it.
        where: further values, each an expression of the parameters and of those before it.
        require: expressions that must hold in every row but row 0.
        rows: how many rows are drawn.
    """

    parameters: dict[Name, Parameter] = Field(min_length=1)
    original: dict[Name, Value]
    where: dict[Name, str | int | float] = {}
    require: list[str] = []
    rows: int = Field(default=60, ge=FEWEST_ROWS, le=MOST_ROWS)

    @model_validator(mode="after")
    def _same_names(self) -> Variants:
        if set(self.original) != set(self.parameters):
            names = ", ".join(sorted(set(self.original) ^ set(self.parameters)))
            raise ValueError(f"'original' gives each parameter a value and nothing else: {names}")
        if both := set(self.where) & set(self.parameters):
            raise ValueError(f"{', '.join(sorted(both))} stands under 'parameters' and 'where'")
        return self


def tidy(value: float) -> int | float:
    """Return a number without the dust of binary fractions, whole numbers as such."""
    value = round(value, 10)
    return int(value) if value == int(value) else value
