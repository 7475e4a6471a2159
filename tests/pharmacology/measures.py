"""What the models are held against, worked out from them: no lesson shows it."""

from __future__ import annotations

from math import exp

import numpy as np

from imuran_edu.pharmacology.models.blood_counts import (
    SystemParameters,
    effect_per_tgn,
    typical,
)
from imuran_edu.pharmacology.models.cohort import Followed
from imuran_edu.pharmacology.models.metabolites import (
    Array,
    DosingHistory,
    settled_mmp,
    steady_state_tgn,
)
from imuran_edu.pharmacology.models.parameters import Phenotype, number


def settled_neutrophils(
    tgn: float, nudt15: Phenotype = Phenotype.NORMAL, marrow: SystemParameters | None = None
) -> float:
    """Return the neutrophil count, 10⁹/L, at which a constant 6-TGN settles.

    Args:
        tgn: 6-TGN, pmol/8e8 RBC.
        nudt15: how well NUDT15 works.
        marrow: by default that of the typical person.
    """
    who = marrow or typical()
    return who.baseline * exp(-effect_per_tgn(nudt15) * who.potency * tgn / number("gamma"))


def metabolite_ratios(
    count: int, tpmt: Phenotype = Phenotype.NORMAL, allopurinol: bool = False, seed: int = 1
) -> Array:
    """Return the ratio of 6-MMP to 6-TGN in virtual patients; it does not depend on the dose.

    Args:
        count: how many patients.
        tpmt: how well their TPMT works.
        allopurinol: whether they take allopurinol.
        seed: the same seed gives the same patients.
    """
    taken = DosingHistory(np.array([number("reference-dose")]), np.array([allopurinol]))
    typical_ratio = settled_mmp(taken, tpmt)[0] / steady_state_tgn(taken, tpmt)[0]
    draw = np.random.default_rng(seed).standard_normal(count)
    ratios: Array = typical_ratio * np.exp(number("omega-mmp") * draw)
    return ratios


def share_ever_below(followed: Followed, limit: float) -> float:
    """Return the share, 0 to 1, whose count is below `limit` (10⁹/L) on any day."""
    return float(np.mean(followed.nadirs() < limit))


def mean_days_below(followed: Followed, limit: float) -> float:
    """Return the days that a person spends below `limit` (10⁹/L), on average over all."""
    return float(np.mean(np.sum(followed.counts < limit, axis=0)))
