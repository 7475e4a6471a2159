"""The widget: one model for a quiz or a graded question, and the text that stands in for it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import anywidget
import traitlets
from IPython import get_ipython
from IPython.display import DisplayHandle, display

from imuran_edu.answers import Store
from imuran_edu.answers.memory_store import MemoryStore
from imuran_edu.core.words import _
from imuran_edu.questions.page import fallback
from imuran_edu.widgets.page_script import next_module, shipped
from imuran_edu.widgets.session import Message, Session

_shown: dict[tuple[str, str], anywidget.AnyWidget] = {}
_first: list[str] = []  # id of the first practice question that this kernel showed


class CourseWidget(anywidget.AnyWidget):
    """A widget of the course: where none can run, only the text that stands in for it is shown."""

    def __repr__(self) -> str:
        return ""  # such a page would show it above that text


class QuizWidget(CourseWidget):
    """Questions on the page.

    Its traits are what a page needs to draw everything anew (after a reload, say). After that,
    changes travel as messages: an answer's echo would otherwise carry the whole quiz.
    """

    mode = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    introduction = traitlets.Unicode().tag(sync=True)
    round_id = traitlets.Unicode().tag(sync=True)
    lesson: Any = traitlets.Dict().tag(sync=True)
    questions: Any = traitlets.List().tag(sync=True)
    loaded: Any = traitlets.Dict().tag(sync=True)
    keeper = traitlets.Unicode().tag(sync=True)

    def __init__(self, session: Session, **traits: Any) -> None:
        self.session = session
        self._esm = next_module()
        self.handle: DisplayHandle | None = None
        keeper = keeper_of(session.store)
        super().__init__(loaded=session.loaded, keeper=keeper, **traits)
        self.on_msg(self._receive)

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        if isinstance(content, dict) and content.get("type") == "script":
            self.send({"type": "script", **shipped()})
        else:
            self.session.receive(content, self._say)

    def _say(self, message: Message) -> None:
        # the page first: a student waits for it. In place, so that nothing is synced twice, yet a
        # reloaded page finds it
        self.send(message)
        self.loaded.update(self.session.loaded)
        if self.handle is not None:
            self.handle.update({"text/html": self._fallback()}, raw=True)

    def reload(self) -> None:
        """Show the answers that are in the folder now."""
        self.session.tell(self._say)

    def _fallback(self) -> str:
        texts = (
            fallback(
                self.session.views[question["id"]],
                question["number"],
                self.session.shown_state(question["id"]),
                question["key"]["rationale"] if question.get("predict") else "",
            )
            for question in self.questions
        )
        name = self.questions[0]["id"]
        told = self.mode == "practice" and (_first or [name])[0] == name
        return stand_in(name, (text_alone() if told else "") + "".join(texts))


def show(
    session: Session,
    questions: list[dict[str, Any]],
    mode: str,
    title: str = "",
    introduction: str = "",
    round_id: str = "",
    lesson: Mapping[str, Any] = {},
) -> None:
    """Display a widget, with the text that stands in for it where widgets cannot run."""
    traits = {"title": title, "introduction": introduction, "round_id": round_id}
    if mode == "practice" and not _first:
        _first.append(questions[0]["id"])
    widget = QuizWidget(session, mode=mode, questions=questions, lesson=dict(lesson), **traits)
    close_previous(widget, questions[0]["id"])
    display(widget)
    widget.handle = display(
        {"text/html": widget._fallback(), "text/plain": title or _("A question")},
        raw=True,
        display_id=True,
    )


def keeper_of(store: Store) -> str:
    """Return who keeps the answers: `"folder"`, or where a folder has many readers `"browser"`."""
    return "browser" if isinstance(store, MemoryStore) else "folder"


def stand_in(name: str, html: str) -> str:
    """Return what stands for a widget where none can run; one that runs hides it by its name."""
    return f"<div class='imuran-static' data-for='{escape(name)}'>{html}</div>"


def text_alone() -> str:
    """Return the line that says, above the first text that stands in, why there is only text."""
    line = _(
        "Here the questions are text alone: this page runs no widgets, or its Jupyter is another "
        "than the course's. {command} opens the course as it is meant.",
        command="<code>imuran-edu lab</code>",
    )
    return f"<p><em>{line}</em></p>"


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
    failed = _("This cannot be shown.")
    html = f"<p role='alert'><strong>{failed}</strong> {escape(text)}</p>"
    display({"text/html": html, "text/plain": text}, raw=True)
