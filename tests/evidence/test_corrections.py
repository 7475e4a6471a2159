"""Corrections: what is read, what is refused with its line, and whom a correction concerns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from imuran_edu.core import InputError
from imuran_edu.evidence.corrections import GRADED, PUBLIC, corrected_since, load_corrections

EARLY = """\
  - question: dose-p01
    date: 2026-03-05
    said: 2 mg
    says: 3 mg
    why: The label says so.
"""
LATE = EARLY.replace("2026-03-05", "2026-11-28").replace("dose-p01", "dose-p02")
OF_A_FACT = EARLY.replace("question: dose-p01", "fact: ra-max").replace("03-05", "07-01")


def written(quizzes: Path, *items: str, name: Path = PUBLIC) -> Path:
    """Write a file of corrections and return the folder `quizzes`."""
    path = quizzes / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("corrections:\n" + "".join(items))
    return quizzes


def test_the_latest_comes_first_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    found = load_corrections(written(tmp_path, OF_A_FACT, EARLY, LATE))
    assert [each.day for each in found] == ["28 November 2026", "1 July 2026", "5 March 2026"]
    assert [each.question for each in found] == ["dose-p02", None, "dose-p01"]
    assert found[1].fact == "ra-max"
    assert load_corrections(tmp_path, GRADED) == []


def test_those_of_graded_questions_stand_in_their_own_file(tmp_path: Path) -> None:
    written(tmp_path, EARLY, name=GRADED)
    assert [each.question for each in load_corrections(tmp_path, GRADED)] == ["dose-p01"]
    assert load_corrections(tmp_path) == []


def test_a_fact_and_an_authority_may_be_named(quizzes: Path) -> None:
    written(
        quizzes, EARLY.replace("3 mg", "'{{dose-max}}'").replace("The label", "As {{ref:label}}")
    )
    (found,) = load_corrections(quizzes)
    assert (found.says, "ref:" in found.why) == ("at most 2.5 mg/kg/day", False)
    written(quizzes, EARLY.replace("3 mg", "'{{dose-max}}'"))
    assert load_corrections(quizzes)[0].says == "at most 2.5 mg/kg/day"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("  - question: dose-p01\n    date", "  - date", 2),
        ("    date", "    fact: ra-max\n    date", 2),
        ("said: 2 mg", "said: ''", 4),
        ("2026-03-05", "2026-02-30", 3),
    ],
)
def test_what_is_no_correction_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    with pytest.raises(InputError) as caught:
        load_corrections(written(tmp_path, EARLY.replace(old, new)))
    assert [problem.line for problem in caught.value.problems] == [line]


@pytest.mark.parametrize(
    ("saved", "concerns"),
    [
        ("", False),
        ("2026-03-04T23:59:59.999999+00:00", True),
        ("2026-03-05T00:00:00.000000+00:00", False),
        ("2026-03-06T00:00:00.000000+00:00", False),
    ],
)
def test_a_correction_concerns_answers_of_the_days_before(
    tmp_path: Path, saved: str, concerns: bool
) -> None:
    found = load_corrections(written(tmp_path, EARLY, OF_A_FACT))
    # made anew, since a question's id comes from another file than that of its correction
    question = "-".join(["dose", "p01"])
    assert [each.date for each in corrected_since(found, question, saved)] == (
        [dt.date(2026, 3, 5)] if concerns else []
    )
    for other in ("dose-p00", "dose-p02"):
        assert corrected_since(found, other, saved) == []
