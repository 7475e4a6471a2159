"""What the model says for each row of `validation.yaml`, worked out anew.

Leucopenia, white cells below 3.0, is taken as neutrophils below 1.8 (10⁹/L, 60% of white cells).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np

from imuran_edu.pharmacology.models import parameters as module
from imuran_edu.pharmacology.models.blood_counts import (
    SystemParameters,
    neutrophils,
    typical,
)
from imuran_edu.pharmacology.models.cohort import (
    Followed,
    People,
    follow,
    people,
)
from imuran_edu.pharmacology.models.metabolites import (
    Array,
    course,
    levels,
    mercaptopurine,
    settled_mmp,
    steady_state_tgn,
    steps,
)
from imuran_edu.pharmacology.models.parameters import Phenotype, number
from tests.pharmacology.measures import metabolite_ratios, settled_neutrophils

NORMAL, INTERMEDIATE, POOR = Phenotype.NORMAL, Phenotype.INTERMEDIATE, Phenotype.POOR
MANY = 20_000
LEUCOPENIA = 1.8  # 10⁹/L of neutrophils
TWENTY_WEEKS, EIGHT_WEEKS, HALF_YEAR = 140, 56, 182
MONTH = 365.25 / 12
SHARES = {"im": 0.11, "pm": 1 / 300}  # of people, by TPMT (Lennard 2014)
SURFACE, WEIGHT = 1.73, 70.0  # m², kg
Figures = dict[str, float]


@cache
def everybody() -> People:
    return people(MANY)


@cache
def followed(
    tpmt: Phenotype = NORMAL, nudt15: Phenotype = NORMAL, dose: float = 2.0, days: int = HALF_YEAR
) -> Followed:
    return follow(everybody(), course(np.full(days, dose)), tpmt, nudt15)


def percent(low: Array | np.bool_) -> float:
    return 100 * float(np.mean(low))


def leucopenic(tpmt: Phenotype, nudt15: Phenotype, dose: float, days: int) -> float:
    """Percent with leucopenia by the end of a day."""
    long = HALF_YEAR if dose == 2 else days  # those at 2 mg/kg are needed for longer elsewhere
    counts = followed(tpmt, nudt15, dose, long).counts
    return percent(counts[: days + 1].min(axis=0) < LEUCOPENIA)


def by_tpmt(of: Callable[[Followed], float]) -> float:
    """A figure of the whole population, each phenotype of TPMT with its share."""
    normal, im, pm = (of(followed(tpmt)) for tpmt in Phenotype)
    return normal * (1 - sum(SHARES.values())) + im * SHARES["im"] + pm * SHARES["pm"]


def row_1_to_3() -> dict[str, Figures]:
    hours = np.linspace(0, 48, 48_001)
    # as azathioprine: the dose with as many molecules of 6-MP in it
    dose = 75 * SURFACE / number("molar-mass-6mp") * number("molar-mass-aza") / number("converted")
    plain, blocked = (mercaptopurine(hours, dose, WEIGHT, on) for on in (False, True))
    auc, auc_blocked = (60 * float(np.trapezoid(level, hours)) for level in (plain, blocked))
    late = np.log(plain[20_000] / plain[30_000]) / 10
    return {
        "1": {"auc": auc, "peak": float(plain.max())},
        "2": {"auc": auc_blocked, "peak": float(blocked.max())},
        "3": {"half-life": float(np.log(2) / late), "time": float(hours[plain.argmax()])},
        "A6": {"half-life": float(np.log(2) / late)},
    }


def row_4_to_10() -> dict[str, Figures]:
    level = levels(course(np.full(400, 2.0))).tgn
    once = course([2.0])
    tgn = {each: float(steady_state_tgn(once, each)[0]) for each in Phenotype}
    mmp = {each: float(settled_mmp(once, each)[0]) for each in Phenotype}
    third = course([2 / 3], True)
    more = float(steady_state_tgn(third)[0]) / tgn[NORMAL]
    less = float(settled_mmp(third)[0]) / mmp[NORMAL]

    def beside_allopurinol(tgn_before: float, mmp_before: float) -> Figures:
        return {"tgn": tgn_before * more, "mmp": mmp_before * less}

    return {
        "4": {"two": level[14] / level[-1], "four": level[28] / level[-1]},
        "5": {"im": tgn[INTERMEDIATE] / tgn[NORMAL], "pm": tgn[POOR] / tgn[NORMAL]},
        "6": {"im": mmp[INTERMEDIATE] / mmp[NORMAL]},
        "7": beside_allopurinol(191.3, 10_604.7),
        "8": beside_allopurinol(185.73, 10_380),
        "10": beside_allopurinol(162, 11_643),
        "A3": beside_allopurinol(186.5, 11_966),
        "A4": {"above": percent(metabolite_ratios(2 * MANY) > 11)},
        "24": {"ratio": settled_neutrophils(385.4) / settled_neutrophils(185.73)},
    }


def row_11_to_17() -> dict[str, Figures]:
    normal, im, pm = (leucopenic(tpmt, NORMAL, 2.0, TWENTY_WEEKS) for tpmt in Phenotype)
    odds = (im / (100 - im)) / (normal / (100 - normal))

    def below(limit: float, first: int, last: int) -> float:
        """Percent of all who first fall below a limit between two days, both included."""

        def of(who: Followed) -> float:
            days = who.first_days_below(limit)
            return percent((days >= first) & (days <= last))

        return by_tpmt(of)

    severe = 1.0 * 0.6  # white cells below 1.0
    early = below(severe, 0, EIGHT_WEEKS) / (EIGHT_WEEKS / MONTH)
    later = below(severe, EIGHT_WEEKS + 1, HALF_YEAR) / ((HALF_YEAR - EIGHT_WEEKS) / MONTH)
    first = followed().first_days_below(LEUCOPENIA)
    fell = first[first > 0]  # some virtual patients begin below the limit; no trial lets them in
    return {
        "11": {"normal": normal, "im": im},
        "12": {"odds": odds},
        "13": {"pm": pm},
        "14": {"all": by_tpmt(lambda who: percent(who.nadirs() < LEUCOPENIA))},
        "15": {"half": below(0.5, 0, EIGHT_WEEKS), "one": below(1.0, 0, EIGHT_WEEKS)},
        "17": {"early": early, "later": later},
        "A1": {"median": float(np.median(fell))},
        "A2": {"median": median_fall()},
        "A7": {"severe": percent(followed(POOR).nadirs() < 0.5)},
    }


def median_fall() -> float:
    """Days from the last count of 2.0 or more to the first below 0.5, in the whole population."""
    days, weights = [], []
    shares = (1 - sum(SHARES.values()), SHARES["im"], SHARES["pm"])
    for tpmt, share in zip(Phenotype, shares, strict=True):
        counts = followed(tpmt).counts
        for column in np.flatnonzero(counts.min(axis=0) < 0.5):
            first = int((counts[:, column] < 0.5).argmax())
            normal = np.flatnonzero(counts[:first, column] >= 2.0)
            if len(normal):
                days.append(float(first - normal[-1]))
                weights.append(share)
    order = np.argsort(days)
    upto = np.cumsum(np.array(weights)[order])
    return days[order[np.searchsorted(upto, upto[-1] / 2)]]


def row_18_to_21() -> dict[str, Figures]:
    def day(dose: float, when: int) -> float:
        return float(neutrophils(course(np.full(29, dose)), nudt15=POOR)[when])

    early = {
        f"{name}-{dose:g}": leucopenic(NORMAL, nudt15, dose, EIGHT_WEEKS)
        for dose in (1.5, 2.0)
        for name, nudt15 in (("cc", NORMAL), ("ct", INTERMEDIATE), ("tt", POOR))
    }
    return {
        "18": {"1.5": day(1.5, 28), "1.8": day(1.8, 28), "2.32": day(2.32, 27)},
        "19": {"fall": 100 * (1 - day(1.5, 28) / typical().baseline)},
        "20": {"median": recovery()},
        "21": early,
        "A5": {"day-7": day(1.5, 7), "day-14": day(1.5, 14)},
    }


def recovery() -> float:
    """Days from a stop in week 4 until neutrophils are above 0.5, in those who were below."""
    taken = course(steps(100, (0, 1.8), (28, 0)))
    after = follow(people(2000), taken, nudt15=POOR).counts[28:]
    low = after < 0.5
    fell = low.any(axis=0)
    last_low = len(after) - 1 - low[::-1].argmax(axis=0)
    return float(np.median(last_low[fell] + 1))


def row_23() -> dict[str, Figures]:
    aim = settled_neutrophils(float(steady_state_tgn(course([2.0]))[0]))

    def same_effect(tpmt: Phenotype, nudt15: Phenotype) -> float:
        """The dose with the normal metaboliser's effect, in percent of theirs."""
        low, high = 0.0, 2.0
        while high - low > 1e-9:
            middle = (low + high) / 2
            tgn = float(steady_state_tgn(course([middle]), tpmt)[0])
            low, high = (middle, high) if settled_neutrophils(tgn, nudt15) > aim else (low, middle)
        return 100 * low / 2

    return {
        "23": {
            "tpmt-im": same_effect(INTERMEDIATE, NORMAL),
            "nudt15-im": same_effect(NORMAL, INTERMEDIATE),
            "both-im": same_effect(INTERMEDIATE, INTERMEDIATE),
            "tpmt-pm": same_effect(POOR, NORMAL),
            "nudt15-pm": same_effect(NORMAL, POOR),
        }
    }


