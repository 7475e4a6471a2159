"""`check_course` on a small course, with one thing broken at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.authoring import check_course
from tests.courses import ROOT, code, lesson, markdown, write_lesson
from tests.examples import BANK

LESSON = "notebooks/01_doses.ipynb"


def found(course: Path) -> list[str]:
    """Return the complaints, without the folder's path."""
    return [str(problem).replace(f"{course}/", "") for problem in check_course(course)]


def replace(course: Path, name: str, old: str, new: str) -> None:
    path = course / name
    text = path.read_text()
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1))


def test_a_good_course_is_in_step(course: Path) -> None:
    assert found(course) == []


def test_the_course_itself_is_in_step() -> None:
    assert [str(problem) for problem in check_course(ROOT)] == []


# -- lessons -------------------------------------------------------------------------------------

Change = Callable[[dict[str, Any]], Any]


def cell_said(text: str) -> Change:
    """Return a change that puts another call in the place of quiz("doses")."""

    def change(notebook: dict[str, Any]) -> None:
        notebook["cells"][2]["source"] = text

    return change


def prose(text: str) -> Change:
    return lambda notebook: notebook["cells"].append(markdown("more", text))


LITERAL = "must be one call with literal arguments, or the import of this course"
LESSONS: dict[str, tuple[Change, str, str]] = {
    "stored outputs": (
        lambda notebook: notebook["cells"][2].update(outputs=[{"output_type": "stream"}]),
        "quiz",
        "is stored with outputs; clear them",
    ),
    "code that is seen": (
        lambda notebook: notebook["cells"][2]["metadata"].pop("jupyter"),
        "quiz",
        "shows its code; set jupyter.source_hidden in its metadata",
    ),
    "an execution count": (
        lambda notebook: notebook["cells"][2].update(execution_count=3),
        "quiz",
        "is stored with outputs; clear them",
    ),
    "an unknown quiz": (cell_said('quiz("dozes")'), "quiz", "quiz: there is no 'dozes'"),
    "an unknown quiz by keyword": (
        cell_said('quiz(name="dozes")'),
        "quiz",
        "quiz: there is no 'dozes'",
    ),
    "a graded bank in a lesson": (cell_said('quiz("exam")'), "quiz", "quiz: there is no 'exam'"),
    "a quiz without a name": (cell_said("quiz()"), "quiz", "quiz needs one name"),
    "an unknown figure": (cell_said('figure("rat")'), "quiz", "figure: there is no 'rat'"),
    "an unknown claim": (
        cell_said('claims_table("D1-001", "D1-009")'),
        "quiz",
        "claims_table: there is no 'D1-009'",
    ),
    "an unknown call": (
        cell_said('print("doses")'),
        "quiz",
        "calls 'print'; a lesson calls one of quiz, figure, explore, claims_game, claims_table",
    ),
    "a graded question in a lesson": (cell_said('ask("ex-single")'), "quiz", "calls 'ask'"),
    "a name for an argument": (cell_said("quiz(doses)"), "quiz", LITERAL),
    "a sum for an argument": (cell_said('quiz("do" + "ses")'), "quiz", LITERAL),
    "an f-string": (cell_said('quiz(f"doses")'), "quiz", LITERAL),
    "unpacking": (cell_said('quiz(*["doses"])'), "quiz", LITERAL),
    "two calls": (cell_said('quiz("doses")\nquiz("doses")'), "quiz", LITERAL),
    "another import": (cell_said("import os"), "quiz", LITERAL),
    "an import of another module": (cell_said("from os import system"), "quiz", LITERAL),
    "a module of ours": (cell_said("from imuran_edu.core import read_yaml"), "quiz", LITERAL),
    "a method": (cell_said('quiz.show("doses")'), "quiz", LITERAL),
    "an assignment": (cell_said('x = quiz("doses")'), "quiz", LITERAL),
    "an empty cell": (cell_said(""), "quiz", LITERAL),
    "a magic": (cell_said("%load_ext x"), "quiz", "is not Python"),
    "a picture without alt text": (prose("![](page.txt)"), "more", "has no alt text; describe it"),
    "a picture that is not there": (
        prose("![A rat](rat.png)"),
        "more",
        "links to rat.png, which is not there",
    ),
    "a link to nowhere": (
        prose("[next](02_more.ipynb#top)"),
        "more",
        "links to 02_more.ipynb#top, which is not there",
    ),
}


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_with_one_thing_broken(course: Path, name: str) -> None:
    change, cell, words = LESSONS[name]
    notebook = lesson()
    change(notebook)
    path = write_lesson(course, notebook)
    text = path.read_text()
    line = text[: text.index(f'"id": "{cell}"')].count("\n") + 1
    (complaint,) = found(course)
    assert complaint.startswith(f"{LESSON}:{line}: cell '{cell}': ")
    assert words in complaint


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda n: n["metadata"].clear(),
            "metadata imuran_edu.lesson must be 'doses', so that it comes alive",
        ),
        (
            lambda n: n["metadata"]["imuran_edu"].update(lesson="other"),
            "metadata imuran_edu.lesson must be 'doses'",
        ),
        (lambda n: n["cells"][1].update(id="quiz"), "cell ids that are missing or stand twice"),
        (
            lambda n: [cell.pop("id") for cell in n["cells"]],
            "cell ids that are missing or stand twice",
        ),
        (
            lambda n: n["cells"][0].update(source="# On doses\n20 minutes\n- Name the dose."),
            "does not say 'Work out the dose.', as lessons.yaml does",
        ),
        (
            lambda n: n["cells"][0].update(source="# Doses\nName the dose. Work out the dose."),
            "does not say 'On doses', as lessons.yaml does",
        ),
        (
            lambda n: n["cells"][0].update(source="# On doses\nName the dose. Work out the dose."),
            "does not say '20 minutes', as lessons.yaml does",
        ),
        (lambda n: n.pop("cells"), "is not a notebook of format 4"),
        (lambda n: n.update(cells=["text"]), "is not a notebook of format 4"),
        (lambda n: n.update(cells=[{"source": "text"}]), "is not a notebook of format 4"),
        (lambda n: n["cells"].append({"cell_type": "x"}), "is not a notebook of format 4"),
        (lambda n: n.update(metadata=[]), "is not a notebook of format 4"),
    ],
)
def test_a_lesson_that_breaks_a_promise(course: Path, change: Change, words: str) -> None:
    notebook = lesson()
    change(notebook)
    write_lesson(course, notebook)
    complaints = found(course)
    assert any(each.startswith(f"{LESSON}:1: ") and words in each for each in complaints)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 50_000])
