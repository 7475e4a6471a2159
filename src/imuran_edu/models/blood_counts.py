"""Neutrophils under 6-TGN: a chain of dividing and maturing cells with feedback (Friberg 2002).

    p' = k p (exp(-u) c^-γ - 1)      dividing cells, with k = 4 / mean transit time
    a' = k (p - a), b' = k (a - b), d' = k (b - d)      three stages of maturing
    c' = k (d - c),  neutrophils = baseline · c         in the blood

with u = σ · NUDT15 · potency · 6-TGN. The loss of dividing cells is 1 - exp(-u) instead of
Friberg's straight line, so that it stays below 1, and the settled count has a closed form:
baseline · exp(-u / γ). Solved by Runge and Kutta's fourth order with steps of half a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np

from imuran_edu.models.metabolites import Array, Course, approach, rate, settled_tgn
from imuran_edu.models.parameters import Phenotype, by_phenotype, number

STEP: Final = 0.5  # days; half of it would cost twice the time for digits that nobody sees
PARTS: Final = 4  # points of 6-TGN a day: the ends and the middle of both steps
HOURS: Final = 24


@dataclass(frozen=True)
class Marrow:
    """What makes one person's marrow differ from another's.

    Attributes:
        baseline: neutrophils before treatment, 10⁹/L.
        transit_hours: mean transit time through the marrow, h.
        potency: effect of the same 6-TGN, as a ratio to the typical person.
    """

    baseline: float
    transit_hours: float
    potency: float = 1.0


def typical() -> Marrow:
    """Return the marrow of the typical person."""
    return Marrow(number("anc-baseline"), number("mtt"))


def effect_per_tgn(nudt15: Phenotype = Phenotype.NORMAL) -> float:
    """Return u for one unit of 6-TGN (8e8 RBC/pmol), in a person of typical potency."""
    return number("sigma") * by_phenotype("nudt15", nudt15)


def settled_neutrophils(
    tgn: float, nudt15: Phenotype = Phenotype.NORMAL, marrow: Marrow | None = None
) -> float:
    """Return the neutrophil count, 10⁹/L, at which a constant 6-TGN settles.

    Args:
        tgn: 6-TGN, pmol/8e8 RBC.
        nudt15: how well NUDT15 works.
        marrow: by default that of the typical person.
    """
    who = marrow or typical()
    return who.baseline * exp(-effect_per_tgn(nudt15) * who.potency * tgn / number("gamma"))


def neutrophils(
    taken: Course,
    tpmt: Phenotype = Phenotype.NORMAL,
    nudt15: Phenotype = Phenotype.NORMAL,
    marrow: Marrow | None = None,
) -> Array:
    """Return the neutrophil count of one person over a course.

    Args:
        taken: what the person takes.
        tpmt: how well TPMT works.
        nudt15: how well NUDT15 works.
        marrow: by default that of the typical person.

    Returns:
        10⁹/L at midnight before each day, and after the last: days + 1 entries.
    """
    who = marrow or typical()
    potency = effect_per_tgn(nudt15) * who.potency
    effect = (potency * approach(settled_tgn(taken, tpmt), rate("tgn"), PARTS)).tolist()
    return who.baseline * np.array(_relative_counts(effect, 4 * HOURS / who.transit_hours))


def _relative_counts(effect: list[float], k: float) -> list[float]:
    """Return c for each day; plain floats, since arrays of one person would cost ten times more."""
    gamma, half, h = number("gamma"), STEP / 2, STEP
    logp = logc = 0.0  # the dividing and the circulating cells as logarithms, so none is negative
    a = b = d = 1.0
    counts = [1.0]
    ahead = h / 6
    for at in range(0, len(effect) - 1, 2):
        u0, u1, u2 = effect[at], effect[at + 1], effect[at + 2]
        p, c = exp(logp), exp(logc)
        p1, a1, b1, d1 = exp(-u0 - gamma * logc) - 1, p - a, a - b, b - d
        c1 = d / c - 1
        hk = half * k
        lp, la, lb, ld, lc = logp + hk * p1, a + hk * a1, b + hk * b1, d + hk * d1, logc + hk * c1
        p2, a2, b2, d2 = exp(-u1 - gamma * lc) - 1, exp(lp) - la, la - lb, lb - ld
        c2 = ld * exp(-lc) - 1
        lp, la, lb, ld, lc = logp + hk * p2, a + hk * a2, b + hk * b2, d + hk * d2, logc + hk * c2
        p3, a3, b3, d3 = exp(-u1 - gamma * lc) - 1, exp(lp) - la, la - lb, lb - ld
        c3 = ld * exp(-lc) - 1
        hk = h * k
        lp, la, lb, ld, lc = logp + hk * p3, a + hk * a3, b + hk * b3, d + hk * d3, logc + hk * c3
        p4, a4, b4, d4 = exp(-u2 - gamma * lc) - 1, exp(lp) - la, la - lb, lb - ld
        c4 = ld * exp(-lc) - 1
        hk = ahead * k
        logp += hk * (p1 + 2 * (p2 + p3) + p4)
        a += hk * (a1 + 2 * (a2 + a3) + a4)
        b += hk * (b1 + 2 * (b2 + b3) + b4)
        d += hk * (d1 + 2 * (d2 + d3) + d4)
        logc += hk * (c1 + 2 * (c2 + c3) + c4)
        if at % PARTS == 2:
            counts.append(exp(logc))
    return counts
