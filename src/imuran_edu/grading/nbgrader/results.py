"""Read what a class earned and answered, from nbgrader's gradebook and the submissions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry

from imuran_edu.grading.grade_states import GradeState
from imuran_edu.grading.nbgrader.class_grades import read_submissions
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.database import plain_errors, require_gradebook
from imuran_edu.grading.nbgrader.penalties import penalties_of, penalties_today
from imuran_edu.grading.nbgrader.receipts import Receipts, read_receipts
from imuran_edu.grading.nbgrader.roster import people_of
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.nbgrader.submission_reader import Result, SubmissionReader
from imuran_edu.questions import Bank, score
from imuran_edu.results.export import Grade, LongRow, Person
from imuran_edu.results.records import ResponseRecord


@dataclass(frozen=True)
class Results:
    """The results of a class in one assignment.

    Attributes:
        assignment: name of the assignment.
        possible: the points of each graded cell, in the order of the notebook.
        people: all students in the gradebook, by name, as it knows them.
        results: of those whose submission is graded, at least in part.
        states: of every student, whether the grade is known and if not, why.
        departed: who has a grade and no longer a folder in `submitted`.
        bank: None if the assignment has none.
    """

    assignment: str
    possible: Mapping[str, float]
    people: Mapping[str, Person]
    results: tuple[Result, ...]
    states: Mapping[str, GradeState]
    departed: tuple[str, ...]
    bank: Bank | None

    def of(self, students: Collection[str]) -> Results:
        """Return the results of these students alone."""
        return replace(
            self,
            people={name: who for name, who in self.people.items() if name in students},
            results=tuple(each for each in self.results if each.student in students),
            states={name: state for name, state in self.states.items() if name in students},
            departed=tuple(name for name in self.departed if name in students),
        )

    def records(self) -> list[ResponseRecord]:
        """Return each student's points and answers, for the analysis.

        Whose work is of another assignment, or older than what was handed in last, is left out.
        """
        return [
            ResponseRecord(
                each.student,
                each.points,
                {name: entry.answer for name, entry in each.entries.items()},
                each.seed,
            )
            for each in self.results
            if each.state not in (GradeState.OTHER, GradeState.NEWER)
        ]

    def grades(self) -> list[Grade]:
        """Return a grade for each student: no points where they are not known."""
        totals = {each.student: each.total for each in self.results}
        return [
            Grade(
                name,
                self.assignment,
                totals.get(name) if self.states[name] is GradeState.GRADED else None,
                absent=self.states[name] is GradeState.NOTHING,
            )
            for name in self.people
        ]

    def long_rows(self) -> Iterator[LongRow]:
        """Yield each question of each student, and the parts of cases."""
        questions = self.bank.by_id if self.bank else {}
        for each in self.results:
            for name, possible in self.possible.items():
                entry = each.entries.get(name)
                answer, saved = (entry.answer, entry.saved) if entry else (None, "")
                place = (each.student, self.assignment, name)
                whole = each.points.get(name)
                yield LongRow(*place, "", answer, whole, possible, saved)
                question = questions.get(name)
                if question is None or not question.parts:
                    continue
                given = answer if isinstance(answer, dict) else {}
                for part in question.for_seed(each.seed).parts:
                    one = given.get(part.id)
                    earned = score(part, one).earned if whole is not None else None
                    yield LongRow(*place, part.id, one, earned, part.points, saved)


def read_course_results(course: NbgraderCourse, assignments: Sequence[str]) -> list[Results]:
    """Read the results of assignments of a course.

    Raises:
        GradingError: there is no such assignment, or nothing of it is graded.
        InputError: a bank cannot be used.
    """
    coursedir = course.coursedir
    url = str(coursedir.db_url)
    require_gradebook(url)
    with plain_errors(url), Gradebook(url, coursedir.course_id) as book:
        return [read_results(book, coursedir, course.app, name) for name in assignments]


def read_results(book: Gradebook, coursedir: Any, parent: Any, assignment: str) -> Results:
    """Read the results of a class.

    Args:
        book: nbgrader's gradebook.
        coursedir: nbgrader's `CourseDirectory`.
        parent: what has nbgrader's configuration.
        assignment: name of the assignment.

    Raises:
        GradingError: there is no such assignment, or nothing of it is graded.
        InputError: the bank cannot be used.
    """
    try:
        found = book.find_assignment(assignment)
    except MissingEntry:
        names = ", ".join(sorted(each.name for each in book.assignments)) or "none"
        raise GradingError(
            f"{assignment}: the gradebook has no such assignment; there are: {names}"
        ) from None
    grading = QuestionGrading(parent=parent)
    bank = grading.bank(assignment)
    cells, possible = _cells(found)
    receipts = read_receipts(coursedir, assignment, parent)
    late = penalties_today(book, found, penalties_of(parent))
    reader = SubmissionReader(coursedir, assignment, bank, cells, possible, grading, receipts, late)
    read = [reader.read(each) for each in read_submissions(book, found)]
    results = tuple(each for each in read if each.state is not GradeState.FAILED)
    if not results:
        raise GradingError(
            f"{assignment}: nothing is graded yet; run: imuran-edu autograde {assignment}"
        )
    people = people_of(book)
    return Results(
        assignment,
        possible,
        people,
        results,
        _states(people, read, receipts),
        _departed(results, receipts),
        bank,
    )


def _states(
    people: Collection[str], read: Sequence[Result], receipts: Receipts
) -> dict[str, GradeState]:
    """Say where each student stands, among them those whom the gradebook does not know yet."""
    known = {each.student: each.state for each in read}
    states = dict.fromkeys(people, GradeState.NOTHING)
    states.update(dict.fromkeys(receipts.uncollected, GradeState.UNCOLLECTED))
    states.update(dict.fromkeys(receipts.submitted | receipts.graded, GradeState.UNGRADED))
    return states | known


def _departed(results: Sequence[Result], receipts: Receipts) -> tuple[str, ...]:
    """Return who was graded and whose submission is gone, unless all were put away."""
    if not receipts.submitted:
        return ()
    return tuple(each.student for each in results if each.student not in receipts.submitted)


def _cells(assignment: Assignment) -> tuple[dict[str, str], dict[str, float]]:
    """Return the graded cells: their names by the gradebook's ids, and their points by name."""
    cells = [
        (notebook.name, cell) for notebook in assignment.notebooks for cell in _in_order(notebook)
    ]
    counts = Counter(cell.name for _, cell in cells)
    names = {
        cell.id: cell.name if counts[cell.name] == 1 else f"{notebook}/{cell.name}"
        for notebook, cell in cells
    }
    return names, {names[cell.id]: float(cell.max_score) for _, cell in cells}


def _in_order(notebook: Any) -> list[Any]:
    """Return the cells with points as they stand in the notebook; task cells have no source."""
    place = {cell.name: index for index, cell in enumerate(notebook.source_cells)}
    cells = [*notebook.grade_cells, *notebook.task_cells]
    return sorted(cells, key=lambda cell: place.get(cell.name, len(place)))
