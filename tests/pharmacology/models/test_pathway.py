"""The scheme of 6-MP's ways: what comes in goes out, and less of an enzyme moves the rest."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.pharmacology.models.pathway import Enzymes, flows

activities = st.floats(0, 1)
enzymes = st.builds(Enzymes, activities, activities, activities, activities)
USUAL = flows(Enzymes())


@given(enzymes)
def test_nothing_is_lost_and_nothing_added(works: Enzymes) -> None:
    found = flows(works)
    assert found.mmp + found.thiouric + found.other + found.timp == pytest.approx(1)
    assert found.metimp + found.tgn == pytest.approx(found.timp)
    assert all(0 <= found.of(field.name) <= 1 for field in fields(found))
    assert found.tgtp + found.back == pytest.approx(found.tgn)


@given(enzymes)
def test_an_enzyme_that_works_not_at_all_makes_nothing(works: Enzymes) -> None:
    assert flows(Enzymes(0, works.xanthine_oxidase, works.hprt1, works.nudt15)).mmp == 0
    assert flows(Enzymes(works.tpmt, 0, works.hprt1, works.nudt15)).thiouric == 0
    assert flows(Enzymes(works.tpmt, works.xanthine_oxidase, 0, works.nudt15)).tgn == 0
    none_back = flows(Enzymes(works.tpmt, works.xanthine_oxidase, works.hprt1, 0))
    assert none_back.back == 0 and none_back.tgtp == none_back.tgn


def test_half_the_tpmt_makes_nearly_twice_the_6tgn() -> None:
    half = flows(Enzymes(tpmt=0.5))
    assert half.tgn / USUAL.tgn == pytest.approx(2.09, abs=0.4)  # Lennard 2013
    assert half.mmp < USUAL.mmp


def test_nudt15_moves_the_triphosphate_and_not_6tgn() -> None:
    none = flows(Enzymes(nudt15=0))
    assert none.tgn == USUAL.tgn
    assert none.tgtp == pytest.approx(2 * USUAL.tgtp)


def test_blocked_xanthine_oxidase_leaves_more_for_6tgn() -> None:
    assert flows(Enzymes(xanthine_oxidase=0)).tgn > 1.5 * USUAL.tgn


@given(activities, activities)
def test_less_tpmt_never_makes_less_6tgn(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert flows(Enzymes(tpmt=less)).tgn >= flows(Enzymes(tpmt=more)).tgn - 1e-12


@pytest.mark.parametrize("name", [field.name for field in fields(Enzymes)])
@pytest.mark.parametrize("activity", [-0.1, 1.1, float("nan")])
def test_an_activity_that_cannot_be_is_refused(name: str, activity: float) -> None:
    with pytest.raises(ValueError, match=name):
        flows(Enzymes(**{name: activity}))
    with pytest.raises(AttributeError):
        USUAL.of("6tgn")
