"""Grades on their way to another system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from imuran_edu.results.export.student_ids import Person

DECIMALS = 4  # of a grade; the gradebook rounds to as many


@dataclass(frozen=True)
class Column:
    """An assignment.

    Attributes:
        name: in nbgrader.
        heading: of its column in the other system; the name, unless the instructor says otherwise.
        possible: points.
    """

    name: str
    heading: str
    possible: float


@dataclass(frozen=True)
class Grade:
    """What a student has for an assignment.

    Attributes:
        student: the name in nbgrader.
        assignment: the name in nbgrader.
        points: less the penalty for lateness; None if they are not known, or nothing was handed
            in.
        absent: whether nothing was ever received, so that a 0 would be right.
    """

    student: str
    assignment: str
    points: float | None
    absent: bool = False


@dataclass(frozen=True)
class GradeTable:
    """The grades of a class, ready to be written.

    Attributes:
        columns: the assignments.
        grades: of all students.
        people: who the students are in the other system, by their names in nbgrader.
        zeros: whether 0 stands where nothing was ever received; else the cell is empty.
    """

    columns: Sequence[Column]
    grades: Sequence[Grade]
    people: Mapping[str, Person]
    zeros: bool = False

    def rows(self) -> Iterator[tuple[Person, list[float | None]]]:
        """Yield each student with the points in the order of the columns.

        Who has none at all is left out: an empty cell may wipe out a grade that is already there.
        """
        found = {(grade.student, grade.assignment): grade for grade in self.grades}
        students = sorted({grade.student for grade in self.grades})
        for student in students:
            points = [self._points(found.get((student, column.name))) for column in self.columns]
            if any(each is not None for each in points):
                yield self.people[student], points

    def _points(self, grade: Grade | None) -> float | None:
        if grade is None or grade.points is not None:
            return grade.points if grade else None
        return 0.0 if self.zeros and grade.absent else None

    def gaps(self) -> list[tuple[str, str]]:
        """Return the empty cells of the rows: the student's name in nbgrader, and the column's."""
        names = {id(person): student for student, person in self.people.items()}
        return [
            (names[id(person)], column.name)
            for person, points in self.rows()
            for column, each in zip(self.columns, points, strict=True)
            if each is None
        ]
