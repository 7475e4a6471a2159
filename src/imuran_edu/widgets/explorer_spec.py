"""What an explorer consists of, as its file `explorers/NAME.yaml` says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from imuran_edu.core.content_packages import content_files
from imuran_edu.core.strict_model import Strict
from imuran_edu.widgets.content_spec import load_spec

Values = Mapping[str, Any]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Slider(Strict):
    """A number that is slid: its ends, its step, its unit, and where it starts."""

    kind: Literal["slider"]
    id: Name
    label: str
    low: float
    high: float
    step: float = Field(gt=0)
    value: float
    unit: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Slider:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"'{self.id}' starts at {self.value:g}, outside its ends")
        return self

    def allows(self, value: Any) -> bool:
        """Whether the slider can take a value."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and self.low <= value <= self.high


class Choice(Strict):
    """One of a few things: the value that a view is given, and the words on the page."""

    kind: Literal["choice"]
    id: Name
    label: str
    options: dict[str, str] = Field(min_length=2)
    value: str

    @model_validator(mode="after")
    def _there(self) -> Choice:
        if self.value not in self.options:
            raise ValueError(f"'{self.id}' starts at '{self.value}', which is no option")
        return self

    def allows(self, value: Any) -> bool:
        """Whether the choice can take a value."""
        return value in self.options


class Switch(Strict):
    """Yes or no."""

    kind: Literal["switch"]
    id: Name
    label: str
    value: bool

    def allows(self, value: Any) -> bool:
        """Whether the switch can take a value."""
        return isinstance(value, bool)


class Text(Strict):
    """A short text that is typed; it starts empty."""

    kind: Literal["text"]
    id: Name
    label: str
    hint: str  # an example, shown while the field is empty
    value: Literal[""] = ""

    def allows(self, value: Any) -> bool:
        """Whether the field can take a value."""
        return isinstance(value, str)


class Day(Strict):
    """A date; it starts at today."""

    kind: Literal["date"]
    id: Name
    label: str

    def allows(self, value: Any) -> bool:
        """Whether a preset may set it: never, since a date in a file grows old."""
        return False


Control = Annotated[Slider | Choice | Switch | Text | Day, Field(discriminator="kind")]


class Prediction(Strict):
    """What a student commits to before the first move, and what there is to see."""

    question: str
    options: list[str] = Field(min_length=2, max_length=4)
    look: str  # what to try
    seen: str  # what one finds, told after the first moves


class Preset(Strict):
    """Values that are worth a look, under a name."""

    name: str
    values: dict[Name, Any]


class ExplorerSpec(Strict):
    """An explorer: its words, its controls, and their worthwhile settings."""

    title: str
    prediction: Prediction
    controls: list[Control] = Field(min_length=1)
    presets: list[Preset] = []
    caption: str

    @model_validator(mode="after")
    def _presets_fit(self) -> ExplorerSpec:
        known = {control.id: control for control in self.controls}
        for preset in self.presets:
            for name, value in preset.values.items():
                if name not in known or not known[name].allows(value):
                    raise ValueError(f"preset '{preset.name}' sets {name} to {value}")
        return self

    @property
    def start(self) -> dict[str, Any]:
        """The values that the explorer opens with; dates are left out."""
        return {each.id: each.value for each in self.controls if each.kind != "date"}


def explorer_names() -> list[str]:
    """Return the names of all explorers."""
    return list(content_files("explorers"))


@cache
def explorer_spec(name: str) -> ExplorerSpec:
    """Return an explorer's words and controls.

    Raises:
        ValueError: there is no explorer of that name.
        InputError: its file is faulty.
    """
    return load_spec("explorers", name, ExplorerSpec)
