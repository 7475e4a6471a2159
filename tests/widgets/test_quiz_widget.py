"""The widget between page and session, and the text that stands in for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.widgets import quiz, quiz_widget
from tests.core.test_markup import harmless
from tests.widgets.kit import graded


class Handle:
    """Stands for the place on the page where the text stands in."""

    def __init__(self) -> None:
        self.html = ""

    def update(self, data: dict[str, str], raw: bool) -> None:
        assert raw
        self.html = data["text/html"]


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    seen: list[Any] = []

    def display(thing: Any, raw: bool = False, display_id: bool = False) -> Handle | None:
        seen.append(thing)
        return Handle() if display_id else None

    monkeypatch.setattr(quiz_widget, "display", display)
    return seen


@pytest.fixture
def made(inside: Path, displayed: list[Any]) -> quiz_widget.QuizWidget:
    """A practice quiz as its cell shows it."""
    quiz("doses")
    shown: quiz_widget.QuizWidget = displayed[0]
    return shown


def test_a_widget_and_its_text_are_shown(
    made: quiz_widget.QuizWidget, displayed: list[Any]
) -> None:
    assert (made.mode, made.title) == ("practice", "A bank for tests")
    assert made.loaded == made.session.loaded
    text = displayed[1]
    assert "Which organ wakes" in text["text/html"]
    assert "SECRET" not in text["text/html"]
    assert text["text/plain"] == "A bank for tests"
    harmless(text["text/html"])


def test_why_there_is_only_text_is_said_once(
    inside: Path, displayed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiz_widget, "_first", [])
    quiz("doses")
    quiz("doses")  # the same cell, run again
    monkeypatch.setattr(quiz_widget, "_first", ["of another quiz"])
    quiz("doses")
    texts = [each["text/html"] for each in displayed if isinstance(each, dict)]
    assert [text.count("imuran-edu lab") for text in texts] == [1, 1, 0]


def test_what_a_page_finds_after_a_reload_is_what_was_saved(made: quiz_widget.QuizWidget) -> None:
    sent: list[Any] = []
    made.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
    entries = {"pr-single": {"answer": "a", "checked": ["pr-single"]}}
    made._receive(made, {"type": "save", "number": "p-1", "parcel": {"entries": entries}}, [])
    assert [message["type"] for message in sent] == ["saved"]
    assert made.get_state()["loaded"] == made.session.loaded
    assert made.loaded["entries"]["pr-single"]["answer"] == "a"
    assert "<em>Saved answer:</em> The spleen alone" in made.handle.html  # type: ignore[union-attr]
    made.reload()
    assert [message["type"] for message in sent] == ["saved", "changed"]


def test_odd_messages_do_no_harm(made: quiz_widget.QuizWidget) -> None:
    for content in (None, 3, [], {}, {"type": 5}, {"id": {}}, {"type": "save", "parcel": 5}):
        made._receive(made, content, [])
    assert made.loaded == made.session.loaded


def test_a_graded_widget_holds_nothing_of_the_keys(tmp_path: Path, displayed: list[Any]) -> None:
    from imuran_edu.questions.page import front_view

    session = graded(tmp_path).session
    fronts = [
        front_view(view, str(number), session.seed)
        for number, view in enumerate(session.views.values(), 1)
    ]
    quiz_widget.show(session, fronts, "graded")
    shown = displayed[0]
    state = {name: shown.get_state()[name] for name in ("questions", "loaded")}
    for text in (json.dumps(state), displayed[1]["text/html"]):
        for secret in ("SECRET", "137.5", "TPMT-9"):
            assert secret not in text


def test_a_problem_is_shown_as_text(displayed: list[Any]) -> None:
    quiz_widget.show_problem("no <b>bank</b>")
    (shown,) = displayed
    assert "no &lt;b&gt;bank&lt;/b&gt;" in shown["text/html"]
    assert "role='alert'" in shown["text/html"]
    assert shown["text/plain"] == "no <b>bank</b>"
