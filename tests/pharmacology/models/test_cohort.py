"""Virtual patients: each column is one person's solution, and shares count columns."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.pharmacology.models import cohort
from imuran_edu.pharmacology.models.blood_counts import SystemParameters, neutrophils
from imuran_edu.pharmacology.models.cohort import (
    LIMITS,
    Followed,
    People,
    Watch,
    follow,
    people,
    settled_counts,
)
from imuran_edu.pharmacology.models.metabolites import DosingHistory, course, steps
from imuran_edu.pharmacology.models.parameters import Phenotype, number
from tests.pharmacology.measures import mean_days_below, metabolite_ratios, share_ever_below
from tests.pharmacology.models import reference
from tests.pharmacology.models.dosing_histories import DAYS, courses, phenotypes

NORMAL, INTERMEDIATE, POOR = Phenotype.NORMAL, Phenotype.INTERMEDIATE, Phenotype.POOR


def steady(dose: float, days: int = DAYS) -> DosingHistory:
    return course(np.full(days, dose))


def alone(who: People, index: int, taken: DosingHistory) -> tuple[DosingHistory, SystemParameters]:
    """One of them as a person of their own: more 6-TGN from a dose is a higher dose."""
    marrow = SystemParameters(
        float(who.baseline[index]), float(who.transit_hours[index]), float(who.potency[index])
    )
    return DosingHistory(taken.dose * who.tgn[index], taken.allopurinol), marrow


def extremes(who: People) -> list[int]:
    load = who.tgn * who.potency
    orders = (load, -load, who.transit_hours, -who.transit_hours, -who.baseline)
    return [int(order.argmin()) for order in orders]


@settings(max_examples=15)
@given(courses(), phenotypes, phenotypes, st.integers(1, 50))
def test_columns_are_the_solutions_of_one_person(
    taken: DosingHistory, tpmt: Phenotype, nudt15: Phenotype, seed: int
) -> None:
    who = people(8, seed)
    followed = follow(who, taken, tpmt, nudt15)
    assert followed.counts.shape == (DAYS + 1, 8)
    for index in range(8):
        theirs, marrow = alone(who, index, taken)
        one = neutrophils(theirs, tpmt, nudt15, marrow)
        assert followed.counts[:, index] == pytest.approx(one, abs=5e-4 * marrow.baseline)
        assert followed.nadirs()[index] == pytest.approx(one.min(), abs=1e-4)


@pytest.mark.parametrize(
    ("tpmt", "nudt15"),
    [(NORMAL, NORMAL), (INTERMEDIATE, NORMAL), (POOR, NORMAL), (NORMAL, POOR), (POOR, POOR)],
)
@pytest.mark.parametrize("end", [DAYS, 40])
def test_nadirs_of_a_sample_are_those_of_the_equations(
    tpmt: Phenotype, nudt15: Phenotype, end: int
) -> None:
    who, taken = people(1000, seed=7), course(steps(DAYS, (0, 2), (end, 0)))
    lowest = follow(who, taken, tpmt, nudt15).nadirs()
    sample = np.random.default_rng(11).choice(1000, 10, replace=False).tolist()
    for index in [*sample, *extremes(who)]:
        theirs, marrow = alone(who, index, taken)
        reached = reference.neutrophils(theirs, tpmt, nudt15, marrow).min()
        assert lowest[index] == pytest.approx(reached, abs=1e-4)


@settings(max_examples=10)
@given(courses(), phenotypes, phenotypes)
def test_counts_of_anybody_are_numbers_and_never_negative(
    taken: DosingHistory, tpmt: Phenotype, nudt15: Phenotype
) -> None:
    counts = follow(people(20, seed=3), taken, tpmt, nudt15).counts
    assert np.all(np.isfinite(counts))
    assert np.all(counts >= 0)


def test_beyond_all_sense_counts_are_still_numbers() -> None:
    nobody = People(np.full(3, 4.0), np.full(3, 20.0), np.full(3, 10.0), np.array([60, 124, 235.0]))
    counts = follow(nobody, course(steps(800, (0, 3), (780, 0)), True), POOR, POOR).counts
    assert np.all(np.isfinite(counts))


def test_it_does_not_matter_who_is_counted_with_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    who = people(50)
    together = follow(who, steady(2), POOR).counts
    monkeypatch.setattr(cohort, "BLOCK", 7)
    assert follow(who, steady(2), POOR).counts == pytest.approx(together, rel=1e-9)


def test_the_same_seed_is_the_same_people() -> None:
    first, again, others = people(20, 4), people(20, 4), people(20, 5)
    assert np.array_equal(first.potency, again.potency)
    assert not np.array_equal(first.potency, others.potency)
    assert len(first) == 20


def test_people_differ_as_the_parameters_say() -> None:
    who = people(40_000)
    centres = {"tgn": 1.0, "potency": 1.0, "baseline": 4.2, "mtt": 124.0}
    values = {
        "tgn": who.tgn,
        "potency": who.potency,
        "baseline": who.baseline,
        "mtt": who.transit_hours,
    }
    for name, centre in centres.items():
        logs = np.log(values[name])
        assert np.std(logs) == pytest.approx(number(f"omega-{name}"), rel=0.02)
        assert np.exp(np.median(logs)) == pytest.approx(centre, rel=0.02)
    rows = np.log(list(values.values()))
    assert np.abs(np.corrcoef(rows) - np.eye(4)).max() < 0.02, "each differs by itself"


@pytest.mark.parametrize("count", [0, -1])
def test_nobody_is_no_cohort(count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        people(count)


def test_a_watch_stops_the_drug_at_the_first_low_count() -> None:
    who, days = people(200), (7, 14, 21, 28, 42, 56)
    taken = steady(2)
    free = follow(who, taken, POOR).counts
    seen = follow(who, taken, POOR, watch=Watch(days)).counts
    stopped = 0
    for index in range(len(who)):
        low = [day for day in days if seen[day, index] < 1.5]
        if not low:
            assert seen[:, index] == pytest.approx(free[:, index], rel=1e-9)
            continue
        stopped += 1
        theirs, marrow = alone(who, index, course(steps(DAYS, (0, 2), (low[0], 0))))
        one = neutrophils(theirs, POOR, marrow=marrow)
        before = slice(0, low[0] + 1)
        assert seen[before, index] == pytest.approx(free[before, index], rel=1e-9)
        assert seen[:, index] == pytest.approx(one, abs=5e-4 * marrow.baseline)
    assert stopped > 100


def test_a_watch_has_its_own_limit_and_days_outside_the_course_do_nothing() -> None:
    who, taken = people(30), steady(2)
    free = follow(who, taken, INTERMEDIATE).counts
    assert np.array_equal(follow(who, taken, INTERMEDIATE, watch=Watch((-7, 400))).counts, free)
    strict = follow(who, taken, INTERMEDIATE, watch=Watch((28,), limit=99)).counts
    assert np.all(strict[-1] > 0.98 * who.baseline), "everybody was stopped in week 4"


def test_what_is_read_off_the_counts() -> None:
    followed = Followed(np.array([[4.0, 3.0, 2.0], [1.2, 2.0, 0.4], [1.6, 0.9, 0.3]]))
    assert followed.nadirs().tolist() == [1.2, 0.9, 0.3]
    assert [share_ever_below(followed, limit) for limit in LIMITS] == pytest.approx(
        [1, 2 / 3, 1 / 3]
    )
    assert followed.first_days_below(1.5).tolist() == [1, 2, 1]
    firsts = followed.first_days_below(0.5)
    assert np.isnan(firsts[:2]).all() and firsts[2] == 1
    assert mean_days_below(followed, 0.5) == pytest.approx(2 / 3)


@pytest.mark.parametrize(("tpmt", "nudt15"), list(product(Phenotype, Phenotype)))
def test_the_quick_answer_is_where_they_settle(tpmt: Phenotype, nudt15: Phenotype) -> None:
    who = people(60)
    last = follow(who, steady(2, 700), tpmt, nudt15).counts[-1]
    assert settled_counts(who, 2, tpmt, nudt15) == pytest.approx(last, rel=1e-3, abs=1e-6)


def test_the_quick_answer_knows_allopurinol() -> None:
    who = people(60)
    whole, third = (settled_counts(who, dose, allopurinol=True) for dose in (2, 2 / 3))
    assert np.all(whole < third)
    assert third == pytest.approx(settled_counts(who, 2 / 3 * 6.28), rel=1e-12)


def test_the_quick_answer_leaves_out_little() -> None:
    who = people(10_000)
    nadirs, settled = follow(who, steady(2)).nadirs(), settled_counts(who, 2)
    assert np.all(nadirs <= settled + 1e-4), "the lowest count comes before settling"
    for limit in LIMITS:
        gap = np.mean(nadirs < limit) - np.mean(settled < limit)
        assert 0 <= gap < 0.01


def test_shares_at_two_mg_per_kg() -> None:
    """As worked out by other code when the model was designed, with 40,000 people."""
    shares = {
        (NORMAL, NORMAL): (3.0, 0.6, 0.07),
        (INTERMEDIATE, NORMAL): (14.8, 6.0, 1.6),
        (POOR, NORMAL): (81, 68, 48),
        (NORMAL, INTERMEDIATE): (16.2, 6.8, 1.9),
        (NORMAL, POOR): (92, 84, 69),
        (INTERMEDIATE, INTERMEDIATE): (47, 29, 14),
    }
    who = people(5000)
    for (tpmt, nudt15), expected in shares.items():
        followed = follow(who, steady(2, 90), tpmt, nudt15)
        for limit, share in zip(LIMITS, expected, strict=True):
            noise = 3 * 100 * np.sqrt(share / 100 * (1 - share / 100) / len(who))
            assert 100 * share_ever_below(followed, limit) == pytest.approx(share, abs=noise + 0.5)


def test_a_fifth_of_people_methylate_most_of_the_drug() -> None:
    ratios = metabolite_ratios(40_000)
    assert np.median(ratios) == pytest.approx(1500 / 240, rel=0.02)
    assert np.mean(ratios > 11) == pytest.approx(0.21, abs=0.01)
    assert np.mean(metabolite_ratios(40_000, allopurinol=True) > 11) < 0.001
    assert np.mean(metabolite_ratios(40_000, INTERMEDIATE) > 11) < 0.01
