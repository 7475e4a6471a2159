"""From a weight to a supply of tablets: every order is worked out or refused with its reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.pharmacology.models.cpic import GeneResult
from imuran_edu.pharmacology.models.dose_calculator import (
    TABLET_MG,
    Order,
    Partner,
    Shelf,
    counted,
    low_start,
    refusals,
    work,
)
from imuran_edu.pharmacology.models.dosing import Purpose, RefusedError, doses_for

NORMAL, INTERMEDIATE, POOR = GeneResult.NORMAL, GeneResult.INTERMEDIATE, GeneResult.POOR
POSSIBLE, UNKNOWN = GeneResult.POSSIBLE, GeneResult.INDETERMINATE
PLAIN = Order(75, Purpose.COLITIS, 2, NORMAL, NORMAL, Partner.NONE, Shelf.BOTH, 30)
orders = st.builds(
    Order,
    weight_kg=st.integers(30, 150).map(float),
    purpose=st.sampled_from(list(Purpose)),
    mg_per_kg=st.integers(8, 32).map(lambda tenth: tenth / 10),
    tpmt=st.sampled_from(list(GeneResult)),
    nudt15=st.sampled_from(list(GeneResult)),
    partner=st.sampled_from(list(Partner)),
    shelf=st.sampled_from(list(Shelf)),
    days=st.integers(1, 90),
)


@given(orders)
def test_an_order_is_worked_out_or_refused_with_every_reason(order: Order) -> None:
    reasons = refusals(order)
    if reasons:
        with pytest.raises(RefusedError) as refused:
            work(order)
        assert all(reason in str(refused.value) for reason in reasons)
        return
    doses = doses_for(order.purpose)
    worked = work(order)
    assert worked.exact_mg == pytest.approx(order.weight_kg * order.mg_per_kg)
    assert worked.pounds == pytest.approx(order.weight_kg * 2.2046, rel=1e-4)
    assert all(dose % order.shelf.step_mg == 0 and dose > 0 for dose in worked.final)
    assert all(dose <= order.weight_kg * doses.cap + 1e-9 for dose in worked.final)
    assert len(worked.mercaptopurine) == len(worked.final)
    if worked.share is not None:
        low, high = worked.by_genes.low, worked.by_genes.high
        assert low < high <= worked.exact_mg
        assert all(low - 1e-6 <= dose <= high + 1e-6 for dose in worked.choices)
    if worked.beside is not None:
        assert all(dose <= worked.choices[0] / 3 + 1e-6 for dose in worked.final)
    for dose in worked.final:
        count = counted(dose, order.shelf, order.days)
        assert sum(mg * number for mg, number in count.a_day.items()) == pytest.approx(dose)
        supply = sum(mg * number for mg, number in count.supply.items())
        # only a last half tablet may be left over
        assert 0 <= supply - dose * order.days < TABLET_MG


@given(orders)
def test_whoever_is_in_danger_is_refused(order: Order) -> None:
    reasons = " ".join(refusals(order))
    assert (POOR in (order.tpmt, order.nudt15)) == ("poor metaboliser" in reasons)
    assert (order.partner is Partner.FEBUXOSTAT) == ("febuxostat" in reasons.lower())
    slow = bool({order.tpmt, order.nudt15} & {INTERMEDIATE, POSSIBLE, POOR})
    assert (order.partner is Partner.ALLOPURINOL and slow) == ("two ways out" in reasons)


def test_the_reasons_add_up() -> None:
    order = replace(PLAIN, mg_per_kg=9, tpmt=POOR, nudt15=POOR, partner=Partner.FEBUXOSTAT)
    reasons = refusals(order)
    assert len(reasons) == 3
    assert "TPMT and NUDT15" in reasons[1]


def test_a_normal_order_step_by_step() -> None:
    worked = work(PLAIN)
    assert worked.final == worked.choices == [150]
    assert worked.share is None and worked.beside is None
    assert worked.mercaptopurine == [pytest.approx(72.1, abs=1)]
    count = counted(150, Shelf.BOTH, 30)
    assert (count.a_day, count.supply) == ({50: 3}, {50: 90})


def test_allopurinol_beside_150_mg() -> None:
    worked = work(replace(PLAIN, partner=Partner.ALLOPURINOL))
    assert worked.beside is not None
    assert (worked.beside.low, worked.beside.high) == (37.5, 50)
    assert worked.final == [50]


@pytest.mark.parametrize("slow", [{"tpmt": INTERMEDIATE}, {"nudt15": INTERMEDIATE}])
def test_a_low_start_stays_whole_for_slow_genes(slow: dict[str, GeneResult]) -> None:
    low = replace(PLAIN, purpose=Purpose.ARTHRITIS, mg_per_kg=1, **slow)
    both = replace(low, tpmt=INTERMEDIATE, nudt15=POSSIBLE)
    for order in (low, both, replace(both, mg_per_kg=1.9)):
        assert low_start(order)
        assert work(order).share is None
    assert not low_start(replace(both, mg_per_kg=2))
    assert not low_start(replace(low, tpmt=NORMAL, nudt15=NORMAL))


@pytest.mark.parametrize("slow", [INTERMEDIATE, POSSIBLE])
def test_cpic_shares_of_150_mg(slow: GeneResult) -> None:
    one = work(replace(PLAIN, tpmt=slow))
    assert (one.by_genes.low, one.by_genes.high) == (pytest.approx(45), pytest.approx(120))
    assert one.final == [50, 75, 100]
    assert one.share is not None and one.share.because == ["30 to 80%"]
    both = work(replace(PLAIN, tpmt=slow, nudt15=INTERMEDIATE))
    assert (both.by_genes.low, both.by_genes.high) == (pytest.approx(30), pytest.approx(75))
    assert both.final == [50, 75]


def test_what_a_report_does_not_tell_cuts_nothing_and_hides_no_danger() -> None:
    assert work(replace(PLAIN, tpmt=UNKNOWN)).share is None
    assert replace(PLAIN, tpmt=UNKNOWN, nudt15=UNKNOWN).unknown == ["TPMT", "NUDT15"]
    assert work(replace(PLAIN, tpmt=UNKNOWN, nudt15=INTERMEDIATE)).share is not None
    (reason,) = refusals(replace(PLAIN, tpmt=UNKNOWN, nudt15=POOR))
    assert "poor metaboliser of NUDT15" in reason and "gives no dose of azathioprine" in reason


@pytest.mark.parametrize(
    ("purpose", "low", "cap"),
    [
        (Purpose.ARTHRITIS, 1, 2.5),
        (Purpose.KIDNEY, 1, 3),
        (Purpose.CROHN, 1.5, 2.5),
        (Purpose.COLITIS, 2, 2.5),
    ],
)
def test_a_dose_outside_the_range_of_its_use_is_refused(
    purpose: Purpose, low: float, cap: float
) -> None:
    at = replace(PLAIN, purpose=purpose)
    assert refusals(replace(at, mg_per_kg=low)) == refusals(replace(at, mg_per_kg=cap)) == []
    (below,) = refusals(replace(at, mg_per_kg=low - 0.1))
    assert f"begin at {low:g} mg/kg/day" in below and purpose.value in below
    (above,) = refusals(replace(at, mg_per_kg=cap + 0.1))
    assert f"above the highest dose in {purpose.value}, {cap:g} mg/kg/day" in above


def test_rounding_is_told_from_an_error() -> None:
    (rounding,) = refusals(replace(PLAIN, mg_per_kg=2.6))
    assert rounding.startswith("2.6 mg/kg/day is 4% above") and "can be rounding" in rounding
    (edge,) = refusals(replace(PLAIN, mg_per_kg=2.625))
    assert "can be rounding" in edge, "5% is still rounding"
    (error,) = refusals(replace(PLAIN, mg_per_kg=3))
    assert error.startswith("3 mg/kg/day is 20% above") and "ask what was meant" in error


def test_both_choices_lie_in_the_table_of_steps() -> None:
    assert PLAIN.intermediate == 0 and PLAIN.poor == PLAIN.unknown == []
    assert replace(PLAIN, tpmt=POSSIBLE, nudt15=INTERMEDIATE).intermediate == 2


def test_125_mg_from_each_shelf() -> None:
    assert counted(125, Shelf.BOTH, 30).supply == {50: 60, 25: 30}
    assert counted(125, Shelf.SCORED, 30).supply == {50: 75}
    assert counted(125, Shelf.SCORED, 1).supply == {50: 3}, "a last half is left over"
    with pytest.raises(ValueError):
        counted(125, Shelf.WHOLE, 30)
