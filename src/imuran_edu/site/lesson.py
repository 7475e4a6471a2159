"""A lesson as a static page: its text to be read, and its data for the page's script."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any, Final

from imuran_edu.answers import Responses
from imuran_edu.core.lesson_text import PageCell
from imuran_edu.core.words import _
from imuran_edu.site.plain import plain_quiz
from imuran_edu.widgets.explorer import explorer_view, fallback
from imuran_edu.widgets.lesson_page import lesson_page
from imuran_edu.widgets.outline import course_outline

SEED: Final = 0
"""Of the order of options and the numbers of templates: a folder of pages is the same for all."""
_LINK: Final = re.compile(r'href="([\w-]+\.ipynb)(?=["#])')


def lesson_data(notebook: Path) -> dict[str, Any] | None:
    """Return what the page's script takes of a lesson; None for a notebook that is none.

    It is `lesson_page`, with the drawings of its explorers.

    Args:
        notebook: the file.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))
    page = lesson_page(cells, notebook.parent, Responses(seed=SEED))
    if page is None or not page["lesson"]:
        return None
    return {**page, "changed": False, "cells": [_with_drawings(cell) for cell in page["cells"]]}


def _with_drawings(cell: PageCell) -> PageCell:
    if cell["kind"] != "explorer":
        return cell
    return {**cell, "explorer": explorer_view(cell["call"][1], presets=True)}


def page_file(notebook: str) -> str:
    """Return the file name of the page of a notebook; the first lesson is the folder's own page."""
    first = course_outline()[0]["file"]
    return "index.html" if notebook == first else f"{Path(notebook).stem}.html"


def lesson_body(page: dict[str, Any], notebook: str) -> str:
    """Return a lesson as HTML that needs no script.

    Args:
        page: as `lesson_data` returns it.
        notebook: its file name.
    """
    cells = "".join(_cell(cell) for cell in page["cells"])
    nav = f"<nav aria-label='{_('Course')}'><ol start='0'>{''.join(_links(notebook))}</ol></nav>"
    note = _("Without scripts this page can be read; its questions then keep no answers.")
    plain = f"<noscript><p class='imr-notice'>{note}</p></noscript>"
    return f"<div id='main' class='imr-plain'>{plain}<main>{with_pages(cells)}</main>{nav}</div>"


def with_pages(html: str) -> str:
    """Return HTML with its links to notebooks leading to the pages that are made of them."""
    return _LINK.sub(lambda found: f'href="{page_file(found[1])}', html)


def _links(here: str) -> list[str]:
    now = ' aria-current="page"'
    return [
        f'<li><a href="{page_file(each["file"])}"{now if each["file"] == here else ""}>'
        f"{escape(each['title'])}</a></li>"
        for each in course_outline()
    ]


def _cell(cell: PageCell) -> str:
    kind = cell["kind"]
    match kind:
        case "markdown" | "html" | "figure":
            html = cell["html"]
        case "quiz":
            html = plain_quiz(cell, SEED)
        case "explorer":
            html = fallback(cell["call"][1])
        case "problem":
            html = f"<p role='alert'>{escape(cell['text'])}</p>"
        case "code":
            html = f"<pre><code>{escape(cell['source'])}</code></pre>"
        case _:  # what is kept of a learner needs the script
            return ""
    return f'<div class="imr-cell imr-{kind}">{html}</div>\n'
