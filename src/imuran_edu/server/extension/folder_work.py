"""What a page asks of the answers beside a notebook, done with the store that kernels use.

Importing this imports the course; `answers.py` does so when it is first asked for something.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tornado import web

from imuran_edu.answers import NotSavedError
from imuran_edu.answers.durable_file import file_state
from imuran_edu.answers.folder_id import folder_id
from imuran_edu.answers.responses_file import FILE_NAME, read_file
from imuran_edu.core import find_data
from imuran_edu.core.words import N_, _
from imuran_edu.widgets.course_session import CourseSession
from imuran_edu.widgets.lesson_session import as_message, lesson_session
from imuran_edu.widgets.progress_controller import ProgressController
from imuran_edu.widgets.session import Message, Session

OTHER_FOLDER: Final = N_(
    "Another folder has come to the place of the one that this page was opened in. Reload the page."
)

_sessions: dict[Path, tuple[object, Session]] = {}


def look(notebook: Path, since: str) -> Message | None:
    """Return what the store holds; None if that is what the page has heard (`since`)."""
    if since and file_state(notebook.parent) == since:
        return None
    return as_message(_session(notebook))


def save(notebook: Path, body: Message) -> Message:
    """Keep the parcel of a page; return what the store holds then, and what went wrong.

    Raises:
        web.HTTPError: the page was opened in another folder.
    """
    session = _session(notebook)
    folder, parcel = body.get("folder"), body.get("parcel")
    if folder and folder != folder_id(notebook.parent):
        raise web.HTTPError(409, _(OTHER_FOLDER))
    problem = ""
    try:
        session.save(parcel if isinstance(parcel, dict) else {})
    except NotSavedError as error:
        problem = str(error)
    return {**as_message(session), "problem": problem}


def _session(notebook: Path) -> Session:
    """Return the session of a notebook: the same while it, the banks and the seed are the same."""
    banks = find_data("quizzes", "practice", start=notebook.parent)
    questions = notebook.with_name("questions.json")
    watched = [notebook, *sorted(banks.glob("*.yaml")), *([questions] * questions.exists())]
    seed = read_file(notebook.with_name(FILE_NAME)).responses.seed
    key = (seed, *((path, path.stat().st_mtime_ns) for path in watched))
    known = _sessions.get(notebook)
    if known and known[0] == key:
        return known[1]
    session = lesson_session(notebook)
    _sessions[notebook] = (key, session)
    return session


def card(notebook: Path) -> ProgressController:
    """Return the progress card of the folder of a notebook."""
    return ProgressController(_session(notebook).store)


def course(notebook: Path) -> CourseSession:
    """Return the whole course, for the learner of the folder of a notebook."""
    return CourseSession(_session(notebook).store)
