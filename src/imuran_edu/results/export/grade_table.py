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
        points: less the penalty for lateness; None if nothing was handed in.
    """

    student: str
    assignment: str
    points: float | None


@dataclass(frozen=True)
class Sheet:
    """The grades of a class, ready to be written.

    Attributes:
        columns: the assignments.
        grades: of all students.
        people: who the students are in the other system, by their names in nbgrader.
        zeros: whether 0 stands where nothing was handed in; else the cell is empty.
    """

    columns: Sequence[Column]
    grades: Sequence[Grade]
    people: Mapping[str, Person]
    zeros: bool = False

    def rows(self) -> Iterator[tuple[Person, list[float | None]]]:
        """Yield each student with the points in the order of the columns.

        Who has none at all is left out: an empty cell may wipe out a grade that is already there.
        """
        found = {(grade.student, grade.assignment): grade.points for grade in self.grades}
        empty = 0.0 if self.zeros else None
        students = sorted({grade.student for grade in self.grades})
        for student in students:
            points = [found.get((student, column.name)) for column in self.columns]
            points = [empty if each is None else each for each in points]
            if any(each is not None for each in points):
                yield self.people[student], points
