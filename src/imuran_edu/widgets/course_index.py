"""The practice questions of the course as a list, for mastery, Today and the mock exam."""

from __future__ import annotations

from functools import cache
from typing import Any

from imuran_edu.core import find_data, read_yaml
from imuran_edu.evidence import course_lessons
from imuran_edu.questions import Bank, PracticeQuestion, QuestionType, kept_bank, practice_questions
from imuran_edu.widgets.evidence_views import course_corrections
from imuran_edu.widgets.practice_view import practice_view
from imuran_edu.widgets.sections import quiz_sections, section_list


@cache
def course_banks() -> list[Bank]:
    """Return the practice banks of the course, read once in a session."""
    paths = sorted(find_data("quizzes", "practice").glob("*.yaml"))
    return [kept_bank(path) for path in paths]


@cache
def course_questions() -> dict[str, QuestionType]:
    """Return every practice question of the course by its id."""
    return {each.id: each for bank in course_banks() for each in bank.questions}


def course_titles() -> dict[str, str]:
    """Return the titles of the lessons by their ids, in reading order."""
    return {lesson.id: lesson.title for lesson in course_lessons()}


def corrected_days() -> dict[str, list[str]]:
    """Return the days on which keys of practice questions were corrected, by question."""
    days: dict[str, list[str]] = {}
    for each in course_corrections():
        if each.question:
            days.setdefault(each.question, []).append(each.date.isoformat())
    return days


@cache
def course_index() -> dict[str, Any]:
    """Return what the page knows of the whole course before it draws a question of it.

    Returns:
        `cards`, a line for each practice question that counts, in the order of the lessons;
        `lessons` with their objectives and the sections in which questions stand; `blueprint` of
        the final.
    """
    lessons = course_lessons()
    place = {lesson.id: number for number, lesson in enumerate(lessons)}
    corrected = corrected_days()
    asked = [
        (str(bank.lesson), question)
        for bank in course_banks()
        for question in bank.questions
        if not question.predict
    ]
    asked.sort(key=lambda each: place.get(each[0], len(place)))
    files = {lesson.id: lesson.notebook for lesson in lessons}
    final = read_yaml(find_data("quizzes", "goals.yaml")).data["final"]
    return {
        "cards": [
            {**_card(lesson, question, corrected), "section": _section(files[lesson], question)}
            for lesson, question in asked
        ],
        "lessons": [
            {
                "id": lesson.id,
                "title": lesson.title,
                "notebook": lesson.notebook,
                "objectives": [{"id": each.id, "text": each.text} for each in lesson.objectives],
                "sections": section_list(quiz_sections(lesson.notebook).values()),
            }
            for lesson in lessons
        ],
        "blueprint": {"questions": final["questions"], "lessons": final["lessons"]},
    }


def _card(lesson: str, question: QuestionType, corrected: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "id": question.id,
        "lesson": lesson,
        "objective": question.objective,
        "type": question.type,
        "parts": parts_of(question),
        "points": question.points,
        "corrected": corrected.get(question.id, []),
        "bound": _needs_explorer(question),
    }


def parts_of(question: QuestionType) -> list[str]:
    """Return under which ids the attempts at a question are kept: its parts', or its own."""
    return [part.id for part in question.parts] or [question.id]


def _section(notebook: str, question: QuestionType) -> str:
    place = quiz_sections(notebook).get(question.section or "")
    return place.id if place else ""


def _needs_explorer(question: QuestionType) -> bool:
    """Whether a question tells to use an explorer, so that it makes sense in its lesson only."""
    stems = [getattr(each, "stem", "") or "" for each in (question, *question.parts)]
    return any("explorer" in stem for stem in stems)


def practice_views(ids: list[str], seed: str) -> list[dict[str, Any]]:
    """Return practice questions as the page draws them.

    Args:
        ids: of questions of any bank, in their order; unknown ones are left out.
        seed: the same seed gives the same order of options.
    """
    asked = _practice_questions()
    known = [asked[name] for name in ids if name in asked]
    return [practice_view(each, str(number), seed) for number, each in enumerate(known, 1)]


@cache
def _practice_questions() -> dict[str, PracticeQuestion]:
    banks = course_banks()
    return {asked.question.id: asked for bank in banks for asked in practice_questions(bank)}
