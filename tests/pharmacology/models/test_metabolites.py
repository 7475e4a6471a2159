"""6-MP within a day; 6-TGN and 6-MMP over weeks, against the equations solved by scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

from imuran_edu.pharmacology.models.metabolites import (
    LONGEST,
    DosingHistory,
    approach,
    course,
    levels,
    mercaptopurine,
    missed,
    rate,
    settled_mmp,
    steady_state_tgn,
    steps,
)
from imuran_edu.pharmacology.models.parameters import Phenotype, number
from tests.pharmacology.models import reference
from tests.pharmacology.models.dosing_histories import DAYS, courses, phenotypes

HALF_LIFE = 5.0  # days


def steady(dose: float, days: int = DAYS, allopurinol: bool = False) -> DosingHistory:
    return course(np.full(days, dose), allopurinol)


@settings(max_examples=40)
@given(courses(), phenotypes)
def test_both_follow_their_equations(taken: DosingHistory, tpmt: Phenotype) -> None:
    found = levels(taken, tpmt)
    for name, ours in (("tgn", found.tgn), ("mmp", found.mmp)):
        theirs = reference.level(taken, name, tpmt)
        assert ours == pytest.approx(theirs, rel=1e-7, abs=1e-5)
        assert ours.shape == (taken.days + 1,)


@settings(max_examples=40)
@given(courses(), phenotypes, st.floats(0, 3))
def test_levels_grow_with_the_dose(taken: DosingHistory, tpmt: Phenotype, factor: float) -> None:
    once, more = levels(taken, tpmt), levels(course(factor * taken.dose, taken.allopurinol), tpmt)
    assert more.tgn == pytest.approx(factor * once.tgn, abs=1e-6)
    assert more.mmp == pytest.approx(factor * once.mmp, abs=1e-6)


@settings(max_examples=40)
@given(courses(allopurinol=False), courses(allopurinol=False), phenotypes)
def test_doses_add_up(first: DosingHistory, second: DosingHistory, tpmt: Phenotype) -> None:
    both = levels(course(first.dose + second.dose), tpmt)
    apart = levels(first, tpmt), levels(second, tpmt)
    assert both.tgn == pytest.approx(apart[0].tgn + apart[1].tgn, abs=1e-6)
    assert both.mmp == pytest.approx(apart[0].mmp + apart[1].mmp, abs=1e-6)


def test_the_typical_person_settles_where_the_parameters_say() -> None:
    found = levels(steady(2, LONGEST))
    assert found.tgn[0] == found.mmp[0] == 0
    assert found.tgn[-1] == pytest.approx(240)
    assert found.mmp[-1] == pytest.approx(1500)


def test_half_the_way_takes_a_half_life() -> None:
    found = levels(steady(2)).tgn
    for days in (5, 10, 15, 28):
        assert found[days] == pytest.approx(240 * (1 - 0.5 ** (days / HALF_LIFE)))


def test_a_stop_halves_the_level_every_half_life() -> None:
    found = levels(course(steps(DAYS, (0, 2), (84, 0)))).tgn
    assert found[84] == pytest.approx(240, rel=1e-4)
    for days in (5, 14, 28, 98):
        assert found[84 + days] == pytest.approx(found[84] * 0.5 ** (days / HALF_LIFE))


def test_a_taper_runs_down_in_steps() -> None:
    doses = steps(DAYS, (0, 2), (28, 1.5), (56, 1), (84, 0.5), (112, 0))
    assert [doses[day] for day in (0, 27, 28, 56, 84, 111, 112, 181)] == [
        2,
        2,
        1.5,
        1,
        0.5,
        0.5,
        0,
        0,
    ]
    found = levels(course(doses)).tgn
    assert np.all(np.diff(found[28:]) < 0)
    assert found[84] == pytest.approx(120 + (found[56] - 120) * 0.5 ** (28 / HALF_LIFE))


def test_steps_may_come_in_any_order_and_before_the_first_day() -> None:
    assert steps(4, (2, 1), (-7, 3)).tolist() == [3, 3, 1, 1]
    assert steps(3, (9, 1)).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("tpmt", "tgn", "mmp"),
    [
        (Phenotype.INTERMEDIATE, 2.094, 0.363),  # Lennard 2013: 754 to 360, 3868 to 10,650
        (Phenotype.POOR, 10, 0.01),
    ],
)
def test_a_slow_tpmt_turns_the_balance(tpmt: Phenotype, tgn: float, mmp: float) -> None:
    slow, normal = levels(steady(2), tpmt), levels(steady(2))
    assert slow.tgn[1:] / normal.tgn[1:] == pytest.approx(tgn)
    assert slow.mmp[1:] / normal.mmp[1:] == pytest.approx(mmp)


def test_allopurinol_from_a_day_on_with_a_third_of_the_dose() -> None:
    days = np.arange(DAYS)
    found = levels(course(np.where(days < 84, 2, 2 / 3), days >= 84))
    assert found.tgn[84] == levels(steady(2)).tgn[84]
    # Sparrow 2007: 191.3 to 400.3, and 10,604.7 to 2000.6
    assert found.tgn[-1] / found.tgn[84] == pytest.approx(400.3 / 191.3, rel=0.01)
    assert found.mmp[-1] / found.mmp[84] == pytest.approx(2000.6 / 10604.7, rel=0.01)


def test_allopurinol_with_the_whole_dose_is_dangerous() -> None:
    assert steady_state_tgn(steady(2, 1, allopurinol=True))[0] == pytest.approx(240 * 6.28)
    assert settled_mmp(steady(2, 1, allopurinol=True))[0] == pytest.approx(1500 * 0.566)


@given(st.floats(0, 1), st.integers(0, 5))
def test_missed_days_are_as_many_as_asked_and_the_same_for_a_seed(share: float, seed: int) -> None:
    taken = missed(np.full(1000, 2.0), share, seed)
    assert set(taken) <= {0.0, 2.0}
    assert np.mean(taken == 0) == pytest.approx(share, abs=0.06)
    assert np.array_equal(taken, missed(np.full(1000, 2.0), share, seed))


def test_missed_days_lower_the_level_by_their_share() -> None:
    found = levels(course(missed(np.full(LONGEST, 2.0), 0.25))).tgn
    assert np.mean(found[60:]) == pytest.approx(0.75 * 240, rel=0.03)


def test_missing_changes_no_doses_that_were_given() -> None:
    given_doses = np.full(10, 2.0)
    missed(given_doses, 1)
    assert given_doses.tolist() == [2.0] * 10


@pytest.mark.parametrize(
    ("dose", "allopurinol"),
    [
        ([], False),
        (np.zeros(LONGEST + 1), False),
        ([1, -0.1], False),
        ([1, float("nan")], False),
        ([1, float("inf")], False),
        ([[1, 2], [3, 4]], False),
        ([1, 2], [True]),
        ([1, 2], [True, True, True]),
    ],
)
def test_a_course_that_cannot_be_is_refused(dose: object, allopurinol: object) -> None:
    with pytest.raises(ValueError):
        course(dose, allopurinol)  # type: ignore[arg-type]


def test_the_longest_course_keeps_its_digits() -> None:
    taken = steps(LONGEST, (0, 2), (1000, 0))
    found = levels(course(taken)).tgn
    assert found[1000] == pytest.approx(240, rel=1e-12)
    assert found[-1] == pytest.approx(240 * 0.5 ** (95 / HALF_LIFE), rel=1e-9)


def test_many_people_at_once_are_each_their_own() -> None:
    settled = np.random.default_rng(2).uniform(0, 500, (3, 40))
    together = approach(settled, rate("tgn"))
    for row, alone in zip(together, settled, strict=True):
        assert row == pytest.approx(approach(alone, rate("tgn")))


@pytest.mark.parametrize("allopurinol", [False, True])
def test_6mp_follows_its_equations(allopurinol: bool) -> None:
    ka, ke = number("ka"), number("ke")
    share = number("f") * (number("allopurinol-f") if allopurinol else 1)
    micromoles = 150_000 / number("molar-mass-aza") * number("converted")
    hours = np.linspace(0, 24, 97)
    solved = solve_ivp(
        lambda _, y: [-ka * y[0], ka * y[0] - ke * y[1]],
        (0, 24),
        [share * micromoles, 0],
        method="LSODA",
        rtol=1e-10,
        atol=1e-12,
        t_eval=hours,
    )
    theirs = solved.y[1] / (number("v") * 75)
    assert mercaptopurine(hours, 150, 75, allopurinol) == pytest.approx(theirs, rel=1e-6, abs=1e-9)


def test_6mp_peaks_after_an_hour_and_is_gone_by_night() -> None:
    hours = np.linspace(0, 24, 2401)
    level = mercaptopurine(hours, 100, 70)
    assert hours[level.argmax()] == pytest.approx(1.17, abs=0.02)
    assert level[-1] < 1e-4 * level.max()
    assert np.array_equal(mercaptopurine([-3, 0], 100, 70), [0, 0])


def test_allopurinol_raises_the_exposure_fivefold() -> None:
    plain, with_it = (
        quad(lambda hour, on=on: float(mercaptopurine(hour, 100, 70, on)), 0, 48)[0]
        for on in (False, True)
    )
    assert with_it / plain == pytest.approx(5)  # Zimm 1983: 142 to 716
    expected = 0.16 * 0.88 * 100_000 / 277.27 / (1.56 * 70) / 0.53
    assert plain == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("dose", "weight"), [(-1, 70), (100, 0), (100, -5), (100, float("nan"))])
def test_6mp_of_nobody_is_refused(dose: float, weight: float) -> None:
    with pytest.raises(ValueError):
        mercaptopurine(1, dose, weight)
