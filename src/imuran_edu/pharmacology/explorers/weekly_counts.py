"""Neutrophils of one patient, the counts that watch them, and the count that ends the drug."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

from imuran_edu.core import plotting
from imuran_edu.core.blit_canvas import Canvas
from imuran_edu.core.chart import despine, name_axes, new_figure, write
from imuran_edu.pharmacology.explorers._words import Side, Words
from imuran_edu.pharmacology.models.cohort import LIMITS, STOP, Watch
from imuran_edu.pharmacology.models.metabolites import course
from imuran_edu.pharmacology.models.monitored_patients import (
    SEVERE,
    Schedule,
    Watched,
    count_days,
    watched,
)
from imuran_edu.pharmacology.models.parameters import Phenotype
from imuran_edu.widgets.explorer_spec import Values

DAYS: Final = 182
TRACE = 0.01  # 10⁹/L: less than any count shows
TOP: Final = 6.0
NAMES: Final = {
    Schedule.NONE: "none",
    Schedule.US: "US label",
    Schedule.UK: "BSR 2017",
    Schedule.EU: "EU label",
    Schedule.MONTHLY: "4-weekly",
    Schedule.TWELVE_WEEKLY: "12-weekly",
}
WIDTH, HEIGHT = 7.8, 5.3  # inches
COLUMNS: Final[tuple[tuple[str, float, Side], ...]] = (  # of the table: head, inches, alignment
    ("counts", 1.0, "left"),
    ("caught", 2.3, "left"),
    ("lowest", 4.5, "right"),
    ("days below 1.5", 5.85, "right"),
    ("below 1.0", 6.75, "right"),
    ("below 0.5", 7.63, "right"),
)
HEAD, NOW, BEFORE = 5.05, 4.76, 4.47  # where its rows stand, inches


class View:
    """A small table, the drug as a bar, and the neutrophils as a curve with the counts on it."""

    def __init__(self) -> None:
        drawn = new_figure(WIDTH, HEIGHT)
        bar, axes = drawn.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": (1, 10)})
        drawn.subplots_adjust(left=0.1, right=0.865, top=0.805, bottom=0.11, hspace=0.06)
        self._weeks = np.arange(DAYS + 1) / 7
        bar.set(ylim=(0, 1))
        bar.axis("off")
        blue, red = plotting.STROKES["active"], plotting.STROKES["lost"]
        write(bar, (26.3, 0.48), "drug taken", blue.words, fontsize=plotting.SMALL)
        self._bar = bar.barh(0.5, 26, 0.8, color=blue.fill)[0]
        self._bar.set(edgecolor=blue.colour, linewidth=1.2)
        self._dose = write(bar, (0, 0.48), "", blue.words, fontsize=plotting.SMALL)
        self._axes(axes)
        self._deep = axes.fill_between(self._weeks, 0, SEVERE, color=red.colour, alpha=0.45, lw=0)
        (self._before,) = axes.plot(
            self._weeks, 0 * self._weeks, color=plotting.GREY, lw=2, alpha=0.45
        )
        (self._now,) = axes.plot(self._weeks, 0 * self._weeks, color=plotting.BLUE, lw=3.4)
        style: dict[str, Any] = {"ls": "", "mec": plotting.INK, "clip_on": False, "zorder": 5}
        (self._counts,) = axes.plot([], [], "o", ms=8, mfc="white", mew=1.6, **style)
        (self._caught,) = axes.plot([], [], "D", ms=11, mfc=red.colour, **style)
        page: Any = drawn.add_axes((0, 0, 1, 1))
        page.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        page.axis("off")
        for column, x, side in COLUMNS:
            size = plotting.SMALL
            write(page, (x, HEAD), column, plotting.GREY, fontsize=size, ha=side, va="baseline")
        write(page, (0.22, NOW), "now", weight="bold", va="baseline")
        self._was = write(page, (0.22, BEFORE), "before", plotting.GREY, va="baseline")
        self._cells = [Words(page, (x, NOW), bold=True, side=side) for _, x, side in COLUMNS]
        grey = plotting.GREY
        self._former = [Words(page, (x, BEFORE), colour=grey, side=side) for _, x, side in COLUMNS]
        curves = [self._deep, self._before, self._now, self._counts, self._caught]
        words = [self._dose, *self._cells, self._was, *self._former]
        self._canvas = Canvas(drawn, [self._bar, *curves, *words])

    @staticmethod
    def _axes(axes: Any) -> None:
        despine(axes)
        # a root scale shows 0.1 and 4 on one axis and still reaches 0
        axes.set_yscale("function", functions=(np.sqrt, np.square))
        axes.set(xlim=(0, 26), ylim=(0, TOP), xticks=range(0, 27, 2))
        ticks = (0, 0.1, 0.5, 1, 1.5, 2, 3, 4, 5)
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        name_axes(axes, "weeks since the first tablet", "neutrophils, 10⁹/L (root scale)")
        axes.axhspan(0, SEVERE, color=plotting.STROKES["lost"].fill, linewidth=0)
        axes.axhline(STOP, color=plotting.VERMILION, dashes=(4, 2.2), lw=1.8)
        words = plotting.STROKES["lost"].words
        write(axes, (26.3, STOP), "1.5: below,\nthe drug\nends", words, fontsize=plotting.SMALL)
        write(axes, (26.3, 0.14), "below 0.5:\nsevere", words, fontsize=plotting.SMALL)
        style: dict[str, Any] = {"ls": "", "mec": plotting.INK, "clip_on": False}
        axes.plot([11.6], [5.4], "o", ms=8, mfc="white", mew=1.6, **style)
        axes.plot([17.1], [5.4], "D", ms=9, mfc=plotting.VERMILION, **style)
        write(axes, (12.1, 5.4), "blood count", fontsize=plotting.SMALL)
        write(axes, (17.7, 5.4), "count that ends the drug", fontsize=plotting.SMALL)

    def show(self, now: Values, before: Values | None) -> Canvas:
        """Return the picture, with the former curve faint and its figures below the new ones."""
        found = _found(now)
        self._now.set_ydata(found.counts)
        self._deep.set_data(self._weeks, np.minimum(found.counts, SEVERE), SEVERE)
        end = DAYS if found.stopped is None else found.stopped
        beside = end < DAYS / 2  # too short a bar for words in it
        self._bar.set_width(end / 7)
        self._dose.set_x(end / 7 + 0.3 if beside else 0.3)
        self._dose.set_text(_dose(now))
        passed = found.counted if found.stopped is None else found.counted[:-1]
        self._counts.set_data(np.array(passed) / 7, found.counts[list(passed)])
        last = [] if found.stopped is None else [found.stopped]
        self._caught.set_data(np.array(last) / 7, found.counts[last])
        self._fill(self._cells, now)
        for artist in (self._before, self._was, *self._former):
            artist.set_visible(before is not None)
        if before is not None:
            self._before.set_ydata(_found(before).counts)
            self._fill(self._former, before)
        return self._canvas

    @staticmethod
    def _fill(cells: list[Words], values: Values) -> None:
        found = _found(values)
        below = [f"{found.days_below(limit)}" for limit in LIMITS]
        row = [NAMES[Schedule(values["schedule"])], _caught(found), _count(found.lowest), *below]
        for cell, text in zip(cells, row, strict=True):
            cell.set_text(text)

    def brief(self, now: Values) -> str:
        """Say what a move has come to."""
        found = _found(now)
        days = found.days_below(SEVERE)
        return f"Lowest {_count(found.lowest)}; {days} days below 0.5; {_caught(found)}"

    def describe(self, now: Values) -> str:
        """Tell the fall, the counts, the stop and the days in danger."""
        found = _found(now)
        below = [f"below {limit:.1f}: {found.days_below(limit)}" for limit in LIMITS]
        parts = [
            f"A typical patient, {now['tpmt']} metaboliser of TPMT and {now['nudt15']} metaboliser "
            f"of NUDT15, takes azathioprine {_dose(now)} for up to 26 weeks.",
            _fall(found),
            _watch(now, found),
            f"The lowest value is {_count(found.lowest)} on day {found.lowest_day}.",
            f"Days {', '.join(below)}.",
            f"After 26 weeks there are {_count(found.counts[-1])} × 10⁹/L.",
        ]
        if found.lowest < 0.05:
            parts.append("So deep a fall lies outside what the model was made for.")
        return " ".join(parts).replace("<", "under")


def _found(values: Values) -> Watched:
    schedule = Schedule(values["schedule"])
    return _follow(
        values["dose"], values["tpmt"], values["nudt15"], values["allopurinol"], schedule
    )


@lru_cache(maxsize=8)
def _follow(dose: float, tpmt: str, nudt15: str, allopurinol: bool, schedule: Schedule) -> Watched:
    taken = course(np.full(DAYS, dose), allopurinol)
    watch = Watch(count_days(schedule, DAYS), STOP)
    return watched(taken, watch, Phenotype(tpmt), Phenotype(nudt15))


def _dose(values: Values) -> str:
    return f"{values['dose']:g} mg/kg/day{' with allopurinol' if values['allopurinol'] else ''}"


def _count(value: float) -> str:
    return f"{value:.2f}" if value >= TRACE else "< 0.01"


def _caught(found: Watched) -> str:
    if found.stopped is not None:
        return f"day {found.stopped}: {_count(found.counts[found.stopped])}"
    return "no fall" if found.first_day_below(STOP) is None else "not caught"


def _fall(found: Watched) -> str:
    days = [(limit, found.first_day_below(limit)) for limit in LIMITS]
    told = [f"below {limit:.1f} on day {day}" for limit, day in days if day is not None]
    start = f"Neutrophils start at {_count(found.counts[0])} × 10⁹/L and are"
    return f"{start} first {', '.join(told)}." if told else f"{start} never below 1.5."


def _watch(values: Values, found: Watched) -> str:
    if not found.counted:
        return "Nobody counts, so the drug goes on."
    listed = ", ".join(str(day) for day in found.counted)
    word = "day" if len(found.counted) == 1 else "days"
    given = f"Blood counts ({NAMES[Schedule(values['schedule'])]}) on {word} {listed}."
    if found.stopped is None:
        return f"{given} None is below 1.5, so the drug goes on."
    late = found.stopped - (found.first_day_below(STOP) or 0)
    when = {0: "on the day of the fall", 1: "1 day after the fall"}.get(
        late, f"{late} days after the fall"
    )
    at = _count(found.counts[found.stopped])
    return f"{given} The last of them, with {at}, ends the drug, {when} below 1.5."
