"""A thousand virtual patients: where each settles, or each one's lowest count day by day."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from imuran_edu.core.blit_canvas import Canvas
from imuran_edu.pharmacology.explorers.thousand_icons import Crowd, Shares, shares
from imuran_edu.pharmacology.explorers.thousand_sheets import DailySheet, QuickSheet
from imuran_edu.pharmacology.models.cohort import STOP, People, Watch, people, settled_counts
from imuran_edu.pharmacology.models.metabolites import Array, course
from imuran_edu.pharmacology.models.monitored_patients import (
    Outcome,
    Schedule,
    count_days,
    outcomes,
)
from imuran_edu.pharmacology.models.parameters import Phenotype
from imuran_edu.widgets.explorer_spec import Values

MANY, DAYS, WEEK = 1000, 182, 7
NORMAL, INTERMEDIATE, POOR = Phenotype.NORMAL, Phenotype.INTERMEDIATE, Phenotype.POOR
GENES: Final = {  # phenotypes of TPMT and NUDT15, the mildest first
    "normal": (NORMAL, NORMAL),
    "tpmt_im": (INTERMEDIATE, NORMAL),
    "nudt15_im": (NORMAL, INTERMEDIATE),
    "both_im": (INTERMEDIATE, INTERMEDIATE),
    "tpmt_pm": (POOR, NORMAL),
    "nudt15_pm": (NORMAL, POOR),
}
NAMES: Final = {
    "normal": "both normal",
    "tpmt_im": "TPMT intermediate",
    "nudt15_im": "NUDT15 intermediate",
    "both_im": "both intermediate",
    "tpmt_pm": "TPMT poor",
    "nudt15_pm": "NUDT15 poor",
}
COUNTED: Final = {
    Schedule.NONE: "nobody counted",
    Schedule.US: "counted by the US label",
    Schedule.UK: "counted by BSR 2017",
    Schedule.EU: "counted by the EU label",
    Schedule.MONTHLY: "counted every 4 weeks",
    Schedule.TWELVE_WEEKLY: "counted every 12 weeks",
}


class View:
    """Two sheets: the quick answer of the closed form, and the full model day by day."""

    def __init__(self) -> None:
        self._quick = QuickSheet(list(NAMES.values()))

    @cached_property
    def _daily(self) -> DailySheet:
        return DailySheet()  # drawn when it is first asked for, since lessons open with the other

    def show(self, now: Values, before: Values | None) -> Canvas:
        """Return the picture, with the former shares beside and their edge among the icons."""
        dose, phenotype, schedule = now["dose"], now["phenotype"], Schedule(now["schedule"])
        title = f"{dose:g} mg/kg/day: {NAMES[phenotype]}"
        former = None if before is None else shares(_lowest(before))
        too_mild = GENES[phenotype][0] is POOR and dose > 0
        if not now["daily"]:
            crowd = Crowd(title, _settled(dose, phenotype), former, too_mild)
            below = [shares(_settled(dose, each))[0] for each in GENES]
            return self._quick.show(crowd, below, list(GENES).index(phenotype))
        free, counted = _followed(dose, phenotype, schedule)
        crowd = Crowd(f"{title}; {COUNTED[schedule]}", counted.lowest, former, too_mild)
        severe = (_mean(counted), None if before is None else _severe(before), _mean(free))
        due = np.array(count_days(schedule, DAYS)) / WEEK
        return self._daily.show(crowd, shares(free.lowest), severe, _first_weeks(free), due)

    def brief(self, now: Values) -> str:
        """Say what a move has come to."""
        verb = "fall" if now["daily"] else "settle"
        return f"{NAMES[now['phenotype']]}: {_told(shares(_lowest(now)), verb)}"

    def describe(self, now: Values) -> str:
        """Say which of the two answers it is, the shares, and what counting changes."""
        who = f"{MANY} virtual patients (metabolisers: {NAMES[now['phenotype']]})"
        parts = [f"{who} take {now['dose']:g} mg/kg/day."]
        parts.extend(_daily_words(now) if now["daily"] else _quick_words(now))
        if GENES[now["phenotype"]][0] is POOR and now["dose"] > 0:
            parts.append(
                "The model is too mild for poor metabolisers of TPMT: in practice, treat severe "
                "harm as certain."
            )
        parts.append("Shares of virtual patients in this model.")
        return " ".join(parts)


def _quick_words(now: Values) -> list[str]:
    others = [
        f"{NAMES[each]} {shares(_settled(now['dose'], each))[0]}"
        for each in GENES
        if each != now["phenotype"]
    ]
    return [
        f"Quick answer: {_told(shares(_lowest(now)), 'settle')}.",
        f"Below 1.5 at the same dose, of {MANY} each: {', '.join(others)}.",
        "Blood counts play no part here; follow the patients day by day for that.",
    ]


def _daily_words(now: Values) -> list[str]:
    schedule = Schedule(now["schedule"])
    free, counted = _followed(now["dose"], now["phenotype"], schedule)
    parts = [
        f"Followed day by day for {DAYS // WEEK} weeks by the full model, {COUNTED[schedule]}:"
    ]
    parts.append(f"{_told(shares(counted.lowest), 'fall')}.")
    parts.append(f"Mean days below 0.5: {_mean(counted):.1f} per patient.")
    if schedule is not Schedule.NONE:
        parts.append(
            f"With nobody counted: {_told(shares(free.lowest), 'fall')}, "
            f"mean days below 0.5: {_mean(free):.1f}."
        )
    weeks = _first_weeks(free)
    listed = [f"{number} in week {week}" for week, number in enumerate(weeks, 1) if number]
    if listed:
        parts.append(f"They first fall below 1.5 thus: {', '.join(listed)}.")
    return parts


def _told(found: Shares, verb: str) -> str:
    mild, moderate, severe = found
    if not mild:
        return f"none of {MANY} {verb} below 1.5 × 10⁹/L"
    return (
        f"{mild} of {MANY} ({mild / MANY:.1%}) {verb} below 1.5 × 10⁹/L, {moderate} of them "
        f"below 1.0 and {severe} below 0.5"
    )


@lru_cache(maxsize=1)
def _people() -> People:
    return people(MANY)


def _lowest(values: Values) -> Array:
    """Return each patient's settled count, or the lowest of all days, 10⁹/L."""
    if not values["daily"]:
        return _settled(values["dose"], values["phenotype"])
    schedule = Schedule(values["schedule"])
    return _followed(values["dose"], values["phenotype"], schedule)[1].lowest


def _settled(dose: float, phenotype: str) -> Array:
    return settled_counts(_people(), dose, *GENES[phenotype])


@lru_cache(maxsize=8)
def _followed(dose: float, phenotype: str, schedule: Schedule) -> tuple[Outcome, Outcome]:
    watch = Watch(count_days(schedule, DAYS), STOP)
    return outcomes(_people(), course(np.full(DAYS, dose)), watch, *GENES[phenotype])


def _severe(values: Values) -> float | None:
    """Return the mean days below 0.5 of patients who are followed."""
    if not values["daily"]:
        return None
    return _mean(_followed(values["dose"], values["phenotype"], Schedule(values["schedule"]))[1])


def _mean(found: Outcome) -> float:
    return float(np.mean(found.severe_days))


def _first_weeks(free: Outcome) -> list[int]:
    """Return how many fall below 1.5 for the first time in week 1, 2 and so on."""
    days = free.first_days[~np.isnan(free.first_days)]
    counts: list[int] = np.bincount(days.astype(int) // WEEK, minlength=DAYS // WEEK + 1).tolist()
    return counts
