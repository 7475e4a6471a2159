"""The course as a list of lessons: what a page needs to show where its reader is."""

from __future__ import annotations

from functools import cache
from typing import Any

from imuran_edu.answers.question_order import load_register
from imuran_edu.core.pictures import shown_picture
from imuran_edu.evidence import course_lessons


@cache
def course_outline() -> list[dict[str, Any]]:
    """Return the lessons in reading order: `id`, `file`, `title`, `minutes`, ids of `questions`.

    The start page also has a `picture`, as HTML.
    """
    register = load_register()
    return [
        {
            "id": lesson.id,
            "file": lesson.notebook,
            "title": lesson.title,
            "minutes": lesson.minutes,
            "questions": list(register.asked_in(lesson.id)),
            **({"picture": shown_picture(lesson.picture)} if lesson.picture else {}),
        }
        for lesson in course_lessons()
    ]
