"""The page of a lesson or an assignment under Jupyter's root, and the course's outline."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, Final

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler
from tornado import web

from imuran_edu.core.words import N_, _

LARGEST: Final = 20_000_000  # characters of a notebook; a lesson has some 30,000
NO_NOTEBOOK: Final = N_("This file is no notebook, or a part of one is missing.")
NEWER: Final = N_("This notebook is of a format that this version of the course does not know.")


class CourseHandler(APIHandler):
    """Answers with JSON. Who may ask is Jupyter's to say, and so is which files can be named."""

    def folder_of(self, path: str) -> Path:
        """Return the folder on the disk that holds a file of Jupyter's root.

        Raises:
            web.HTTPError: Jupyter's files are not on this disk, so no answers can be kept there.
        """
        on_disk = getattr(self.contents_manager, "_get_os_path", None)
        if on_disk is None:
            raise web.HTTPError(501, _("Jupyter keeps its files elsewhere than on this computer."))
        return Path(on_disk(path)).parent

    async def text_of(self, path: str) -> str:
        """Return a file as Jupyter lets it be read: hidden ones and those above its root are not.

        Raises:
            web.HTTPError: there is no such file.
        """
        get: Any = self.contents_manager.get
        model = await ensure_async(get(path, content=True, type="file", format="text"))
        return str(model["content"])


class LessonHandler(CourseHandler):
    """`GET lesson/PATH`: the page of a notebook; with `?part=text` without its questions."""

    @web.authenticated
    async def get(self, path: str) -> None:
        """Answer with `lesson_page`, or `{"other": true}` for what is no notebook of ours."""
        text, folder = await self.text_of(path), self.folder_of(path)
        make = text_part if self.get_argument("part", "") == "text" else whole_page
        loop = asyncio.get_running_loop()
        page = await loop.run_in_executor(None, make, text, folder / Path(path).name)
        self.set_header("Cache-Control", "no-cache")
        self.finish(json.dumps(page or {"other": True}))


def text_part(text: str, path: Path) -> dict[str, Any] | None:
    """Return the text of a lesson: what needs neither banks nor register."""
    from imuran_edu.core.lesson_text import lesson_text

    notebook = _notebook(text)
    return notebook if "problem" in notebook else lesson_text(notebook)


def whole_page(text: str, path: Path) -> dict[str, Any] | None:
    """Return a lesson as it is drawn, with what is known of the copy.

    Args:
        text: of the file.
        path: where it lies.
    """
    from imuran_edu.server.lesson_copies import is_changed
    from imuran_edu.widgets.lesson_page import lesson_page

    notebook = _notebook(text)
    if "problem" in notebook:
        return {**notebook, "changed": is_changed(path)}
    page = lesson_page(notebook, path.parent)
    return page and {**page, "changed": bool(page["lesson"]) and is_changed(path)}


def _notebook(text: str) -> dict[str, Any]:
    """Return a notebook, or `{"problem": ...}` with a sentence on why it is none."""
    try:
        notebook: dict[str, Any] = json.loads(text) if len(text) <= LARGEST else {}
        newer = int(notebook["nbformat"]) > 4
    except (ValueError, TypeError, KeyError, RecursionError):
        return {"problem": _(NO_NOTEBOOK)}
    return {"problem": _(NEWER)} if newer else notebook


class RestoreHandler(CourseHandler):
    """`POST restore/PATH`: put a lesson back in the place of a changed copy."""

    @web.authenticated
    async def post(self, path: str) -> None:
        """Answer with the name under which the changed copy is kept."""
        from imuran_edu.server.lesson_copies import restore

        await self.text_of(path)
        file = self.folder_of(path) / Path(path).name
        try:
            aside = await asyncio.get_running_loop().run_in_executor(None, restore, file)
        except OSError as error:
            reason = _("The lesson could not be put back: {why}.", why=error.strerror or error)
            raise web.HTTPError(500, reason) from None
        if aside is None:
            raise web.HTTPError(404, _("The course has no lesson of this name."))
        self.finish(json.dumps({"aside": aside.name}))


class OutlineHandler(CourseHandler):
    """`GET outline`: the lessons in their order, each with the ids of its questions."""

    @web.authenticated
    async def get(self) -> None:
        """Answer with a list of lessons."""
        from imuran_edu.widgets.outline import course_outline

        outline = await asyncio.get_running_loop().run_in_executor(None, course_outline)
        self.finish(json.dumps(outline))


class CourseTextHandler(CourseHandler):
    """`GET course-text`: what all lessons say, for a search over the course."""

    @web.authenticated
    async def get(self) -> None:
        """Answer with `course_text`; 304 to a browser that has it already, known by its digest."""
        from imuran_edu.widgets.course_text import course_text

        text = await asyncio.get_running_loop().run_in_executor(None, course_text)
        self.set_header("Cache-Control", "no-cache")  # asked for anew, with the digest as its ETag
        self.finish(json.dumps(text))
