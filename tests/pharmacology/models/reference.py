"""The same equations given to scipy's LSODA, tightly: what the models' own solutions must meet.

Nothing of the models' solving is used here, only their parameters.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from imuran_edu.pharmacology.models.blood_counts import SystemParameters, typical
from imuran_edu.pharmacology.models.metabolites import DosingHistory
from imuran_edu.pharmacology.models.parameters import Phenotype, number

Array = NDArray[np.float64]
RATIO = {Phenotype.NORMAL: None, Phenotype.INTERMEDIATE: "im", Phenotype.POOR: "pm"}


def ratio(name: str, phenotype: Phenotype) -> float:
    suffix = RATIO[phenotype]
    return 1.0 if suffix is None else number(f"{name}-{suffix}")


def targets(taken: DosingHistory, name: str, tpmt: Phenotype) -> Array:
    """Where `tgn` or `mmp` would settle with each day's dose, from the definition."""
    per_dose = number(f"{name}-level") / number("reference-dose") * ratio(f"{name}-tpmt", tpmt)
    with_allopurinol = number(f"{name}-allopurinol")
    return np.array(
        [
            per_dose * dose * (with_allopurinol if allopurinol else 1)
            for dose, allopurinol in zip(taken.dose, taken.allopurinol, strict=True)
        ]
    )


def stretches(values: Array) -> list[tuple[int, int]]:
    """The runs of days of one value: a solver must not step across a change."""
    changes = [day for day in range(1, len(values)) if values[day] != values[day - 1]]
    return list(pairwise([0, *changes, len(values)]))


def level(taken: DosingHistory, name: str, tpmt: Phenotype) -> Array:
    """6-TGN or 6-MMP at each midnight."""
    aims, rate = targets(taken, name, tpmt), np.log(2) / number(f"{name}-half-life")
    found, now = [0.0], 0.0
    for start, end in stretches(aims):
        solved = solve_ivp(
            lambda _, y, aim=aims[start]: rate * (aim - y),
            (start, end),
            [now],
            method="LSODA",
            rtol=1e-10,
            atol=1e-10,
            t_eval=np.arange(start + 1, end + 1),
        )
        assert solved.success
        found.extend(solved.y[0])
        now = found[-1]
    return np.array(found)


def neutrophils(
    taken: DosingHistory,
    tpmt: Phenotype = Phenotype.NORMAL,
    nudt15: Phenotype = Phenotype.NORMAL,
    marrow: SystemParameters | None = None,
) -> Array:
    """One person's neutrophils at each midnight, 10⁹/L.

    The first and the last state are logarithms: in the worst corner they pass through 1e-50.
    """
    who = marrow or typical()
    k, gamma = 4 / (who.transit_hours / 24), number("gamma")
    aims = targets(taken, "tgn", tpmt)
    aims = aims * number("slope") * ratio("nudt15", nudt15) * who.potency
    rate = np.log(2) / number("tgn-half-life")
    state, load, found = np.array([0.0, 1.0, 1.0, 1.0, 0.0]), 0.0, [1.0]
    for start, end in stretches(aims):

        def change(
            t: float, y: Array, start: int = start, aim: float = aims[start], load: float = load
        ) -> Array:
            u = aim + (load - aim) * np.exp(-rate * (t - start))
            p, a, b, d, c = y
            return k * np.array(
                [
                    np.exp(-u - gamma * c) - 1,
                    np.exp(p) - a,
                    a - b,
                    b - d,
                    d * np.exp(-c) - 1,
                ]
            )

        solved = solve_ivp(
            change,
            (start, end),
            state,
            method="LSODA",
            rtol=1e-10,
            atol=1e-13,
            t_eval=np.arange(start + 1, end + 1),
        )
        assert solved.success, solved.message
        found.extend(np.exp(solved.y[4]))
        state = solved.y[:, -1]
        load = aims[start] + (load - aims[start]) * np.exp(-rate * (end - start))
    return who.baseline * np.array(found)
