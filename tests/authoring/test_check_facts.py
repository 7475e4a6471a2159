"""A fact of the course was read somewhere, says its number, and is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imuran_edu.authoring import check_course
from tests.courses import FACTS

FILE = "quizzes/facts/doses.yaml"


def found(course: Path) -> list[str]:
    return [str(problem).replace(f"{course}/", "") for problem in check_course(course)]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: label, at: Dosage", "id: labels, at: Dosage", 6, "unknown reference 'labels'"),
        ("at: Dosage", "at: Dose", 6, "'label' has no part 'Dose'; it lists: Dosage;"),
        ("at: Dosage", "at: Annex", 6, "'label', Annex, was not seen; rest the fact on a part"),
        ("number: 2.5", "number: 3", 4, "3 does not stand in its text, 'at most 2.5 mg/kg/day'"),
    ],
)
def test_a_fact_with_one_thing_broken(
    course: Path, old: str, new: str, line: int, words: str
) -> None:
    (course / FILE).write_text(FACTS.replace(old, new))
    (complaint,) = found(course)
    assert complaint.startswith(f"{FILE}:{line}: fact 'dose-max': {words}")


def test_a_fact_that_nothing_names(course: Path) -> None:
    more = FACTS + FACTS.replace("facts:\n", "").replace("dose-max", "dose-min")
    (course / FILE).write_text(more)
    (complaint,) = found(course)
    assert complaint.startswith(f"{FILE}:7: fact 'dose-min': no lesson, bank or figure names it")


def change_text(course: Path, old: str, new: str) -> None:
    path = course / "notebooks" / "01_doses.ipynb"
    notebook = json.loads(path.read_text())
    cell = notebook["cells"][0]
    assert old in cell["source"]
    cell["source"] = cell["source"].replace(old, new)
    path.write_text(json.dumps(notebook, indent=1))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (">at most 2.5 mg/kg/day<", ">at most 2 mg/kg/day<", "run imuran-edu build"),
        ("Give ", "Give {{dose-max}} ", "run imuran-edu build"),
        ("Give ", "Give {{dose-top}} ", "unknown fact 'dose-top'"),
        ("Give ", "Give at most 2.5 mg/kg/day, ", "write {{dose-max}} instead"),
    ],
)
def test_a_lesson_whose_facts_are_not_those_of_the_register(
    course: Path, old: str, new: str, words: str
) -> None:
    change_text(course, old, new)
    (complaint,) = found(course)
    assert complaint.startswith("notebooks/01_doses.ipynb:")
    assert "cell 'top'" in complaint
    assert words in complaint


def test_a_broken_fact_file_is_named_and_its_facts_are_missed(course: Path) -> None:
    (course / FILE).write_text(FACTS.replace("number: 2.5", "number: much"))
    first = next(line for line in found(course) if line.startswith(FILE))
    assert first.startswith(f"{FILE}:4: 'number'")
