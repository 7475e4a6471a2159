"""A grade that is not known is told with what mends it; answers graded before are known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.answers import Entry, Responses, to_json
from imuran_edu.grading.grade_states import MENDS, GradeState, named, state_lines
from imuran_edu.grading.graded_answers import answers_in, unchanged
from imuran_edu.grading.other_answers import (
    answers_usable,
    needless_notebooks,
    other_answers,
    told_of_others,
)


def test_each_state_but_two_has_what_mends_it() -> None:
    assert set(GradeState) - set(MENDS) == {GradeState.GRADED, GradeState.NOTHING}


def test_a_line_for_each_state_names_who_is_in_it_and_what_mends_it() -> None:
    states = {
        "zoe": GradeState.WAITING,
        "ann": GradeState.WAITING,
        "bob": GradeState.GRADED,
        "cat": GradeState.NOTHING,
        "dan": GradeState.NEWER,
    }
    assert list(state_lines("demo", states, "; left out")) == [
        "demo: 2 wait for you in Manual Grading; left out: ann, zoe "
        "(imuran-edu mark demo, or give the points in formgrader)",
        "demo: 1 handed in again and are not graded since; left out: dan "
        "(imuran-edu autograde demo)",
    ]
    crowd = {f"s{n}": GradeState.FAILED for n in range(4)}
    (all_of_them,) = state_lines("demo", crowd)
    assert "4 handed in, but grading failed: s0, s1, s2, s3 (" in all_of_them
    (few,) = state_lines("demo", crowd, most=2)
    assert ": s0, s1 and 2 more (" in few


def test_of_many_names_the_first_five_are_shown() -> None:
    assert named("abcde") == "a, b, c, d, e"
    assert named("abcdefg") == "a, b, c, d, e and 2 more"
    assert named("abcdefg", None) == "a, b, c, d, e, f, g"
    assert named(["x\n", "n" * 41]) == "x\\n, " + "n" * 40 + "..."


def write(path: Path, assignment: str = "demo", **answers: object) -> None:
    entries = {name.replace("_", "-"): Entry(given) for name, given in answers.items()}
    path.write_text(to_json(Responses(assignment, 7, entries)))


def test_the_answers_of_a_graded_submission_are_known_again(tmp_path: Path) -> None:
    assert answers_in(tmp_path) is None
    write(tmp_path / "responses.json", q_one="a", q_two=["b"])
    assert answers_in(tmp_path) == {"q-one": "a", "q-two": ["b"]}
    (tmp_path / "responses.json").write_text("{")
    assert answers_in(tmp_path) is None


def test_what_was_answered_as_before_is_unchanged() -> None:
    before, now = {"one": "a", "two": "b", "gone": "c"}, {"one": "a", "two": "c", "new": "d"}
    asked = ["one", "two", "gone", "new", "never"]
    assert unchanged(asked, before, now) == {"one", "never"}
    assert unchanged(asked, None, now) == unchanged(asked, before, None) == frozenset()


def test_copies_of_the_answers_are_told_and_other_files_are_not(tmp_path: Path) -> None:
    write(tmp_path / "responses.json", q="a")
    write(tmp_path / "responses (1).JSON", q="a", r="b")
    write(tmp_path / "empty.json")
    write(tmp_path / "questions.json", q="a")
    write(tmp_path / "notes.txt", q="a")
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "responses.json", q="a")
    assert dict(other_answers(tmp_path)) == {"responses (1).JSON": 2, "sub/responses.json": 1}
    assert told_of_others(tmp_path) == [
        "responses (1).JSON holds 2 answers; only responses.json is graded",
        "sub/responses.json holds 1 answers; only responses.json is graded",
    ]


@pytest.mark.parametrize("asking", [["demo"], ["demo", "more"]])
def test_notebooks_of_questions_are_needless_where_their_answers_are_there(
    tmp_path: Path, asking: list[str]
) -> None:
    assert needless_notebooks(tmp_path, "demo", asking) == []
    write(tmp_path / "responses.json", q="a")
    assert needless_notebooks(tmp_path, "demo", asking) == asking
    assert needless_notebooks(tmp_path, "other", asking) == []
    assert needless_notebooks(tmp_path, "demo", []) == []
    assert needless_notebooks(tmp_path / "none", "demo", asking) == []
    link = tmp_path.parent / f"{tmp_path.name}-link"
    link.symlink_to(tmp_path)
    assert answers_usable(link, "demo") and needless_notebooks(link, "demo", asking) == []
    (tmp_path / "responses.json").write_text("{")
    assert needless_notebooks(tmp_path, "demo", asking) == []
