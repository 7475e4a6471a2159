"""What an explorer's page and its kernel say to each other; a part of `protocol.py`."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Answer = Any  # whatever JSON can hold


class ControlOption(TypedDict):
    """An option of a control: the value that is sent, and the words on the page."""

    value: str
    text: str


class ExplorerControl(TypedDict):
    """A control of an explorer; which of the later fields are there depends on `kind`.

    A date starts at today.
    """

    kind: Literal["slider", "choice", "switch", "text", "date"]
    id: str
    label: str
    value: NotRequired[Answer]
    low: NotRequired[float]
    high: NotRequired[float]
    step: NotRequired[float]
    unit: NotRequired[str]
    options: NotRequired[list[ControlOption]]
    hint: NotRequired[str]


class PresetView(TypedDict):
    """Values that are worth a look, under a name."""

    name: str
    values: dict[str, Answer]


class DragView(TypedDict):
    """Two sliders that a point of the picture moves.

    `area` is where their ends lie: left, lower, right and upper edge, 0 to 1 from the lower left.
    """

    x: str
    y: str
    area: list[float]


class StillView(TypedDict):
    """A picture without a kernel (SVG or a table), in words, and in a few words."""

    picture: str
    words: str
    brief: str


class ExplorerView(TypedDict):
    """What a page needs to draw an explorer.

    `right` counts the options from 0. The first of the stills is the explorer as it opens; the
    others, if they come along, are its presets.
    """

    name: str
    title: str
    question: str
    options: list[str]
    right: int
    look: str
    seen: str
    take_home: str
    controls: list[ExplorerControl]
    presets: list[PresetView]
    drag: NotRequired[DragView]
    caption: str
    stills: list[StillView]


class ShowMessage(TypedDict):
    """The page wants a picture of these values, with those before, if any, faint."""

    type: Literal["show"]
    number: str
    now: dict[str, Answer]
    before: dict[str, Answer] | None
    dark: bool


class ShownMessage(TypedDict):
    """A table, or a picture that comes as the message's buffer; or `problem` says why neither."""

    type: Literal["shown"]
    number: str
    html: str
    words: str
    brief: str
    problem: str
