"""How fast the teaching model answers, and how far its answers are from scipy's LSODA."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np

from imuran_edu.pharmacology.models.blood_counts import SystemParameters, neutrophils
from imuran_edu.pharmacology.models.cohort import People, follow, people, settled_counts
from imuran_edu.pharmacology.models.metabolites import DosingHistory, course, missed, steps
from imuran_edu.pharmacology.models.parameters import Phenotype
from tests.pharmacology.models import reference

DAYS, MANY, SAMPLE = 182, 10_000, 60
NORMAL, INTERMEDIATE, POOR = Phenotype.NORMAL, Phenotype.INTERMEDIATE, Phenotype.POOR


def plans() -> dict[str, DosingHistory]:
    """Courses over 26 weeks, the gentle ones first."""
    days = np.arange(DAYS)
    return {
        "2 mg/kg": course(np.full(DAYS, 2.0)),
        "2, a third missed": course(missed(np.full(DAYS, 2.0), 0.33)),
        "2, then 1, then stopped": course(steps(DAYS, (0, 2), (60, 1), (120, 0))),
        "3, stopped in week 2": course(steps(DAYS, (0, 3), (14, 0))),
        "2, allopurinol in week 12": course(np.full(DAYS, 2.0), days >= 84),
        "3 with allopurinol": course(np.full(DAYS, 3.0), True),
        "3 with allopurinol, stopped": course(steps(DAYS, (0, 3), (60, 0)), True),
        "3 with allopurinol, on and off": course(np.where(days // 28 % 2, 0.0, 3.0), True),
    }


def timed(name: str, run: Callable[[], object], runs: int, goal: str = "") -> None:
    """Print the median time in milliseconds: by the clock, and of the processor.

    On a machine that others use too, only the second stays the same from run to run.
    """
    run()  # the first pays for caches
    clock, processor = [], []
    for _ in range(runs):
        start = time.perf_counter(), time.process_time()
        run()
        clock.append(1000 * (time.perf_counter() - start[0]))
        processor.append(1000 * (time.process_time() - start[1]))
    told = f"processor {median(processor):8.2f} ms, clock {median(clock):8.2f} ms"
    spread = f"({min(clock):.2f} to {max(clock):.2f}, n = {runs})"
    print(f"{name:62} {told}   {spread}" + (f"   goal: {goal}" if goal else ""))


def error(name: str, value: float) -> None:
    print(f"{name:62} off by {value:.1e} × 10⁹/L   goal: at most 1e-04")


def one_patient() -> None:
    quiet, (*_, rough) = plans()["2 mg/kg"], plans().values()
    timed("one patient, 26 weeks, 2 mg/kg", lambda: neutrophils(quiet), 60, "at most 2 ms")
    timed("the same by LSODA, tightly", lambda: reference.neutrophils(quiet), 5)
    name = "one patient, both genes poor, allopurinol on and off"
    timed(name, lambda: neutrophils(rough, POOR, POOR), 10)
    worst: dict[str, float] = {}
    for plan, taken in plans().items():
        for tpmt in Phenotype:
            for nudt15 in Phenotype:
                ours = neutrophils(taken, tpmt, nudt15)
                gap = np.abs(ours - reference.neutrophils(taken, tpmt, nudt15)).max()
                worst[plan] = max(worst.get(plan, 0), float(gap))
    for plan, gap in worst.items():
        error(f"nine phenotypes against LSODA: {plan}", gap)


def nadir_error(who: People, taken: DosingHistory, tpmt: Phenotype, nudt15: Phenotype) -> float:
    """The largest error of a lowest count in a random sample and in the people at the ends."""
    lowest = follow(who, taken, tpmt, nudt15).nadirs()
    sample = np.random.default_rng(5).choice(len(who), SAMPLE, replace=False).tolist()
    load = who.tgn * who.potency
    ends = [int(each) for each in (load.argmax(), load.argmin(), who.transit_hours.argmin())]
    gaps = []
    for index in [*sample, *ends]:
        marrow = SystemParameters(who.baseline[index], who.transit_hours[index], who.potency[index])
        theirs = DosingHistory(taken.dose * who.tgn[index], taken.allopurinol)
        reached = reference.neutrophils(theirs, tpmt, nudt15, marrow).min()
        gaps.append(abs(float(lowest[index] - reached)))
    return max(gaps)


def many_patients() -> None:
    who, taken = people(MANY), plans()["2 mg/kg"]
    name = f"{MANY:,} patients, 26 weeks"
    timed(f"{name}, normal", lambda: follow(who, taken), 7, "at most 500 ms")
    timed(f"{name}, TPMT poor", lambda: follow(who, taken, POOR), 3)
    timed(f"{name}, both poor", lambda: follow(who, taken, POOR, POOR), 3)
    for tpmt, nudt15 in ((NORMAL, NORMAL), (INTERMEDIATE, NORMAL), (POOR, NORMAL), (NORMAL, POOR)):
        gap = nadir_error(who, taken, tpmt, nudt15)
        error(f"lowest count of {SAMPLE + 3}, TPMT {tpmt}, NUDT15 {nudt15}", gap)
    quick = f"where {MANY:,} patients settle (the slider's quick answer)"
    timed(quick, lambda: settled_counts(who, 2), 60, "at most 5 ms")


def main() -> None:
    one_patient()
    many_patients()
