"""Dose arithmetic of the labels, with every rule's number from the course's facts.

Arithmetic for learning. It refuses where the rules say that another drug has to be considered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil, floor, inf, isclose
from typing import Final

from imuran_edu.evidence import Fact, course_facts
from imuran_edu.pharmacology.models.parameters import number

STEP_MG: Final = 25.0  # half a scored 50 mg tablet, or a tablet of 25 mg
POUNDS_PER_KG: Final = 2.20462
ROUNDING: Final = 0.05  # so much over a highest dose is what tablets do; more is an error (ours)
WITH_FEBUXOSTAT: Final = (
    "febuxostat blocks xanthine oxidase and no reduced dose has been worked out: its US label "
    "contraindicates the pair (FDA staff review 2020), Medsafe does not recommend it"
)


class RefusedError(ValueError):
    """No dose is worked out; the message gives the reason and who gives it."""


@dataclass(frozen=True)
class Dose:
    """A daily dose of azathioprine.

    Attributes:
        exact_mg: mg/day before rounding.
        given_mg: mg/day in whole steps, of 25 mg unless asked otherwise.
        capped: whether rounding to the nearest step would have passed the cap.
        raised: whether rounding to the nearest step would have fallen below the floor.
    """

    exact_mg: float
    given_mg: float
    capped: bool = False
    raised: bool = False


@dataclass(frozen=True)
class Range:
    """A range of doses, in mg/kg/day or mg/day as said where it is made."""

    low: float
    high: float
    because: list[str] = field(default_factory=list)


class Purpose(StrEnum):
    """What azathioprine is taken for, as far as a dose by weight was read for it."""

    ARTHRITIS = "rheumatoid arthritis"
    KIDNEY = "kidney transplant, maintenance"
    CROHN = "Crohn's disease"
    COLITIS = "ulcerative colitis"


@dataclass(frozen=True)
class Doses:
    """The doses of a purpose, mg/kg/day.

    Attributes:
        low: where they begin.
        cap: the highest of them, never to be passed.
        firm: whether `low` is the end of a range; a first dose of *about* 1 mg/kg is not.
        authority: who gives them.
    """

    low: float
    cap: float
    firm: bool
    authority: str


def doses_for(purpose: Purpose) -> Doses:
    """Return the doses of a purpose: those of the US label, in bowel disease those of a review."""
    if purpose is Purpose.ARTHRITIS:
        return Doses(_number("ra-dose-start"), _number("ra-dose-max"), False, "US label")
    if purpose is Purpose.KIDNEY:
        low, cap = _fact("transplant-dose-maintenance").figures
        return Doses(low, cap, True, "US label")
    name = "bowel-dose-crohn" if purpose is Purpose.CROHN else "bowel-dose-colitis"
    low, cap = _fact(name).figures
    return Doses(low, cap, True, "Axelrad 2016")


def daily_dose(
    weight_kg: float,
    mg_per_kg: float,
    cap_mg_per_kg: float | None = None,
    floor_mg_per_kg: float = 0.0,
    step_mg: float = STEP_MG,
) -> Dose:
    """Return a daily dose by weight, to the nearest step, never above the cap or below the floor.

    Args:
        weight_kg: body weight, kg.
        mg_per_kg: the dose, mg/kg/day.
        cap_mg_per_kg: the highest dose allowed, mg/kg/day.
        floor_mg_per_kg: the lowest dose allowed, mg/kg/day; where no step lies between it and the
            cap, the cap decides.
        step_mg: the smallest part that the tablets at hand can make, mg.

    Raises:
        ValueError: the weight is not above 0, or the dose is negative or above the cap.
    """
    if not weight_kg > 0 or not mg_per_kg >= 0:
        raise ValueError("the weight must be above 0 kg and the dose at least 0 mg/kg")
    if cap_mg_per_kg is not None and mg_per_kg > cap_mg_per_kg:
        raise ValueError(f"{mg_per_kg:g} mg/kg is above the cap of {cap_mg_per_kg:g} mg/kg")
    exact = weight_kg * mg_per_kg
    steps = int(exact / step_mg + 0.5)  # a half goes up, as a pharmacist rounds
    raised = steps * step_mg < weight_kg * floor_mg_per_kg
    steps += raised
    capped = cap_mg_per_kg is not None and steps * step_mg > weight_kg * cap_mg_per_kg
    return Dose(exact, (steps - capped) * step_mg, capped, raised and not capped)


def whole_steps(low_mg: float, high_mg: float, step_mg: float = STEP_MG) -> list[float]:
    """Return the doses in whole steps that lie in a range of mg/day, its ends included."""
    hair = 1e-9  # 0.8 * 187.5 is a hair off 150
    first, last = ceil(low_mg / step_mg - hair), floor(high_mg / step_mg + hair)
    return [count * step_mg for count in range(max(first, 1), last + 1)]


def beside_allopurinol(dose_mg: float, poor: bool = False) -> Range:
    """Return the range of daily doses beside allopurinol, mg/day (US label: a quarter to a third).

    Args:
        dose_mg: the dose without allopurinol, mg/day.
        poor: whether TPMT or NUDT15 works poorly.

    Raises:
        RefusedError: a poor metaboliser, in whom two ways of inactivation would fail at once.
        ValueError: the dose is negative or no number.
    """
    if not 0 <= dose_mg < inf:
        raise ValueError("the dose must be a number of mg/day, 0 or more")
    if poor:
        raise RefusedError(
            "allopurinol in a poor metaboliser closes two ways out at once: the US label asks to "
            "consider a further reduction or another drug, so no dose is worked out"
        )
    return Range(dose_mg / 4, dose_mg / 3, [f"US label: {_fact('allopurinol-dose-share').text}"])


def azathioprine_per_mercaptopurine() -> float:
    """Return how many mg of azathioprine count as 1 mg of 6-MP.

    Molar masses, and the share of azathioprine that is converted (Reactome R-HSA-9748996).
    """
    return number("molar-mass-aza") / number("molar-mass-6mp") / number("converted")


def to_mercaptopurine(azathioprine_mg: float) -> float:
    """Return the dose of 6-MP, mg, that counts as a dose of azathioprine, mg."""
    return azathioprine_mg / azathioprine_per_mercaptopurine()


def tablets(dose_mg: float, strengths: Sequence[float], days: int = 1) -> dict[float, int]:
    """Return the whole tablets that make up a daily dose, the fewest of them.

    Args:
        dose_mg: mg/day.
        strengths: of the tablets at hand, mg.
        days: of supply.

    Returns:
        Tablets by strength, for all days together; strengths that are not needed are left out.

    Raises:
        ValueError: no strength or one that is not in half milligrams, a number of days below 1, or
            a dose that whole tablets cannot make.
    """
    halves = [2 * float(each) for each in strengths]
    if not halves or not all(each > 0 and each.is_integer() for each in halves):
        raise ValueError("name strengths above 0 mg, in halves of a mg")
    if days < 1 or not 0 <= dose_mg < inf:
        raise ValueError("name a dose of 0 mg or more, and at least one day")
    amount = round(dose_mg * 2)
    found = _fewest(amount, sorted({round(each) for each in halves}))
    if found is None or not isclose(amount, dose_mg * 2):
        names = " and ".join(f"{each:g}" for each in sorted(strengths))
        raise ValueError(f"{dose_mg:g} mg cannot be made of whole tablets of {names} mg")
    return {each / 2: found.count(each) * days for each in sorted(set(found), reverse=True)}


def scored_tablets(dose_mg: float, strength: float, days: int = 1) -> float:
    """Return how many tablets with a score make up a daily dose, halves counted as halves.

    Args:
        dose_mg: mg/day.
        strength: of the tablet, mg.
        days: of supply.

    Raises:
        ValueError: a number of days below 1, or a dose that halves cannot make.
    """
    parts = tablets(dose_mg, (strength, strength / 2), days)
    return parts.get(strength, 0) + parts.get(strength / 2, 0) / 2


def _fewest(amount: int, units: list[int]) -> list[int] | None:
    """Return the fewest units that add up to an amount, or None; all in half milligrams."""
    best: list[list[int] | None] = [[], *([None] * amount)]
    for total in range(1, amount + 1):
        for unit in units:
            before = best[total - unit] if unit <= total else None
            now = best[total]
            if before is not None and (now is None or len(before) + 1 < len(now)):
                best[total] = [*before, unit]
    return best[amount]


def _fact(name: str) -> Fact:
    return course_facts()[name]


def _number(name: str) -> float:
    return _fact(name).figures[0]
