"""A forest plot: birth outcomes with a thiopurine, by study."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, one_line, write
from imuran_edu.widgets.figure_spec import FigureSpec

TICKS: Final = (0.5, 1, 2, 5, 10, 30)
LEFT, RIGHT, NUMBERS = 0.45, 40.0, 46.0  # on the axis of ratios
ENDS: Final = ("", "-low", "-high")  # of the names of an interval's facts
ROW, HEAD, GAP = 1.0, 0.85, 0.35  # heights


def draw(given: FigureSpec) -> Figure:
    """Draw one line for each result, in groups by outcome."""
    drawn = new_figure(7.7, 7.4)
    axes = drawn.add_axes((0.285, 0.1, 0.465, 0.86))
    y = 0.0
    for group in given.data["groups"]:
        write(axes, (-0.6, y), group["head"], weight="bold", transform=axes.get_yaxis_transform())
        y += HEAD
        for name, words in group["rows"]:
            _draw_row(axes, given, name, words, y)
            y += ROW
        y += GAP
    axes.axvline(1, color=plotting.GREY, linewidth=1.3, linestyle=(0, (6, 3)), zorder=0)
    axes.set(xscale="log", xlim=(LEFT, RIGHT), ylim=(y - GAP, -0.65), yticks=())
    axes.set_xticks(TICKS, [f"{tick:g}" for tick in TICKS])
    axes.xaxis.set_minor_locator(NullLocator())
    name_axes(axes, x="less often   |   ratio (1 = no difference)   |   more often")
    despine(axes)
    axes.spines["left"].set_visible(False)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    rows = [
        [group["head"], one_line(words), *(f"{given.number(name + end):g}" for end in ENDS)]
        for group in given.data["groups"]
        for name, words in group["rows"]
    ]
    return [["Outcome", "Study", "Ratio", "95% from", "to"], *rows]


def _draw_row(axes: Any, given: FigureSpec, name: str, words: str, y: float) -> None:
    low, high = given.number(f"{name}-low"), given.number(f"{name}-high")
    above = low > 1
    stroke = plotting.STROKES["lost" if above else "active"]
    axes.plot((low, high), (y, y), color=stroke.colour, linewidth=2.6, solid_capstyle="butt")
    axes.plot(
        given.number(name),
        y,
        "s",
        markersize=9,
        markeredgewidth=2,
        markeredgecolor=stroke.colour,
        markerfacecolor=stroke.colour if above else "white",
    )
    flush = {"transform": axes.get_yaxis_transform()}
    write(axes, (-0.56, y), words, fontsize=plotting.SMALL, linespacing=1.15, **flush)
    weight = "bold" if above else "normal"
    text = given.fact(name).text.replace(" (", "\n(")
    write(axes, (1.04, y), text, stroke.words, fontsize=plotting.SMALL, weight=weight, **flush)
