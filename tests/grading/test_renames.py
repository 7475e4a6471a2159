"""Answers that name options as they were called before count like those that name them now."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers import Entry, Responses
from imuran_edu.authoring.rename_options import rename_options
from imuran_edu.core import InputError
from imuran_edu.evidence.corrections import Correction
from imuran_edu.grading.answer_html import report_html
from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.question_grade import grade_question
from imuran_edu.grading.renames import FILE, in_new_names, load_renames
from imuran_edu.questions import load_bank
from tests.grading.conftest import Course
from tests.grading.material import RIGHT
from tests.json_values import json_values

NAMES = {"one": {"a": "ko", "b": "fu"}, "part": {"a": "vi"}}


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("one", "a", "ko"),
        ("one", "ko", "ko"),
        ("one", "z", "z"),
        ("one", ["b", "a", "ko"], ["fu", "ko", "ko"]),
        ("one", {"a": "b", "b": 3}, {"ko": "fu", "fu": 3}),
        ("other", "a", "a"),
        ("case", {"part": "a", "else": "a"}, {"part": "vi", "else": "a"}),
        ("case", {"part": {"a": ["a"]}}, {"part": {"vi": ["vi"]}}),
    ],
)
def test_old_names_become_new_ones(question: str, old: Any, new: Any) -> None:
    entry = Entry(old, "v", "2026-01-01", ("x",), {"x": 1})
    (found,) = in_new_names(Responses("demo", 7, {question: entry}), NAMES).answers.values()
    assert found == Entry(new, "v", "2026-01-01", ("x",), {"x": 1})


@given(st.dictionaries(st.sampled_from(["one", "part", "case"]), json_values))
def test_whatever_was_answered_nothing_raises(answers: dict[str, Any]) -> None:
    before = Responses("demo", 7, {name: Entry(given) for name, given in answers.items()})
    once = in_new_names(before, NAMES)
    assert in_new_names(once, NAMES) == once, "new names stay"


def test_a_list_is_read_anew_when_it_changed(tmp_path: Path) -> None:
    assert load_renames(tmp_path) == {}
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text("renamed:\n  one: {a: ko}\n")
    assert load_renames(tmp_path) == {"one": {"a": "ko"}}
    (tmp_path / FILE).write_text("renamed:\n  one: {a: k/o}\n")
    with pytest.raises(InputError, match=r"options\.yaml:2: "):
        load_renames(tmp_path)


def test_an_answer_before_a_correction_is_told_and_no_key_is(unbuilt: Course) -> None:
    question = load_bank(unbuilt.bank()).by_id["demo-one"]
    corrected = Correction(
        question="demo-one",
        date=dt.date(2026, 11, 28),
        said="SAID alpha",
        says="SAYS beta",
        why="WHY",
    )
    old = grade_question(question, Entry("a", "", "2026-11-27T10:00:00+00:00"), 2)
    html = report_html(old, corrections=[corrected])
    assert "key of this question was corrected on 28 November 2026, after you answered" in html
    assert not any(word in html for word in ("SAID", "SAYS", "WHY"))
    shown = report_html(old, show_key=True, corrections=[corrected])
    assert "SAID alpha" in shown and "SAYS beta" in shown and "WHY" in shown
    for saved in ("", "2026-11-28T00:00:00+00:00"):
        later = grade_question(question, Entry("a", "", saved), 2)
        assert "corrected" not in report_html(later, True, [corrected])
    other = corrected.model_copy(update={"question": "demo-many"})
    assert "corrected" not in report_html(old, True, [other])


@pytest.mark.slow
def test_a_class_that_answered_under_the_old_names_gets_the_same_points(
    released: Course, tmp_path: Path
) -> None:
    course = released.copy(tmp_path / "root")
    course.submit("ann", RIGHT)
    autograde(course.folder, "demo")
    before, shown = course.grades("ann"), course.shown("ann", "demo-one")
    renamed = rename_options(course.bank().parent)
    assert "demo-one" in renamed and renamed["demo-one"]["b"] in course.bank().read_text()
    autograde(course.folder, "demo", force=True)
    assert course.grades("ann") == before
    assert course.total("ann") > 0
    assert "Beta option" in shown and "Beta option" in course.shown("ann", "demo-one")
