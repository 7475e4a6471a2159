"""6-TGN and 6-MMP over half a year of tablets."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from imuran_edu.explorers import style
from imuran_edu.explorers.canvas import Canvas
from imuran_edu.explorers.chart import head, name_axes, quiet, sheet, write
from imuran_edu.explorers.plan import Values
from imuran_edu.models.metabolite_pair import limits
from imuran_edu.models.metabolites import Course, Levels, course, levels, missed, steps
from imuran_edu.models.parameters import Phenotype

DAYS: Final = 182
TOP_TGN: Final = 2500.0
TOP_MMP: Final = 12000.0


class View:
    """Two panels that share their weeks, on scales that hold every setting."""

    def __init__(self) -> None:
        drawn = sheet(7.8, 5.4)
        upper, lower = drawn.subplots(2, 1, sharex=True, gridspec_kw={"hspace": 0.32})
        drawn.subplots_adjust(left=0.12, right=0.975, top=0.93, bottom=0.11)
        self._weeks = np.arange(DAYS + 1) / 7
        given = limits()
        upper.axhspan(given.tgn_low, given.tgn_high, color="#E5F5F0", linewidth=0)
        words = style.STROKES["target"].words
        write(upper, (25.9, given.tgn_high), "range of BSG 2019", words, ha="right", va="bottom")
        lower.axhline(given.mmp_high, color=style.VERMILION, dashes=(4, 2.2))
        words = style.STROKES["lost"].words
        write(lower, (25.9, given.mmp_high), "liver at risk above", words, ha="right", va="bottom")
        for axes, top, name in ((upper, TOP_TGN, "6-TGN"), (lower, TOP_MMP, "6-MMP")):
            quiet(axes)
            # a root scale shows 100 and 2000 on one axis and still reaches 0
            axes.set_yscale("function", functions=(np.sqrt, np.square))
            axes.set(xlim=(0, 26), ylim=(0, top), xticks=range(0, 27, 2))
            head(axes, f"{name} in red cells")
            name_axes(axes, y="pmol/8×10⁸")
        upper.set_yticks((0, 100, 235, 450, 1000, 2000))
        lower.set_yticks((0, 500, 1500, 3000, 5700, 10000))
        name_axes(lower, x="weeks since the first tablet", y="pmol/8×10⁸")
        self._before = [self._line(axes, style.GREY, 2.0, 0.45) for axes in (upper, lower)]
        self._now = [self._line(axes, style.BLUE, 3.4, 1.0) for axes in (upper, lower)]
        self._beyond = [
            write(
                axes,
                (0.985, 0.9),
                "above the scale",
                style.INK,
                ha="right",
                weight="bold",
                transform=axes.transAxes,
            )
            for axes in (upper, lower)
        ]
        self._canvas = Canvas(drawn, [*self._before, *self._now, *self._beyond])

    def _line(self, axes: Any, colour: str, width: float, alpha: float) -> Any:
        (line,) = axes.plot(self._weeks, 0 * self._weeks, color=colour, lw=width, alpha=alpha)
        return line

    def show(self, now: Values, before: Values | None) -> bytes:
        """Return the picture, with the former levels faint."""
        for line, level in zip(self._now, _both(_levels(now)), strict=True):
            line.set_ydata(level)
        for words, level, top in zip(
            self._beyond, _both(_levels(now)), (TOP_TGN, TOP_MMP), strict=True
        ):
            words.set_visible(level.max() > top)
        for line in self._before:
            line.set_visible(before is not None)
        if before is not None:
            for line, level in zip(self._before, _both(_levels(before)), strict=True):
                line.set_ydata(level)
        return self._canvas.png()

    def describe(self, now: Values) -> str:
        """Say where the levels stand in week 4, at the change, and at the end."""
        found = _levels(now)
        weeks = sorted({4, int(now["start"]), 26})
        parts = [
            f"week {week}: 6-TGN {found.tgn[7 * week]:.0f}, 6-MMP {found.mmp[7 * week]:.0f}"
            for week in weeks
        ]
        return f"W{'; '.join(parts)[1:]} pmol per 8 × 10⁸ red cells."


def _both(found: Levels) -> tuple[Any, Any]:
    return found.tgn, found.mmp


def _levels(values: Values) -> Levels:
    return levels(taken(values), Phenotype(values["tpmt"]))


def taken(values: Values) -> Course:
    """Return what a patient with these settings takes."""
    change = 7 * int(values["start"])
    doses = steps(DAYS, (0, values["dose"]), (change, values["later"]))
    days = np.arange(DAYS)
    doses = missed(doses, values["missed"] / 100)
    return course(doses, bool(values["allopurinol"]) & (days >= change))
