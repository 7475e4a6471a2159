"""The progress card: one file to take along, a code to type, and the way back."""

from __future__ import annotations

from html import escape
from typing import Any

import traitlets
from IPython.display import display

from imuran_edu.core import InputError
from imuran_edu.core.words import _, ngettext
from imuran_edu.widgets.page_script import STATIC, script
from imuran_edu.widgets.progress_controller import ProgressController
from imuran_edu.widgets.quiz_widget import (
    CourseWidget,
    close_previous,
    keeper_of,
    refresh_quizzes,
    show_problem,
    stand_in,
)
from imuran_edu.widgets.readers import store_here
from imuran_edu.widgets.session import Message


class ProgressWidget(CourseWidget):
    """The card on the page. Its one trait is what it shows; the rest travels as messages."""

    _esm = script("progress.js")
    _css = STATIC.joinpath("progress.css").read_text(encoding="utf-8")
    view: Any = traitlets.Dict().tag(sync=True)
    keeper = traitlets.Unicode().tag(sync=True)

    def __init__(self, controller: ProgressController) -> None:
        self.controller = controller
        super().__init__(view=controller.view(), keeper=keeper_of(controller.store))
        self.on_msg(self._receive)

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        try:
            changed = self.controller.receive(content, self._say)
        except (InputError, OSError) as error:  # a bank that an author is editing, say
            self._say({"type": "said", "level": "error", "text": str(error)})
            return
        if changed:
            refresh_quizzes(self.controller.store)

    def _say(self, message: Message) -> None:
        if message["type"] == "view":
            self.view = message["view"]
        else:
            self.send(message)


def progress() -> None:
    """Show where the learner stands, with the file and the code that carry it elsewhere."""
    try:
        widget = ProgressWidget(ProgressController(store_here()))
    except (InputError, OSError) as error:
        show_problem(str(error))
        return
    close_previous(widget, "progress")
    display(widget)
    display({"text/html": fallback(widget.view), "text/plain": _("Your progress")}, raw=True)


def fallback(view: dict[str, Any]) -> str:
    """Return the card as plain HTML, for pages on which widgets cannot run."""
    rows = "".join(
        f"<li>{escape(each['title'])}: {_lesson_words(each)}</li>" for each in view["lessons"]
    )
    code = f"<p>{_('Resume code:')} <code>{escape(view['code'])}</code></p>" if view["code"] else ""
    sum_of = ngettext(
        "{mastered} of {n} question mastered.",
        "{mastered} of {n} questions mastered.",
        view["of"],
        mastered=view["mastered"],
    )
    title = f"<p><strong>{_('Your progress')}</strong>: {sum_of}</p>"
    return stand_in("progress", f"{title}<ul>{rows}</ul>{code}")


def _lesson_words(lesson: dict[str, Any]) -> str:
    counts = {"mastered": lesson["mastered"], "all": lesson["of"], "learning": lesson["learning"]}
    if lesson["done"]:
        return _("{mastered} of {all} mastered, {learning} learning; done", **counts)
    return _("{mastered} of {all} mastered, {learning} learning", **counts)
