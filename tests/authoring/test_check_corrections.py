"""A correction is of something that is there, of a day that was, and gives no graded key away."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.authoring import check_course
from imuran_edu.evidence.corrections import GRADED, PUBLIC, load_corrections

PUBLIC_FILE = f"quizzes/{PUBLIC.as_posix()}"
GRADED_FILE = f"quizzes/{GRADED.as_posix()}"
GOOD = """\
corrections:
  - question: pr-single
    date: 2026-11-01
    said: the spleen
    says: the liver
    why: "{{ref:label}} says so: {{dose-max}}"
  - fact: dose-max
    date: 2026-11-02
    said: 3 mg/kg/day
    says: 2.5 mg/kg/day
    why: misread
"""


def found(course: Path, name: str, text: str) -> list[str]:
    """Write a file of corrections and return what `check` says."""
    (course / name).parent.mkdir(parents=True, exist_ok=True)
    (course / name).write_text(text)
    return [str(problem).replace(f"{course}/", "") for problem in check_course(course)]


def test_good_corrections_are_read_the_latest_first_with_names_filled_in(course: Path) -> None:
    assert found(course, PUBLIC_FILE, GOOD) == []
    first, second = load_corrections(course / "quizzes")
    assert (first.fact, second.question) == ("dose-max", "pr-single")
    assert second.why == "Country label says so: at most 2.5 mg/kg/day"
    assert second.day == "1 November 2026"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param(
            "pr-single",
            "pr-nowhere",
            ":2: a correction of a question that is not there, 'pr-nowhere'; mend the id",
            id="a question that is not there",
        ),
        pytest.param(
            "pr-single",
            "ex-single",
            f":2: 'ex-single' is a graded question; move its correction to {GRADED_FILE}",
            id="a graded question in the public file",
        ),
        pytest.param(
            "fact: dose-max",
            "fact: dose-min",
            ":7: a correction of a fact that is not there, 'dose-min'; mend the id",
            id="a fact that is not there",
        ),
        pytest.param(
            "2026-11-02", "2999-01-01", ":8: a correction in the future (2999-01-01)", id="future"
        ),
        pytest.param(
            "  - fact: dose-max\n    date",
            "  - date",
            ":7: a correction is of one thing",
            id="nothing",
        ),
        pytest.param("    says: the liver\n", "", ":2: 'says' is missing; add it", id="no says"),
        pytest.param("ref:label", "ref:lable", ":6: unknown reference 'lable'", id="authority"),
        pytest.param("corrections:", "corrected:", ":1: 'corrected' is not a field", id="field"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(course: Path, old: str, new: str, says: str) -> None:
    complaints = found(course, PUBLIC_FILE, GOOD.replace(old, new, 1))
    assert any(each.startswith(PUBLIC_FILE + says) for each in complaints), complaints


def test_a_practice_question_has_no_place_in_the_graded_file(course: Path) -> None:
    text = GOOD.replace("pr-single", "ex-single")
    assert found(course, GRADED_FILE, text) == []
    (complaint,) = found(course, GRADED_FILE, GOOD)
    assert complaint.startswith(f"{GRADED_FILE}:2: 'pr-single' is a practice question; move")
    assert complaint.endswith(f"to {PUBLIC_FILE}")


def test_a_course_without_corrections_is_in_step(course: Path) -> None:
    assert load_corrections(course / "quizzes") == []
    assert load_corrections(course / "quizzes", GRADED) == []
    assert check_course(course) == []
