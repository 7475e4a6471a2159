"""Pictures of questions: a prescription, a report, a box, a chart.

A picture is `pictures/NAME.yaml` of a content package. What it shows is drawn from the file, and
so are its words for those who do not see it: the two cannot differ.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape

from imuran_edu.core import InputError, read_yaml, validate
from imuran_edu.core.content_packages import content_file, content_files
from imuran_edu.core.pictures.drawing import drawing_html
from imuran_edu.core.pictures.sheet import sheet_html, sheet_words
from imuran_edu.core.pictures.spec import PictureSpec


def picture_names() -> list[str]:
    """Return the names of all pictures."""
    return list(content_files("pictures"))


@cache
def picture_spec(name: str) -> PictureSpec:
    """Return what the file of a picture holds.

    Raises:
        ValueError: there is no picture of that name.
        InputError: its file is faulty.
    """
    return validate(PictureSpec, read_yaml(content_file("pictures", name)))


@cache
def picture_html(name: str) -> str:
    """Return a picture as HTML that needs nothing from elsewhere.

    Raises:
        ValueError: there is no picture of that name.
        InputError: its file is faulty.
    """
    spec = picture_spec(name)
    inside = sheet_html(spec.sheet) if spec.sheet else drawing_html(spec)
    return f"<figure class='imuran-picture'>{inside}</figure>"


def picture_words(name: str | None) -> str:
    """Return what a picture shows as Markdown, for what cannot carry it; `""` without one.

    Raises:
        ValueError: there is no picture of that name.
        InputError: its file is faulty.
    """
    if name is None:
        return ""
    spec = picture_spec(name)
    if spec.sheet:
        return sheet_words(spec.sheet)
    labels = re.findall(r"aria-label='([^']*)'", drawing_html(spec))
    return "\n\n".join(f"*{unescape(label)}*" for label in labels)


def shown_picture(name: object) -> str:
    """Return a picture as HTML; where this version lacks it, one line that says so. Never raises.

    Args:
        name: as a question's view has it; None for a question without a picture.
    """
    if name is None:
        return ""
    try:
        return picture_html(str(name))
    except (ValueError, InputError):
        told = f"The picture '{escape(str(name)[:60])}' is not in this version of the course."
        return f"<p role='alert'><strong>{told}</strong> Install a newer imuran-edu.</p>"
