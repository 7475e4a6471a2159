"""Patients whose neutrophils are counted on set days; a low count stops the drug."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from imuran_edu.pharmacology.models.blood_counts import SystemParameters, neutrophils
from imuran_edu.pharmacology.models.calendars import MONTH_WEEKS, WEEK, Authority, tests
from imuran_edu.pharmacology.models.cohort import Followed, People, Watch, follow
from imuran_edu.pharmacology.models.metabolites import Array, DosingHistory
from imuran_edu.pharmacology.models.parameters import Phenotype


class Schedule(StrEnum):
    """When blood is counted: as an authority asks, at one interval, or never."""

    NONE = "none"
    US = "us"
    UK = "uk"
    EU = "eu"
    MONTHLY = "monthly"
    TWELVE_WEEKLY = "twelve_weekly"


SEVERE: Final = 0.5  # 10⁹/L
BEYOND: Final = 2.0**900  # a power of two, so that dividing by it loses no digit

_AUTHORITIES: Final = {
    Schedule.US: Authority.US,
    Schedule.UK: Authority.UK,
    Schedule.EU: Authority.EU,
}
_INTERVALS: Final = {Schedule.MONTHLY: MONTH_WEEKS, Schedule.TWELVE_WEEKLY: 12}  # weeks


def count_days(schedule: Schedule, days: int) -> tuple[int, ...]:
    """Return the days of the counts up to and with day `days`; day 0 is that of the first dose."""
    if schedule in _AUTHORITIES:
        return tuple(test.day for test in tests(_AUTHORITIES[schedule], days))
    if schedule in _INTERVALS:
        interval = _INTERVALS[schedule] * WEEK
        return tuple(range(interval, days + 1, interval))
    return ()


@dataclass(frozen=True)
class Watched:
    """The neutrophils of one patient who was counted.

    Attributes:
        counts: 10⁹/L at midnight before each day, and after the last: days + 1 entries.
        counted: the days of the counts, up to and with the one that stopped the drug.
        stopped: the day of that count; None where no count was below the limit.
    """

    counts: Array
    counted: tuple[int, ...]
    stopped: int | None

    def first_day_below(self, limit: float) -> int | None:
        """Return the first day below `limit` (10⁹/L), or None."""
        below = self.counts < limit
        return int(below.argmax()) if below.any() else None

    def days_below(self, limit: float) -> int:
        """Return on how many days the neutrophils are below `limit` (10⁹/L)."""
        return int(np.sum(self.counts < limit))

    @property
    def lowest_day(self) -> int:
        """The day of the lowest count."""
        return int(self.counts.argmin())

    @property
    def lowest(self) -> float:
        """The lowest count, 10⁹/L."""
        return float(self.counts.min())


def watched(
    taken: DosingHistory,
    watch: Watch,
    tpmt: Phenotype = Phenotype.NORMAL,
    nudt15: Phenotype = Phenotype.NORMAL,
    marrow: SystemParameters | None = None,
) -> Watched:
    """Follow one patient whose drug ends with the first count below a limit.

    Args:
        taken: what the patient takes, until a count stops it. The dose of that day is left out.
        watch: the days of the counts, and the limit.
        tpmt: how well TPMT works.
        nudt15: how well NUDT15 works.
        marrow: by default that of the typical person.
    """
    counts = neutrophils(taken, tpmt, nudt15, marrow)
    due = sorted(day for day in set(watch.days) if 0 <= day <= taken.days)
    for index, day in enumerate(due):
        if counts[day] < watch.limit:
            dose = np.where(np.arange(taken.days) < day, taken.dose, 0.0)
            after = neutrophils(DosingHistory(dose, taken.allopurinol), tpmt, nudt15, marrow)
            return Watched(after, tuple(due[: index + 1]), day)
    return Watched(counts, tuple(due), None)


@dataclass(frozen=True)
class Outcome:
    """How virtual patients fared, one entry each.

    Attributes:
        lowest: their lowest count, 10⁹/L.
        first_days: their first day below the watch's limit; NaN for those never below.
        severe_days: their days below 0.5 × 10⁹/L.
    """

    lowest: Array
    first_days: Array
    severe_days: Array


def outcomes(
    who: People,
    taken: DosingHistory,
    watch: Watch,
    tpmt: Phenotype = Phenotype.NORMAL,
    nudt15: Phenotype = Phenotype.NORMAL,
) -> tuple[Outcome, Outcome]:
    """Follow virtual patients twice: with nobody counted, and with the counts of a watch.

    Args:
        who: the patients.
        taken: what they take, until a count stops it.
        watch: the days of the counts, and the limit.
        tpmt: how well their TPMT works.
        nudt15: how well their NUDT15 works.

    Returns:
        The outcome without counts, and the one with them.
    """
    if not watch.days:
        free = _outcome(follow(who, taken, tpmt, nudt15), watch.limit)
        return free, free
    # Both in one pass, which costs much less than two. The twins whom no count stops have so high a
    # baseline that they never meet the limit; the model's counts are in proportion to it.
    twins = People(
        np.tile(who.tgn, 2),
        np.tile(who.potency, 2),
        np.concatenate([who.baseline * BEYOND, who.baseline]),
        np.tile(who.transit_hours, 2),
    )
    counts = follow(twins, taken, tpmt, nudt15, watch).counts
    free = _outcome(Followed(counts[:, : len(who)] / BEYOND), watch.limit)
    return free, _outcome(Followed(counts[:, len(who) :]), watch.limit)


def _outcome(followed: Followed, limit: float) -> Outcome:
    severe = np.sum(followed.counts < SEVERE, axis=0).astype(float)
    return Outcome(followed.nadirs(), followed.first_days_below(limit), severe)
