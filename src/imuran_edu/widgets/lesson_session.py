"""The answers to all questions of a notebook, without a kernel that runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from imuran_edu.answers import Store
from imuran_edu.core.lesson_cells import calls_of
from imuran_edu.core.lesson_text import MARK
from imuran_edu.core.words import _
from imuran_edu.errors import CourseError
from imuran_edu.questions import PracticeQuestion, find_bank, kept_bank, practice_questions
from imuran_edu.widgets.ask import QuestionsFileError, read_questions
from imuran_edu.widgets.claims_game import claim_questions
from imuran_edu.widgets.course_session import LEARNER
from imuran_edu.widgets.evidence_views import register
from imuran_edu.widgets.practice import in_own_rows
from imuran_edu.widgets.session import Session, milliseconds

Calls = list[tuple[str, list[str]]]


class NotOursError(CourseError):
    """A notebook that is no lesson and no assignment of the course."""


def lesson_session(notebook: Path) -> Session:
    """Return the session of a notebook: its questions and the answers beside it.

    Args:
        notebook: of the course; nothing of it runs, only the names of its quizzes are read.

    Raises:
        NotOursError: it is no lesson and no assignment of the course.
        InputError: a bank that it names has a fault.
    """
    folder, assignment = notebook.parent, _assignment(notebook)
    if assignment is None:
        return _practice(notebook)
    try:
        name, questions = read_questions(folder)
    except QuestionsFileError as error:
        raise NotOursError(str(error)) from None
    store = Store.at(folder, name)
    seed = store.load().seed
    return Session([view.for_seed(seed) for _, view in questions.values()], store)


def _assignment(notebook: Path) -> str | None:
    """Return the name of an assignment, None for a lesson."""
    try:
        mark = json.loads(notebook.read_bytes())["metadata"][MARK]
        lesson, assignment = mark.get("lesson"), mark.get("assignment")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        lesson = assignment = None
    if not isinstance(lesson, str) and not isinstance(assignment, str):
        told = _("{name} is no lesson and no assignment of this course.", name=notebook.name)
        raise NotOursError(told)
    return assignment if isinstance(assignment, str) else None


def _practice(notebook: Path) -> Session:
    """Return the session of a lesson: its practice questions, and how its rounds are kept."""
    calls = calls_of(notebook)
    banks = dict.fromkeys(given[0] for name, given in calls if name == "quiz" and given)
    store = Store.at(notebook.parent)
    asked: list[PracticeQuestion] = []
    for name in banks:
        try:
            path = find_bank(name, start=notebook.parent)
        except FileNotFoundError:
            continue  # the page says so where the quiz would stand
        asked += in_own_rows(practice_questions(kept_bank(path)), store.load())
    asked += claim_questions(*_claims(calls))
    rounds = [f"round-of-{name}" for name in banks]
    session = Session([each.public for each in asked], store, rounds, LEARNER)
    session.templates = {each.question.id: each.question for each in asked}
    return session


def _claims(calls: Calls) -> list[str]:
    """Return the claims that a lesson asks to be judged; those that nobody knows are left out."""
    named = [claim for name, given in calls if name == "claims_game" for claim in given]
    return [claim for claim in dict.fromkeys(named) if claim in register().claims]


def as_message(session: Session) -> dict[str, Any]:
    """Return what a page is told of a session: its answers, and the state of the file."""
    state = session.store.state  # before the answers: then they are at least as new
    session.reload()
    return {"loaded": {**session.loaded, "now": milliseconds()}, "state": state}
