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

from imuran_edu.core.words import _
from imuran_edu.server.extension.place import RefusedPathError, find_notebook

MAX_BODY: Final = 2_000_000  # bytes; a folder's answers may not take more
Message = dict[str, Any]

_lock = threading.Lock()  # one store, one writer


def _work() -> Any:
    """Import what reads and writes the answers, and the course with it, when it is first needed."""
    from imuran_edu.server.extension import folder_work

    return folder_work


class AnswersHandler(APIHandler):
    """`answers/PATH`: what the store holds of a notebook, and what a page brings."""

    auth_resource = "contents"

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Answer what the store holds; 204 if that is what the page has heard (`since`)."""
        self._track_activity = False  # an open page is no sign that somebody is there
        notebook, since = self.notebook(path), self.get_query_argument("since", "")
        told = await self.do(lambda: _work().look(notebook, since))
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
        self.finish(await self.do(lambda: _work().save(notebook, body)))

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Answer with a progress file of the entries that a page sends."""
        from imuran_edu.widgets.session import progress_file, read_quietly

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
            from imuran_edu.core import InputError
            from imuran_edu.widgets.lesson_session import NotOursError

            try:
                with _lock:
                    return work()
            except (NotOursError, InputError) as error:
                raise web.HTTPError(404, str(error)) from None

        return await asyncio.to_thread(locked)


class ProgressHandler(AnswersHandler):
    """`progress/PATH`: the progress card of the folder of a notebook, by the messages it knows."""

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Answer what the card shows."""
        notebook = self.notebook(path)
        self.finish({"view": await self.do(lambda: _work().card(notebook).view())})

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Do what a message asks for; answer what came of it."""
        notebook, message = self.notebook(path), self.body()
        said: list[Message] = []
        try:
            await self.do(lambda: _work().card(notebook).receive(message, said.append))
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
        await self.do(lambda: _work().course(notebook).receive(message, said.append))
        self.finish({"messages": said})
