"""Numbers and their units as students type them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.questions import feedback
from imuran_edu.questions.reading import is_unit, read_number
from tests.examples import question


@pytest.mark.parametrize(
    ("answer", "unit", "value"),
    [
        (12, "", 12),
        (12.5, "mg", 12.5),
        ("12.5", "mg", 12.5),
        (" 12.5 ", "", 12.5),
        ("+12.5", "", 12.5),
        ("-12.5", "", -12.5),
        ("\u221212.5", "", -12.5),
        (".5", "", 0.5),
        ("5.", "", 5),
        ("1e3", "", 1000),
        ("1.5E-2", "", 0.015),
        ("\uff11\uff12\uff0e\uff15", "", 12.5),
        ("0.16666666666666666", "", 1 / 6),
        ("0.30000000000000004", "", 0.1 + 0.2),
        ("137.5mg", "mg", 137.5),
        ("0.1375 g", "mg", 137.5),
        ("137500 mcg", "mg", 137.5),
        ("137500 \u00b5g", "mg", 137.5),
        ("137500 \u03bcg", "mg", 137.5),
        ("137.5 mg/day", "mg/day", 137.5),
        ("137.5 mg / d", "mg/day", 137.5),
        ("137.5 mg per day", "mg/day", 137.5),
        ("137.5 mg daily", "mg/day", 137.5),
        ("137.5 mg a day.", "mg/day", 137.5),
        ("137.5 MG/DAY", "mg/day", 137.5),
        ("962.5 mg/week", "mg/day", 137.5),
        ("2.5 mg/kg/day", "mg/kg/day", 2.5),
        ("2.5 mg per kg per day", "mg/kg/day", 2.5),
        ("2.5 mg/kg daily", "mg/kg/day", 2.5),
        ("2500 microgram/kg/day", "mg/kg/day", 2.5),
        ("0.01 L", "mL", 10),
        ("10 ml", "mL", 10),
        ("10 mL", "mL", 10),
        ("3 tablets daily", "tablet/day", 3),
        ("5 days", "h", 120),
        ("40 %", "%", 40),
        ("137.5\u00a0mg", "mg", 137.5),
        ("36,2", "", 36.2),
        ("10\uff0c5", "", 10.5),
        ("10\u066b5", "", 10.5),
        ("0,125 mg", "mg", 0.125),
        ("1/2", "", 0.5),
        ("\u00bd", "", 0.5),
        ("1 1/2 mg", "mg", 1.5),
        ("1\u00bd mg", "mg", 1.5),
        ("2 x 50 mg", "mg", 100),
        ("2\u00d750 mg", "mg", 100),
        ("10\u00b2", "", 100),
        ("2 x 10\u2075", "", 200000),
        ("238 tablets", "tablets", 238),
        ("week 16", "week", 16),
        ("0.4 mg/kg/day", "mg/kg/day", 0.4),
        ("2 mg kg\u207b\u00b9 day\u207b\u00b9", "mg/kg/day", 2),
        ("2 mg.kg-1.day-1", "mg/kg/day", 2),
        ("2 mg/(kg day)", "mg/kg/day", 2),
        ("100 mg od", "mg/day", 100),
        ("100 mg once daily", "mg/day", 100),
        ("100 mg once a day", "mg/day", 100),
        ("100 mg every day", "mg/day", 100),
        ("100 mg/24 h", "mg/day", 100),
        ("100 mg/day,", "mg/day", 100),
        ("700 mg weekly", "mg/day", 100),
        ("20 per cent", "%", 20),
        ("5 cc", "mL", 5),
    ],
)
def test_numbers_that_are_understood(answer: Any, unit: str, value: float) -> None:
    reading = read_number(answer, unit)
    assert reading.value == pytest.approx(value, rel=1e-12)
    assert reading.problem == ""


@pytest.mark.parametrize(
    ("answer", "unit", "says"),
    [
        ("10,500", "mg", "comma"),
        ("10.000,5", "mg", "comma"),
        ("1'000", "", "separators"),
        ("1\u2019000", "", "separators"),
        ("100.0.0", "", "separators"),
        ("1 000", "", "has a space"),
        ("1\u2009000", "", "has a space"),
        ("100 000 mcg/day", "mg/day", "has a space"),
        ("100-120", "mg", "is a range"),
        ("5 to 10", "mg", "is a range"),
        ("\u2248100", "mg", "no exact number"),
        ("<5", "mg", "no exact number"),
        ("5\u2082", "", "has no place"),
        ("1e400", "", "too large"),
        ("-1e999", "", "too large"),
        ("1e308 kg", "mg", "too large"),
        ("1e999 g", "mg", "too large"),
        ("1e4000", "", "No unit is wanted"),
        ("9" * 400, "", "cannot be read"),
        (10**400, "", "too large"),
        (float("nan"), "", "too large"),
        (float("-inf"), "", "too large"),
        ("nan", "", "cannot be read"),
        ("inf", "", "cannot be read"),
        ("Infinity", "mg", "cannot be read"),
        ("ten", "", "cannot be read"),
        ("\u0663", "", "cannot be read"),
        ("5\u00b2", "", "cannot be read"),
        ("0x10", "", "No unit is wanted"),
        ("5 mg", "", "No unit is wanted"),
        ("1_000", "mg", "cannot be read"),
        ("5 mg", "mg/day", "does not measure mg/day"),
        ("5 mg/day", "mg", "does not measure mg"),
        ("5 mg/kg/day", "mg/day", "does not measure mg/day"),
        ("5 mL", "mg", "does not measure mg"),
        ("5 days", "mg", "does not measure mg"),
        ("5 bananas", "mg", "does not measure mg"),
        ("5 mg/day/day", "mg/day", "does not measure"),
        ("5 mg/", "mg", "does not measure"),
        ("5 mg 3", "mg", "does not measure"),
        ("1-2", "mg", "range"),
        ("5 <script>", "mg", "does not measure"),
        (True, "", "not a number"),
        (None, "", "not a number"),
        ([5], "", "not a number"),
        ({"value": 5}, "", "not a number"),
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