def test_a_lesson_that_is_no_notebook(course: Path, content: bytes) -> None:
    (course / LESSON).write_bytes(content)
    assert found(course) == [f"{LESSON}:1: is not a notebook of format 4"]


def test_a_lesson_that_is_missing_and_one_that_is_not_listed(course: Path) -> None:
    (course / LESSON).rename(course / "notebooks" / "02_other.ipynb")
    assert found(course) == [
        "notebooks/01_doses.ipynb:1: lesson 'doses' has no notebook; write it",
        "notebooks/02_other.ipynb:1: is no lesson of lessons.yaml; add it there",
    ]


def test_a_source_that_is_a_list_of_lines_is_read_too(course: Path) -> None:
    notebook = lesson()
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    notebook["cells"].append({**code("last", ""), "source": ["quiz(\n", '"dozes")']})
    write_lesson(course, notebook)
    (complaint,) = found(course)
    assert "quiz: there is no 'dozes'" in complaint


# -- banks, register, schema, assignments --------------------------------------------------------


def test_an_id_in_two_banks(course: Path) -> None:
    replace(course, "quizzes/practice/doses.yaml", "id: pr-word", "id: ex-word")
    line = (course / "quizzes/practice/doses.yaml").read_text().split("id: ex-word")[0].count("\n")
    text = (course / "quizzes/graded/exam.yaml").read_text().split("id: ex-word")[0]
    assert line > 0
    assert found(course) == [
        f"quizzes/graded/exam.yaml:{text.count(chr(10)) + 1}: "
        "the id 'ex-word' stands in doses.yaml too; change one",
        "quizzes/resume.yaml:1: is not in step with the practice banks; run 'imuran-edu build'",
    ]


