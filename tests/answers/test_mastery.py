"""When a question is mastered and a lesson done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from imuran_edu.answers import Entry
from imuran_edu.answers.attempts import Attempt
from imuran_edu.answers.mastery import Mastery, mastery
from imuran_edu.answers.merge import BY_CODE, ByCode, add_code
from imuran_edu.answers.question_order import Register
from tests.examples import ANSWERS, question

NAMES = ("ex-single", "ex-true", "ex-case")
SAVED = "2026-11-01T10:00:00.000000+00:00"
LATER = [
    Attempt("2026-11-09T10:00:00Z", "2026-11-09", name, 1)
    for name in (*NAMES[:2], "ex-case-1", "ex-case-2", "ex-case-3")
]
REGISTER = Register(questions=dict.fromkeys(NAMES, "doses"))
QUESTIONS = {name: question(name) for name in NAMES}
PARTS = ("ex-case-1", "ex-case-2", "ex-case-3")
RIGHT_CASE = ANSWERS["ex-case"].right[0]


def checked(name: str, answer: Any, *parts: str) -> dict[str, Entry]:
    """As version 0.1.0 wrote it: what was checked, and no attempt."""
    return {name: Entry(answer, saved=SAVED, checked=parts or (name,))}


def right() -> dict[str, Entry]:
    return {
        **checked("ex-single", "b"),
        **checked("ex-true", False),
        **checked("ex-case", RIGHT_CASE, *PARTS),
    }


def found(answers: dict[str, Entry]) -> Mastery:
    """What was right once is mastered when it is right on one more day."""
    once = mastery(answers, REGISTER, QUESTIONS)
    assert once.mastered == frozenset()
    tried = {name for entry in answers.values() for name in entry.checked}
    later = [attempt for attempt in LATER if attempt.question in tried]
    later_on = mastery(answers, REGISTER, QUESTIONS, later)
    assert once.once == later_on.mastered
    return replace(later_on, done=once.done, begun=once.begun)


def test_all_right_is_mastered_and_done() -> None:
    got = found(right())
    assert (got.mastered, got.done) == (frozenset(NAMES), {"doses"})
    assert got.asked == {"doses": list(NAMES)}


def test_one_wrong_leaves_the_lesson_done_and_that_one_not_mastered() -> None:
    got = found({**right(), **checked("ex-single", "a")})
    assert (got.mastered, got.done) == ({"ex-true", "ex-case"}, {"doses"})
    assert got.begun == frozenset(NAMES)


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


def code(**said: Any) -> dict[str, Entry]:
    return add_code({}, ByCode(saved=SAVED, **{name: frozenset(said[name]) for name in said}))


def test_a_code_counts_for_what_the_course_still_asks() -> None:
    got = mastery(
        code(mastered=["ex-single", "gone-p01"], done=["doses", "gone"]), REGISTER, QUESTIONS
    )
    assert (got.mastered, got.done) == ({"ex-single"}, {"doses"})
    rest = {**checked("ex-true", True), **checked("ex-case", RIGHT_CASE, *PARTS)}
    only = code(mastered=["ex-single"])
    assert mastery({**only, **rest}, REGISTER, QUESTIONS).done == {"doses"}
    assert mastery(only, REGISTER, QUESTIONS).done == set()


def test_what_a_code_called_mastered_falls_with_a_later_miss() -> None:
    miss = Attempt("2026-11-05T10:00:00Z", "2026-11-05", "ex-single", 0)
    earlier = Attempt("2026-10-05T10:00:00Z", "2026-10-05", "ex-single", 0)
    told = code(mastered=["ex-single"])
    assert mastery(told, REGISTER, QUESTIONS, [miss]).mastered == set()
    assert mastery(told, REGISTER, QUESTIONS, [earlier]).mastered == {"ex-single"}
    corrected = {"ex-single": ["2026-11-03"]}
    assert mastery(told, REGISTER, QUESTIONS, [], corrected).mastered == set()


def test_what_a_code_of_version_0_1_0_called_mastered_was_right_once() -> None:
    kept_before = {BY_CODE: Entry({"mastered": ["ex-single"], "done": []}, saved=SAVED)}
    for told in (kept_before, code(once=["ex-single"])):
        got = mastery(told, REGISTER, QUESTIONS)
        assert (got.mastered, got.begun) == (set(), {"ex-single"})
        assert mastery(told, REGISTER, QUESTIONS, LATER[:1]).mastered == {"ex-single"}


def test_questions_of_no_register_or_no_bank_are_passed_over() -> None:
    assert found(checked("other-p01", "b")).mastered == frozenset()
    assert mastery(checked("ex-single", "b"), REGISTER, {}).mastered == frozenset()
    assert mastery(checked("ex-single", "b"), Register(), QUESTIONS).mastered == frozenset()
