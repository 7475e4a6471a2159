"""What Jupyter's server does for the course: the page of a lesson, and the answers given on it.

Installing the package switches it on, by `etc/jupyter/jupyter_server_config.d/imuran-edu.json`.
Every route asks for Jupyter's own sign-in, and what reads the course is imported once the server
has started.
"""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter's server which module to load."""
    return [{"module": "imuran_edu.server.extension"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the course's routes.

    Args:
        server: Jupyter's `ServerApp`.
    """
    from imuran_edu.server.extension.routes import ROUTES, add_routes

    add_routes(server, ROUTES)
