"""The two sheets of `thousand-patients`: the quick answer, and the full model day by day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from imuran_edu.core import plotting
from imuran_edu.core.blit_canvas import Canvas
from imuran_edu.core.chart import despine, name_axes, write
from imuran_edu.pharmacology.explorers.thousand_icons import PLACES, RED, Crowd, IconSheet, Shares
from imuran_edu.pharmacology.models.metabolites import Array

WEEKS: Final = 9  # of the second panel; its last bar would hold later ones too
DAYS_AT: Final = 0.583  # the height of the table's last row


class QuickSheet(IconSheet):
    """Where each patient settles, and the phenotypes side by side at the same dose.

    Args:
        names: of the phenotypes.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("Quick answer: where each would settle", ("now", "before"))
        self.write(0.56, 0.56, "Below 1.5 of 1000 at this dose", weight="bold")
        bars = self.drawn.add_axes((0.78, 0.13, 0.135, 0.39))
        despine(bars)
        bars.set(xlim=(0, 1000), ylim=(len(names) - 0.5, -0.5), xticks=())
        bars.set_yticks(range(len(names)), names)
        bars.spines["bottom"].set_visible(False)
        self._bars = list(bars.barh(range(len(names)), 0, 0.62))
        self._numbers = [
            write(bars, (0, row), "", fontsize=plotting.SMALL) for row in range(len(names))
        ]
        (self._chosen,) = bars.plot([], [], "<", ms=9, color=plotting.INK, clip_on=False)
        self._canvas = Canvas(self.drawn, [*self.moving, *self._bars, *self._numbers, self._chosen])

    def show(self, crowd: Crowd, below: Sequence[int], chosen: int) -> Canvas:
        """Return the picture.

        Args:
            crowd: the patients, with their settled counts.
            below: patients below 1.5 in each phenotype.
            chosen: which of the phenotypes is theirs.
        """
        self.set(crowd)
        rows = enumerate(zip(self._bars, below, self._numbers, strict=True))
        for row, (bar, number, text) in rows:
            bar.set_width(number)
            bar.set_color(RED.colour if row == chosen else plotting.GREY)
            text.set_text(f"{number}")
            text.set_x(number + 50)
        self._chosen.set_data([1480], [chosen])
        return self._canvas


class DailySheet(IconSheet):
    """Each patient's lowest count in 26 weeks, and when the falls begin."""

    def __init__(self) -> None:
        heading = "Full model, day by day: each one's lowest count in 26 weeks"
        super().__init__(heading, ("now", "before", "no counts"))
        self.write(0.635, 0.6, "mean days\nbelow 0.5")
        self._days = [self.cell(column, DAYS_AT) for column in range(len(PLACES))]
        self.write(0.56, 0.5, "First below 1.5: patients by week", weight="bold")
        falls = self.drawn.add_axes((0.57, 0.19, 0.41, 0.25))
        despine(falls)
        falls.set(xlim=(0, WEEKS), ylim=(0, 1.12), yticks=(), xticks=range(WEEKS + 1))
        falls.spines["left"].set_visible(False)
        name_axes(falls, "weeks (▼ count due)")
        self._bars = list(falls.bar(np.arange(WEEKS) + 0.5, 0, 0.86, color=RED.colour))
        self._numbers = [
            write(falls, (week + 0.5, 0), "", fontsize=plotting.SMALL, ha="center", va="bottom")
            for week in range(WEEKS)
        ]
        (self._due,) = falls.plot([], [], "v", ms=8, color=plotting.BLUE, clip_on=False)
        self._canvas = Canvas(
            self.drawn, [*self.moving, *self._days, *self._bars, *self._numbers, self._due]
        )

    def show(
        self,
        crowd: Crowd,
        uncounted: Shares,
        severe: tuple[float, float | None, float],
        first: Sequence[int],
        due: Array,
    ) -> Canvas:
        """Return the picture.

        Args:
            crowd: the patients, with their lowest counts.
            uncounted: their shares with nobody counted.
            severe: mean days below 0.5 now, before (where it is known) and with nobody counted.
            first: patients whose first day below 1.5 is in week 1, 2 and so on.
            due: the weeks of the counts.
        """
        self.set(crowd)
        self.fill(2, uncounted)
        for cell, days in zip(self._days, severe, strict=True):
            cell.set_text("" if days is None else f"{days:.1f}")
        weeks = [*first[: WEEKS - 1], sum(first[WEEKS - 1 :])]
        highest = max(*weeks, 1)
        for bar, number, text in zip(self._bars, weeks, self._numbers, strict=True):
            bar.set_height(number / highest)
            text.set_text(f"{number}" if number else "")
            text.set_y(number / highest + 0.02)
        if not any(weeks):
            self._numbers[WEEKS // 2].set_text("nobody")
        soon = due[due <= WEEKS]
        self._due.set_data(soon, np.full(len(soon), -0.03))
        return self._canvas
