"""Dose arithmetic against worked sums, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from imuran_edu.pharmacology.models.dosing import (
    STEP_MG,
    Purpose,
    RefusedError,
    beside_allopurinol,
    daily_dose,
    doses_for,
    scored_tablets,
    tablets,
    to_mercaptopurine,
    whole_steps,
)
from imuran_edu.pharmacology.models.parameters import Phenotype

NORMAL, INTERMEDIATE, POOR = Phenotype.NORMAL, Phenotype.INTERMEDIATE, Phenotype.POOR
weights = st.floats(3, 250)


def test_arthritis_of_68_kg() -> None:
    start = daily_dose(68, 1)
    assert (start.exact_mg, start.given_mg, start.capped) == (68, 75, False)
    highest = daily_dose(68, 2.5, cap_mg_per_kg=2.5)
    assert (highest.exact_mg, highest.given_mg, highest.capped) == (170, 150, True)
    assert daily_dose(68, 2.5).given_mg == 175, "without the cap the nearest step lies above"


def test_allopurinol_beside_150_mg() -> None:
    found = beside_allopurinol(150)
    assert (found.low, found.high) == (37.5, 50)
    assert whole_steps(found.low, found.high) == [50]


def test_thirty_days_of_125_mg() -> None:
    assert tablets(125, (50, 25), 30) == {50: 60, 25: 30}
    assert scored_tablets(125, 50, 30) == 75
    assert scored_tablets(125, 50) == 2.5


def test_150_mg_of_azathioprine_as_6mp() -> None:
    assert to_mercaptopurine(150) == pytest.approx(72.1, abs=1)
    assert to_mercaptopurine(277.27) == pytest.approx(152.18 * 0.88)


def test_two_closed_ways_out_get_no_dose() -> None:
    with pytest.raises(RefusedError, match="two ways out"):
        beside_allopurinol(150, poor=True)


def test_a_refusal_is_an_error_of_value() -> None:
    assert issubclass(RefusedError, ValueError)


@pytest.mark.parametrize(
    ("weight", "dose", "cap"),
    [(0, 1, None), (-70, 1, None), (70, -1, None), (70, 2.6, 2.5), (float("nan"), 1, None)],
)
def test_a_dose_for_nobody_or_above_the_cap_is_refused(
    weight: float, dose: float, cap: float | None
) -> None:
    with pytest.raises(ValueError):
        daily_dose(weight, dose, cap)


@pytest.mark.parametrize("dose", [-1, float("nan"), float("inf")])
def test_no_range_beside_allopurinol_for_no_dose(dose: float) -> None:
    with pytest.raises(ValueError):
        beside_allopurinol(dose)


@given(weights, st.floats(0, 5), st.floats(0, 5))
def test_a_dose_is_whole_steps_near_the_exact_one_and_never_above_the_cap(
    weight: float, dose: float, cap: float
) -> None:
    assume(dose <= cap)
    found = daily_dose(weight, dose, cap)
    assert found.given_mg % STEP_MG == 0
    assert found.given_mg >= 0
    assert found.given_mg <= weight * cap + 1e-9
    assert abs(found.given_mg - found.exact_mg) <= STEP_MG / 2 + STEP_MG * found.capped
    assert found.capped == (daily_dose(weight, dose).given_mg > weight * cap)


@given(weights, st.floats(0.1, 5), st.floats(0, 5), st.sampled_from([25.0, 50.0]))
def test_a_floor_holds_unless_the_cap_stands_lower(
    weight: float, dose: float, least: float, step: float
) -> None:
    assume(least <= dose)
    found = daily_dose(weight, dose, dose, least, step)
    assert found.given_mg % step == 0
    between = whole_steps(weight * least, weight * dose, step)
    if between:
        assert found.given_mg in between or found.given_mg == pytest.approx(weight * dose)
    assert found.given_mg <= weight * dose + 1e-9


@given(st.floats(0, 400), st.floats(0, 400), st.sampled_from([25.0, 50.0]))
def test_whole_steps_lie_in_their_range(low: float, high: float, step: float) -> None:
    found = whole_steps(low, high, step)
    assert all(low - 1e-6 <= dose <= high + 1e-6 and dose % step == 0 for dose in found)
    assert found == sorted(set(found))
    assert all(dose > 0 for dose in found)
    if high - low >= step and high >= step:
        assert found


def test_ends_of_a_range_are_in_it() -> None:
    assert whole_steps(0.3 * 250, 0.8 * 187.5) == [75, 100, 125, 150]


@given(st.integers(0, 16), st.integers(1, 90))
def test_tablets_make_the_dose_with_the_fewest(quarters: int, days: int) -> None:
    dose = 25.0 * quarters
    found = tablets(dose, (25, 50, 75, 100), days)
    assert sum(strength * number for strength, number in found.items()) == dose * days
    assert sum(found.values()) == -(-dose // 100) * days
    assert list(found) == sorted(found, reverse=True)
    assert all(number > 0 for number in found.values())


@pytest.mark.parametrize(
    ("dose", "strengths", "days"),
    [
        (60, (50, 25), 1),
        (100.2, (50, 25), 1),
        (0.2, (50, 25), 1),
        (12.5, (25,), 1),
        (50, (49.9,), 1),
        (-50, (50,), 1),
        (float("nan"), (50,), 1),
        (float("inf"), (50,), 1),
        (50, (), 1),
        (50, (0, 50), 1),
        (50, (-50,), 1),
        (50, (50,), 0),
    ],
)
def test_what_whole_tablets_cannot_make_is_refused(
    dose: float, strengths: tuple[float, ...], days: int
) -> None:
    with pytest.raises(ValueError):
        tablets(dose, strengths, days)


@pytest.mark.parametrize("purpose", Purpose)
def test_the_doses_of_a_purpose_have_an_authority(purpose: Purpose) -> None:
    found = doses_for(purpose)
    assert 0 < found.low < found.cap <= 3
    assert found.authority


def test_the_doses_of_each_purpose() -> None:
    ends = {purpose: (doses_for(purpose).low, doses_for(purpose).cap) for purpose in Purpose}
    assert ends == {
        Purpose.ARTHRITIS: (1, 2.5),
        Purpose.KIDNEY: (1, 3),
        Purpose.CROHN: (1.5, 2.5),
        Purpose.COLITIS: (2, 2.5),
    }
