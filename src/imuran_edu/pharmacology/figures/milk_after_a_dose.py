"""6-MP in milk over the hours after a dose, and the infant's dose beside the mother's."""

from __future__ import annotations

from math import log
from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

HOURS: Final = 8


def draw(given: FigureSpec) -> Figure:
    """Draw the curve on the left and the two doses on the right."""
    drawn = new_figure(7.7, 4.3)
    curve = drawn.add_axes((0.105, 0.15, 0.505, 0.74))
    doses = drawn.add_axes((0.74, 0.15, 0.245, 0.74))
    _draw_curve(curve, given)
    _draw_doses(doses, given)
    for axes in (curve, doses):
        despine(axes)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    mother = given.data["dose"] / given.data["factor"] / given.data["weight"]
    infant = given.number("highest") * given.data["drinks"] / 1000
    late, share = given.number("late"), given.number("late-share")
    rows = [
        [f"{hour} hours", f"{share_of_peak(hour, given.data['peak'], late, share):.0f}% of peak"]
        for hour in range(1, HOURS + 1)
    ]
    rows += [["mother's dose", f"{mother:.2f} mg/kg a day"]]
    rows += [
        ["infant's dose, at most", f"{infant:.4f} mg/kg a day ({infant / mother:.2%} of hers)"]
    ]
    return [["Time, or whose dose", "6-MP"], *rows]


def share_of_peak(hours: Any, peak: float, late: float, late_share: float) -> Any:
    """Return a curve, in % of its peak (at `peak` hours), that is at `late_share` at `late`."""
    steepness = log(late_share / 100) / (log(late / peak) + 1 - late / peak)
    relative = hours / peak
    return 100 * relative**steepness * np.exp(steepness * (1 - relative))


def _draw_curve(axes: Any, given: FigureSpec) -> None:
    stroke, green = plotting.STROKES["active"], plotting.STROKES["target"]
    late, late_share = given.number("late"), given.number("late-share")
    hours = np.linspace(0, HOURS, 400)
    shares = share_of_peak(hours, given.data["peak"], late, late_share)
    within = hours <= given.number("window")
    axes.fill_between(hours[within], 0, shares[within], color=stroke.fill, linewidth=0)
    axes.plot(hours, shares, color=stroke.colour, linewidth=stroke.width)
    window = given.fact("window").text
    write(axes, (2.35, 22), f"most of it:\n{window}", stroke.words, ha="center", weight="bold")
    axes.plot(late, late_share, "o", color=stroke.words, markersize=8, zorder=3)
    words = f"{late_share:g}% left\nafter {late:g} hours"
    write(axes, (HOURS, 32), words, stroke.words, ha="right")
    first, last = given.data["wait"]
    axes.plot((0, first), (112, 112), color=green.colour, linewidth=9, solid_capstyle="butt")
    axes.plot((first, last), (112, 112), color=green.colour, linewidth=4, linestyle=(0, (2, 1)))
    wait = given.fact("wait").text
    write(axes, (HOURS, 93), f"LactMed: wait\n{wait}", green.words, ha="right", weight="bold")
    axes.set(xlim=(0, HOURS), ylim=(0, 118), xticks=range(0, HOURS + 1, 2), yticks=(0, 50, 100))
    name_axes(axes, x="hours after the mother's dose", y="% of peak")
    set_title(axes, "6-MP in milk (schematic)", stroke.words)


def _draw_doses(axes: Any, given: FigureSpec) -> None:
    mother = given.data["dose"] / given.data["factor"] / given.data["weight"]
    infant = given.number("highest") * given.data["drinks"] / 1000
    blue, orange = plotting.STROKES["active"], plotting.STROKES["lost"]
    axes.bar(0, mother, 0.62, color=blue.colour)
    axes.bar(1, infant, 0.62, color=orange.colour)
    write(axes, (0, mother + 0.06), f"{mother:.2f}", blue.words, ha="center", weight="bold")
    words = f"at most\n{infant:.4f}\n({infant / mother:.2%}\nof hers)"
    write(axes, (1, 0.3), words, orange.words, ha="center", weight="bold")
    axes.set(xlim=(-0.5, 1.55), ylim=(0, 1.2), yticks=(0, 0.5, 1))
    axes.set_xticks((0, 1), ("mother", "infant"))
    name_axes(axes, y="6-MP, mg per kg a day")
    set_title(axes, "Two doses")
