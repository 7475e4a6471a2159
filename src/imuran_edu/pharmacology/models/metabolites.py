"""6-MP in plasma within a day, 6-TGN and 6-MMP in red cells over weeks. All in closed form.

6-MP: one compartment with first-order absorption (structure and rates: Hawwa 2008). Metabolites:
each approaches a settled level that is proportional to the dose, with one half-life:

    dG/dt = k (G_settled - G),    G_settled = level · dose / 2 mg/kg · TPMT · allopurinol

Levels and ratios are medians of groups (see `parameters.yaml`). The daily dose counts as spread
over its day; against separate doses the 24-hour mean differs by 0.2%.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from imuran_edu.pharmacology.models.parameters import Phenotype, by_phenotype, number

Array = NDArray[np.float64]
LONGEST = 1095  # days: three years; beyond, the sum below would lose digits


@dataclass(frozen=True)
class DosingHistory:
    """What a patient takes, day by day.

    Attributes:
        dose: azathioprine, mg/kg/day, one entry a day; 0 on a day without.
        allopurinol: whether allopurinol is taken, one entry a day.
    """

    dose: Array
    allopurinol: NDArray[np.bool_]

    @property
    def days(self) -> int:
        """The number of days."""
        return len(self.dose)


def course(dose: ArrayLike, allopurinol: ArrayLike = False) -> DosingHistory:
    """Return a course from daily doses.

    Args:
        dose: azathioprine, mg/kg/day, one entry a day, none negative.
        allopurinol: one entry a day, or one for all days.

    Raises:
        ValueError: no day, over three years, a dose that is negative or no number, or arrays of
            different length.
    """
    doses = np.atleast_1d(np.asarray(dose, dtype=float))
    if doses.ndim != 1 or not 0 < len(doses) <= LONGEST:
        raise ValueError(f"a course has 1 to {LONGEST} days")
    if not np.all(np.isfinite(doses)) or np.any(doses < 0):
        raise ValueError("a dose is a number of mg/kg/day, 0 or more")
    given = np.asarray(allopurinol, dtype=bool)
    if given.ndim and given.shape != doses.shape:
        raise ValueError(f"allopurinol has {len(given)} days, the dose {len(doses)}")
    return DosingHistory(doses, np.broadcast_to(given, doses.shape))


def steps(days: int, *changes: tuple[int, float]) -> Array:
    """Return daily doses that change on given days: start, rise, taper, stop.

    Args:
        days: the number of days.
        changes: day (0 is the first) and the dose in mg/kg/day from then on.
    """
    doses = np.zeros(days)
    for day, dose in sorted(changes):
        doses[max(day, 0) :] = dose
    return doses


def missed(dose: ArrayLike, share: float, seed: int = 0) -> Array:
    """Return daily doses of which a share is missed, on days drawn at random.

    Args:
        dose: mg/kg/day, one entry a day.
        share: of the days, 0 to 1.
        seed: the same seed misses the same days.
    """
    doses = np.array(dose, dtype=float)
    doses[np.random.default_rng(seed).random(len(doses)) < share] = 0
    return doses


@dataclass(frozen=True)
class Concentrations:
    """Metabolites in red cells at midnight before each day, and after the last: days + 1 entries.

    Attributes:
        tgn: 6-TGN, pmol/8e8 RBC.
        mmp: 6-MMP, pmol/8e8 RBC.
    """

    tgn: Array
    mmp: Array


def steady_state_tgn(taken: DosingHistory, tpmt: Phenotype = Phenotype.NORMAL) -> Array:
    """Return the 6-TGN that each day's dose would settle at, pmol/8e8 RBC, one entry a day."""
    return _settled(taken, tpmt, "tgn")


def settled_mmp(taken: DosingHistory, tpmt: Phenotype = Phenotype.NORMAL) -> Array:
    """Return the 6-MMP that each day's dose would settle at, pmol/8e8 RBC, one entry a day."""
    return _settled(taken, tpmt, "mmp")


def _settled(taken: DosingHistory, tpmt: Phenotype, name: str) -> Array:
    per_dose = number(f"{name}-level") / number("reference-dose")
    with_allopurinol = np.where(taken.allopurinol, number(f"{name}-allopurinol"), 1.0)
    ratio = by_phenotype(f"{name}-tpmt", tpmt)
    settled: Array = per_dose * taken.dose * with_allopurinol * ratio
    return settled


def levels(taken: DosingHistory, tpmt: Phenotype = Phenotype.NORMAL) -> Concentrations:
    """Return 6-TGN and 6-MMP over a course that begins with neither.

    Args:
        taken: what the patient takes.
        tpmt: how well TPMT works.
    """
    return Concentrations(
        approach(steady_state_tgn(taken, tpmt), rate("tgn")),
        approach(settled_mmp(taken, tpmt), rate("mmp")),
    )


def rate(name: str) -> float:
    """Return the rate, per day, at which 6-TGN (`tgn`) or 6-MMP (`mmp`) settles."""
    return float(np.log(2) / number(f"{name}-half-life"))


def approach(settled: Array, k: float) -> Array:
    """Return a level that runs after its settled value, from 0.

    Args:
        settled: the value it would settle at, one entry a day (last axis).
        k: rate per day.

    Returns:
        The level at the start of each day and at the end: days + 1 entries.
    """
    grown = np.exp(k * np.arange(1, settled.shape[-1] + 1))
    sums = np.cumsum(settled * -np.expm1(-k) * grown, axis=-1) / grown
    start = np.zeros((*sums.shape[:-1], 1))
    return np.concatenate([start, sums], axis=-1)


def mercaptopurine(
    hours: ArrayLike, dose_mg: float, weight_kg: float, allopurinol: bool = False
) -> Array:
    """Return 6-MP in plasma after one dose of azathioprine.

    Args:
        hours: hours since the dose.
        dose_mg: azathioprine, mg.
        weight_kg: body weight, kg.
        allopurinol: whether allopurinol is taken.

    Returns:
        µmol/L, shaped like `hours`; 0 before the dose.

    Raises:
        ValueError: the weight is not above 0, or the dose is negative.
    """
    if not weight_kg > 0 or not dose_mg >= 0:
        raise ValueError("the weight must be above 0 kg and the dose at least 0 mg")
    time = np.maximum(np.asarray(hours, dtype=float), 0)
    micromoles = 1000 * dose_mg / number("molar-mass-aza") * number("converted")
    share = number("f") * (number("allopurinol-f") if allopurinol else 1)
    ka, ke = number("ka"), number("ke")
    peak = share * micromoles / (number("v") * weight_kg)
    level: Array = peak * ka / (ka - ke) * (np.exp(-ke * time) - np.exp(-ka * time))
    return level
