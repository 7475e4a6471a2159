"""The addresses below `/imuran-edu/` and what answers at them.

A further route is a line of `ROUTES`; its handler's methods carry `@web.authenticated`.
"""

from __future__ import annotations

from importlib import import_module
from threading import Thread
from typing import Any, Final

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join

from imuran_edu.server.extension.answers import AnswersHandler, CourseHandler, ProgressHandler
from imuran_edu.server.extension.hand_in import HandInHandler
from imuran_edu.server.extension.lesson import (
    CourseTextHandler,
    LessonHandler,
    OutlineHandler,
    RestoreHandler,
)

PREFIX: Final = "imuran-edu"
PATH: Final = r"(.+\.ipynb)"

ROUTES: Final[list[tuple[str, type[APIHandler]]]] = [
    (rf"answers/{PATH}", AnswersHandler),
    (rf"course/{PATH}", CourseHandler),
    (rf"hand-in/{PATH}", HandInHandler),
    (rf"lesson/{PATH}", LessonHandler),
    (rf"progress/{PATH}", ProgressHandler),
    (rf"restore/{PATH}", RestoreHandler),
    ("course-text", CourseTextHandler),
    ("outline", OutlineHandler),
]
"""Pattern of the address below `/imuran-edu/`, and its handler."""


def add_routes(server: Any, routes: list[tuple[str, type[APIHandler]]]) -> None:
    """Add routes to a server that is starting, and let it read the course once it has started.

    Args:
        server: Jupyter's `ServerApp`.
        routes: as `ROUTES`.
    """
    base = server.web_app.settings["base_url"]
    listed = [(url_path_join(base, PREFIX, pattern), handler) for pattern, handler in routes]
    server.web_app.add_handlers(".*$", listed)
    reading = Thread(target=read_course, name="imuran-edu", daemon=True)
    server.io_loop.call_later(0, reading.start)  # the first answers come before that


def read_course() -> None:
    """Read what every lesson needs, so that the first one need not wait for it."""
    from imuran_edu.core.markup import lesson_html

    lesson_html("$x$")
    import_module("imuran_edu.widgets.lesson_page")
    import_module("imuran_edu.server.extension.folder_work")
    from imuran_edu.widgets.evidence_views import register

    register()
