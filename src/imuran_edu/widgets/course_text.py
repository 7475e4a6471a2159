"""What the lessons say, for a search over the whole course: their text, and what questions ask."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from imuran_edu.core import InputError, find_data
from imuran_edu.core.lesson_text import PageCell, lesson_text
from imuran_edu.evidence import Lesson, course_lessons
from imuran_edu.questions import find_bank, kept_bank, practice_questions
from imuran_edu.questions.page import front_view
from imuran_edu.widgets.lesson_page import Edition, edition
from imuran_edu.widgets.practice import of_section


def course_text() -> list[dict[str, Any]]:
    """Return the lessons in reading order: `file`, `title`, and `cells` as a page has them.

    Of the cells only text and questions are there; of a question, what it shows before it is
    answered: no hint and no key. A lesson that cannot be read has no cells.
    """
    notebooks = sorted(find_data("notebooks").glob("*.ipynb"))
    return _made(edition(), tuple((path.name, path.stat().st_mtime_ns) for path in notebooks))


@lru_cache(maxsize=1)
def _made(_: Edition, __: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    return [
        {"file": lesson.notebook, "title": lesson.title, "cells": _cells(lesson)}
        for lesson in course_lessons()
    ]


def _cells(lesson: Lesson) -> list[PageCell]:
    try:
        notebook = json.loads(find_data("notebooks", lesson.notebook).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []  # `imuran-edu check` says what is wrong with it
    page = lesson_text(notebook) or {"cells": []}
    return [
        {**cell, "quiz": {"questions": _asked(cell)}} if cell["kind"] == "quiz" else cell
        for cell in page["cells"]
        if cell["kind"] in ("markdown", "quiz")
    ]


def _asked(cell: PageCell) -> list[dict[str, Any]]:
    name, *given = cell["call"]
    if name != "quiz":
        return []  # a claim is found where its table stands
    try:
        asked = practice_questions(kept_bank(find_bank(given[0])))
    except (FileNotFoundError, InputError, IndexError):
        return []  # the page says so where the quiz would stand
    shown = of_section(asked, given[1] if len(given) > 1 else "")
    return [_bare(front_view(each.public, "", "0")) for each in shown]


def _bare(value: Any) -> Any:
    """Return a view without hints, those of a case's parts too."""
    if isinstance(value, dict):
        return {name: _bare(value[name]) for name in value if name not in ("hints", "version")}
    return [_bare(each) for each in value] if isinstance(value, list) else value
