"""Read from the gradebook what grading again would change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbgrader.api import Gradebook

from imuran_edu.grading.nbgrader.cell_points import points_due, released_points
from imuran_edu.grading.nbgrader.course import NbgraderCourse
from imuran_edu.grading.nbgrader.database import plain_errors, require_gradebook
from imuran_edu.grading.nbgrader.penalties import penalties_of, seconds_late
from imuran_edu.grading.nbgrader.results import Results, read_results
from imuran_edu.grading.nbgrader.submission_reader import Result
from imuran_edu.grading.regrade import Regrade, RegradedStudent

_CLOSE = 1e-6


def preview(course: NbgraderCourse) -> Regrade:
    """Return what grading an assignment again would change. Nothing is written.

    Cells with code are taken to earn what they earned, and answers graded by hand too.

    Raises:
        GradingError: there is no such assignment, or nothing of it is graded.
        InputError: the bank cannot be used.
    """
    coursedir, name = course.coursedir, course.assignment
    url = str(coursedir.db_url)
    require_gradebook(url)
    with plain_errors(url), Gradebook(url, coursedir.course_id) as book:
        results = read_results(book, coursedir, course.app, name)
        assignment = book.find_assignment(name)
        place = {cell.name: nb.name for nb in assignment.notebooks for cell in nb.grade_cells}
        late = _Lateness(book, name, penalties_of(course.app), place)
        students = [_regraded(each, late) for each in results.results]
    return Regrade(name, *_possible(results, coursedir), students, _decided(results))


def _possible(results: Results, coursedir: Any) -> tuple[float, float]:
    now = results.possible
    due = points_due(results.bank, released_points(coursedir, results.assignment))
    return sum(now.values()), sum(due.get(name, points) for name, points in now.items())


def _decided(results: Results) -> list[tuple[str, str]]:
    decisions = results.bank.decisions if results.bank else []
    return [(each.question, each.told) for each in decisions]


def _regraded(result: Result, late: _Lateness) -> RegradedStudent:
    questions: dict[str, tuple[float | None, float | None]] = {}
    more: dict[str, float] = {}
    for name, grade in result.today.items():
        before = result.points.get(name)
        if name in result.by_hand and not grade.settled:
            continue
        after = None if grade.needs_manual_grade else grade.points
        if before == after or (before and after and abs(before - after) <= _CLOSE):
            continue
        questions[name] = (before, after)
        more[name] = (after or 0.0) - (before or 0.0)
    penalty = late.penalty(result, more)
    after_all = max(0.0, result.score + sum(more.values()) - penalty)
    return RegradedStudent(result.student, result.total, round(after_all, 4), questions)


class _Lateness:
    """Computes what lateness takes off with other points."""

    def __init__(self, book: Any, assignment: str, rule: Any, place: Mapping[str, str]) -> None:
        self._book, self._assignment, self._rule = book, assignment, rule
        self._place = place

    def penalty(self, result: Result, more: Mapping[str, float]) -> float:
        """Return the penalty of a submission whose questions earn so many points more."""
        before = result.score - result.total
        if not more or self._rule is None:
            return before
        submission = self._book.find_submission(self._assignment, result.student)
        if seconds_late(submission) <= 0:
            return before
        added: dict[str, float] = {}
        for name, points in more.items():
            where = self._place.get(name, "")
            added[where] = added.get(where, 0.0) + points
        return float(sum(self._rule.of(nb, added.get(nb.name, 0.0)) for nb in submission.notebooks))
