"""The addresses below `/imuran-edu/` and what answers at them.

A further route is a line of `ROUTES`. Its handler is a `CourseHandler`, whose methods carry
`@web.authenticated`.
"""

from __future__ import annotations

from typing import Any, Final

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join

PREFIX: Final = "imuran-edu"


class CourseHandler(APIHandler):
    """Answers with JSON. Who may ask is Jupyter's to say, and so is which files can be named."""


ROUTES: Final[list[tuple[str, type[CourseHandler]]]] = []
"""Pattern of the address below `/imuran-edu/`, and its handler."""


def add_routes(server: Any, routes: list[tuple[str, type[CourseHandler]]]) -> None:
    """Add routes to a server that is starting.

    Args:
        server: Jupyter's `ServerApp`.
        routes: as `ROUTES`.
    """
    base = server.web_app.settings["base_url"]
    listed = [(url_path_join(base, PREFIX, pattern), handler) for pattern, handler in routes]
    server.web_app.add_handlers(".*$", listed)
