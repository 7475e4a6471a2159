"""When biologics for ulcerative colitis came last, and when guidelines moved them forward."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, one_line, write
from imuran_edu.widgets.figure_spec import FigureSpec

SPAN: Final = (2003.6, 2026.8)  # years from top to bottom
SIDES: Final = {"left": (-1, "right", "target"), "right": (1, "left", "active")}


def draw(given: FigureSpec) -> Figure:
    """Draw the line, the events on both sides, and the span that the page's sentence fits."""
    drawn = new_figure(7.6, 5.6)
    axes = drawn.add_axes((0.01, 0.01, 0.98, 0.9))
    axes.set(xlim=(-3.8, 3.8), ylim=(SPAN[1], SPAN[0]))
    axes.set_axis_off()
    _draw_span(axes, given)
    axes.plot((0, 0), SPAN, color=plotting.INK, linewidth=3)
    for side in SIDES:
        for name, words in given.data[side].items():
            _draw_event(axes, given, side, name, words)
    heads = (
        (-0.55, "right", "licences and trials", "target"),
        (0.55, "left", "guidelines", "active"),
    )
    for at, align, words, kind in heads:
        drawn.text(
            0.5 + at / 7.6,
            0.945,
            words,
            ha=align,
            fontsize=plotting.TITLE,
            family=plotting.FONT,
            weight="bold",
            color=plotting.STROKES[kind].words,
        )
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    heads = {"left": "licence or trial", "right": "guideline"}
    rows = [
        (given.number(name), given.fact(name).text, kind, one_line(words))
        for side, kind in heads.items()
        for name, words in given.data[side].items()
    ]
    return [["Year", "Kind", "What"], *([text, *rest] for _, text, *rest in sorted(rows))]


def _draw_span(axes: Any, given: FigureSpec) -> None:
    first, last = given.number("adalimumab"), given.number("early")
    axes.fill_between((-0.22, 0.22), first, last, color=plotting.EDGE, linewidth=0)
    middle = (first + last) / 2 - 0.9
    axes.plot((0.22, 0.5), (middle, middle), color=plotting.GREY, linewidth=1.4)
    write(axes, (0.58, middle), "the page's sentence,\n“biologics last”, fits here", style="italic")


def _draw_event(axes: Any, given: FigureSpec, side: str, name: str, words: str) -> None:
    sign, align, kind = SIDES[side]
    stroke = plotting.STROKES[kind]
    year, label = given.number(name), given.data["label-years"][name]
    axes.plot(0, year, "o", color=stroke.words, markersize=11, zorder=3)
    axes.plot((0.08 * sign, 0.42 * sign), (year, label), color=stroke.colour, linewidth=1.6)
    write(
        axes,
        (0.5 * sign, label),
        given.fact(name).text,
        stroke.words,
        ha=align,
        weight="bold",
    )
    write(axes, (1.12 * sign, label), words, ha=align, linespacing=1.15)
