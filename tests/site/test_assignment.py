"""An assignment without a server: what its folder holds, and what it may never hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from typer.testing import CliRunner

from imuran_edu.authoring.publish import PublishError, publish
from imuran_edu.cli import app
from imuran_edu.core import InputError
from imuran_edu.grading.build import build_assignment
from imuran_edu.questions import QuestionType, load_bank
from imuran_edu.questions.public import released_view
from imuran_edu.site import assignment
from imuran_edu.site.assignment import write_assignment
from imuran_edu.site.write import SiteError
from tests.courses import ROOT
from tests.secrets_of_banks import leaks

SENTENCE = (
    "Halve the dose on the first day and count the cells a week later, for the marrow shows the "
    "harm only after some days have passed."
)
View = dict[str, Any]


def data_of(folder: Path) -> dict[str, Any]:
    text = (folder / "data" / "assignment.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text[text.index("]=") + 2 : -2])
    return found


@pytest.mark.parametrize("name", ["final", "dosing"])
def test_an_assignment_of_the_course_is_written_without_a_key(tmp_path: Path, name: str) -> None:
    target = tmp_path / "pages"
    files = write_assignment(ROOT, name, target)
    assert files == ["data/assignment.js", "index.html", "sheet.css", "sheet.js"]
    assert leaks(target) == []
    bank = load_bank(ROOT / "quizzes" / "graded" / f"{name}.yaml")
    views = [cell["question"] for cell in data_of(target)["cells"]]
    assert [view["id"] for view in views] == [each.id for each in bank.questions]
    for view, question in zip(views, bank.questions, strict=True):
        rows = len(view["rows"]["values"]) if "rows" in view else 1
        assert rows == released_view(question).row_count
    # nothing else of the course knows of the folder
    assert "http" not in (target / "index.html").read_text(encoding="utf-8")


def key(view: View, question: QuestionType) -> None:
    view["key"] = {"data": "b"}


def key_of_a_part(view: View, question: QuestionType) -> None:
    view.setdefault("stages", []).append({"questions": [{"id": question.id, "key": True}]})


def feedback(view: View, question: QuestionType) -> None:
    view["options"][0]["feedback"] = "On the spleen."


def tolerance(view: View, question: QuestionType) -> None:
    view["example"] = {"tolerance": 0.5}


def rationale(view: View, question: QuestionType) -> None:
    view["stem"] += f"<p>{SENTENCE.replace('first day', '<em>first</em> day')}</p>"


@pytest.mark.parametrize("plant", [key, key_of_a_part, feedback, tolerance, rationale])
def test_a_planted_key_stops_it_and_publish_by_one_rule(
    course: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[View, QuestionType], None],
) -> None:
    monkeypatch.chdir(course)
    bank = course / "quizzes" / "graded" / "exam.yaml"
    data = yaml.safe_load(bank.read_text())
    data["questions"][0]["rationale"] = SENTENCE
    bank.write_text(yaml.safe_dump(data))
    build_assignment(bank, course / "course")
    base = tmp_path_factory.mktemp("out")
    write_assignment(course, "exam", base / "good")

    honest = assignment.public_page_view

    def leaky(question: QuestionType, number: str) -> View:
        view = honest(question, number)
        if number == "1":
            plant(view, question)
        return view

    monkeypatch.setattr(assignment, "public_page_view", leaky)
    with pytest.raises(SiteError, match=r"data/assignment\.js:1: .*take it out"):
        write_assignment(course, "exam", base / "bad")
    assert not (base / "bad").exists()

    # the same file among what would be published
    planted = honest(load_bank(bank).questions[0], "1")
    plant(planted, load_bank(bank).questions[0])
    (course / "src" / "data").mkdir(parents=True)
    text = f'(globalThis.imuranData??={{}})["x"]={json.dumps(planted)};\n'
    (course / "src" / "data" / "page.js").write_text(text)
    with pytest.raises(PublishError, match=r"src/data/page\.js:1: .*take it out"):
        publish(course, base / "public")


def test_text_that_was_added_is_shown_and_code_is_refused(
    course: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("out") / "pages"
    path = course / "course" / "source" / "exam" / "exam.ipynb"
    notebook = nbformat.read(path, as_version=4)
    added = nbformat.v4.new_markdown_cell("Now the *second* half. </script><b>x", id="half")
    notebook.cells.insert(3, added)
    nbformat.write(notebook, path)
    build_assignment(course / "quizzes" / "graded" / "exam.yaml", course / "course")
    write_assignment(course, "exam", target)
    cells = data_of(target)["cells"]
    assert "<em>second</em>" in cells[1]["html"]
    assert "<b>" not in cells[1]["html"]
    assert "</script" not in (target / "data" / "assignment.js").read_text()

    notebook.cells.append(nbformat.v4.new_code_cell("print(1)", id="mine"))
    nbformat.write(notebook, path)
    build_assignment(course / "quizzes" / "graded" / "exam.yaml", course / "course")
    before = data_of(target)
    with pytest.raises(InputError, match=r"'mine'.*hand the assignment out as a notebook"):
        write_assignment(course, "exam", target)
    assert data_of(target) == before


def test_the_command_says_what_it_did_and_what_is_wrong(
    course: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    target = tmp_path_factory.mktemp("out")
    command = ["site", str(target / "pages"), "--assignment"]
    done = CliRunner().invoke(app, [*command, "exam"])
    assert (done.exit_code, done.output) == (
        0,
        f"wrote 4 files; open {target / 'pages' / 'index.html'}\n",
    )
    assert CliRunner().invoke(app, [*command, "exam"]).exit_code == 0  # again, in its place
    unknown = CliRunner().invoke(app, [*command, "nosuch"])
    assert unknown.exit_code == 1
    assert "there is no graded bank 'nosuch'; there are: exam" in unknown.output
    (target / "own").mkdir()
    (target / "own" / "thesis.txt").write_text("mine")
    other = CliRunner().invoke(app, ["site", str(target / "own"), "--assignment", "exam"])
    assert other.exit_code == 1
    assert [path.name for path in (target / "own").iterdir()] == ["thesis.txt"]
    bank = course / "quizzes" / "graded" / "exam.yaml"
    bank.write_text(bank.read_text().replace("Which organ wakes", "Which organ stirs"))
    stale = CliRunner().invoke(app, [*command, "exam"])
    assert stale.exit_code == 1
    assert "run imuran-edu build exam" in stale.output
