"""The one style of the course's figures.

Colours are those of Okabe and Ito, which colour-blind readers tell apart; no meaning hangs on a
colour alone. Sizes are chosen so that a figure can still be read at half its width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

INK: Final = "#222222"
GREY: Final = "#5F5F5F"
MIDDLE: Final = "#B9B9B9"
EDGE: Final = "#D5D5D5"
PALE: Final = "#ECECEC"
WASH: Final = "#F5F5F5"
WHITE: Final = "#FFFFFF"
BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
GREEN: Final = "#009E73"

FONT: Final = "DejaVu Sans"  # travels with matplotlib
TITLE, TEXT, SMALL = 14.0, 12.5, 11.0  # points


@dataclass(frozen=True)
class Stroke:
    """How the lines of one kind look, and the boxes that they lead to."""

    colour: str
    words: str  # a darker shade, for letters on white
    fill: str
    edge: str  # of an area with that fill
    width: float
    dashes: tuple[float, ...] = ()

    @property
    def linestyle(self) -> Literal["solid"] | tuple[float, tuple[float, ...]]:
        """The line style in matplotlib's terms."""
        return (0.0, self.dashes) if self.dashes else "solid"


STROKES: Final = {
    "active": Stroke(BLUE, "#004F7D", "#E3F0F8", "#9CC3DB", 3.6),
    "lost": Stroke(VERMILION, "#A34700", "#FDF0E6", "#E3B48C", 1.8, (4.0, 2.2)),
    "target": Stroke(GREEN, "#006B4E", "#E5F5F0", "#7FC4AE", 2.0),
    "plain": Stroke(GREY, INK, WHITE, EDGE, 1.6),
}

PALETTE: Final = {
    "#000000": "ink",
    INK: "ink",
    GREY: "grey",
    MIDDLE: "middle",
    EDGE: "edge",
    PALE: "pale",
    WASH: "wash",
    WHITE: "paper",
    **{
        colour: name + part
        for name, stroke in (
            ("blue", STROKES["active"]),
            ("red", STROKES["lost"]),
            ("green", STROKES["target"]),
        )
        for colour, part in (
            (stroke.colour, ""),
            (stroke.words, "-ink"),
            (stroke.fill, "-tint"),
            (stroke.edge, "-edge"),
        )
    },
}
"""Every colour of a figure, and its name in the page's stylesheet (`--imuran-fig-NAME`)."""

DARK: Final = {
    "ink": "#e6e6e6",
    "grey": "#a0a0a0",
    "middle": "#808080",
    "edge": "#626262",
    "pale": "#3c3c3c",
    "wash": "#2a2a2a",
    "paper": "#212121",
    "blue": "#3f9cd2",
    "blue-ink": "#9bd1f2",
    "blue-tint": "#1a3a4c",
    "blue-edge": "#3b6d88",
    "red": "#f0823a",
    "red-ink": "#ffb483",
    "red-tint": "#46301f",
    "red-edge": "#85572f",
    "green": "#82dfbd",
    "green-ink": "#74b89e",
    "green-tint": "#1a3f34",
    "green-edge": "#2f7560",
}
"""The same colours on a dark page."""
