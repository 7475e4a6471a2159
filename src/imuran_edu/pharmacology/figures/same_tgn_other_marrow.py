"""The same 6-TGN and three marrows, by NUDT15: a teaching model."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, set_title, write
from imuran_edu.pharmacology.models.blood_counts import neutrophils
from imuran_edu.pharmacology.models.metabolites import course, levels
from imuran_edu.pharmacology.models.parameters import Phenotype
from imuran_edu.widgets.figure_spec import FigureSpec

WEEKS: Final = 12
HIGHEST_TGN: Final = 500
# phenotype, style, words, and by how much they stand above the line
ROWS: Final = (
    (Phenotype.NORMAL, "active", "both copies work", 0.25),
    (Phenotype.INTERMEDIATE, "target", "one copy lost", 0.25),
    (Phenotype.POOR, "lost", "both copies lost", 0.28),
)


def draw(given: FigureSpec) -> Figure:
    """Draw 6-TGN on the left and the neutrophils on the right."""
    drawn = new_figure(7.8, 4.6)
    left, right = drawn.subplots(1, 2, gridspec_kw={"wspace": 0.3})
    drawn.subplots_adjust(left=0.1, right=0.985, top=0.9, bottom=0.14)
    taken = course(np.full(7 * WEEKS, given.data["dose"]))
    weeks = np.arange(7 * WEEKS + 1) / 7
    tgn = levels(taken).tgn
    low, high = given.number("low"), given.number("high")
    left.axhspan(low, high, color=plotting.PALE, linewidth=0)
    write(left, (WEEKS - 0.2, high - 26), f"{low:.0f} to {high:.0f}", plotting.GREY, ha="right")
    left.plot(weeks, tgn, color=plotting.INK, linewidth=3.2)
    write(left, (WEEKS - 0.2, tgn[-1] + 30), "all three", weight="bold", ha="right")
    left.set(ylim=(0, HIGHEST_TGN))
    set_title(left, "What the laboratory sees")
    name_axes(left, "weeks", "6-TGN, pmol per 8 × 10⁸ red cells")
    for phenotype, kind, words, lift in ROWS:
        stroke, counts = plotting.STROKES[kind], neutrophils(taken, nudt15=phenotype)
        right.plot(weeks, counts, color=stroke.colour, linewidth=3, linestyle=stroke.linestyle)
        at = (WEEKS - 0.1, counts[-1] + lift)
        write(right, at, f"{words}: {counts[-1]:.1f}", stroke.words, weight="bold", ha="right")
    right.set(ylim=(0, 4.5), yticks=range(5))
    set_title(right, "What the marrow feels")
    name_axes(right, "weeks", "neutrophils, 10⁹/L")
    for axes in (left, right):
        axes.set(xlim=(0, WEEKS), xticks=range(0, WEEKS + 1, 3))
        despine(axes)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    taken = course(np.full(7 * WEEKS, given.data["dose"]))
    tgn = levels(taken).tgn
    counts = [neutrophils(taken, nudt15=phenotype) for phenotype, *_ in ROWS]
    heads = [f"neutrophils, {words}" for *_, words, _ in ROWS]
    rows = [
        [f"{week}", f"{tgn[7 * week]:.0f}", *(f"{each[7 * week]:.1f}" for each in counts)]
        for week in range(0, WEEKS + 1, 2)
    ]
    return [["Week", "6-TGN", *heads], *rows]
