"""What the gradebook has of a whole class, in a few statements.

nbgrader's own `score` of a submission or a notebook looks through everybody's grades, once for each
student who is asked for: its time grows with the square of the class.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import func


@dataclass(frozen=True)
class CellGrade:
    """What the gradebook has of one graded cell of a submission.

    Attributes:
        cell: its id in the gradebook.
        auto: the automatic score; None if there is none.
        manual: the score that a person gave; None if there is none.
        waits: whether a person must look at it.
    """

    cell: str
    auto: float | None
    manual: float | None
    waits: bool


@dataclass
class Submission:
    """What the gradebook has of one submission.

    Attributes:
        student: the name in nbgrader.
        handed_in: when, in UTC; None if that is not known.
        penalty: for lateness.
        score: the sum of its grades, with extra credit and without the penalty.
        grades: of all its notebooks.
    """

    student: str
    handed_in: datetime | None
    penalty: float
    score: float = 0.0
    grades: list[CellGrade] = field(default_factory=list)


def read_submissions(book: Gradebook, assignment: Assignment) -> list[Submission]:
    """Return everybody's submission, by the students' names."""
    student = SubmittedAssignment.student_id
    penalty = func.coalesce(func.sum(SubmittedNotebook.late_submission_penalty), 0.0)
    rows = _of_class(book, assignment, student, SubmittedAssignment.timestamp, penalty)
    found = {row[0]: Submission(*row) for row in rows.group_by(SubmittedAssignment.id)}
    sums = _of_class(book, assignment, student, func.sum(Grade.score), of=Grade)
    for name, total in sums.group_by(student):
        found[name].score = total
    about = (Grade.cell_id, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade)
    for name, *grade in _of_class(book, assignment, student, *about, of=Grade):
        found[name].grades.append(CellGrade(*grade))
    return [found[name] for name in sorted(found)]


@dataclass
class Scores:
    """What the gradebook has of one submitted notebook.

    Attributes:
        score: in all, without the penalty.
        possible: the points in all.
        penalty: for lateness.
        cells: score and points of each graded cell.
        comments: of each cell that can have one.
        waiting: cells that a person has to look at.
    """

    score: float
    possible: float
    penalty: float
    cells: dict[str, tuple[float, float]] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)


def read_scores(db_url: str, course_id: str, assignment: str) -> dict[str, dict[str, Scores]]:
    """Read the grades of a whole class, by student and notebook; none if it is not known."""
    with Gradebook(db_url, course_id) as book:
        try:
            master = book.find_assignment(assignment)
        except MissingEntry:
            return {}
        names = {nb.id: (nb.name, nb.max_score) for nb in master.notebooks}
        points = {
            cell.id: cell.max_score or 0.0
            for nb in master.notebooks
            for cell in (*nb.grade_cells, *nb.task_cells)
        }
        one = SubmittedNotebook
        sums = _of_class(book, master, one.id, func.sum(Grade.score), of=Grade)
        totals = dict(sums.group_by(one.id).all())
        found: dict[str, dict[str, Scores]] = defaultdict(dict)
        scores: dict[str, Scores] = {}
        about = (one.id, SubmittedAssignment.student_id, one.notebook_id)
        for own, student, nb, late in _of_class(book, master, *about, one.late_submission_penalty):
            if own is None:  # a submission without notebooks
                continue
            name, possible = names[nb]
            scores[own] = found[student][name] = Scores(totals.get(own, 0.0), possible, late or 0)
        graded = (one.id, BaseCell.id, BaseCell.name, Grade.score, Grade.needs_manual_grade)
        for own, cell, name, score, waits in _of_class(book, master, *graded, of=Grade):
            scores[own].cells[name] = (score, points.get(cell, 0.0))
            if waits:
                scores[own].waiting.add(name)
        said = (one.id, BaseCell.name, Comment.comment)
        for own, name, text in _of_class(book, master, *said, of=Comment):
            scores[own].comments[name] = text
        return found


def _of_class(book: Gradebook, assignment: Assignment, *columns: Any, of: Any = None) -> Any:
    """Return these columns for each submitted notebook, or for each row `of` it, with its cell."""
    query = book.db.query(*columns).select_from(SubmittedAssignment)
    query = query.outerjoin(SubmittedAssignment.notebooks)
    if of is not None:
        query = query.join(of, of.notebook_id == SubmittedNotebook.id)
        query = query.join(BaseCell, BaseCell.id == of.cell_id)
    return query.filter(SubmittedAssignment.assignment_id == assignment.id)
