"""Numbers and their units as students type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.questions import feedback
from imuran_edu.questions.reading import is_unit, read_number
from tests.examples import question

# the page's tests read them too (tests/widgets/js/reading.test.ts)
EXAMPLES = json.loads(Path(__file__).with_name("reading_examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("answer", "unit", "value"), EXAMPLES["understood"])
def test_numbers_that_are_understood(answer: Any, unit: str, value: float) -> None:
    reading = read_number(answer, unit)
    assert reading.value == pytest.approx(value, rel=1e-12)
    assert reading.problem == ""


@pytest.mark.parametrize(
    ("answer", "unit", "says"),
    [
        *EXAMPLES["refused"],
        ("9" * 400, "", "cannot be read"),
        (10**400, "", "too large"),
        (float("nan"), "", "too large"),
        (float("-inf"), "", "too large"),
    ],
)
def test_numbers_that_are_refused_with_a_reason(answer: Any, unit: str, says: str) -> None:
    reading = read_number(answer, unit)
    assert reading.value is None
    assert says in reading.problem


def test_a_long_text_is_not_read_to_its_end() -> None:
    assert len(read_number("5 " + "m" * 1_000_000, "mg").problem) < 100
    assert read_number("x" * 1_000_000, "mg").value is None


def test_in_a_pharmacy_capital_mg_is_a_slip_for_milligram() -> None:
    assert read_number("1 Mg", "mg").value == 1


@pytest.mark.parametrize("unit", ["mg", "mg/day", "mg/kg/day", "g", "mL", "%", "tablets/day", "h"])
def test_units_of_doses_are_units(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize("unit", ["", "bananas", "mg/", "mg//day/", "a/b/c/d", "5 mg", "nan", "pi"])
def test_other_words_are_not(unit: str) -> None:
    assert not is_unit(unit)


@given(st.floats(-1e9, 1e9), st.sampled_from([("g", "mg", 1e3), ("mg/day", "mg/week", 7)]))
def test_conversion_there_and_back(value: float, case: tuple[str, str, float]) -> None:
    small, large, factor = case
    there = read_number(f"{value!r} {small}", large).value
    assert there == pytest.approx(value * factor)
    assert read_number(f"{there!r} {large}", small).value == pytest.approx(value)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_what_python_writes_is_read_back(value: float) -> None:
    text = repr(value)
    assert read_number(text, "").value == value
    assert read_number(f"{text} mg", "mg").value == value


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_no_text_raises(text: str) -> None:
    for unit in ("", "mg/day"):
        reading = read_number(text, unit)
        assert (reading.value is None) == bool(reading.problem)


@pytest.mark.parametrize("answer", ["238", "238 tablets", "238 tabs", "238 Tablets."])
def test_what_is_counted_may_be_named_where_no_unit_is_wanted(answer: str) -> None:
    assert read_number(answer, "", ["tablets"]).value == 238


@pytest.mark.parametrize("answer", ["238 mg", "238 tablets/day", "2 days", "12 weeks"])
def test_another_unit_may_not(answer: str) -> None:
    assert "No unit is wanted" in read_number(answer, "", ["tablets", "year"]).problem


@pytest.mark.parametrize(
    "answer", ["1.1 x 10^9/L", "1.1 × 10⁹/L", "1.1x10^9 / l", "1.1·10⁹/L", "1.1 10^9/L", "1.1"]
)
def test_the_power_of_ten_of_a_count_belongs_to_its_unit(answer: str) -> None:
    assert read_number(answer, "", ["10^9/L"]).value == 1.1
    assert read_number("1.1 x 10^6/L", "", ["10^9/L"]).value is None


@pytest.mark.parametrize("unit", ["pmol/8 x 10^8 RBC", "pmol per 8 × 10⁸ RBC", "pmol/8×10⁸ rbc"])
def test_so_does_a_number_within_a_unit(unit: str) -> None:
    assert read_number(f"240 {unit}", "", ["pmol/8 x 10^8 RBC"]).value == 240
    assert read_number("240 pmol/10^8 RBC", "", ["pmol/8 x 10^8 RBC"]).value is None


def test_another_number_may_count_too_with_its_own_feedback() -> None:
    ranges = [
        {"low": 4, "high": 5, "feedback": "By the older guideline.", "share": 1},
        {"low": 9, "feedback": "Too much."},
    ]
    asked = question("ex-number", key={"value": 2, "tolerance": 0}, ranges=ranges, points=3)
    said = {answer: feedback(asked, answer) for answer in (2, "4.5", 5, 10)}
    assert [each.score.earned for each in said.values()] == [3, 3, 3, 0]
    older = "By the older guideline."
    assert [each.text for each in said.values()] == [asked.feedback, older, older, "Too much."]  # type: ignore[attr-defined]
    assert said[5].score.reason == "This number counts as right too."
