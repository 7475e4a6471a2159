"""Draw boxes, arrows and words from data. Lengths are inches, from the lower left corner."""

from __future__ import annotations

from typing import Any, Literal

from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from pydantic import Field

from imuran_edu.core import plotting
from imuran_edu.core.strict_model import Strict

Point = tuple[float, float]
Kind = Literal["active", "lost", "target", "plain"]

_SIDES = {"left": (-0.5, 0.0), "right": (0.5, 0.0), "top": (0.0, 0.5), "bottom": (0.0, -0.5)}
_HEADS = {
    "arrow": "-|>,head_width=0.28,head_length=0.5",
    "block": "-[,widthB=0.55,lengthB=0",
    "none": "-",
}


class Frame(Strict):
    """A shaded area behind other things: a cell, or a group."""

    corner: Point
    size: Point
    kind: Kind
    edged: bool = True
    rounding: float = 0.18


class Node(Strict):
    """A box with a name and, below it, an explanation in smaller letters."""

    id: str
    at: Point  # its centre
    size: Point
    kind: Kind
    text: str
    note: str = ""
    strong: bool = True
    badge: str = ""


class Arrow(Strict):
    """A line between two anchors: a box and its side, such as `tgtp.left`, or a point."""

    start: str | Point
    end: str | Point
    kind: Kind
    head: Literal["arrow", "block", "none"] = "arrow"
    bend: float = 0.0  # 0.3 is a gentle arc
    width: float | None = None  # points, when it is not that of the kind


class Words(Strict):
    """Words that stand free, such as the enzyme beside an arrow."""

    text: str
    at: Point
    kind: Kind = "plain"
    size: Literal["title", "text", "small"] = "text"
    strong: bool = False
    slanted: bool = False
    align: Literal["left", "center", "right"] = "center"


class Diagram(Strict):
    """All of a figure, painted in this order."""

    size: Point
    frames: list[Frame] = Field(default_factory=list)
    arrows: list[Arrow]
    nodes: list[Node]
    words: list[Words]

    def anchor(self, place: str | Point) -> Point:
        """Return the point that an anchor such as `tgtp.left` names.

        Raises:
            ValueError: no box or no side of that name.
        """
        if not isinstance(place, str):
            return place
        name, _, side = place.partition(".")
        node = next((node for node in self.nodes if node.id == name), None)
        if node is None or side not in _SIDES:
            raise ValueError(f"'{place}' is not a box and a side such as tgtp.left")
        right, up = _SIDES[side]
        return node.at[0] + right * node.size[0], node.at[1] + up * node.size[1]


def draw_diagram(diagram: Diagram) -> Figure:
    """Draw a diagram."""
    width, height = diagram.size
    drawn = Figure(figsize=(width, height), facecolor="white")
    axes = drawn.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    for frame in diagram.frames:
        stroke = plotting.STROKES[frame.kind]
        fill = plotting.WASH if frame.kind == "plain" else stroke.fill
        line = stroke.edge if frame.edged else "none"
        axes.add_patch(_box(frame.corner, frame.size, frame.rounding, fill, line, 1.2))
    for arrow in diagram.arrows:
        axes.add_patch(_arrow(diagram, arrow))
    for node in diagram.nodes:
        _draw_node(axes, node)
    for words in diagram.words:
        _draw_words(axes, words)
    return drawn


def _box(
    corner: Point, size: Point, rounding: float, fill: str, line: str, width: float
) -> FancyBboxPatch:
    return FancyBboxPatch(
        corner,
        *size,
        boxstyle=f"round,pad=0,rounding_size={rounding}",
        facecolor=fill,
        edgecolor=line,
        linewidth=width,
    )


def _arrow(diagram: Diagram, arrow: Arrow) -> FancyArrowPatch:
    stroke = plotting.STROKES[arrow.kind]
    width = arrow.width or stroke.width
    return FancyArrowPatch(
        diagram.anchor(arrow.start),
        diagram.anchor(arrow.end),
        arrowstyle=_HEADS[arrow.head],
        connectionstyle=f"arc3,rad={arrow.bend}",
        mutation_scale=14 + 1.6 * width,
        shrinkA=0,
        shrinkB=1.5,
        linewidth=width,
        linestyle=stroke.linestyle,
        edgecolor=stroke.colour,
        facecolor=stroke.colour,
        capstyle="butt",
        joinstyle="miter",
    )


def _draw_node(axes: Any, node: Node) -> None:
    stroke = plotting.STROKES[node.kind]
    (x, y), (width, height) = node.at, node.size
    box = _box((x - width / 2, y - height / 2), node.size, 0.1, stroke.fill, stroke.colour, 1.4)
    box.set_linestyle(stroke.linestyle)
    axes.add_patch(box)
    lift = 0.035 if node.note else -0.062  # the letters' foot, so that boxes in a row agree
    weight = "bold" if node.strong else "normal"
    _write(axes, x, y + lift, node.text, plotting.TEXT, weight=weight, va="baseline")
    _write(axes, x, y - 0.185, node.note, plotting.SMALL, va="baseline")
    if node.badge:
        at = (x - width / 2, y + height / 2)
        axes.add_patch(Circle(at, 0.155, facecolor=stroke.words, edgecolor="white", linewidth=1.5))
        _write(
            axes,
            at[0],
            at[1] - 0.055,
            node.badge,
            plotting.SMALL,
            "white",
            weight="bold",
            va="baseline",
        )


def _draw_words(axes: Any, words: Words) -> None:
    size = {"title": plotting.TITLE, "text": plotting.TEXT, "small": plotting.SMALL}[words.size]
    _write(
        axes,
        *words.at,
        words.text,
        size,
        colour=plotting.STROKES[words.kind].words,
        weight="bold" if words.strong else "normal",
        style="italic" if words.slanted else "normal",
        ha=words.align,
        linespacing=1.2,
    )


def _write(
    axes: Any, x: float, y: float, text: str, size: float, colour: str = plotting.INK, **looks: Any
) -> None:
    looks = {"ha": "center", "va": "center", **looks}
    axes.text(x, y, text, fontsize=size, color=colour, family=plotting.FONT, **looks)
