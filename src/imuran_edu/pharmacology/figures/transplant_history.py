"""From 6-mercaptopurine to the transplants of the 1960s: a timeline in lanes."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, one_line, write
from imuran_edu.widgets.figure_spec import FigureSpec

NAME, LINE, WORDS = 0.14, 0.4, 0.53  # where they stand in a lane of height 1
ASIDE: Final = 0.25  # years by which words begin before, or end after, their dot


def draw(given: FigureSpec) -> Figure:
    """Draw the lanes from the first down, over one axis of years."""
    lanes = given.data["lanes"]
    first, last = given.data["from"], given.data["to"]
    drawn = new_figure(7.7, 6.3)
    axes = drawn.add_axes((0.03, 0.1, 0.94, 0.89))
    axes.set(xlim=(first, last), ylim=(len(lanes), 0), yticks=())
    for number, lane in enumerate(lanes):
        _lane(axes, given, number, lane)
    despine(axes)
    axes.spines["left"].set_visible(False)
    axes.set_xticks(range(first, last + 1, 5))
    name_axes(axes, x="year")
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    rows = [
        (given.number(event["fact"]), event["fact"], lane["name"], one_line(event["words"]))
        for lane in given.data["lanes"]
        for event in lane["events"]
    ]
    told = ([given.fact(fact).text, *rest] for _, fact, *rest in sorted(rows))
    return [["Year", "Lane", "Event"], *told]


def _lane(axes: Any, given: FigureSpec, top: int, lane: dict[str, Any]) -> None:
    """Draw a lane: its name, its line and its events."""
    stroke = plotting.STROKES[lane["kind"]]
    y, span = top + LINE, (given.data["from"], given.data["to"])
    style: dict[str, Any] = {"linewidth": 2.2, "linestyle": stroke.linestyle, "zorder": 1}
    axes.plot(span, (y, y), color=stroke.colour, **style)
    write(axes, (span[0], top + NAME), lane["name"], stroke.words, weight="bold")
    for event in lane["events"]:
        year = given.number(event["fact"])
        axes.plot(year, y, "o", color=stroke.words, markersize=10, zorder=3)
        right = event["side"] == "right"
        style = {"ha": "left" if right else "right", "va": "top", "linespacing": 1.15}
        x, below = year + (-ASIDE if right else ASIDE), top + WORDS
        when = given.fact(event["fact"]).text
        write(axes, (x, below), when, stroke.words, fontsize=plotting.SMALL, weight="bold", **style)
        write(axes, (x, below + 0.155), event["words"], fontsize=plotting.SMALL, **style)
    if not lane["events"]:
        write(axes, (span[0], top + WORDS + 0.12), "none that we know of", stroke.words)
