"""The dose desk and the calendar: their sums, their refusals, and what their questions rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from imuran_edu.pharmacology.models.calendars import WEEK, Authority, by_rule
from imuran_edu.pharmacology.models.calendars import tests as due
from imuran_edu.pharmacology.models.cpic import GeneResult
from imuran_edu.pharmacology.models.dose_calculator import (
    Order,
    Partner,
    Shelf,
    counted,
    refusals,
    work,
)
from imuran_edu.pharmacology.models.dosing import Purpose, RefusedError, daily_dose, whole_steps
from imuran_edu.widgets.explorer import view
from imuran_edu.widgets.explorer_spec import explorer_spec

NORMAL = Order(
    weight_kg=75,
    purpose=Purpose.COLITIS,
    mg_per_kg=2,
    tpmt=GeneResult.NORMAL,
    nudt15=GeneResult.NORMAL,
    partner=Partner.NONE,
    shelf=Shelf.BOTH,
    days=30,
)
ONE, SLOW = {"tpmt": GeneResult.INTERMEDIATE}, {"nudt15": GeneResult.INTERMEDIATE}
ARTHRITIS = {"purpose": Purpose.ARTHRITIS, "mg_per_kg": 2.5}


@pytest.mark.parametrize(
    ("given", "final"),
    [
        ({}, [150]),
        ({"partner": Partner.ALLOPURINOL}, [50]),
        (ONE, [50, 75, 100]),  # 45 to 120 mg
        ({**ONE, **SLOW}, [50, 75]),  # 30 to 75 mg
        ({**ONE, "shelf": Shelf.WHOLE}, [50, 100]),
        ({**ARTHRITIS, "weight_kg": 68}, [150]),  # 175 mg is nearer to 170 mg, and above it
        ({**ARTHRITIS, "weight_kg": 59, "shelf": Shelf.WHOLE}, [100]),
        ({**ARTHRITIS, "weight_kg": 60, "shelf": Shelf.WHOLE}, [150]),
        ({"purpose": Purpose.KIDNEY, "mg_per_kg": 1, "weight_kg": 62}, [75]),  # not below the range
        ({**ARTHRITIS, "mg_per_kg": 1, "weight_kg": 62}, [50]),  # "about 1" is no limit
        ({**ARTHRITIS, **ONE, "mg_per_kg": 1}, [75]),  # below 2 mg/kg CPIC sees no need for a cut
        ({"weight_kg": 62, "partner": Partner.ALLOPURINOL}, []),  # 31.25 to 41.7 mg
    ],
)
def test_the_desk_rounds_inwards_and_never_past_a_limit(given: Any, final: list[float]) -> None:
    assert work(replace(NORMAL, **given)).final == final


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({**ARTHRITIS, "mg_per_kg": 2.6}, "above the highest"),
        ({"mg_per_kg": 1.9}, "below the doses"),
        ({"nudt15": GeneResult.POOR}, "poor metaboliser of NUDT15"),
        ({"partner": Partner.FEBUXOSTAT}, "no reduced dose"),
        ({**SLOW, "partner": Partner.ALLOPURINOL}, "two ways out"),
    ],
)
def test_the_desk_refuses_with_a_reason(given: Any, word: str) -> None:
    order = replace(NORMAL, **given)
    assert [word in reason for reason in refusals(order)] == [True]
    with pytest.raises(RefusedError, match=word):
        work(order)


def test_tablets_of_a_supply() -> None:
    assert counted(125, Shelf.BOTH, 30).supply == {50: 60, 25: 30}
    assert counted(125, Shelf.SCORED, 30).a_day == {50: 2.5}
    assert counted(125, Shelf.SCORED, 30).supply == {50: 75}
    assert counted(75, Shelf.SCORED, 7).supply == {50: 11}


def test_the_graded_question_of_the_desk() -> None:
    asked = replace(NORMAL, weight_kg=88, mg_per_kg=2.4, shelf=Shelf.SCORED, days=28, **SLOW)
    assert counted(work(asked).final[-1], asked.shelf, asked.days).supply == {50: 84}


def test_steps_and_floor() -> None:
    assert whole_steps(45, 120) == [50, 75, 100]
    assert whole_steps(0, 20) == []
    assert daily_dose(62, 1, 3, floor_mg_per_kg=1).raised
    assert daily_dose(62, 1, 3).given_mg == 50


def test_a_count_on_the_day_of_a_change_is_kept_when_asked() -> None:
    change = 4 * WEEK
    kept = due(Authority.UK, 52 * WEEK, [change], on_the_day=True)
    assert [test.week for test in kept] == [2, 4, 6, 8, 10, 14, 18, 22, 34, 46]
    assert len(due(Authority.UK, 52 * WEEK, [change])) == 9
    rules = by_rule(kept, [change])
    assert [start for start, _, _ in rules] == [0, change, change, change]
    assert sum(len(part) for _, _, part in rules) == len(kept)


def test_a_change_costs_most_where_tests_were_rare() -> None:
    sets = {
        week: len(due(Authority.UK, 52 * WEEK, [week * WEEK], on_the_day=True))
        for week in (2, 12, 20, 48)
    }
    assert sets == {2: 9, 12: 11, 20: 13, 48: 10}


@pytest.mark.parametrize("name", ["dose-desk", "monitoring-calendar"])
def test_every_preset_is_a_table_or_a_panel_with_words(name: str) -> None:
    given, shown = explorer_spec(name), view(name)
    for values in [{}, *(preset.values for preset in given.presets)]:
        now = {**given.start, **values}
        page = shown.show(now, given.start)
        assert isinstance(page, str)
        assert "<table" in page or "No dose is worked out" in page
        assert "<script" not in page
        assert len(shown.describe(now)) > 80
