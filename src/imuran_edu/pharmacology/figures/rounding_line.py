"""Three kinds of number on one line: a dose to aim at, a maximum and a range, each rounded."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

FIRST, LAST = 50, 400  # mg: the ends of the line
AIM, LIMIT, RANGE = 3.4, 2.2, 1.0  # heights of the three rows
BRACKET = 0.2  # height of the ends of the range


def draw(given: FigureSpec) -> Figure:
    """Draw the three rows over one scale of tablets."""
    drawn = new_figure(7.8, 5.0)
    axes = drawn.add_axes((0.02, 0.1, 0.96, 0.88))
    weight, tablet = given.data["weight"], given.data["tablet"]
    for mg in range(FIRST, LAST + 1, tablet):
        axes.plot((mg, mg), (0.05, 3.75), color=plotting.PALE, linewidth=1.2, zorder=0)
    aim = given.number("start") + given.number("step")
    limit = given.number("maximum") * weight
    ends = given.number("range-low") * weight, given.number("range-high") * weight
    _draw_aim(axes, aim * weight, tablet, aim)
    _draw_limit(axes, limit, tablet, given.number("maximum"))
    _draw_range(axes, ends, tablet, (given.number("range-low"), given.number("range-high")))
    axes.set(xlim=(FIRST - 12, LAST + 12), ylim=(0.05, 4.2), yticks=[])
    axes.set_xticks(range(FIRST, LAST + 1, tablet))
    axes.tick_params(labelsize=plotting.SMALL, labelfontfamily=plotting.FONT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_xlabel(
        f"mg a day, in steps of {tablet} mg, for {weight} kg",
        fontsize=plotting.TEXT,
        family=plotting.FONT,
    )
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    weight, tablet = given.data["weight"], given.data["tablet"]
    aim = given.number("start") + given.number("step")
    most, low, high = (given.number(name) for name in ("maximum", "range-low", "range-high"))

    def row(name: str, dose: float, rounded: float) -> list[str]:
        return [name, f"{dose:g}", f"{dose * weight:g}", f"{tablet * rounded:g}"]

    return [
        ["Kind of number", "mg/kg/day", f"mg/day for {weight} kg", "Rounded, mg/day"],
        row("a dose to aim at", aim, round(aim * weight / tablet)),
        row("a maximum", most, math.floor(most * weight / tablet)),
        row("the low end of a range", low, math.ceil(low * weight / tablet)),
        row("the high end of a range", high, math.floor(high * weight / tablet)),
    ]


def _row(axes: Any, height: float, text: str, at: float) -> None:
    write(axes, (at, height + 0.5), text, fontsize=plotting.TITLE, weight="bold")


def _exact(axes: Any, mg: float, height: float, colour: str) -> None:
    axes.plot((mg, mg), (height - 0.3, height + 0.3), color=colour, linewidth=3)


def _chosen(axes: Any, mg: float, height: float) -> None:
    axes.plot(mg, height, "o", color=plotting.STROKES["active"].colour, markersize=15, zorder=2)


def _move(axes: Any, start: float, end: float, height: float) -> None:
    style = {"arrowstyle": "-|>", "color": plotting.STROKES["active"].words, "linewidth": 2.2}
    axes.annotate("", (end, height), (start, height), arrowprops={**style, "shrinkB": 8})


def _draw_aim(axes: Any, mg: float, tablet: int, dose: float) -> None:
    nearest = tablet * round(mg / tablet)
    _row(axes, AIM, "A dose to aim at: to the nearest step", FIRST)
    _exact(axes, mg, AIM, plotting.STROKES["plain"].colour)
    _chosen(axes, nearest, AIM)
    words = f"{dose:g} mg/kg = {mg:g} mg, so {nearest} mg"
    write(axes, (nearest + 12, AIM), words)


def _draw_limit(axes: Any, mg: float, tablet: int, dose: float) -> None:
    down, up = tablet * math.floor(mg / tablet), tablet * math.ceil(mg / tablet)
    lost = plotting.STROKES["lost"]
    _row(axes, LIMIT, "A maximum: down, always", FIRST)
    _exact(axes, mg, LIMIT, lost.colour)
    axes.plot(up, LIMIT, "x", color=lost.words, markersize=12, markeredgewidth=3)
    _chosen(axes, down, LIMIT)
    _move(axes, mg, down, LIMIT)
    words = f"{dose:g} mg/kg = {mg:g} mg, so {down} mg;\n{up} mg is nearer, but over"
    write(axes, (up + 10, LIMIT), words)


def _draw_range(
    axes: Any, ends: tuple[float, float], tablet: int, doses: tuple[float, float]
) -> None:
    low, high = tablet * math.ceil(ends[0] / tablet), tablet * math.floor(ends[1] / tablet)
    target = plotting.STROKES["target"]
    _row(axes, RANGE, "A range: inwards, at both ends", FIRST)
    axes.plot(ends, (RANGE, RANGE), color=target.colour, linewidth=5, solid_capstyle="butt")
    for end in ends:
        bracket = (RANGE - BRACKET, RANGE + BRACKET)
        axes.plot((end, end), bracket, color=target.words, linewidth=3)
    for mg in (low, high):
        _chosen(axes, mg, RANGE)
    nearest = tablet * round(ends[0] / tablet)
    axes.plot(nearest, RANGE, "x", color=plotting.STROKES["lost"].words, markersize=10, mew=3)
    span = f"{doses[0]:g} to {doses[1]:g} mg/kg = {ends[0]:.0f} to {ends[1]:.0f} mg,"
    words = f"{span}\nso {low} to {high} mg; {nearest} mg is nearer to {ends[0]:.0f} mg, but out"
    write(axes, (FIRST, RANGE - 0.62), words)
