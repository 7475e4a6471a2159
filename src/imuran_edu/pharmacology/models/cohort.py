"""Many virtual patients: how often, and how soon, neutrophils fall in this model.

People differ in four ways, each log-normal and independent: 6-TGN from the same dose, effect of
the same 6-TGN, count before treatment, transit time. Shares are shares of virtual patients in this
model, never a person's risk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imuran_edu.pharmacology.models.blood_counts import (
    HOURS,
    NOTHING,
    STEEPEST,
    effect_per_tgn,
    typical,
)
from imuran_edu.pharmacology.models.metabolites import (
    Array,
    DosingHistory,
    rate,
    steady_state_tgn,
)
from imuran_edu.pharmacology.models.parameters import Phenotype, number

FINENESS_OF_MANY: Final = 0.5  # as `FINENESS`, at a third of the time
BLOCK: Final = 16384  # people who are counted at once; more would want memory and gain no time
LIMITS: Final = (1.5, 1.0, 0.5)  # 10⁹/L: mild, moderate, severe neutropenia
STOP: Final = LIMITS[0]  # 10⁹/L: a monitoring count below it ends the drug


@dataclass(frozen=True)
class People:
    """Virtual patients, one entry each.

    Attributes:
        tgn: 6-TGN from the same dose, as a ratio to the typical person.
        potency: effect of the same 6-TGN, as such a ratio.
        baseline: neutrophils before treatment, 10⁹/L.
        transit_hours: mean transit time through the marrow, h.
    """

    tgn: Array
    potency: Array
    baseline: Array
    transit_hours: Array

    def __len__(self) -> int:
        return len(self.tgn)


def people(count: int, seed: int = 1) -> People:
    """Return virtual patients; the same seed gives the same ones.

    Raises:
        ValueError: fewer than one.
    """
    if count < 1:
        raise ValueError("there must be at least one patient")
    draw = np.random.default_rng(seed).standard_normal((4, count))
    who = typical()

    def spread(row: int, name: str) -> Array:
        ratios: Array = np.exp(number(f"omega-{name}") * draw[row])
        return ratios

    return People(
        spread(0, "tgn"),
        spread(1, "potency"),
        who.baseline * spread(2, "baseline"),
        who.transit_hours * spread(3, "mtt"),
    )


@dataclass(frozen=True)
class Watch:
    """Blood counts on given days; the drug is stopped at the first count below a limit.

    Attributes:
        days: of the counts; 0 is the day of the first dose.
        limit: neutrophils, 10⁹/L.
    """

    days: Sequence[int]
    limit: float = STOP


@dataclass(frozen=True)
class Followed:
    """The neutrophils of virtual patients, 10⁹/L: one row a day (days + 1), one column each."""

    counts: Array

    def nadirs(self) -> Array:
        """Return each person's lowest count, 10⁹/L."""
        lowest: Array = self.counts.min(axis=0)
        return lowest

    def first_days_below(self, limit: float) -> Array:
        """Return each person's first day below `limit` (10⁹/L); NaN for those never below."""
        below = self.counts < limit
        return np.where(below.any(axis=0), below.argmax(axis=0), np.nan)


def follow(
    who: People,
    taken: DosingHistory,
    tpmt: Phenotype = Phenotype.NORMAL,
    nudt15: Phenotype = Phenotype.NORMAL,
    watch: Watch | None = None,
) -> Followed:
    """Follow virtual patients through a course.

    Args:
        who: the patients.
        taken: what all of them take, until a count stops it.
        tpmt: how well their TPMT works.
        nudt15: how well their NUDT15 works.
        watch: the counts that stop the drug; without it nobody is stopped.
    """
    k = 4 * HOURS / who.transit_hours
    scale = effect_per_tgn(nudt15) * who.potency * who.tgn
    counts = np.empty((taken.days + 1, len(who)))
    counts[0] = who.baseline
    # p, a, b, d and c; the first and the last as logarithms, so that none is negative
    state = np.ones((5, len(who)))
    state[0] = state[4] = 0.0
    load = np.zeros(len(who))  # u
    taking = np.ones(len(who))
    kept = exp(-rate("tgn"))
    tested = {} if watch is None else dict.fromkeys(watch.days, watch.limit)
    workspace = np.empty((5, 5, BLOCK))
    for day, target in enumerate(steady_state_tgn(taken, tpmt)):
        if day in tested:
            taking *= counts[day] >= tested[day]
        aim = target * taking * scale
        evening = aim + (load - aim) * kept
        doublings = _doublings(state, load, evening, k)
        for power in np.flatnonzero(np.bincount(doublings)):
            alike = np.flatnonzero(doublings == power)
            for start in range(0, len(alike), BLOCK):
                some = alike[start : start + BLOCK]
                part = state[:, some]
                _advance(part, load[some], aim[some], k[some], 2 ** int(power), workspace)
                state[:, some] = part
        np.maximum(state[::4], NOTHING, out=state[::4])
        load = evening
        np.exp(state[4], out=counts[day + 1])
        counts[day + 1] *= who.baseline
    return Followed(counts)


