"""The answers beside a notebook of the course, read and written by Jupyter's server.

It is the same store that a kernel uses (`answers/store.py`), so both may write at once.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from imuran_edu.answers import NotSavedError
from imuran_edu.answers.durable_file import file_state
from imuran_edu.answers.folder_id import folder_id
from imuran_edu.answers.responses_file import FILE_NAME, read_file
from imuran_edu.core import InputError, find_data
from imuran_edu.core.words import N_, _
from imuran_edu.server.extension.place import RefusedPathError, find_notebook
from imuran_edu.widgets.course_session import CourseSession
from imuran_edu.widgets.lesson_session import NotOursError, as_message, lesson_session
from imuran_edu.widgets.progress_controller import ProgressController
from imuran_edu.widgets.session import Message, Session, progress_file, read_quietly

MAX_BODY: Final = 2_000_000  # bytes; a folder's answers may not take more
OTHER_FOLDER: Final = N_(
    "Another folder has come to the place of the one that this page was opened in. Reload the page."
)

_lock = threading.Lock()  # one store, one writer
_sessions: dict[Path, tuple[object, Session]] = {}


class AnswersHandler(APIHandler):
    """`answers/PATH`: what the store holds of a notebook, and what a page brings."""

    auth_resource = "contents"

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Answer what the store holds; 204 if that is what the page has heard (`since`)."""
        self._track_activity = False  # an open page is no sign that somebody is there
        notebook, since = self.notebook(path), self.get_query_argument("since", "")
        told = await self.do(lambda: _look(notebook, since))
        if told is None:
            self.set_status(204)
            self.finish()
        else:
            self.finish(told)

    @web.authenticated
    @authorized
    async def put(self, path: str) -> None:
        """Keep a parcel; answer what the store holds then."""
        notebook, body = self.notebook(path), self.body()
        self.finish(await self.do(lambda: _save(notebook, body)))

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Answer with a progress file of the entries that a page sends."""
        entries = self.body().get("entries")
        known = read_quietly(entries if isinstance(entries, dict) else {})
        self.finish(progress_file(known))

    def notebook(self, path: str) -> Path:
        """Return the notebook that the page names."""
        root = getattr(self.contents_manager, "root_dir", None)
        if not root:
            raise web.HTTPError(501, _("Jupyter keeps its files elsewhere than on this computer."))
        try:
            return find_notebook(Path(root), path)
        except RefusedPathError as error:
            raise web.HTTPError(error.status, str(error)) from None

    def body(self) -> Message:
        """Return what the page sends."""
        if len(self.request.body) > MAX_BODY:
            raise web.HTTPError(413, _("This is more than a folder's answers may take."))
        sent = self.get_json_body()
        if not isinstance(sent, dict):
            raise web.HTTPError(400, _("The page sent nothing that can be read."))
        return sent

    async def do(self, work: Callable[[], Any]) -> Any:
        """Do what touches files, without holding up the server."""

        def locked() -> Any:
            with _lock:
                return work()

        try:
            return await asyncio.to_thread(locked)
        except (NotOursError, InputError) as error:
            raise web.HTTPError(404, str(error)) from None


def _look(notebook: Path, since: str) -> Message | None:
    if since and file_state(notebook.parent) == since:
        return None
    return as_message(_session(notebook))


def _save(notebook: Path, body: Message) -> Message:
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


class ProgressHandler(AnswersHandler):
    """`progress/PATH`: the progress card of the folder of a notebook, by the messages it knows."""

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Answer what the card shows."""
        notebook = self.notebook(path)
        self.finish({"view": await self.do(lambda: _card(notebook).view())})

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Do what a message asks for; answer what came of it."""
        notebook, message = self.notebook(path), self.body()
        said: list[Message] = []
        try:
            await self.do(lambda: _card(notebook).receive(message, said.append))
        except OSError as error:
            said = [{"type": "said", "level": "error", "text": str(error)}]
        self.finish({"messages": said})


class CourseHandler(AnswersHandler):
    """`course/PATH`: the whole course for Today, by the messages that `CourseSession` knows."""

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Do what a message asks for; answer what came of it."""
        notebook, message = self.notebook(path), self.body()
        said: list[Message] = []
        await self.do(lambda: CourseSession(_session(notebook).store).receive(message, said.append))
        self.finish({"messages": said})


def _card(notebook: Path) -> ProgressController:
    return ProgressController(_session(notebook).store)