@cache
def figures() -> dict[str, Figures]:
    """Every figure of the model, by row and key."""
    parts = (row_1_to_3, row_4_to_10, row_11_to_17, row_18_to_21, row_23)
    return {name: each for part in parts for name, each in part().items()}


@contextmanager
def changed(**values: float) -> Iterator[None]:
    """Other values of some parameters, for a while; `tgn_half_life=7` is `tgn-half-life`."""
    known = module.parameters()
    new = {name.replace("_", "-"): value for name, value in values.items()}
    other = {
        name: each.model_copy(update={"value": new.get(name, each.value)})
        for name, each in known.items()
    }
    module.parameters, kept = (lambda: other), module.parameters  # type: ignore[assignment]
    number.cache_clear()
    try:
        yield
    finally:
        module.parameters = kept
        number.cache_clear()


def first_day(marrow: SystemParameters | None = None) -> int:
    """The first day below 1.0 of a typical poor metaboliser of TPMT at 2 mg/kg."""
    counts = neutrophils(course(np.full(HALF_YEAR, 2.0)), POOR, marrow=marrow)
    return int((counts < 1.0).argmax())


def sensitivity() -> dict[str, list[tuple[str, float]]]:
    """What some figures would be with other parameters."""
    days: list[tuple[str, float]] = []
    for hours in (84.2, 88.7, 124, 135):
        days.append((f"transit time {hours:g} h", first_day(SystemParameters(4.2, hours))))
    for gamma in (0.146, 0.2, 0.239):
        with changed(gamma=gamma, slope=gamma / 1250):
            days.append((f"feedback {gamma:g}", first_day()))
    for half_life in (3, 5, 7, 13):
        with changed(tgn_half_life=half_life):
            days.append((f"half-life of 6-TGN {half_life} d", first_day()))
    lowest = followed().counts[: TWENTY_WEEKS + 1].min(axis=0)
    shares = [
        (f"neutrophils {share:.0%} of white cells", percent(lowest < 3 * share))
        for share in (0.55, 0.60, 0.65)
    ]
    ten = lowest / 4.2 * (10.4 * 0.6)
    shares.append(("count before treatment 6.2 instead of 4.2", percent(ten < LEUCOPENIA)))
    for omega in (0.42, 0.8):
        with changed(omega_potency=omega):
            taken = course(np.full(TWENTY_WEEKS, 2.0))
            low = follow(people(MANY // 2), taken).nadirs() < LEUCOPENIA
            shares.append((f"spread of potency {omega:g} instead of 0.6", percent(low)))
    begin_low = percent(everybody().baseline < LEUCOPENIA)
    return {"days": days, "shares": shares, "begin": [("begin below 1.8", begin_low)]}
