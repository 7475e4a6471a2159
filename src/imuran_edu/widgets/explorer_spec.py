"""What an explorer consists of, as its file `explorers/NAME.yaml` says."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from imuran_edu.core.content_packages import content_file, content_files
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
        return number and math.isfinite(value) and self.low <= value <= self.high

    def read(self, value: Any) -> float | int:
        """Return what a view is given for a value that it allows: whole where all its steps are."""
        whole = all(float(each).is_integer() for each in (self.low, self.step))
        return int(value) if whole and float(value).is_integer() else float(value)


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
        return isinstance(value, str) and value in self.options


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
        return isinstance(value, str) and len(value) <= 100


class Day(Strict):
    """A date; it starts at today, and in drawings that stand for the explorer at `still`."""

    kind: Literal["date"]
    id: Name
    label: str
    still: date

    def allows(self, value: Any) -> bool:
        """Whether a preset may set it: never, since a date in a file grows old."""
        return False

    def read(self, value: Any) -> date:
        """Return the date that a page sent in the form of ISO 8601.

        Raises:
            ValueError: it is none.
        """
        return date.fromisoformat(value)


Control = Annotated[Slider | Choice | Switch | Text | Day, Field(discriminator="kind")]


class Prediction(Strict):
    """What a student commits to before the first move, and what there is to see.

    Attributes:
        question: it, as plain text.
        options: to choose from.
        right: the option that comes true.
        look: what to try.
        seen: what one finds, told after the first moves.
        take_home: what to keep of it, in Markdown; it gives the answer away, so it is told last.
    """

    question: str
    options: list[str] = Field(min_length=2, max_length=4)
    right: str
    look: str
    seen: str
    take_home: str

    @model_validator(mode="after")
    def _one_is_right(self) -> Prediction:
        if self.options.count(self.right) != 1:
            raise ValueError(f"'right' has to be one of the options, not '{self.right}'")
        return self


class Preset(Strict):
    """Values that are worth a look, under a name."""

    name: str
    values: dict[Name, Any]


class Drag(Strict):
    """A point of the picture that moves two sliders: `x` across, `y` upwards.

    `area` is where their ends lie: left, lower, right and upper edge, 0 to 1 from the picture's
    lower left corner.
    """

    x: Name
    y: Name
    area: tuple[float, float, float, float]


class ExplorerSpec(Strict):
    """An explorer: its words, its controls, and their worthwhile settings."""

    title: str
    prediction: Prediction
    controls: list[Control] = Field(min_length=1)
    presets: list[Preset] = []
    drag: Drag | None = None
    caption: str

    @model_validator(mode="after")
    def _presets_fit(self) -> ExplorerSpec:
        known = {control.id: control for control in self.controls}
        for preset in self.presets:
            for name, value in preset.values.items():
                if name not in known or not known[name].allows(value):
                    raise ValueError(f"preset '{preset.name}' sets {name} to {value}")
        for name in (self.drag.x, self.drag.y) if self.drag else ():
            if name not in known or known[name].kind != "slider":
                raise ValueError(f"'drag' moves '{name}', which is no slider")
        return self

    @property
    def start(self) -> dict[str, Any]:
        """The values that the explorer opens with; dates are left out."""
        return {each.id: each.value for each in self.controls if each.kind != "date"}

    @property
    def still(self) -> dict[str, Any]:
        """The values of the picture that stands for it without a kernel."""
        return self.start | {each.id: each.still for each in self.controls if each.kind == "date"}

    def read(self, values: Any) -> dict[str, Any] | None:
        """Return what a page sent, as a view takes it; None if a control cannot take its value."""
        if not isinstance(values, dict):
            return None
        found: dict[str, Any] = {}
        for each in self.controls:
            value = values.get(each.id)
            if each.kind == "date":
                try:
                    found[each.id] = each.read(value)
                except (TypeError, ValueError):
                    return None
            elif not each.allows(value):
                return None
            else:
                found[each.id] = each.read(value) if each.kind == "slider" else value
        return found


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


def opening_still(name: str) -> tuple[str, str]:
    """Return the picture of an explorer as it opens, as SVG or a table, and its words.

    Raises:
        ValueError: there is no explorer of that name.
        FileNotFoundError: it was not drawn; `imuran-edu build` draws it.
    """
    still = json.loads(still_file(name).read_text(encoding="utf-8"))["stills"][0]
    return still["picture"], still["words"]


def still_file(name: str) -> Path:
    """Return where the pictures lie that stand for an explorer without a kernel.

    Raises:
        ValueError: there is no explorer of that name.
    """
    return content_file("explorers", name).parent / "drawn" / f"{name}.json"
