"""When a question is mastered and a lesson done."""

from __future__ import annotations

from typing import Any

import pytest

from imuran_edu.answers import Entry
from imuran_edu.answers.mastery import Mastery, mastery
from imuran_edu.answers.merge import BY_CODE
from imuran_edu.answers.question_order import Register
from tests.examples import ANSWERS, question

NAMES = ("ex-single", "ex-true", "ex-case")
REGISTER = Register(questions=dict.fromkeys(NAMES, "doses"))
QUESTIONS = {name: question(name) for name in NAMES}
PARTS = ("ex-case-1", "ex-case-2", "ex-case-3")
RIGHT_CASE = ANSWERS["ex-case"].right[0]


def checked(name: str, answer: Any, *parts: str) -> dict[str, Entry]:
    return {name: Entry(answer, checked=parts or (name,))}


def right() -> dict[str, Entry]:
    return {
        **checked("ex-single", "b"),
        **checked("ex-true", False),
        **checked("ex-case", RIGHT_CASE, *PARTS),
    }


def found(answers: dict[str, Entry]) -> Mastery:
    return mastery(answers, REGISTER, QUESTIONS)


def test_all_right_is_mastered_and_done() -> None:
    got = found(right())
    assert (got.mastered, got.done) == (frozenset(NAMES), {"doses"})
    assert got.asked == {"doses": list(NAMES)}


def test_one_wrong_leaves_the_lesson_done_and_that_one_not_mastered() -> None:
    got = found({**right(), **checked("ex-single", "a")})
    assert (got.mastered, got.done) == ({"ex-true", "ex-case"}, {"doses"})


@pytest.mark.parametrize(
    "case",
    [
        checked("ex-case", RIGHT_CASE, *PARTS[:2]),
        checked("ex-case", {"ex-case-1": False}, *PARTS),
        checked("ex-case", "not a case", *PARTS),
        {"ex-case": Entry(RIGHT_CASE)},
    ],
)
def test_half_a_case_is_neither(case: dict[str, Entry]) -> None:
    got = found({**right(), **case})
    assert (got.mastered, got.done) == ({"ex-single", "ex-true"}, set())


def test_a_case_with_one_part_wrong_is_done() -> None:
    answer = {**RIGHT_CASE, "ex-case-3": "m"}
    got = found({**right(), **checked("ex-case", answer, *PARTS)})
    assert (got.mastered, got.done) == ({"ex-single", "ex-true"}, {"doses"})


def test_what_was_answered_and_not_checked_counts_for_nothing() -> None:
    got = found({**right(), "ex-true": Entry(False)})
    assert (got.mastered, got.done) == ({"ex-single", "ex-case"}, set())
    blank = found({**right(), **checked("ex-true", None)})
    assert (blank.mastered, blank.done) == ({"ex-single", "ex-case"}, set())


def test_a_code_counts_for_what_the_course_still_asks() -> None:
    code = {BY_CODE: Entry({"mastered": ["ex-single", "gone-p01"], "done": ["doses", "gone"]})}
    got = found(code)
    assert (got.mastered, got.done) == ({"ex-single"}, {"doses"})
    rest = {**checked("ex-true", True), **checked("ex-case", RIGHT_CASE, *PARTS)}
    only = {BY_CODE: Entry({"mastered": ["ex-single"], "done": []})}
    assert found({**only, **rest}).done == {"doses"}
    assert found(only).done == set()


def test_questions_of_no_register_or_no_bank_are_passed_over() -> None:
    assert found(checked("other-p01", "b")).mastered == frozenset()
    assert mastery(checked("ex-single", "b"), REGISTER, {}).mastered == frozenset()
    assert mastery(checked("ex-single", "b"), Register(), QUESTIONS).mastered == frozenset()
