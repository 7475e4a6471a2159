"""Neutrophils of one patient, the counts that watch them, and the count that ends the drug."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

from imuran_edu.explorers import style
from imuran_edu.explorers.canvas import Canvas
from imuran_edu.explorers.chart import name_axes, quiet, sheet, write
from imuran_edu.explorers.plan import Values
from imuran_edu.models.cohort import LIMITS, Watch
from imuran_edu.models.metabolites import course
from imuran_edu.models.parameters import Phenotype
from imuran_edu.models.watched import Schedule, Watched, count_days, watched

DAYS: Final = 182
STOP, SEVERE, TRACE = 1.5, 0.5, 0.01  # 10⁹/L: ends the drug; severe; less than any count shows
TOP: Final = 6.0
NAMES: Final = {
    Schedule.NONE: "nobody counts",
    Schedule.US: "US label",
    Schedule.UK: "BSR 2017",
    Schedule.EU: "EU label",
    Schedule.MONTHLY: "every 4 weeks",
    Schedule.TWELVE_WEEKLY: "every 12 weeks",
}


class View:
    """The drug above as a bar, the neutrophils below as a curve with the counts on it."""

    def __init__(self) -> None:
        drawn = sheet(7.8, 5.3)
        bar, axes = drawn.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": (1, 10)})
        drawn.subplots_adjust(left=0.1, right=0.865, top=0.8, bottom=0.11, hspace=0.06)
        self._weeks = np.arange(DAYS + 1) / 7
        bar.set(ylim=(0, 1))
        bar.axis("off")
        self._bar = bar.barh(0.5, 26, 0.8, color=style.STROKES["active"].fill)[0]
        self._bar.set(edgecolor=style.BLUE, linewidth=1.2)
        words = style.STROKES["active"].words
        self._dose = write(bar, (0, 0.48), "", words, fontsize=style.SMALL)
        self._axes(axes)
        red = style.STROKES["lost"]
        self._deep = axes.fill_between(self._weeks, 0, SEVERE, color=red.colour, alpha=0.45, lw=0)
        (self._before,) = axes.plot(
            self._weeks, 0 * self._weeks, color=style.GREY, lw=2, alpha=0.45
        )
        (self._now,) = axes.plot(self._weeks, 0 * self._weeks, color=style.BLUE, lw=3.4)
        looks: dict[str, Any] = {"ls": "", "clip_on": False, "zorder": 5}
        (self._counts,) = axes.plot([], [], "o", ms=8, mfc="white", mec=style.INK, mew=1.6, **looks)
        (self._caught,) = axes.plot([], [], "D", ms=11, mfc=red.colour, mec=style.INK, **looks)
        place: dict[str, Any] = {"transform": drawn.transFigure}
        self._head = write(bar, (0.03, 0.955), "", fontsize=style.TITLE, weight="bold", **place)
        self._days = write(bar, (0.03, 0.9), "", **place)
        self._was = write(bar, (0.03, 0.845), "", style.GREY, fontsize=style.SMALL, **place)
        curves = [self._deep, self._before, self._now, self._counts, self._caught]
        told = [self._head, self._days, self._was, self._dose]
        self._canvas = Canvas(drawn, [self._bar, *curves, *told])

    @staticmethod
    def _axes(axes: Any) -> None:
        quiet(axes)
        # a root scale shows 0.1 and 4 on one axis and still reaches 0
        axes.set_yscale("function", functions=(np.sqrt, np.square))
        axes.set(xlim=(0, 26), ylim=(0, TOP), xticks=range(0, 27, 2))
        axes.set_yticks((0, 0.1, 0.5, 1, 1.5, 2, 3, 4, 5))
        name_axes(axes, "weeks since the first tablet", "neutrophils, 10⁹/L (root scale)")
        axes.axhspan(0, SEVERE, color=style.STROKES["lost"].fill, linewidth=0)
        axes.axhline(STOP, color=style.VERMILION, dashes=(4, 2.2), lw=1.8)
        words = style.STROKES["lost"].words
        write(axes, (26.3, STOP), "1.5: below,\nthe drug\nends", words, fontsize=style.SMALL)
        write(axes, (26.3, 0.14), "below 0.5:\nsevere", words, fontsize=style.SMALL)
        looks: dict[str, Any] = {"ls": "", "mec": style.INK, "clip_on": False}
        axes.plot([11.6], [5.4], "o", ms=8, mfc="white", mew=1.6, **looks)
        axes.plot([17.2], [5.4], "D", ms=9, mfc=style.VERMILION, **looks)
        write(axes, (12.1, 5.4), "blood count", fontsize=style.SMALL)
        write(axes, (17.7, 5.4), "count that ends the drug", fontsize=style.SMALL)

    def show(self, now: Values, before: Values | None) -> bytes:
        """Return the picture, with the former curve faint."""
        found = _found(now)
        self._now.set_ydata(found.counts)
        self._deep.set_data(self._weeks, np.minimum(found.counts, SEVERE), SEVERE)
        self._before.set_visible(before is not None)
        if before is not None:
            self._before.set_ydata(_found(before).counts)
        end = DAYS if found.stopped is None else found.stopped
        self._bar.set_width(end / 7)
        beside = end < DAYS / 2  # too short a bar for words in it
        self._dose.set_x(end / 7 + 0.3 if beside else 0.3)
        self._dose.set_text(_dose(now) + (" until here" if beside else ""))
        passed = found.counted if found.stopped is None else found.counted[:-1]
        self._counts.set_data(np.array(passed) / 7, found.counts[list(passed)])
        last = [] if found.stopped is None else [found.stopped]
        self._caught.set_data(np.array(last) / 7, found.counts[last])
        self._head.set_text(f"{_schedule(now)}: {_caught(found)}")
        self._days.set_text(f"Lowest {_count(found.lowest)}. {_below(found)}")
        self._was.set_text("" if before is None else _former(before, now))
        return self._canvas.png()

    def describe(self, now: Values) -> str:
        """Tell the fall, the counts, the stop and the days in danger."""
        found = _found(now)
        who = (
            f"A typical patient, {now['tpmt']} metaboliser of TPMT and {now['nudt15']} metaboliser "
            f"of NUDT15, takes {_dose(now)} for up to 26 weeks. "
        )
        parts = [who, _fall(found), _watch(now, found)]
        parts.append(f"The lowest value is {_count(found.lowest)} on day {found.lowest_day}. ")
        parts.append(f"{_below(found)} ")
        if found.lowest < 0.05:
            parts.append("So deep a fall lies outside what the model was made for. ")
        parts.append(f"After 26 weeks there are {_count(found.counts[-1])} × 10⁹/L.")
        return "".join(parts)


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
    beside = " with allopurinol" if values["allopurinol"] else ""
    return f"azathioprine {values['dose']:g} mg/kg/day{beside}"


def _schedule(values: Values) -> str:
    name = NAMES[Schedule(values["schedule"])]
    return name[0].upper() + name[1:]


def _count(value: float) -> str:
    return f"{value:.2f}" if value >= TRACE else "under 0.01"


def _caught(found: Watched) -> str:
    if found.stopped is not None:
        return f"caught on day {found.stopped}, at {_count(found.counts[found.stopped])}"
    fell = found.first_day_below(STOP)
    if fell is None:
        return "never below 1.5"
    return f"fell below 1.5 on day {fell}, not caught"


def _below(found: Watched) -> str:
    below = [f"below {limit:.1f}: {found.days_below(limit)}" for limit in LIMITS]
    return f"Days {', '.join(below)}."


def _days(number: int) -> str:
    return {0: "no day", 1: "1 day"}.get(number, f"{number} days")


def _former(before: Values, now: Values) -> str:
    """Say what was otherwise in the faint curve, and how it did."""
    words = {
        "dose": f"{before['dose']:g} mg/kg",
        "tpmt": f"TPMT {before['tpmt']}",
        "nudt15": f"NUDT15 {before['nudt15']}",
        "allopurinol": "allopurinol" if before["allopurinol"] else "no allopurinol",
        "schedule": NAMES[Schedule(before["schedule"])],
    }
    other = [said for name, said in words.items() if before[name] != now[name]]
    severe = _days(_found(before).days_below(SEVERE))
    return f"Before: {', '.join(other) or 'the same'}; {severe} below 0.5"


def _fall(found: Watched) -> str:
    days = [(limit, found.first_day_below(limit)) for limit in LIMITS]
    start = f"Neutrophils start at {_count(found.counts[0])} × 10⁹/L"
    told = [f"below {limit:.1f} on day {day}" for limit, day in days if day is not None]
    return f"{start} and are first {', '.join(told)}. " if told else f"{start}. "


def _watch(values: Values, found: Watched) -> str:
    if not found.counted:
        return "Nobody counts, so the drug goes on. "
    listed = ", ".join(str(day) for day in found.counted)
    word = "day" if len(found.counted) == 1 else "days"
    given = (
        f"Blood counts by the schedule '{NAMES[Schedule(values['schedule'])]}': {word} {listed}. "
    )
    if found.stopped is None:
        return given + "None is below 1.5, so the drug goes on. "
    fell = found.first_day_below(STOP)
    late = found.stopped - (found.stopped if fell is None else fell)
    when = "on the very day of the fall" if late == 0 else f"{_days(late)} after the fall below 1.5"
    at = _count(found.counts[found.stopped])
    return given + f"That of day {found.stopped}, with {at}, ends the drug, {when}. "
