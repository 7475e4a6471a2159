"""Read what a class earned and answered, from nbgrader's gradebook and the submissions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student

from imuran_edu.answers import FILE_NAME, Entry, Responses, read_responses
from imuran_edu.grading.nbgrader.class_grades import Submission, read_submissions
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.question_grade import grade_question, rejection_reason
from imuran_edu.grading.renames import in_new_names
from imuran_edu.grading.safety.ordinary_files import MAX_NOTEBOOK, fault, folder_fault
from imuran_edu.questions import Bank, score
from imuran_edu.results.export import Grade, LongRow, Person
from imuran_edu.results.records import ResponseRecord

_CLOSE = 1e-6  # points


@dataclass(frozen=True)
class Result:
    """One student's submission.

    Attributes:
        student: the student's name in nbgrader.
        points: by graded cell, without extra credit; None while a person has to give them.
        total: points in the gradebook, with extra credit and less the penalty for lateness.
        waiting: number of cells that a person has to look at.
        handed_in: time of submission in UTC; None if it is not known.
        entries: the answers, if they count.
        stale: questions whose grade is not what bank and answers give today.
    """

    student: str
    points: Mapping[str, float | None]
    total: float
    waiting: int
    handed_in: datetime | None
    entries: Mapping[str, Entry]
    stale: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """The results of a class in one assignment.

    Attributes:
        assignment: name of the assignment.
        possible: the points of each graded cell, in the order of the notebook.
        people: all students in the gradebook, by name, as it knows them.
        results: of those whose submission is graded.
        ungraded: students whose submission nbgrader knows but did not grade.
        bank: None if the assignment has none.
    """

    assignment: str
    possible: Mapping[str, float]
    people: Mapping[str, Person]
    results: tuple[Result, ...]
    ungraded: tuple[str, ...]
    bank: Bank | None

    def of(self, students: Collection[str]) -> Results:
        """Return the results of these students alone."""
        return replace(
            self,
            people={name: who for name, who in self.people.items() if name in students},
            results=tuple(each for each in self.results if each.student in students),
        )

    def records(self) -> list[ResponseRecord]:
        """Return each student's points and answers, for the analysis."""
        return [
            ResponseRecord(
                each.student,
                each.points,
                {name: entry.answer for name, entry in each.entries.items()},
            )
            for each in self.results
        ]

    def grades(self) -> list[Grade]:
        """Return a grade for each student."""
        totals = {each.student: each.total for each in self.results}
        return [Grade(name, self.assignment, totals.get(name)) for name in self.people]

    def long_rows(self) -> Iterator[LongRow]:
        """Yield each question of each student, and the parts of cases."""
        questions = self.bank.by_id if self.bank else {}
        for each in self.results:
            for name, possible in self.possible.items():
                entry = each.entries.get(name)
                answer, saved = (entry.answer, entry.saved) if entry else (None, "")
                place = (each.student, self.assignment, name)
                yield LongRow(*place, "", answer, each.points.get(name), possible, saved)
                question = questions.get(name)
                if question is None or not question.parts:
                    continue
                given = answer if isinstance(answer, dict) else {}
                for part in question.parts:
                    one = given.get(part.id)
                    earned = score(part, one).earned
                    yield LongRow(*place, part.id, one, earned, part.points, saved)


def read_course_results(course: NbgraderCourse, assignments: Sequence[str]) -> list[Results]:
    """Read the results of assignments of a course.

    Raises:
        GradingError: there is no such assignment, or nothing of it is graded.
        InputError: a bank cannot be used.
    """
    coursedir = course.coursedir
    url = str(coursedir.db_url)
    # nbgrader would make an empty one
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise GradingError(
            f"{coursedir.root}: there is no gradebook yet; build and grade an assignment first"
        )
    grading = QuestionGrading(parent=course.converter)
    with Gradebook(url, coursedir.course_id) as book:
        return [read_results(book, coursedir, grading, name) for name in assignments]


def read_results(
    book: Gradebook, coursedir: Any, grading: QuestionGrading, assignment: str
) -> Results:
    """Read the results of a class.

    Args:
        book: nbgrader's gradebook.
        coursedir: nbgrader's `CourseDirectory`.
        grading: finds the bank.
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
    bank = grading.bank(assignment)
    cells, possible = _cells(found)
    submissions = read_submissions(book, found)
    if not any(each.grades for each in submissions):
        raise GradingError(
            f"{assignment}: nothing is graded yet; run: imuran-edu autograde {assignment}"
        )
    reader = _Reader(coursedir, assignment, bank, cells, possible, grading.renames())
    results = tuple(reader.read(each) for each in submissions if each.grades)
    ungraded = [each.student for each in submissions if not each.grades]
    people = {each.id: _person(each) for each in book.db.query(Student).order_by(Student.id)}
    return Results(assignment, possible, people, results, tuple(ungraded), bank)


def _person(student: Any) -> Person:
    first, last = student.first_name or "", student.last_name or ""
    return Person(student.id, email=student.email or "", first=first, last=last)


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


class _Reader:
    """Reads one submission after the other."""

    def __init__(
        self,
        coursedir: Any,
        assignment: str,
        bank: Bank | None,
        names: Mapping[str, str],
        possible: Mapping[str, float],
        renames: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._coursedir, self._assignment = coursedir, assignment
        self._renames = renames
        self._questions = bank.by_id if bank else {}
        self._names, self._possible = names, possible

    def read(self, submission: Submission) -> Result:
        """Return a submission with its answers."""
        points: dict[str, float | None] = {}
        auto: dict[str, float | None] = {}
        for grade in submission.grades:
            if name := self._names.get(grade.cell):
                auto[name] = grade.auto
                points[name] = grade.auto if grade.manual is None else grade.manual
        responses, refused = self._answers(submission.student)
        return Result(
            submission.student,
            points,
            max(0.0, submission.score - submission.penalty),
            sum(grade.waits for grade in submission.grades),
            submission.handed_in,
            {} if refused else responses.answers,
            tuple(self._stale(auto, responses, refused)),
        )

    def _answers(self, student: str) -> tuple[Responses, str]:
        """Return the answers, from where grading reads them, and why they do not count, if so."""
        folder = self._folder(student)
        responses, problem = read_responses(folder / FILE_NAME)
        responses = in_new_names(responses, self._renames)
        stamps = [_metadata(path) for path in sorted(folder.glob("*.ipynb"))]
        for metadata in stamps or [{}]:
            if refused := rejection_reason(metadata, responses, problem, self._assignment):
                return responses, refused
        return responses, ""

    def _folder(self, student: str) -> Path:
        """Return the submission; its graded copy if the submission itself was put away."""
        found = [
            Path(self._coursedir.format_path(step, student, self._assignment))
            for step in (self._coursedir.submitted_directory, self._coursedir.autograded_directory)
        ]
        return found[0] if found[0].is_dir() and not folder_fault(found[0]) else found[1]

    def _stale(
        self, auto: Mapping[str, float | None], responses: Responses, refused: str
    ) -> Iterator[str]:
        for name, question in self._questions.items():
            graded = auto.get(name)
            if graded is None:
                continue
            entry = responses.answers.get(name)
            today = grade_question(question, entry, self._possible[name], refused)
            if today.needs_manual_grade or abs(today.points - graded) > _CLOSE:
                yield name


def _metadata(path: Path) -> Mapping[str, Any]:
    """Return the metadata of a graded notebook; empty if it cannot be read."""
    if fault(path, MAX_NOTEBOOK):
        return {}
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    found = data.get("metadata") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}
