"""Read the grades of single notebooks from nbgrader's gradebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook


@dataclass(frozen=True)
class NotebookGrades:
    """The grades of one submitted notebook.

    Attributes:
        score: points in all.
        possible: points that can be earned.
        grades: by cell: the automatic points (None if there are none), and whether a person must
            look.
    """

    score: float
    possible: float
    grades: Mapping[str, tuple[float | None, bool]]


def read_notebook_grades(
    gradebook: Path, assignment: str, students: Sequence[str]
) -> dict[str, NotebookGrades]:
    """Read the grades of students in an assignment of one notebook of the same name.

    Args:
        gradebook: the SQLite file.
        assignment: name of the assignment.
        students: names of students, all of whom submitted.
    """
    with Gradebook(f"sqlite:///{gradebook}") as book:
        found = {
            name: book.find_submission_notebook(assignment, assignment, name) for name in students
        }
        return {
            name: NotebookGrades(
                float(notebook.score),
                float(notebook.max_score),
                {
                    grade.name: (grade.auto_score, bool(grade.needs_manual_grade))
                    for grade in notebook.grades
                },
            )
            for name, notebook in found.items()
        }
