"""The gradebook's file: whether it is there, and what is wrong with it in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse

_SQLITE = "sqlite:///"


def require_gradebook(url: str) -> None:
    """Make sure that there is a gradebook, for nbgrader would make an empty one.

    Raises:
        GradingError: there is none.
    """
    path = Path(url.removeprefix(_SQLITE))
    if url.startswith(_SQLITE) and not path.exists():
        raise GradingError(
            f"{path}: there is no gradebook yet; build an assignment and make it with: "
            "nbgrader generate_assignment"
        )


@contextmanager
def plain_errors(url: str) -> Iterator[None]:
    """Say in one line what is wrong with the gradebook that is used within a `with` block.

    Raises:
        GradingError: in place of an error of the database.
    """
    try:
        yield
    except SQLAlchemyError as error:
        cause = _cause(str(getattr(error, "orig", None) or error))
        raise GradingError(f"{_name(url)}: {cause}") from None


@contextmanager
def gradebook_errors(course: Path, assignment: str) -> Iterator[None]:
    """Make sure that a course has a gradebook, and say in one line what is wrong with it.

    Args:
        course: folder with `nbgrader_config.py`.
        assignment: name of the assignment.

    Raises:
        GradingError: in place of an error of the database, or there is no gradebook.
    """
    url = str(NbgraderCourse(course, assignment, "Autograde").coursedir.db_url)
    require_gradebook(url)
    with plain_errors(url):
        yield


def _name(url: str) -> str:
    if url.startswith(_SQLITE):
        return url.removeprefix(_SQLITE)
    return make_url(url).render_as_string(hide_password=True)


def _cause(text: str) -> str:
    line = next(iter(text.strip().splitlines()), "")
    if "locked" in line or "busy" in line:
        return (
            "another program is writing to the gradebook; wait until it has ended, then give the "
            "command again"
        )
    if "no such column" in line or "no such table" in line or "does not exist" in line:
        return f"was made by another version of nbgrader ({line}); run: nbgrader db upgrade"
    if "not a database" in line or "malformed" in line or "encrypted" in line:
        return (
            f"is no gradebook or is damaged ({line}); put back a copy, such as a gradebook.db.* "
            "that nbgrader kept, then grade again"
        )
    return f"the gradebook cannot be used: {line}"
