"""Resume codes: whatever is mastered comes back, and a mistyped character is told."""

from __future__ import annotations

from math import ceil, comb, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers.question_order import FILE_NAME, Register, load_register
from imuran_edu.answers.resume_code import (
    ALPHABET,
    BASE,
    CHECK,
    DIGEST,
    MOST,
    TWINS,
    CodeError,
    read_code,
    write_code,
)
from tests.courses import ROOT

COURSE = load_register(ROOT / "quizzes" / FILE_NAME)
QUESTIONS = list(COURSE.questions)
LONGEST = 120  # characters without dashes; the README says so


def plain(code: str) -> str:
    return code.replace("-", "")


standings = st.tuples(st.sets(st.sampled_from(QUESTIONS)), st.sets(st.sampled_from(COURSE.lessons)))


@given(standings)
def test_what_goes_in_comes_out(mastery: tuple[set[str], set[str]]) -> None:
    mastered, done = mastery
    code = write_code(COURSE, mastered, done)
    got, finished, once = read_code(COURSE, code)
    assert (got, once) == (mastered, set())
    full = {name for name in COURSE.lessons if mastered >= set(COURSE.asked_in(name))}
    assert finished == done | full
    assert len(plain(code)) <= LONGEST
    assert set(plain(code)) <= set(ALPHABET)


@given(st.dictionaries(st.sampled_from(QUESTIONS), st.booleans()))
def test_what_was_right_once_comes_out_too(right: dict[str, bool]) -> None:
    mastered = {name for name, is_mastered in right.items() if is_mastered}
    code = write_code(COURSE, mastered, (), set(right) - mastered)
    got, _, once = read_code(COURSE, code)
    assert (got, once) == (mastered, set(right) - mastered)
    assert len(plain(code)) <= LONGEST


@given(standings, st.data())
def test_one_wrong_character_is_told(
    mastery: tuple[set[str], set[str]], data: st.DataObject
) -> None:
    code = plain(write_code(COURSE, *mastery))
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([each for each in ALPHABET if each != code[place]]))
    with pytest.raises(CodeError, match="wrong, missing or too much"):
        read_code(COURSE, code[:place] + wrong + code[place + 1 :])


@given(standings, st.data())
def test_neighbours_that_changed_places_are_told(
    mastery: tuple[set[str], set[str]], data: st.DataObject
) -> None:
    code = plain(write_code(COURSE, *mastery))
    places = [at for at in range(len(code) - 1) if code[at] != code[at + 1]]
    at = data.draw(st.sampled_from(places))
    with pytest.raises(CodeError, match="wrong, missing or too much"):
        read_code(COURSE, code[:at] + code[at + 1] + code[at] + code[at + 2 :])


@given(st.text(max_size=80))
def test_nothing_that_is_typed_raises_another_error(text: str) -> None:
    try:
        read_code(COURSE, text)
    except CodeError as error:
        assert "\n" not in str(error)


def test_no_character_looks_like_another() -> None:
    assert len(set(ALPHABET)) == BASE == 28
    alike = ["0O", "1IL", "2Z", "5S", "6G", "8B", "UV"]
    for group in alike:
        assert len(set(group) & set(ALPHABET)) == 1, group
        assert len({each.translate(TWINS) for each in group}) == 1, group


@given(standings)
def test_a_code_is_read_as_people_write_it(mastery: tuple[set[str], set[str]]) -> None:
    code = write_code(COURSE, *mastery)
    twin = {"0": "o", "1": "l", "2": "z", "5": "s", "6": "g", "8": "b", "V": "u"}
    sloppy = " ".join(twin.get(each, each.lower()) for each in plain(code))
    assert read_code(COURSE, sloppy) == read_code(COURSE, code)