def test_an_id_of_a_part_in_two_banks(course: Path) -> None:
    replace(course, "quizzes/practice/doses.yaml", "id: pr-word", "id: ex-case-2")
    complaint, register = found(course)
    assert "the id 'ex-case-2' stands in doses.yaml too" in complaint
    assert register.startswith("quizzes/resume.yaml:1: is not in step")


def test_faults_of_every_room_come_together_in_order(course: Path) -> None:
    replace(course, "quizzes/practice/doses.yaml", "key: b", "key: z")
    replace(course, "quizzes/bank.schema.json", "slips", "slip")
    notebook = lesson()
    notebook["cells"][2]["source"] = "print(1)"
    write_lesson(course, notebook)
    complaints = found(course)
    assert [each.split(":")[0] for each in complaints] == sorted(
        each.split(":")[0] for each in complaints
    )
    assert {"quizzes/practice/doses.yaml", "quizzes/bank.schema.json", LESSON} <= {
        each.split(":")[0] for each in complaints
    }


def test_a_broken_register_brings_no_complaint_for_each_question(course: Path) -> None:
    replace(course, "quizzes/claims/D1.yaml", "verdict: contradicted", "verdict: odd")
    (complaint,) = found(course)
    assert complaint.startswith("quizzes/claims/D1.yaml:17: 'verdict'")


def test_a_claim_that_no_longer_holds_brings_down_the_keys_on_it(course: Path) -> None:
    replace(course, "quizzes/claims/D1.yaml", "verdict: supported\n", "verdict: misleading\n")
    complaints = found(course)
    assert {each.split(":")[0] for each in complaints} == {
        "quizzes/graded/exam.yaml",
        "quizzes/practice/doses.yaml",
    }
    assert all("claim D1-001 is judged misleading" in each for each in complaints)


def test_an_assignment_out_of_step_is_named(course: Path) -> None:
    replace(course, "quizzes/graded/exam.yaml", "Which organ wakes", "Which organ rouses")
    complaints = found(course)
    assert any(each.startswith("course/source/exam/questions.json:") for each in complaints)
    assert all("is not in step with exam.yaml; run imuran-edu build exam" in c for c in complaints)


def test_another_key_needs_no_new_assignment(course: Path) -> None:
    replace(course, "quizzes/graded/exam.yaml", "    key: b\n", "    key: a\n")
    assert found(course) == []


def test_an_assignment_that_was_never_built_is_named(course: Path) -> None:
    (course / "quizzes" / "graded" / "second.yaml").write_text(BANK.replace("ex-", "sx-"))
    complaints = found(course)
    assert complaints
    assert all("is not built yet; run imuran-edu build second" in each for each in complaints)


def test_an_assignment_that_lost_its_bank_is_named(course: Path) -> None:
    (course / "quizzes" / "graded" / "exam.yaml").unlink()
    (complaint,) = found(course)
    assert complaint.startswith("course/source/exam/questions.json:1: there is no graded bank exam")


def test_no_built_file_holds_a_secret_of_the_bank(course: Path) -> None:
    built = [path for path in (course / "course").rglob("*") if path.is_file()]
    assert {path.name for path in built} == {"exam.ipynb", "questions.json"}
    for path in built:
        text = path.read_text()
        json.loads(text)
        for secret in ("SECRET", "137.5", "TPMT-9", "D1-00", "Dosage"):
            assert secret not in text, path.name
