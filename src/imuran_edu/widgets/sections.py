"""Where the practice questions of a lesson stand: under which heading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from imuran_edu.core import find_data
from imuran_edu.core.lesson_cells import call_in, source_of
from imuran_edu.core.markup import plain_text

_HEADING: Final = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


class Section(NamedTuple):
    """A section of a lesson.

    Attributes:
        id: of its heading on the page (`core/markup.py`).
        title: the heading's words.
    """

    id: str
    title: str


@cache
def quiz_sections(notebook: str) -> dict[str, Section]:
    """Return the heading under which the questions of each section of a lesson's bank stand.

    The quiz over the whole lesson is left out: it stands in no section that can be read again.

    Args:
        notebook: the lesson's file name; one that cannot be read has no sections.
    """
    try:
        cells = json.loads(find_data("notebooks", notebook).read_text(encoding="utf-8"))["cells"]
        return dict(_placed(cells))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError):
        return {}  # `imuran-edu check` says what is wrong with it


def _placed(cells: list[dict[str, Any]]) -> Iterator[tuple[str, Section]]:
    now: Section | None = None
    for cell in cells:
        source = source_of(cell)
        if cell["cell_type"] == "markdown":
            for words in _HEADING.findall(source):
                title = plain_text(words)
                now = Section(title.replace(" ", "-"), title)
        elif now and (call := call_in(source)) and call[0] == "quiz" and len(call[1]) == 2:
            yield call[1][1], now


def section_list(places: Iterable[Section]) -> list[dict[str, str]]:
    """Return sections as the page gets them, each once, in their order."""
    return [place._asdict() for place in dict.fromkeys(places)]
