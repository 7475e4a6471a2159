"""The real nbgrader grades a pool by the options that each copy shows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imuran_edu.answers import Entry, Responses, to_json
from imuran_edu.grading import build_assignment
from imuran_edu.questions import Question, load_bank, public_view, version
from imuran_edu.questions.variants.seeds import FIRST_SEED
from imuran_edu.results.distractors import choices, odd_choices
from imuran_edu.results.records import ResponseRecord, all_given, asked_in
from tests.grading.conftest import Course
from tests.grading.material import write_course

POOL = """\
  - id: demo-pool
    type: multiple
    objective: demo-1
    level: remember
    rests_on: {references: [{id: label, at: All}]}
    rationale: RATIONALE-pool is why.
    stem: Which of these?
    points: 3
    credit: each-answer
    shown: 4
    options:
      - {id: ba, text: Shown as Ba, feedback: FEEDBACK-ba}
      - {id: ko, text: Shown as Ko, feedback: FEEDBACK-ko}
      - {id: ti, text: Shown as Ti, feedback: FEEDBACK-ti}
      - {id: lu, text: Shown as Lu, feedback: FEEDBACK-lu}
      - {id: fe, text: Shown as Fe, feedback: FEEDBACK-fe}
      - {id: ro, text: Shown as Ro, feedback: FEEDBACK-ro}
    key: [ba, ti, ro]
"""
OLD = 7  # a seed of before there were rows
SEEDS = {"ann": FIRST_SEED + 1, "bob": FIRST_SEED + 2, "cat": FIRST_SEED + 3, "old": OLD}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose assignment has the pool, answered rightly in four copies, and graded."""
    course = Course(tmp_path_factory.mktemp("pools"))
    write_course(course.root)
    bank = course.bank()
    bank.write_text(bank.read_text() + POOL)
    build_assignment(bank, course.folder)
    course.nbgrader("generate_assignment", "demo")
    for student, seed in SEEDS.items():
        own = pool(course).for_seed(seed)
        answer(course, student, seed, own, own.right_answer())
    other = pool(course).for_seed(FIRST_SEED + 2)
    answer(course, "passed-on", FIRST_SEED + 1, other, other.right_answer())
    course.nbgrader("autograde", "demo")
    course.nbgrader("generate_feedback", "demo")
    return course


def pool(course: Course) -> Question:
    return load_bank(course.bank()).by_id["demo-pool"]


def answer(course: Course, student: str, seed: int, asked: Question, given: Any) -> None:
    folder = course.submit(student)
    saved = "2026-01-01T12:00:00.000000"
    entry = Entry(given, version(public_view(asked)), saved)
    text = to_json(Responses("demo", seed, {"demo-pool": entry}))
    (folder / "responses.json").write_text(text, encoding="utf-8")


def shown(question: Any) -> set[str]:
    return {each.id for each in question.options}


def test_each_copy_is_graded_by_what_it_shows(graded: Course) -> None:
    sets = set()
    for student, seed in SEEDS.items():
        own = pool(graded).for_seed(seed)
        sets.add(frozenset(shown(own)))
        assert graded.grades(student)["demo-pool"] == (3.0, False)
        page = graded.feedback(student)
        told = {each.id for each in pool(graded).options if each.text in page}  # type: ignore[attr-defined]
        assert told == set(own.right_answer()), "the page names what was chosen and what is right"
    assert len(sets) == 4
    assert shown(pool(graded).for_seed(OLD)) == {"ba", "ko", "ti", "lu"}


def test_an_answer_to_another_copys_options_waits_for_a_person(graded: Course) -> None:
    assert graded.grades("passed-on")["demo-pool"] == (None, True)
    assert "options" in graded.shown("passed-on", "demo-pool")


def test_what_is_released_tells_no_key(graded: Course) -> None:
    folder = graded.folder / "release" / "demo"
    told = "".join(path.read_text() for path in folder.iterdir())
    assert "Shown as Ro" in told
    for word in ("FEEDBACK", "RATIONALE", '"shown"'):
        assert word not in told
    rows = [
        {each["id"] for each in row[0]}
        for asked in json.loads((folder / "questions.json").read_text())["questions"]
        if asked["id"] == "demo-pool"
        for row in asked["rows"]["values"]
    ]
    assert not set.intersection(*rows)


def test_analysis_counts_an_option_among_those_who_saw_it(graded: Course) -> None:
    question = pool(graded)
    seeds = range(FIRST_SEED, FIRST_SEED + 60)
    records = [
        ResponseRecord(f"s{s}", {}, {question.id: question.for_seed(s).right_answer()}, s)
        for s in seeds
    ]
    (item,) = asked_in([question])
    given = all_given(item, records)
    assert {each.state for each in given} == {"right"}
    found = {each.name: each for each in choices(question, given, [2] * 60)}
    assert set(found) == shown(question)
    for name, each in found.items():
        saw = sum(name in shown(question.for_seed(s)) for s in seeds)
        assert (each.shown, each.best_shown) == (saw, saw)
        assert each.count == (saw if each.right else 0)
        assert 20 < saw < 60
    assert not any("ticked" in said for said in odd_choices(question, list(found.values()), 60))
