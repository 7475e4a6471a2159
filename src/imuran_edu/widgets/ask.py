"""One graded question in an assignment. Here there are no keys, only stems and options."""

from __future__ import annotations

import json
import os
from pathlib import Path

from imuran_edu.answers import Store
from imuran_edu.core.words import _
from imuran_edu.errors import CourseError
from imuran_edu.questions import PublicQuestion
from imuran_edu.questions.page import front_view
from imuran_edu.questions.public import QUESTIONS_FILE, QUESTIONS_SCHEMA
from imuran_edu.questions.question_type import type_named
from imuran_edu.widgets.readers import store_here
from imuran_edu.widgets.session import Session
from imuran_edu.widgets.unfinished import Numbered, unfinished


class NotAnsweredError(CourseError):
    """Tells nbgrader's Validate which questions wait for an answer, in a line for each."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class QuestionsFileError(CourseError):
    """`questions.json` is missing or is not what `imuran-edu build` wrote."""


def read_questions(folder: Path) -> tuple[str, dict[str, tuple[str, PublicQuestion]]]:
    """Return the assignment's name and its questions: id to number and public view.

    Raises:
        QuestionsFileError: in one line for the student.
    """
    path = folder / QUESTIONS_FILE
    mend = _("Fetch the assignment again, or ask your instructor.")
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != QUESTIONS_SCHEMA:
            raise ValueError
        # a version is a digest of the rest of the view: it is computed, not believed
        views = [
            PublicQuestion({k: v for k, v in view.items() if k != "version"})
            for view in data["questions"]
        ]
        for view in views:
            _refuse_unknown_types(view)
        listed = enumerate(views, 1)
        return data["assignment"], {view.id: (str(number), view) for number, view in listed}
    except FileNotFoundError:
        message = _("There is no {name} beside this notebook.", name=QUESTIONS_FILE) + f" {mend}"
        raise QuestionsFileError(message) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = _("{name} cannot be used.", name=QUESTIONS_FILE) + f" {mend}"
        raise QuestionsFileError(message) from None


def _refuse_unknown_types(view: PublicQuestion) -> None:
    """Say that the course has moved on, where an assignment asks what is not known here."""
    try:
        for asked in (view, *view.parts):
            type_named(asked["type"])
    except ValueError as error:
        raise QuestionsFileError(f"{QUESTIONS_FILE}, question '{view.id}': {error}.") from None


def ask(question: str) -> None:
    """Show one graded question of an assignment; answers are saved as they are given.

    Args:
        question: the question's id, such as `"mech-g01"`.

    Raises:
        NotAnsweredError: only when nbgrader runs the notebook: to validate it, if an answer is
            missing or cannot be read; to grade it without the course's configuration, always.
    """
    from imuran_edu.widgets.quiz_widget import show, show_problem

    execution = os.environ.get("NBGRADER_EXECUTION")
    if execution == "autograde":
        raise NotAnsweredError(
            _(
                "This question is graded by reading its answer: grade with the course's "
                "nbgrader_config.py, not by running the notebook."
            )
        )
    try:
        assignment, questions = read_questions(Path.cwd())
        if question not in questions:
            raise QuestionsFileError(
                _("There is no question '{question}' in this assignment.", question=question)
            )
    except QuestionsFileError as error:
        if execution == "validate":
            raise NotAnsweredError(str(error)) from None
        show_problem(str(error))
        return
    number, view = questions[question]
    store = store_here(assignment)
    view = view.for_seed(store.load().seed)
    if execution == "validate":
        _validate(question, questions, store)
        return
    session = Session([view], store)
    front = front_view(view, number, session.seed)
    show(session, [{**front, "of": len(questions)}], mode="graded")


def _validate(question: str, questions: Numbered, store: Store) -> None:
    """Say what is missing: the first question that lacks something tells of all of them.

    nbgrader's Validate shows each cell that fails with a traceback; one is enough.

    Raises:
        NotAnsweredError: this question lacks something, and nothing was told so far.
    """
    number, _view = questions[question]
    found = unfinished(questions, store.load().answers)
    own = next((each for each in found if each.question == question), None)
    if own is None:
        print(_("Question {number} is answered.", number=number))
    elif store.path in _told:
        print(own.text)
    else:
        _told.add(store.path)
        raise NotAnsweredError("\n".join(each.text for each in found))


_told: set[Path] = set()
