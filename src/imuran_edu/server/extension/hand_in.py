"""The end of an assignment: what is not ready, and the file to hand in."""

from __future__ import annotations

import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from imuran_edu.server.extension.answers import AnswersHandler


class HandInHandler(AnswersHandler):
    """`hand-in/PATH`: of an assignment, what is not ready; by POST, the zip to hand in."""

    @web.authenticated
    @authorized
    async def get(self, path: str) -> None:
        """Answer with the number of questions and those that are not ready."""
        notebook = self.notebook(path)
        self.finish(await self.do(lambda: _not_ready(notebook.parent)))

    @web.authenticated
    @authorized
    async def post(self, path: str) -> None:
        """Answer with the zip, under the name that the body gives as `student`."""
        notebook, student = self.notebook(path), str(self.body().get("student") or "")
        try:
            name, content = await self.do(lambda: _zip(notebook.parent, student))
        except web.HTTPError as error:
            raise web.HTTPError(409, error.log_message or "") from None
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(content)


def _not_ready(folder: Path) -> dict[str, Any]:
    from imuran_edu.core.dates_file import dates_for_page
    from imuran_edu.widgets.ask import QuestionsFileError, read_questions
    from imuran_edu.widgets.lesson_session import NotOursError
    from imuran_edu.widgets.unfinished import in_sentences, unfinished_in

    try:
        total = len(read_questions(folder)[1])
        found = unfinished_in(folder)
    except QuestionsFileError as error:
        raise NotOursError(str(error)) from None
    return {
        "total": total,
        "open": [asdict(each) for each in found],
        "told": in_sentences(found, total),
        "dates": dates_for_page(folder),
        "student": os.environ.get("JUPYTERHUB_USER", ""),
    }


def _zip(folder: Path, student: str) -> tuple[str, bytes]:
    from imuran_edu.core import InputError
    from imuran_edu.grading.zip_transfer import make_submission
    from imuran_edu.widgets.lesson_session import NotOursError

    with tempfile.TemporaryDirectory() as place:
        try:
            made = make_submission(folder, student, Path(place))
        except InputError as error:
            # the line that the command prints names the file; the card need not
            raise NotOursError(str(error.problems[0].message)) from None
        return made.name, made.read_bytes()
