"""The text of a lesson or an assignment as a page, and which calls of the course stand between it.

Nothing of a notebook runs here. What is no call of the course is shown as the text that it is.
`widgets/lesson_page.py` puts in what the calls stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from imuran_edu.core.lesson_cells import Cell, call_in, is_import, source_of
from imuran_edu.core.markup import lesson_html

MARK: Final = "imuran_edu"
KINDS: Final[Mapping[str, str]] = {
    "ask": "ask",
    "claims_game": "quiz",
    "claims_table": "html",
    "corrections": "html",
    "explore": "explorer",
    "figure": "figure",
    "glossary": "html",
    "progress": "progress",
    "quiz": "quiz",
    "reference_list": "html",
    "today": "today",
}
"""What each call of a lesson is on a page."""
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")
PageCell = dict[str, Any]


def lesson_text(notebook: Any) -> dict[str, Any] | None:
    """Return the page of a notebook without what its calls show; None if it is none of ours.

    Args:
        notebook: as the file holds it, of nbformat 4.

    Returns:
        `lesson` and `assignment`, of which one is the notebook's name in the course and the other
        `""`; `title`; `editable`: whether students write code in it; `cells`: each with its `id`, a
        `kind` and `html` (of `markdown`), `source` (of `code`, which is not the course's) or
        `call`, a name and its arguments.
    """
    try:
        mark = notebook["metadata"][MARK]
        cells = [cell for cell in notebook["cells"] if _is_cell(cell)]
        lesson, assignment = (str(mark.get(name) or "") for name in ("lesson", "assignment"))
    except (KeyError, TypeError, AttributeError):
        return None
    if not lesson and not assignment:
        return None
    made = [made for cell in cells if (made := _page_cell(cell))]
    editable = any(cell["kind"] == "code" for cell in made) or any(map(_is_solution, cells))
    return {
        "lesson": lesson,
        "assignment": assignment,
        "title": _title(cells),
        "editable": bool(assignment) and editable,
        "cells": made,
    }


def _is_cell(cell: Any) -> bool:
    source = cell.get("source") if isinstance(cell, dict) else None
    return isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(line, str) for line in source)
    )


def _page_cell(cell: Cell) -> PageCell | None:
    source, name = source_of(cell), str(cell.get("id") or "")
    match cell.get("cell_type"):
        case "markdown":
            return {"id": name, "kind": "markdown", "html": lesson_html(source)}
        case "code" if source.strip():
            made = _code_cell(source)
            return {"id": name, **made} if made else None
    return None


def _code_cell(source: str) -> PageCell | None:
    try:
        call = call_in(source)
        if call is None and is_import(source, MARK):
            return None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        call = None
    if call is None or call[0] not in KINDS or not all(map(_NAME.fullmatch, call[1])):
        return {"kind": "code", "source": source}
    name, given = call
    return {"kind": KINDS[name], "call": [name, *given]}


def _title(cells: Sequence[Cell]) -> str:
    """Return the first heading of a notebook."""
    texts = (source_of(cell) for cell in cells if cell.get("cell_type") == "markdown")
    found = (re.search(r"^# +(.+)$", text, re.MULTILINE) for text in texts)
    return next((match[1].strip() for match in found if match), "")


def _is_solution(cell: Cell) -> bool:
    try:
        return bool(cell["metadata"]["nbgrader"]["solution"])
    except (KeyError, TypeError):
        return False
