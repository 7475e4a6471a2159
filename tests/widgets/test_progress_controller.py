"""The progress card by messages: what it shows, writes, takes in and refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.answers import FILE_NAME, Entry, Store, read_responses
from imuran_edu.answers.progress_file import write_progress
from imuran_edu.answers.question_order import load_register
from imuran_edu.questions import load_bank, public_view
from imuran_edu.widgets import course_index, progress_controller
from imuran_edu.widgets.progress_controller import ProgressController
from imuran_edu.widgets.session import Session
from tests.widgets.kit import Page


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Each checkout has its own questions."""
    caches = (
        load_register,
        progress_controller.course_questions,
        course_index.course_banks,
    )
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


def send(desk: ProgressController, kind: str, text: str | None = None) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []
    desk.receive({"type": kind, **({"text": text} if text is not None else {})}, heard.append)
    return heard


def told(heard: list[dict[str, Any]]) -> tuple[str, str]:
    return next((each["level"], each["text"]) for each in heard if each["type"] == "said")


def answered(inside: Path, *attempts: str) -> ProgressController:
    """Answer and check a question rightly, in the quiz of this folder, as version 0.1.0 did."""
    bank = load_bank(inside.parent / "quizzes" / "practice" / "doses.yaml")
    page = Page(Session([public_view(each) for each in bank.questions], Store(inside)))
    assert not page.save("pr-word", "TPMT-9", checked=["pr-word"])["problem"]
    if attempts:
        Store(inside).save("other", Entry(None, attempts=attempts))
    return ProgressController(Store(inside))


def test_nothing_answered_needs_no_bank(inside: Path) -> None:
    view = ProgressController(Store(inside)).view()
    assert (view["mastered"], view["done"], view["code"], view["answers"]) == (0, 0, "", 0)
    assert view["of"] == len(load_register().questions)
    assert progress_controller.course_questions.cache_info().misses == 0
    assert not (inside / FILE_NAME).exists()


def test_what_is_mastered_is_counted(inside: Path) -> None:
    assert answered(inside).view()["learning"] == 1
    again = "2099-11-28T04:12:33Z 2099-11-28 pr-word 1 - 12 -"
    view = answered(inside, again).view()
    assert (view["mastered"], view["learning"]) == (1, 0)
    assert [lesson["title"] for lesson in view["lessons"]] == ["On doses"]
    assert view["code"]


def test_the_file_of_one_folder_is_taken_by_another(inside: Path, tmp_path: Path) -> None:
    file = send(answered(inside), "download")[0]
    assert file["name"].startswith("imuran-progress-")
    other = tmp_path / "other"
    other.mkdir()
    desk = ProgressController(Store(other))
    heard = send(desk, "restore", file["text"])
    assert told(heard)[0] == "info"
    assert heard[0]["view"]["learning"] == 1
    assert read_responses(other / FILE_NAME)[0].answers == (
        read_responses(inside / FILE_NAME)[0].answers
    )
    # the times of saving came along, so the file has nothing new for where it was made
    before = (inside / FILE_NAME).read_bytes()
    level, text = told(send(ProgressController(Store(inside)), "restore", file["text"]))
    assert (level, "is here already" in text) == ("error", True)
    assert (inside / FILE_NAME).read_bytes() == before


def test_an_older_file_changes_nothing(inside: Path) -> None:
    desk = answered(inside)
    file = send(desk, "download")[0]["text"]
    Store(inside).save("pr-word", Entry("later"))
    before = (inside / FILE_NAME).read_bytes()
    level, text = told(send(desk, "restore", file))
    assert level == "error"
    assert "older than what is here: 1 answer of it changed here since" in text
    assert (inside / FILE_NAME).read_bytes() == before


def test_a_damaged_file_here_is_kept_aside(inside: Path) -> None:
    file = send(answered(inside), "download")[0]["text"]
    (inside / FILE_NAME).write_text("{")
    assert told(send(ProgressController(Store(inside)), "restore", file))[0] == "info"
    assert [path.read_text() for path in inside.glob("responses-damaged-*.json")] == ["{"]
    assert "pr-word" in read_responses(inside / FILE_NAME)[0].answers


def test_a_folder_that_cannot_be_written_says_so(
    inside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = send(answered(inside), "download")[0]["text"]
    other = tmp_path / "gone"
    level, text = told(send(ProgressController(Store(other)), "restore", file))
    assert level == "error"
    assert "Not saved" in text


def test_too_much_together_changes_nothing(inside: Path) -> None:
    from datetime import UTC, datetime

    desk = answered(inside)
    before = (inside / FILE_NAME).read_bytes()
    long = {f"old-{n}": Entry("x" * 1000) for n in range(2500)}
    level, text = told(send(desk, "restore", write_progress(long, datetime.now(UTC))))
    assert level == "error"
    assert "too long for one file" in text
    assert (inside / FILE_NAME).read_bytes() == before


def test_a_code_is_added_and_a_wrong_one_refused(inside: Path, tmp_path: Path) -> None:
    code = answered(inside).view()["code"]
    other = tmp_path / "other"
    other.mkdir()
    desk = ProgressController(Store(other))
    assert told(send(desk, "code", "7" + code))[0] == "error"
    assert not (other / FILE_NAME).exists()
    level, text = told(send(desk, "code", code.lower()))
    assert (level, "what is due starts anew" in text) == ("info", True)
    assert desk.view()["learning"] == 1
    assert ProgressController(Store(other)).view()["code"] == code


def test_on_binder_it_warns(inside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ProgressController(Store(inside)).view()["away"] == ""
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    assert "deletes everything" in ProgressController(Store(inside)).view()["away"]


def test_a_lesson_is_done_when_all_of_it_was_checked(inside: Path) -> None:
    given = {name: Entry("?", checked=(name,)) for name in load_register().questions}
    Store(inside).save_all(given)
    questions = progress_controller.course_questions()
    view = ProgressController(Store(inside)).view()
    assert view["mastered"] < len(questions)
    assert view["done"] == 0  # answers that cannot be read, and cases, were never judged


@given(
    st.dictionaries(
        st.sampled_from(["type", "text", "id"]),
        st.sampled_from(["look", "download", "restore", "code", "x", "{}", None, 3, ["a"]]),
    )
)
def test_no_message_raises(tmp_path_factory: pytest.TempPathFactory, message: Any) -> None:
    desk = ProgressController(Store(tmp_path_factory.mktemp("any")))
    desk.receive(message, lambda _: None)
    desk.receive([message], lambda _: None)
    assert json.dumps(desk.view())
