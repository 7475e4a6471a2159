"""The widget: one model for a quiz or a graded question, and the text that stands in for it."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython import get_ipython
from IPython.display import DisplayHandle, display

from imuran_edu.answers import Store
from imuran_edu.questions.page import fallback
from imuran_edu.widgets.session import Message, Session

STATIC = Path(__file__).with_name("static")  # built from js/ and questions/types

_shown: dict[tuple[str, str], anywidget.AnyWidget] = {}


class QuizWidget(anywidget.AnyWidget):
    """Questions on the page.

    Its traits are what a page needs to draw everything anew (after a reload, say). While it lives,
    changes travel as messages: an answer's echo would otherwise carry the whole quiz.
    """

    _esm = STATIC.joinpath("quiz.js").read_text(encoding="utf-8")
    _css = STATIC.joinpath("quiz.css").read_text(encoding="utf-8")
    mode = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    introduction = traitlets.Unicode().tag(sync=True)
    questions: Any = traitlets.List().tag(sync=True)
    states: Any = traitlets.Dict().tag(sync=True)
    notice: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session, **traits: Any) -> None:
        self.session = session
        self.handle: DisplayHandle | None = None
        super().__init__(states=session.states, notice=session.notice, **traits)
        self.on_msg(self._receive)

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        self.session.receive(content, self._say)
        if self.handle is not None and isinstance(content, dict) and content.get("type") != "hint":
            self.handle.update({"text/html": self._fallback()}, raw=True)

    def _say(self, message: Message) -> None:
        # in place, so that nothing is synced twice, yet a reloaded page finds it
        match message["type"]:
            case "state":
                self.states[message["id"]] = message["state"]
            case "saved":
                if message["saved"] is not None:
                    self.states[message["id"]] = self.session.state(message["id"])
            case "notice":
                self.notice.update(message["notice"])
            case "reset":
                self._trait_values["questions"] = message["questions"]
                self._trait_values["states"] = message["states"]
        self.send(message)

    def reload(self) -> None:
        """Draw the quiz anew from the answers that are in its folder now."""
        self.session.redraw(self._say)
        if self.handle is not None:
            self.handle.update({"text/html": self._fallback()}, raw=True)

    def _fallback(self) -> str:
        questions = {question["id"]: question["number"] for question in self.questions}
        texts = (
            fallback(self.session.views[name], number, self.states[name])
            for name, number in questions.items()
        )
        return f"<div class='imuran-static'>{''.join(texts)}</div>"


def show(
    session: Session,
    questions: list[dict[str, Any]],
    mode: str,
    title: str = "",
    introduction: str = "",
) -> None:
    """Display a widget, with the text that stands in for it where widgets cannot run."""
    widget = QuizWidget(
        session, mode=mode, title=title, introduction=introduction, questions=questions
    )
    close_previous(widget, questions[0]["id"])
    display(widget)
    widget.handle = display(
        {"text/html": widget._fallback(), "text/plain": title or "A question"},
        raw=True,
        display_id=True,
    )


def close_previous(widget: anywidget.AnyWidget, name: str) -> None:
    """Close the widget that this cell showed when it last ran, so that none pile up."""
    shell = get_ipython()
    parent = shell.get_parent() if shell and hasattr(shell, "get_parent") else {}
    cell = parent.get("metadata", {}).get("cellId")
    if not cell:
        return
    if former := _shown.get((cell, name)):
        former.close()
    _shown[cell, name] = widget


def refresh_quizzes(store: Store) -> None:
    """Draw every quiz of this kernel anew whose answers lie in that store."""
    for widget in _shown.values():
        if isinstance(widget, QuizWidget) and widget.session.store is store:
            widget.reload()


def show_problem(text: str) -> None:
    """Display one line that says why there is nothing to answer here."""
    html = f"<p role='alert'><strong>This cannot be shown.</strong> {escape(text)}</p>"
    display({"text/html": html, "text/plain": text}, raw=True)
