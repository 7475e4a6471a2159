"""The widget between page and session, and the text that stands in for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.widgets import quiz_widget
from imuran_edu.widgets.practice import PracticeSession
from tests.core.test_markup import harmless
from tests.widgets.kit import graded, practice


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
    session = practice(inside.parent).session
    assert isinstance(session, PracticeSession)
    quiz_widget.show(session, session.front(), "practice", "A title")
    shown: quiz_widget.QuizWidget = displayed[0]
    return shown


def test_a_widget_and_its_text_are_shown(
    made: quiz_widget.QuizWidget, displayed: list[Any]
) -> None:
    assert (made.mode, made.title) == ("practice", "A title")
    assert made.states == made.session.states
    text = displayed[1]
    assert "Which organ wakes" in text["text/html"]
    assert "SECRET" not in text["text/html"]
    assert text["text/plain"] == "A title"
    harmless(text["text/html"])


def test_what_a_page_finds_after_a_reload_is_what_was_told(made: quiz_widget.QuizWidget) -> None:
    sent: list[Any] = []
    made.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
    made._receive(made, {"type": "check", "id": "pr-single", "answer": "a"}, [])
    assert [message["type"] for message in sent] == ["state", "saved"]
    assert made.states["pr-single"] == made.session.state("pr-single")
    assert made.states["pr-single"]["feedback"]["status"] == "wrong"
    assert made.handle is not None
    assert "<em>Saved answer:</em> The spleen alone" in made.handle.html  # type: ignore[attr-defined]
    before = list(made.questions)
    made._receive(made, {"type": "restart"}, [])
    assert made.questions == made.session.front()  # type: ignore[attr-defined]
    assert made.questions != before
    assert made.states == made.session.states


def test_odd_messages_do_no_harm(made: quiz_widget.QuizWidget) -> None:
    for content in (None, 3, [], {}, {"type": 5}, {"id": {}}, {"type": "check", "id": "none"}):
        made._receive(made, content, [])
    assert made.states == made.session.states


def test_a_graded_widget_holds_nothing_of_the_keys(tmp_path: Path, displayed: list[Any]) -> None:
    from imuran_edu.questions.page import front_view

    session = graded(tmp_path).session
    fronts = [
        front_view(view, str(number), session.seed)
        for number, view in enumerate(session.views.values(), 1)
    ]
    quiz_widget.show(session, fronts, "graded")
    shown = displayed[0]
    state = {name: shown.get_state()[name] for name in ("questions", "states", "notice")}
    for text in (json.dumps(state), displayed[1]["text/html"]):
        for secret in ("SECRET", "137.5", "TPMT-9"):
            assert secret not in text


def test_a_problem_is_shown_as_text(displayed: list[Any]) -> None:
    quiz_widget.show_problem("no <b>bank</b>")
    (shown,) = displayed
    assert "no &lt;b&gt;bank&lt;/b&gt;" in shown["text/html"]
    assert "role='alert'" in shown["text/html"]
    assert shown["text/plain"] == "no <b>bank</b>"
