"""`ask()` in an assignment, and what nbgrader's Validate hears of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.answers import Entry, Store
from imuran_edu.questions import public_view, version
from imuran_edu.widgets import NotAnsweredError, ask, quiz_widget
from tests.examples import ANSWERS, bank


@pytest.fixture
def assignment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A released assignment, with the notebook's kernel in it."""
    views = [public_view(each) for each in bank().questions]
    data = {
        "schema": "imuran-edu/questions",
        "assignment": "exam",
        "questions": [{**view, "version": version(view)} for view in views],
    }
    (tmp_path / "questions.json").write_text(json.dumps(data))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    seen: list[Any] = []

    def show(session: Any, questions: list[Any], mode: str) -> None:
        seen.append((session, questions, mode))

    monkeypatch.setattr(quiz_widget, "show", show)
    monkeypatch.setattr(quiz_widget, "show_problem", seen.append)
    return seen


@pytest.mark.usefixtures("assignment")
def test_one_question_is_shown_with_its_number(shown: list[Any]) -> None:
    ask("ex-off")
    ((session, (question,), mode),) = shown
    assert (question["id"], question["number"], question["of"]) == ("ex-off", "2", 13)
    assert mode == "graded"
    assert session.store is Store.at(Path.cwd(), "exam")
    assert "SECRET" not in json.dumps([question, session.loaded])


def test_an_answer_carries_the_version_that_grading_looks_for(
    assignment: Path, shown: list[Any]
) -> None:
    """A file's own word on a version is not believed: it would make every answer look old."""
    ask("ex-word")
    session = shown[0][0]
    entries = {"ex-word": {"answer": "TPMT"}}
    message = {"type": "save", "number": "1", "parcel": {"entries": entries}}
    session.receive(message, lambda message: None)
    stored = json.loads((assignment / "responses.json").read_text())["answers"]["ex-word"]
    assert stored["version"] == version(public_view(bank().by_id["ex-word"]))
    ask("ex-word")
    assert shown[1][1][0]["version"] == stored["version"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no questions.json beside this notebook"),
        (b"", "questions.json cannot be used"),
        (b"[]", "questions.json cannot be used"),
        (b"{}", "questions.json cannot be used"),
        (b"\xff\xff", "questions.json cannot be used"),
        (b"[" * 100_000, "questions.json cannot be used"),
        (b'{"schema": "other", "assignment": "x", "questions": []}', "cannot be used"),
        (b'{"schema": "imuran-edu/questions", "questions": []}', "cannot be used"),
        (
            b'{"schema": "imuran-edu/questions", "assignment": "x", "questions": [1]}',
            "cannot be used",
        ),
        (
            b'{"schema": "imuran-edu/questions", "assignment": "x", "questions": []}',
            "There is no question 'ex-off' in this assignment.",
        ),
    ],
)
def test_a_missing_or_damaged_questions_file_is_told_in_one_line(
    assignment: Path,
    shown: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
    says: str,
) -> None:
    path = assignment / "questions.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    ask("ex-off")
    (text,) = shown
    assert says in text
    assert "\n" not in text
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(NotAnsweredError) as caught:
        ask("ex-off")
    assert says in str(caught.value)


TOLD = sys.modules["imuran_edu.widgets.ask"]._told


@pytest.fixture
def validating(assignment: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As in the kernel of a run of Validate."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    TOLD.clear()
    return assignment


def test_validate_names_every_question_without_an_answer_once(
    validating: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = bank().questions
    with pytest.raises(NotAnsweredError) as caught:
        ask(questions[1].id)
    told = str(caught.value).splitlines()
    assert told == [f"Question {n} is not answered yet." for n in range(1, len(questions) + 1)]
    for question in questions:
        ask(question.id)  # one cell fails, not each
    assert capsys.readouterr().out.splitlines() == told
    assert not (validating / "responses.json").exists()


@pytest.mark.parametrize("name", ANSWERS)
def test_validate_is_content_with_an_answer_right_or_wrong(
    validating: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    said = []
    for answer in (ANSWERS[name].right[0], ANSWERS[name].wrong[0]):
        Store.at(validating, "exam").save(name, Entry(answer))
        if name == "ex-case" and len(answer) < 3:
            continue
        ask(name)
        said.append(capsys.readouterr().out)
    assert len(set(said)) == 1
    assert said[0].endswith("is answered.\n")


@pytest.mark.parametrize("answer", ["  ", "", None, [], {}])
def test_validate_takes_nothing_for_no_answer(validating: Path, answer: Any) -> None:
    Store.at(validating, "exam").save("ex-word", Entry(answer))
    with pytest.raises(NotAnsweredError, match="is not answered yet"):
        ask("ex-word")


@pytest.mark.parametrize("name", ["ex-match", "ex-class"])
def test_validate_takes_rows_put_back_to_nothing_for_no_answer(validating: Path, name: str) -> None:
    Store.at(validating, "exam").save(name, Entry({"a": "", "b": ""}))
    with pytest.raises(NotAnsweredError, match="is not answered yet"):
        ask(name)


@pytest.mark.parametrize("name", ["ex-match", "ex-class"])
def test_validate_counts_the_rows_that_wait(validating: Path, name: str) -> None:
    answer = dict(ANSWERS[name].right[0])
    answer.pop(next(iter(answer)))
    Store.at(validating, "exam").save(name, Entry(answer))
    with pytest.raises(NotAnsweredError, match=r"1 of \d rows have no choice yet"):
        ask(name)


def test_validate_names_the_part_of_a_case_that_waits(validating: Path) -> None:
    Store.at(validating, "exam").save("ex-case", Entry({"ex-case-1": False, "ex-case-3": "k"}))
    with pytest.raises(NotAnsweredError, match="Question 13, part 2, is not answered yet"):
        ask("ex-case")


def test_validate_names_a_number_that_cannot_be_read(validating: Path) -> None:
    Store.at(validating, "exam").save("ex-number", Entry("1,375"))
    with pytest.raises(NotAnsweredError, match=r"Question 7: .*comma.* not count"):
        ask("ex-number")


def test_validate_names_a_number_within_a_case_that_cannot_be_read(validating: Path) -> None:
    answer = {"ex-case-1": False, "ex-case-2": "1,025", "ex-case-3": "k"}
    Store.at(validating, "exam").save("ex-case", Entry(answer))
    with pytest.raises(NotAnsweredError, match="comma"):
        ask("ex-case")


def test_what_validate_shows_is_a_line_for_each_question() -> None:
    said = ["Question 1 waits.", "Question 2 waits."]
    assert NotAnsweredError("\n".join(said))._render_traceback_() == said


@pytest.mark.usefixtures("assignment")
def test_running_the_notebook_never_grades_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An output or silence would score full marks in nbgrader; only an error scores nothing."""
    Store.at(Path.cwd(), "exam").save("ex-single", Entry("b"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    for name in ("ex-single", "ex-off", "no-such-question"):
        with pytest.raises(NotAnsweredError, match="graded by reading its answer"):
            ask(name)


def test_an_assignment_of_a_newer_version_is_told(assignment: Path, shown: list[Any]) -> None:
    path = assignment / "questions.json"
    data = json.loads(path.read_text())
    data["questions"][0]["type"] = "hotspot"
    path.write_text(json.dumps(data))
    ask("ex-off")
    assert len(shown) == 1
    assert "questions.json, question 'ex-single': unknown type 'hotspot'" in shown[0]
    assert "install a newer imuran-edu" in shown[0]
