"""Penalties for lateness, as they are after grading by hand.

nbgrader computes a penalty when it autogrades, from the points of that moment. Points that a person
gives later leave it as it was, so that half of nothing stays nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties

from imuran_edu.grading.nbgrader.preprocessors.cached import classes_of

_CLOSE = 1e-6  # points


class LatePenalties:
    """Computes penalties by the course's own rule."""

    def __init__(self, assign: Any) -> None:
        """Take nbgrader's `AssignLatePenalties`, with its plugin."""
        self._assign = assign

    def of(self, notebook: Any, more: float = 0.0) -> float:
        """Return what lateness takes off a submitted notebook with the points of today.

        Without a due date the gradebook's penalty stands.

        Args:
            notebook: as the gradebook has it.
            more: points that it is taken to have beyond those in the gradebook.
        """
        submission = notebook.assignment
        stored = float(notebook.late_submission_penalty or 0)
        if submission.assignment.duedate is None:
            return stored
        late = seconds_late(submission)
        if late <= 0:
            return 0.0
        plugin = self._assign.plugin_inst
        self._assign.assignment_id = submission.name  # by which `DeadlinePenalty` finds its rule
        points = SimpleNamespace(score=notebook.score + more)
        penalty = plugin.late_submission_penalty(submission.student_id, points.score, late)
        if penalty is None:
            return 0.0
        return float(self._assign._check_late_penalty(points, penalty))

    def renew(self, notebook: Any) -> bool:
        """Bring the penalty of a submitted notebook up to date; return whether it changed."""
        penalty = self.of(notebook)
        if abs(penalty - float(notebook.late_submission_penalty or 0)) <= _CLOSE:
            return False
        notebook.late_submission_penalty = penalty or None
        return True


def penalties_of(app: Any) -> LatePenalties | None:
    """Return the penalties of a course; None if it gives none.

    Args:
        app: what has nbgrader's configuration.
    """
    from nbgrader.converters import Autograde

    found = app.config.get("Autograde", {}).get("autograde_preprocessors")
    if not isinstance(found, list):
        found = Autograde.class_traits()["autograde_preprocessors"].default()
    if AssignLatePenalties not in classes_of(found):
        return None
    assign = AssignLatePenalties(parent=app)
    assign.init_plugin()
    return LatePenalties(assign)


def penalties_today(
    book: Gradebook, assignment: Any, rule: LatePenalties | None
) -> dict[str, float]:
    """Return what lateness takes off each submission with the points of today.

    Empty where the gradebook's penalties stand: the course has no rule or no due date.

    Args:
        book: nbgrader's gradebook.
        assignment: the assignment in it.
        rule: the course's; None if it has none.
    """
    if rule is None or assignment.duedate is None:
        return {}
    return {
        each.student_id: sum(rule.of(notebook) for notebook in each.notebooks) if late else 0.0
        for each, late in _with_lateness(book, assignment)
    }


def renew_penalties(coursedir: Any, assignment: str, rule: LatePenalties | None) -> list[str]:
    """Bring the penalties in the gradebook up to date; return whose were changed.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: name of the assignment.
        rule: the course's; None if it has none.
    """
    if rule is None:
        return []
    changed = set()
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        try:
            found = book.find_assignment(assignment)
        except MissingEntry:
            return []
        if found.duedate is None:
            return []
        one = SubmittedNotebook
        query = book.db.query(one.assignment_id).filter(one.late_submission_penalty.is_not(None))
        penalised = {own for (own,) in query}
        for submission, late in _with_lateness(book, found):
            if not late and submission.id not in penalised:
                continue
            if sum(rule.renew(notebook) for notebook in submission.notebooks):
                changed.add(submission.student_id)
        book.db.commit()
    return sorted(changed)


def _with_lateness(book: Gradebook, assignment: Any) -> Iterator[tuple[Any, bool]]:
    """Yield each submission and whether it is late.

    nbgrader's score of a notebook looks through everybody's grades, so it is asked for few.
    """
    query = book.db.query(SubmittedAssignment)
    for submission in query.filter(SubmittedAssignment.assignment_id == assignment.id):
        yield submission, seconds_late(submission) > 0


def seconds_late(submission: Any) -> float:
    """Return by how much a submission is late; 0 without a due date, whatever extension there is.

    nbgrader's own figure raises `TypeError` where an extension stayed and the date is gone.
    """
    if submission.assignment.duedate is None:
        return 0.0
    return float(submission.total_seconds_late)