def _doublings(state: Array, load: Array, evening: Array, k: Array) -> NDArray[np.intp]:
    """Return the binary logarithm of the steps that each person's day needs.

    Whole numbers, so that people fall into few groups of equal steps.
    """
    growth = np.minimum(-np.minimum(load, evening) - number("gamma") * state[4], log(STEEPEST))
    fastest = np.exp(np.maximum(growth, 0))
    np.maximum(fastest, state[3] * np.exp(-state[4]), out=fastest)
    fastest *= k
    np.maximum(fastest, np.abs(evening - load), out=fastest)
    needed: NDArray[np.intp] = np.ceil(np.log2(fastest / FINENESS_OF_MANY)).astype(np.intp)
    return np.maximum(needed, 0)


def _advance(state: Array, load: Array, aim: Array, k: Array, steps: int, workspace: Array) -> None:
    """Bring people's state one day on.

    Args:
        state: one column each; it is changed.
        load: u as the day begins.
        aim: where u would settle.
        k: rate of the chain, per day.
        steps: how many.
        workspace: memory to work in, since asking for it anew would cost more than the sums.
    """
    h = 1 / steps
    keep = exp(-rate("tgn") * h / 2)
    slopes, trial = workspace[:4, :, : len(k)], workspace[4, :, : len(k)]
    end = load
    for _ in range(steps):
        begin = end
        middle = aim + (begin - aim) * keep
        end = aim + (middle - aim) * keep
        _slope(state, begin, k, slopes[0])
        for part, (share, then) in enumerate(((0.5, middle), (0.5, middle), (1.0, end)), 1):
            np.multiply(slopes[part - 1], share * h, out=trial)
            trial += state
            _slope(trial, then, k, slopes[part])
        slopes[1] += slopes[2]
        slopes[1] *= 2
        slopes[0] += slopes[1]
        slopes[0] += slopes[3]
        slopes[0] *= h / 6
        state += slopes[0]


def _slope(state: Array, load: Array, k: Array, out: Array) -> None:
    """Write the change per day of a state; `load` is u."""
    np.multiply(state[4], -number("gamma"), out=out[0])
    out[0] -= load
    np.minimum(out[0], log(STEEPEST), out=out[0])
    np.exp(out[0], out=out[0])
    out[0] -= 1
    np.exp(state[0], out=out[1])
    out[1] -= state[1]
    np.subtract(state[1:3], state[2:4], out=out[2:4])
    np.exp(-state[4], out=out[4])
    out[4] *= state[3]
    out[4] -= 1
    out *= k


def settled_counts(
    who: People,
    dose: float,
    tpmt: Phenotype = Phenotype.NORMAL,
    nudt15: Phenotype = Phenotype.NORMAL,
    allopurinol: bool = False,
) -> NDArray[np.float64]:
    """Return the count at which each virtual patient settles under a constant dose, 10⁹/L.

    The quick answer for a slider. It leaves out the undershoot before settling, so shares below a
    limit come out low: by less than one percentage point at 2 mg/kg in a normal metaboliser, and by
    up to three where a gene works slowly.

    Args:
        who: the patients.
        dose: azathioprine, mg/kg/day.
        tpmt: how well their TPMT works.
        nudt15: how well their NUDT15 works.
        allopurinol: whether they take allopurinol.
    """
    taken = DosingHistory(np.array([dose]), np.array([allopurinol]))
    typical_load = effect_per_tgn(nudt15) * steady_state_tgn(taken, tpmt)[0] / number("gamma")
    settled: Array = who.baseline * np.exp(-typical_load * who.tgn * who.potency)
    return settled
