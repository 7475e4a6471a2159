"""What the end of a quiz says of its lesson: the objectives, and which lesson comes next."""

from __future__ import annotations

from typing import Any

from imuran_edu.core import InputError, find_data
from imuran_edu.core.lesson_cells import calls_of
from imuran_edu.evidence import Lesson, course_lessons
from imuran_edu.questions import QuestionType, find_bank, kept_bank
from imuran_edu.widgets.course_index import parts_of
from imuran_edu.widgets.sections import quiz_sections, section_list


def lesson_view(lesson: str) -> dict[str, Any]:
    """Return a lesson as the end of its quiz shows it; {} if the course has no such lesson."""
    lessons = course_lessons()
    place = next((place for place, each in enumerate(lessons) if each.id == lesson), None)
    if place is None:
        return {}
    following = lessons[place + 1 : place + 2]
    return {
        "id": lesson,
        "objectives": _objectives(lessons[place]),
        "next": [{"title": each.title, "notebook": each.notebook} for each in following],
    }


def _objectives(lesson: Lesson) -> list[dict[str, Any]]:
    asked = [each for each in lesson_questions(lesson.notebook) if not each.predict]
    placed = quiz_sections(lesson.notebook)
    found = []
    for objective in lesson.objectives:
        own = [question for question in asked if question.objective == objective.id]
        named = {question.section for question in own}
        sections = [place for section, place in placed.items() if section in named]
        found.append(
            {
                "id": objective.id,
                "text": objective.text,
                "questions": [parts_of(question) for question in own],
                "sections": section_list(sections),
            }
        )
    return found


def lesson_questions(notebook: str) -> list[QuestionType]:
    """Return the practice questions of the quizzes that a lesson shows, in the banks' order.

    Args:
        notebook: the lesson's file name. A bank that is missing or has a fault is left out: the
            page says so where its quiz would stand.
    """
    found: list[QuestionType] = []
    try:
        calls = calls_of(find_data("notebooks", notebook))
    except FileNotFoundError:
        return []
    for name in dict.fromkeys(given[0] for call, given in calls if call == "quiz" and given):
        try:
            found += kept_bank(find_bank(name)).questions
        except (FileNotFoundError, InputError):
            continue
    return found


def in_objectives(view: dict[str, Any]) -> set[str]:
    """Return the ids under which attempts at the questions of a lesson's objectives are kept.

    Args:
        view: as `lesson_view` makes it.
    """
    own = (parts for each in view.get("objectives", ()) for parts in each["questions"])
    return {part for parts in own for part in parts}