def test_how_long_codes_are() -> None:
    lessons = {name: COURSE.asked_in(name) for name in COURSE.lessons}
    assert len(QUESTIONS) >= 230
    assert len(lessons) == 12
    all_mastered = plain(write_code(COURSE, QUESTIONS, lessons))
    assert len(all_mastered) <= 13
    five = [name for names in list(lessons.values())[:5] for name in names]
    assert len(plain(write_code(COURSE, five, ()))) <= 15
    some_wrong = [name for index, name in enumerate(five) if index % 6]
    assert len(plain(write_code(COURSE, some_wrong, list(lessons)[:5]))) <= 34
    # half of each lesson, spread as unluckily as can be; and what no choice can exceed
    half = [name for names in lessons.values() for name in names[::2]]
    assert len(plain(write_code(COURSE, half, ()))) <= 75
    third = [name for names in lessons.values() for name in names[1::3]]
    assert len(plain(write_code(COURSE, third, (), half))) <= LONGEST
    most = 3 * MOST * DIGEST * CHECK * 2 ** len(lessons)
    for size in map(len, lessons.values()):
        most *= max(
            3 * (size - 1) * comb(size, right) * 3 * max(right - 1, 1) * comb(right, right // 2)
            for right in range(1, size)
        )
    assert ceil(log(most, BASE)) <= LONGEST


def test_an_old_code_is_read_by_a_course_that_has_grown() -> None:
    old = Register(questions=dict(list(COURSE.questions.items())[:100]))
    code = write_code(old, QUESTIONS[:100:3], {"mechanism"})
    mastered, done, _ = read_code(COURSE, code)
    assert mastered == set(QUESTIONS[:100:3])
    assert done == {"mechanism"}


def test_a_code_of_a_newer_or_another_course_is_refused() -> None:
    more = Register(questions={**COURSE.questions, "new-p01": "cases"})
    with pytest.raises(CodeError, match="newer version of the course"):
        read_code(COURSE, write_code(more, QUESTIONS[:3], ()))
    other = Register(questions={f"other-{n}": "somewhere" for n in range(len(QUESTIONS))})
    with pytest.raises(CodeError, match="another course"):
        read_code(COURSE, write_code(other, ["other-3"], ()))


def test_an_empty_field_is_no_mistake(tmp_path: Path) -> None:
    with pytest.raises(CodeError, match="Type the code first"):
        read_code(COURSE, " - ")


def test_what_no_code_can_be_is_refused_before_it_is_worked_on() -> None:
    with pytest.raises(CodeError, match="far too long"):
        read_code(COURSE, "7" * 5000)
    with pytest.raises(CodeError, match="wrong, missing or too much"):
        read_code(COURSE, "7" * MOST)


@pytest.mark.parametrize("mastered", [set(), {"two-p01"}, {"two-p02"}, {"two-p01", "two-p02"}])
def test_a_lesson_of_two_questions(mastered: set[str]) -> None:
    small = Register(questions={"two-p01": "two", "two-p02": "two", "one-p01": "one"})
    got, done, _ = read_code(small, write_code(small, mastered, {"one"}))
    assert got == mastered
    assert done == ({"one", "two"} if len(mastered) == 2 else {"one"})


def test_a_code_on_paper_is_read_for_ever() -> None:
    """Whoever changes how codes are written makes this one, and all on paper, worthless."""
    small = Register(questions={"two-p01": "two", "two-p02": "two", "one-p01": "one"})
    # of version 0.1.0, which called mastered what was right once
    assert read_code(small, "a648 ryje 5") == (set(), {"one"}, {"two-p01"})
    assert write_code(small, {"two-p01"}, {"one"}) == "YQE4-039Y-4"
    assert read_code(small, "yqe4 039y 4") == ({"two-p01"}, {"one"}, set())


def test_a_code_is_written_in_groups_of_four() -> None:
    *whole, last = write_code(COURSE, QUESTIONS[::2], ()).split("-")
    assert {len(group) for group in whole} == {4}
    assert 1 <= len(last) <= 4
