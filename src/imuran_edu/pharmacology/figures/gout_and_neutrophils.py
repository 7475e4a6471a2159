"""Neutrophils after allopurinol joins azathioprine, by the plan for the dose: a teaching model."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, write
from imuran_edu.pharmacology.models.blood_counts import neutrophils
from imuran_edu.pharmacology.models.metabolites import course
from imuran_edu.widgets.figure_spec import FigureSpec

BEFORE: Final = 84  # days: long enough for the count to settle
DAYS: Final = 84
ROOM: Final = 6.6  # weeks at the right for the words


def counts_after(dose: float, share: float, allopurinol: bool) -> Any:
    """Return the neutrophils, 10⁹/L, of each day from the one on which allopurinol joins.

    Args:
        dose: azathioprine before that day, mg/kg/day.
        share: of that dose, from that day on.
        allopurinol: whether it really joins.
    """
    joined = np.arange(BEFORE + DAYS) >= BEFORE
    taken = course(np.where(joined, share * dose, dose), joined & allopurinol)
    return neutrophils(taken)[BEFORE:]


def draw(given: FigureSpec) -> Figure:
    """Draw a line for each plan, with its words at its end."""
    drawn = new_figure(7.6, 5.0)
    axes = drawn.subplots()
    drawn.subplots_adjust(left=0.09, right=0.985, top=0.97, bottom=0.125)
    dose = given.data["dose"]
    weeks = np.arange(DAYS + 1) / 7
    plans = {
        share: counts_after(dose, share, allopurinol=True) for share in (1, 2 / 3, 1 / 3, 1 / 4)
    }
    active, lost, target = (plotting.STROKES[kind] for kind in ("active", "lost", "target"))
    none = counts_after(dose, 1, allopurinol=False)
    axes.plot(weeks, none, color=plotting.GREY, linewidth=2, dashes=(1, 1.2))
    axes.fill_between(weeks, plans[1 / 3], plans[1 / 4], color=target.fill, linewidth=0)
    for share in (1 / 3, 1 / 4):
        axes.plot(weeks, plans[share], color=target.colour, linewidth=2.6)
    axes.plot(weeks, plans[2 / 3], color=lost.colour, linewidth=3, dashes=(4, 2))
    axes.plot(weeks, plans[1], color=active.colour, linewidth=active.width)
    _label(axes, none[-1] + 0.19, f"{none[-1]:.1f}  no allopurinol", plotting.GREY)
    both = f"{plans[1 / 4][-1]:.1f} and {plans[1 / 3][-1]:.1f}  cut"
    _label(axes, 2.84, f"{both}\nto a quarter, to a third", target.words)
    _label(axes, plans[2 / 3][-1] + 0.1, f"{plans[2 / 3][-1]:.1f}  cut by a third", lost.words)
    _label(axes, plans[1][-1] - 0.04, f"{plans[1][-1]:.1f}  dose not cut", active.words)
    limit = given.number("limit")
    axes.plot((0, DAYS / 7), (limit, limit), color=plotting.INK, linewidth=1.4, dashes=(1.2, 2.4))
    write(axes, (DAYS / 7 + 0.25, limit), f"{limit:g}  limit of BSR 2017")
    axes.set(xlim=(0, DAYS / 7 + ROOM), ylim=(0, 4), xticks=range(0, DAYS // 7 + 1, 2))
    axes.set_yticks(range(5))
    despine(axes)
    axes.spines["bottom"].set_bounds(0, DAYS / 7)
    name_axes(axes, "weeks since allopurinol joined", "neutrophils, 10⁹/L")
    axes.xaxis.set_label_coords(DAYS / 14 / (DAYS / 7 + ROOM), -0.085)
    write(axes, (DAYS / 7 + 0.25, 0.28), "a teaching model", plotting.GREY, style="italic")
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    plans = (
        ("no allopurinol", 1.0, False),
        ("dose not cut", 1.0, True),
        ("cut by a third", 2 / 3, True),
        ("cut to a third", 1 / 3, True),
        ("cut to a quarter", 1 / 4, True),
    )
    weeks = (0, 2, 4, 8, 12)
    rows = []
    for words, share, allopurinol in plans:
        counts = counts_after(given.data["dose"], share, allopurinol)
        rows.append([words, *(f"{counts[7 * week]:.1f}" for week in weeks)])
    return [["Azathioprine, neutrophils in 10⁹/L", *(f"week {week}" for week in weeks)], *rows]


def _label(axes: Any, height: float, words: str, colour: str) -> None:
    write(axes, (DAYS / 7 + 0.25, height), words, colour, weight="bold")
