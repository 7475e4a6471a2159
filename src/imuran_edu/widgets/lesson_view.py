"""What the end of a quiz says of its lesson: the objectives, and which lesson comes next."""

from __future__ import annotations

from typing import Any

from imuran_edu.evidence import course_lessons


def lesson_view(lesson: str) -> dict[str, Any]:
    """Return a lesson as the end of its quiz shows it; {} if the course has no such lesson."""
    lessons = course_lessons()
    place = next((place for place, each in enumerate(lessons) if each.id == lesson), None)
    if place is None:
        return {}
    following = lessons[place + 1 : place + 2]
    return {
        "id": lesson,
        "objectives": [{"id": each.id, "text": each.text} for each in lessons[place].objectives],
        "next": [{"title": each.title, "notebook": each.notebook} for each in following],
    }
