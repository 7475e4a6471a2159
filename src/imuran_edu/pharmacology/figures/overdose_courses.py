"""The course of one large overdose beside that of an excess on many days."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

DAYS: Final = 21
EXCESS_DAYS: Final = 10  # assumed: how long the repeated excess went on
LEVEL: Final = 100.0  # the usual count; the curves have no scale
SHALLOW: Final = 26.0  # assumed depth after one dose
DEEP: Final = 72.0  # assumed depth after many


def draw(given: FigureSpec) -> Figure:
    """Draw both courses, one above the other."""
    drawn = new_figure(7.7, 6.2)
    upper, lower = drawn.subplots(2, 1, sharex=True, gridspec_kw={"hspace": 0.3})
    drawn.subplots_adjust(left=0.135, right=0.98, top=0.94, bottom=0.1)
    for axes in (upper, lower):
        _prepare(axes, given)
    _draw_single(upper, given)
    _draw_repeated(lower, given)
    name_axes(lower, x="days since the first dose too many")
    return drawn


def _prepare(axes: Any, given: FigureSpec) -> None:
    axes.axvspan(given.number("first"), given.number("last"), color=plotting.PALE, linewidth=0)
    axes.axhline(LEVEL, color=plotting.GREY, linewidth=1.2, linestyle=(0, (6, 3)))
    axes.set(xlim=(-0.6, DAYS), ylim=(0, 135), xticks=(0, 3, 6, 9, 12, 14, 17, 20))
    axes.set_yticks((LEVEL,), ("usual",))
    despine(axes)
    axes.yaxis.set_label_coords(-0.105, 0.4)
    name_axes(axes, y="white cells")


def _dip(days: Any, lowest: float, fall: float, rise: float, depth: float) -> Any:
    width = np.where(days < lowest, fall, rise)
    return LEVEL - depth * np.exp(-(((days - lowest) / width) ** 2))


def _draw_single(axes: Any, given: FigureSpec) -> None:
    stroke = plotting.STROKES["active"]
    normal = given.number("normal")
    days = np.linspace(0, DAYS, 500)
    axes.plot(
        days,
        _dip(days, normal / 2, normal / 4.4, normal / 4.4, SHALLOW),
        color=stroke.colour,
        linewidth=stroke.width,
    )
    axes.plot((0, 1.3), (12, 12), color=plotting.VERMILION, linewidth=9, solid_capstyle="butt")
    write(axes, (1.6, 12), "vomiting, diarrhoea", plotting.STROKES["lost"].words)
    axes.plot(normal, LEVEL, "o", color=stroke.words, markersize=9, zorder=3)
    words = f"normal again, day {normal:.0f}"
    write(axes, (normal + 0.4, 117), words, stroke.words, weight="bold", ha="right")
    first, last = given.number("first"), given.number("last")
    words = f"marrow lowest,\ndays {first:.0f} to {last:.0f}:\nkeep counting"
    write(axes, ((first + last) / 2, 50), words, ha="center")
    set_title(axes, "One dose of 7.5 g", stroke.words)


def _draw_repeated(axes: Any, given: FigureSpec) -> None:
    stroke = plotting.STROKES["lost"]
    lowest = (given.number("first") + given.number("last")) / 2 + 0.5
    days = np.linspace(0, DAYS, 500)
    axes.plot(
        days,
        _dip(days, lowest, 4.6, 4.4, DEEP),
        color=stroke.colour,
        linewidth=3.0,
    )
    taken = np.arange(EXCESS_DAYS)
    axes.plot(
        taken, np.full(taken.size, 12), "|", color=plotting.INK, markersize=14, markeredgewidth=3
    )
    write(axes, (-0.25, 32), "ten days in a row")
    write(
        axes,
        ((given.number("first") + given.number("last")) / 2, 78),
        "infection,\nthroat ulcers,\nbruises",
        stroke.words,
        weight="bold",
        ha="center",
    )
    set_title(axes, "A little too much every day", stroke.words)
