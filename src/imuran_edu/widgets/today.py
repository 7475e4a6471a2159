"""Today: what is due, a mock exam, the picture of what is mastered, notes and flags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets
from IPython.display import display

from imuran_edu.answers import Store
from imuran_edu.core import InputError
from imuran_edu.core.words import _
from imuran_edu.widgets.course_session import CourseSession
from imuran_edu.widgets.page_script import STATIC, script
from imuran_edu.widgets.quiz_widget import CourseWidget, close_previous, show_problem, stand_in
from imuran_edu.widgets.readers import many_readers


class TodayWidget(CourseWidget):
    """Today on the page. It asks for all that it shows, by messages."""

    _esm = script("today.js")
    _css = STATIC.joinpath("today.css").read_text(encoding="utf-8")
    loaded: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, session: CourseSession) -> None:
        self.session = session
        super().__init__(loaded=session.loaded)
        self.on_msg(self._receive)

    def _receive(self, _: Any, content: Any, __: Any) -> None:
        try:
            self.session.receive(content, self.send)
        except (InputError, OSError) as error:  # a bank that an author is editing, say
            self.send({"type": "broken", "problem": str(error)})


def today() -> None:
    """Show what is due today, and what the learner has reached."""
    if many_readers():
        show_problem(_("Today needs a folder of your own: open the course in Jupyter."))
        return
    try:
        widget = TodayWidget(CourseSession(Store.at(Path.cwd())))
    except (InputError, OSError) as error:
        show_problem(str(error))
        return
    close_previous(widget, "today")
    display(widget)
    text = _("What is due today is shown where the page's script runs.")
    static = stand_in("today", f"<p><strong>{_('Today')}</strong>: {text}</p>")
    display({"text/html": static, "text/plain": _("Today")}, raw=True)
