"""From a weight to a supply of tablets: every order is worked out or refused with its reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from imuran_edu.pharmacology.models.parameters import Phenotype

NORMAL, INTERMEDIATE, POOR = Phenotype.NORMAL, Phenotype.INTERMEDIATE, Phenotype.POOR
PLAIN = Order(75, Purpose.BOWEL, 2, NORMAL, NORMAL, Partner.NONE, Shelf.BOTH, 30)
orders = st.builds(
    Order,
    weight_kg=st.integers(30, 150).map(float),
    purpose=st.sampled_from(list(Purpose)),
    mg_per_kg=st.integers(5, 30).map(lambda tenth: tenth / 10),
    tpmt=st.sampled_from(list(Phenotype)),
    nudt15=st.sampled_from(list(Phenotype)),
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
    slow = NORMAL not in (order.tpmt, order.nudt15) or order.tpmt is not order.nudt15
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


def test_a_low_start_stays_whole_for_one_slow_gene() -> None:
    order = replace(PLAIN, purpose=Purpose.ARTHRITIS, mg_per_kg=1, tpmt=INTERMEDIATE)
    assert low_start(order)
    assert work(order).share is None
    assert not low_start(replace(order, nudt15=INTERMEDIATE))
    assert not low_start(replace(order, mg_per_kg=2))


def test_125_mg_from_each_shelf() -> None:
    assert counted(125, Shelf.BOTH, 30).supply == {50: 60, 25: 30}
    assert counted(125, Shelf.SCORED, 30).supply == {50: 75}
    assert counted(125, Shelf.SCORED, 1).supply == {50: 3}, "a last half is left over"
    with pytest.raises(ValueError):
        counted(125, Shelf.WHOLE, 30)
