"""Bring the dates of `deadlines.yaml` into nbgrader's gradebook, and its penalties into grading."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry
from nbgrader.plugins import LateSubmissionPlugin

from imuran_edu.grading.deadlines import Deadlines, load_deadlines


class DeadlinePenalty(LateSubmissionPlugin):  # type: ignore[misc]
    """Takes off what `deadlines.yaml` says; what the configuration says where that says nothing."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return what is taken off a notebook; None for nothing.

        Args:
            student_id: in nbgrader.
            score: what it earned.
            total_seconds_late: after the student's own date.
        """
        root = self.config.CourseDirectory.get("root")
        dates = load_deadlines(Path(str(root))) if root else None
        assignment = str(getattr(self.parent, "assignment_id", ""))
        if dates is None or (rule := dates.rule(assignment)) is None:
            return super().late_submission_penalty(  # type: ignore[no-any-return]
                student_id, score, total_seconds_late
            )
        return rule.of(score, total_seconds_late)


def apply_deadlines(coursedir: Any, assignment: str, student: str = "") -> list[str]:
    """Bring due date and extensions up to date; return the students whose date changed.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: name of the assignment; it is left as it is without a date in the file.
        student: the only one who is looked at; everybody if `""`.

    Raises:
        InputError: `deadlines.yaml` is faulty.
    """
    dates = load_deadlines(Path(coursedir.root))
    if dates is None or assignment not in dates.assignments:
        return []
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        try:
            found = book.find_assignment(assignment)
        except MissingEntry:
            return []
        changed = _apply(dates, found, student)
        book.db.commit()
    return changed


def _apply(dates: Deadlines, assignment: Assignment, student: str) -> list[str]:
    due = dates.due(assignment.name)
    assert due is not None  # the caller has looked
    assignment.duedate = due.replace(tzinfo=None)
    changed = []
    for submission in assignment.submissions:
        name = submission.student_id
        if student not in ("", name):
            continue
        own = dates.due(assignment.name, name)
        more = own - due if own and own != due else None
        if (submission.extension or dt.timedelta()) != (more or dt.timedelta()):
            submission.extension = more
            changed.append(name)
    return changed
