"""Neutrophils under 6-TGN: a chain of dividing and maturing cells with feedback (Friberg 2002).

    p' = k p (exp(-u) c^-γ - 1)      dividing cells, with k = 4 / mean transit time
    a' = k (p - a), b' = k (a - b), d' = k (b - d)      three stages of maturing
    c' = k (d - c),  neutrophils = baseline · c         in the blood

with u = σ · NUDT15 · potency · 6-TGN. The loss of dividing cells is 1 - exp(-u) instead of
Friberg's straight line, so that it stays below 1, and the settled count has a closed form:
baseline · exp(-u / γ).

Solved by Runge and Kutta's fourth order, several steps a day: so many that neither u nor the
logarithm of p changes much in one. A fixed step would do for most people, but after a deep fall the
feedback is so strong that it would leave the course of the equations, or overflow.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, log
from typing import Final

import numpy as np

from imuran_edu.pharmacology.models.metabolites import Array, DosingHistory, rate, steady_state_tgn
from imuran_edu.pharmacology.models.parameters import Phenotype, by_phenotype, number

HOURS: Final = 24
FINENESS: Final = 0.2  # how much u, or the logarithm of p, may change in a step
# Two bounds that no count of a real person meets. They keep every input finite.
STEEPEST: Final = 100.0  # exp(-u) c^-γ; more comes only after a fall to nothing
NOTHING: Final = -600.0  # the logarithm of a state


@dataclass(frozen=True)
class SystemParameters:
    """What makes one person's marrow differ from another's.

    Attributes:
        baseline: neutrophils before treatment, 10⁹/L.
        transit_hours: mean transit time through the marrow, h.
        potency: effect of the same 6-TGN, as a ratio to the typical person.
    """

    baseline: float
    transit_hours: float
    potency: float = 1.0


def typical() -> SystemParameters:
    """Return the marrow of the typical person."""
    return SystemParameters(number("anc-baseline"), number("mtt"))


def effect_per_tgn(nudt15: Phenotype = Phenotype.NORMAL) -> float:
    """Return u for one unit of 6-TGN (8e8 RBC/pmol), in a person of typical potency."""
    return number("slope") * by_phenotype("nudt15", nudt15)


def neutrophils(
    taken: DosingHistory,
    tpmt: Phenotype = Phenotype.NORMAL,
    nudt15: Phenotype = Phenotype.NORMAL,
    marrow: SystemParameters | None = None,
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
    settled = effect_per_tgn(nudt15) * who.potency * steady_state_tgn(taken, tpmt)
    counts = _relative_counts(settled.tolist(), 4 * HOURS / who.transit_hours)
    return who.baseline * np.array(counts)


def _relative_counts(settled: list[float], k: float) -> list[float]:
    """Return c for each day; plain floats, since arrays of one person would cost ten times more.

    Args:
        settled: where u would settle with each day's dose.
        k: rate of the chain, per day.
    """
    gamma, lost, steep = number("gamma"), rate("tgn"), log(STEEPEST)
    logp = logc = 0.0  # the dividing and the circulating cells as logarithms, so none is negative
    a = b = d = 1.0
    u2 = 0.0
    kept = exp(-lost)
    counts = [1.0]
    for aim in settled:
        evening = aim + (u2 - aim) * kept
        growth = exp(min(-min(u2, evening) - gamma * logc, steep))
        fastest = max(k, k * growth, abs(evening - u2))
        parts = ceil(fastest / FINENESS)
        h = 1 / parts
        keep = exp(-lost * h / 2)
        half, whole, ahead = h / 2 * k, h * k, h / 6 * k
        for _ in range(parts):
            u0 = u2
            u1 = aim + (u0 - aim) * keep
            u2 = aim + (u1 - aim) * keep
            p1, a1, b1, d1 = exp(min(-u0 - gamma * logc, steep)) - 1, exp(logp) - a, a - b, b - d
            c1 = d * exp(-logc) - 1
            lp, la, lb = logp + half * p1, a + half * a1, b + half * b1
            ld, lc = d + half * d1, logc + half * c1
            p2, a2, b2, d2 = exp(min(-u1 - gamma * lc, steep)) - 1, exp(lp) - la, la - lb, lb - ld
            c2 = ld * exp(-lc) - 1
            lp, la, lb = logp + half * p2, a + half * a2, b + half * b2
            ld, lc = d + half * d2, logc + half * c2
            p3, a3, b3, d3 = exp(min(-u1 - gamma * lc, steep)) - 1, exp(lp) - la, la - lb, lb - ld
            c3 = ld * exp(-lc) - 1
            lp, la, lb = logp + whole * p3, a + whole * a3, b + whole * b3
            ld, lc = d + whole * d3, logc + whole * c3
            p4, a4, b4, d4 = exp(min(-u2 - gamma * lc, steep)) - 1, exp(lp) - la, la - lb, lb - ld
            c4 = ld * exp(-lc) - 1
            logp += ahead * (p1 + 2 * (p2 + p3) + p4)
            a += ahead * (a1 + 2 * (a2 + a3) + a4)
            b += ahead * (b1 + 2 * (b2 + b3) + b4)
            d += ahead * (d1 + 2 * (d2 + d3) + d4)
            logc += ahead * (c1 + 2 * (c2 + c3) + c4)
        logp, logc = max(logp, NOTHING), max(logc, NOTHING)
        counts.append(exp(logc))
    return counts
