"""What version 0.1.0, commit e48cc33, wrote works unchanged.

The files beside this module were written by that version and are never made anew. `demo` is the
made-up course of its tests: built, released, answered by ann and bob, graded by nbgrader, ann's
text graded 3 by hand. `graded-answers.json` holds answers to the course's own graded questions
that were fully right then, under the options' names of then.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from imuran_edu.answers import Entry, Responses
from imuran_edu.answers.mastery import mastery
from imuran_edu.answers.progress_file import read_progress
from imuran_edu.answers.question_order import load_register
from imuran_edu.answers.resume_code import read_code
from imuran_edu.answers.store import Store
from imuran_edu.cli import app
from imuran_edu.core import find_data, read_yaml, validate
from imuran_edu.core.lesson_cells import calls_of
from imuran_edu.evidence.corrections import GRADED, PUBLIC, Corrections
from imuran_edu.grading.renames import in_new_names, load_renames
from imuran_edu.questions import find_bank, load_bank, practice_questions, score
from imuran_edu.widgets.practice import in_round
from tests.courses import ROOT
from tests.grading.conftest import Course

OLD = Path(__file__).parent / "e48cc33"
QUIZZES = ROOT / "quizzes"
SEED = 7
REGISTER = load_register(QUIZZES / "resume.yaml")

OTHER_QUESTIONS = {"final-mon2", "final-alt1"}
"""An option of each says something else since the final was written anew, under the same id."""


def old(name: str) -> Any:
    return json.loads((OLD / name).read_text(encoding="utf-8"))


def corrected(path: Path) -> set[str | None]:
    return {each.question for each in validate(Corrections, read_yaml(QUIZZES / path)).corrections}


def right_once(answers: dict[str, Entry]) -> frozenset[str]:
    banks = [load_bank(path) for path in sorted((QUIZZES / "practice").glob("*.yaml"))]
    questions = {question.id: question for bank in banks for question in bank.questions}
    found = mastery(answers, REGISTER, questions)
    assert found.mastered == frozenset(), "version 0.1.0 called mastered what was right once"
    return found.once


def test_answers_of_a_lesson_are_read_and_count(tmp_path: Path) -> None:
    shutil.copy(OLD / "responses.json", tmp_path)
    store = Store(tmp_path)
    answers = store.load().answers
    written = old("responses.json")["answers"]
    assert {name: entry.answer for name, entry in answers.items()} == {
        name: entry["answer"] for name, entry in written.items()
    }
    assert not store.notice
    lost = set(old("resume-code.json")["mastered"]) - right_once(dict(answers))
    assert lost <= corrected(PUBLIC), "only a key that was put right may change what is mastered"


def test_every_answer_of_before_stands_at_a_question_that_a_lesson_still_shows() -> None:
    """Questions moved from the quiz at the end into sections; a class in its term loses nothing."""
    written = old("responses.json")["answers"]
    shown: dict[str, Any] = {}
    for path in sorted(find_data("notebooks").glob("*.ipynb")):
        for name, args in calls_of(path):
            if name != "quiz":
                continue
            bank = practice_questions(load_bank(find_bank(args[0])))
            section = args[1] if len(args) > 1 else ""
            for view in in_round(bank, "7", 2, section):
                assert view["id"] not in shown, "a question stands in one place"
                shown[view["id"]] = view
    practised = {name for name in written if not name.startswith("round-of-")}
    assert practised and practised <= shown.keys()


def test_a_progress_file_is_taken_in() -> None:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    text = (OLD / "imuran-progress.json").read_text(encoding="utf-8")
    file = read_progress(text, now)
    written = old("responses.json")["answers"]
    assert file.answers.keys() == written.keys() and file.made.startswith("2026-11-23T12:00")
    assert all(entry.answer == written[name]["answer"] for name, entry in file.answers.items())


def test_a_resume_code_is_read() -> None:
    told = old("resume-code.json")
    code = read_code(REGISTER, told["code"])
    assert (code.once, code.done) == (set(told["mastered"]), set(told["done"]))
    assert code.mastered == set(), "version 0.1.0 called mastered what was right once"


def test_graded_answers_under_the_old_names_of_options_count() -> None:
    answers = {name: Entry(answer) for name, answer in old("graded-answers.json").items()}
    graded = QUIZZES / "graded"
    renamed = in_new_names(Responses(None, SEED, answers), load_renames(graded)).answers
    banks = [load_bank(path) for path in sorted(graded.glob("*.yaml"))]
    known = [question for bank in banks for question in bank.questions if question.id in answers]
    assert len(known) > 120
    wrong = {
        question.id
        for question in known
        if score(question.for_seed(SEED), renamed[question.id].answer).status != "right"
    }
    assert wrong <= corrected(GRADED) | OTHER_QUESTIONS
    assert sum(renamed[each.id].answer != answers[each.id].answer for each in known) > 60


def test_every_call_of_the_lessons_still_shows_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copytree(QUIZZES, tmp_path / "quizzes", ignore=shutil.ignore_patterns("graded"))
    shutil.copy(OLD / "responses.json", folder)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    lines = list(dict.fromkeys(line for cells in old("lessons.json").values() for line in cells))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line) for line in lines])
    NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(folder)}}).execute()
    for cell in notebook.cells:
        shown = "".join(str(output.get("data", {}).get("text/html")) for output in cell.outputs)
        assert shown or cell.source.startswith("from imuran_edu import"), cell.source
        assert "This cannot be shown" not in shown, cell.source
        assert not [output for output in cell.outputs if output.output_type == "stream"]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The graded course of then, with its gradebook and the configuration that it has today."""
    root = tmp_path / "root"
    shutil.copytree(OLD / "quizzes", root / "quizzes")
    shutil.copytree(OLD / "course", root / "course")
    shutil.copy(ROOT / "course" / "nbgrader_config.py", root / "course")
    release = root / "course" / "release" / "demo"
    shutil.copy(release / "questions.json", root / "course" / "source" / "demo")
    for student in ("ann", "bob"):
        submitted = root / "course" / "submitted" / student / "demo"
        shutil.copytree(release, submitted, dirs_exist_ok=True)
        for name in ("questions.json", "responses.json"):
            shutil.copy(submitted / name, root / "course" / "autograded" / student / "demo")
    with sqlite3.connect(root / "course" / "gradebook.db") as gradebook:
        gradebook.executescript((OLD / "gradebook.sql").read_text(encoding="utf-8"))
    gradebook.close()
    return Course(root)


def totals(course: Course) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as gradebook:
        return {each.student.id: each.score for each in gradebook.assignment_submissions("demo")}


def run(course: Course, *arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments, "--course", str(course.folder)])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.slow
def test_a_gradebook_is_exported_graded_again_and_fed_back(course: Course) -> None:
    told = old("grades.json")
    table = course.root / "canvas.csv"
    run(course, "export", "demo", "--to", "canvas", "--out", str(table))
    assert "16" in table.read_text(encoding="utf-8")
    run(course, "autograde", "demo", "--force")
    assert totals(course) == told["totals"], "also what a person gave"
    for student, grades in told["grades"].items():
        found = {name: points for name, (points, _) in course.grades(student).items()}
        assert found == {name: points for name, (points, _) in grades.items()}
    run(course, "feedback", "demo")
    assert "5.5 / 17" in course.feedback("bob").replace(".0", "")
    course.nbgrader("autograde", "demo", "--force", "--student", "bob")
    assert totals(course) == told["totals"]
