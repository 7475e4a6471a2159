"""What the end of a quiz says of its lesson: the objectives, and which lesson comes next."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from imuran_edu.core import find_data, read_yaml, validate
from imuran_edu.evidence.model import Lessons


def course_lessons() -> Lessons:
    """Return the lessons of the course, in reading order."""
    return _read(find_data("quizzes", "lessons.yaml"))


@cache
def _read(path: Path) -> Lessons:
    return validate(Lessons, read_yaml(path))


def lesson_view(lesson: str) -> dict[str, Any]:
    """Return a lesson as the end of its quiz shows it; {} if the course has no such lesson."""
    lessons = course_lessons().lessons
    place = next((place for place, each in enumerate(lessons) if each.id == lesson), None)
    if place is None:
        return {}
    following = lessons[place + 1 : place + 2]
    return {
        "id": lesson,
        "objectives": [{"id": each.id, "text": each.text} for each in lessons[place].objectives],
        "next": [{"title": each.title, "notebook": each.notebook} for each in following],
    }
