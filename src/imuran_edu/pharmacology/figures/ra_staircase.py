"""The climb of the dose in rheumatoid arthritis: mg/kg of the label against mg in tablets."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

TOP = 3.1  # mg/kg, the upper end of the axis


def steps(given: FigureSpec) -> list[tuple[float, float]]:
    """Return the week and the mg/kg of every step, from the first dose to the maximum."""
    dose, week = given.number("start"), 0.0
    found = [(week, dose)]
    while dose < given.number("maximum"):
        week += given.number("interval") if week else given.number("first-rise")
        dose += given.number("step")
        found.append((week, dose))
    return found


def in_tablets(dose: float, ceiling: float, tablet: float) -> float:
    """Return a dose in mg as whole tablets: the nearest that does not pass the ceiling."""
    nearest = tablet * round(dose / tablet)
    return min(nearest, tablet * math.floor(ceiling / tablet))


def draw(given: FigureSpec) -> Figure:
    """Draw both staircases, the ceiling and the end of the shortest fair trial."""
    drawn = new_figure(7.6, 5.4)
    axes = drawn.add_axes((0.105, 0.12, 0.78, 0.82))
    weight, end = given.data["weight"], given.data["weeks"]
    ceiling = given.number("maximum")
    climb = steps(given)
    _draw_ceiling(axes, given, end)
    weeks = [week for week, _ in climb] + [end]
    plain = plotting.STROKES["plain"]
    label = [dose for _, dose in climb]
    axes.step(weeks, [*label, label[-1]], where="post", color=plain.colour, linewidth=1.8)
    mg = [in_tablets(dose * weight, ceiling * weight, given.data["tablet"]) for dose in label]
    active = plotting.STROKES["active"]
    heights = [dose / weight for dose in mg]
    axes.step(
        weeks, [*heights, heights[-1]], where="post", color=active.colour, linewidth=active.width
    )
    for week, dose, tablets, height in zip(weeks, label, mg, heights, strict=False):
        if dose < ceiling:  # the last step is named by the ceiling's own words
            exact = f"{dose:.1f} mg/kg\n= {dose * weight:.0f} mg"
            exact = exact if week else f"label: {exact}"
            write(axes, (week + 0.2, dose + 0.2), exact, plain.words)
        made = f"{tablets:.0f} mg" if week else f"tablets: {tablets:.0f} mg"
        write(axes, (week + 0.2, height - 0.13), made, active.words, weight="bold")
    _draw_trial(axes, given)
    axes.set(
        xlim=(0, end), ylim=(0, TOP), xticks=range(0, end + 1, 2), yticks=(0, 0.5, 1, 1.5, 2, 2.5)
    )
    name_axes(axes, x="weeks since the first dose", y="mg/kg/day")
    despine(axes)
    _draw_mg_axis(axes, weight)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    weight, ceiling = given.data["weight"], given.number("maximum")
    rows = [
        [
            f"{week:g}",
            f"{dose:.1f}",
            f"{dose * weight:.0f}",
            f"{in_tablets(dose * weight, ceiling * weight, given.data['tablet']):.0f}",
        ]
        for week, dose in steps(given)
    ]
    return [["From week", "mg/kg/day", "mg/day", "In tablets, mg/day"], *rows]


def _draw_ceiling(axes: Any, given: FigureSpec, end: float) -> None:
    ceiling, weight, tablet = given.number("maximum"), given.data["weight"], given.data["tablet"]
    lost = plotting.STROKES["lost"]
    axes.axhline(ceiling, color=lost.colour, linewidth=lost.width, linestyle=lost.linestyle)
    words = f"maximum {ceiling:.1f} mg/kg = {ceiling * weight:.0f} mg"
    write(axes, (0.2, ceiling + 0.12), words, lost.words, weight="bold")
    above = tablet * math.ceil(ceiling * weight / tablet)
    axes.plot(end - 5.3, above / weight, "x", color=lost.words, markersize=10, markeredgewidth=2.5)
    write(axes, (end - 4.8, above / weight), f"{above:.0f} mg: over", lost.words)


def _draw_trial(axes: Any, given: FigureSpec) -> None:
    week, target = given.number("trial"), plotting.STROKES["target"]
    axes.plot((week, week), (0, 0.62), color=target.colour, linewidth=3)
    write(axes, (week + 0.25, 0.4), "a fair trial lasts\nat least to here", target.words)


def _draw_mg_axis(axes: Any, weight: float) -> None:
    right = axes.secondary_yaxis(
        "right", functions=(lambda dose: dose * weight, lambda mg: mg / weight)
    )
    right.set_yticks([25 * n for n in range(7)])
    right.tick_params(labelsize=plotting.SMALL, labelfontfamily=plotting.FONT)
    right.set_ylabel(f"mg/day for {weight:.0f} kg", fontsize=plotting.TEXT, family=plotting.FONT)
