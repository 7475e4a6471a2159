"""The cells of an assignment as the gradebook has kept them since it was generated."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from imuran_edu.grading.assignment_contents import asked


@dataclass(frozen=True)
class Master:
    """A cell of the assignment, as the gradebook has it.

    Attributes:
        name: the cell's grade id.
        cell_type: `"code"`, `"markdown"` or `"raw"`.
        source: its text.
        locked: whether a student's changes to it do not count.
        graded: whether it has points.
        nbgrader: its metadata for nbgrader.
    """

    name: str
    cell_type: str
    source: str
    locked: bool
    graded: bool
    nbgrader: dict[str, Any]

    @property
    def is_code(self) -> bool:
        """Whether it is a code cell that is graded or a solution."""
        return self.cell_type == "code" and (self.graded or bool(self.nbgrader.get("solution")))


def read_masters(info: dict[str, str]) -> dict[str, Master]:
    """Return the cells that the gradebook has of a notebook, by grade id.

    Args:
        info: `db_url`, `assignment` and `notebook`, as nbgrader hands them to its steps.
    """
    with Gradebook(info["db_url"]) as gradebook:
        try:
            notebook = gradebook.find_notebook(info["notebook"], info["assignment"])
        except MissingEntry:
            return {}
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        points.update({cell.name: cell.max_score for cell in notebook.task_cells})
        solutions = {cell.name for cell in notebook.solution_cells}
        tasks = {cell.name for cell in notebook.task_cells}
        return {
            cell.name: _master(
                cell, points.get(cell.name), cell.name in solutions and not _asks(cell), tasks
            )
            for cell in notebook.source_cells
        }


def _asks(cell: Any) -> bool:
    """Whether it is a question's cell, which only has a comment as a solution has one."""
    return bool(asked(cell.source or "") == cell.name)


def _master(cell: Any, points: float | None, solution: bool, tasks: set[str]) -> Master:
    task = cell.name in tasks
    nbgrader = {
        "cell_type": cell.cell_type,
        "checksum": cell.checksum,
        "grade": points is not None and not task,
        "grade_id": cell.name,
        "locked": cell.locked,
        "schema_version": 3,
        "solution": solution,
        "task": task,
    }
    if points is not None:
        nbgrader["points"] = points
    nbgrader = {key: value for key, value in nbgrader.items() if value is not None}
    locked = cell.locked and not task
    return Master(cell.name, cell.cell_type, cell.source, locked, points is not None, nbgrader)


def read_course_texts(coursedir: Any, assignment: str, notebook: str) -> frozenset[str]:
    """Return the texts of the course's cells that have no grade id, which the gradebook lacks.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: name of the assignment.
        notebook: name of the notebook, without `.ipynb`.
    """
    folder = coursedir.format_path(coursedir.source_directory, ".", assignment)
    try:
        nb = nbformat.read(Path(folder, f"{notebook}.ipynb"), as_version=4)
    except Exception:  # missing, or damaged in one of many ways: then no cell is known
        return frozenset()
    cells = (cell for cell in nb.cells if "nbgrader" not in cell.metadata)
    return frozenset(cell.source for cell in cells if cell.cell_type != "code")


def is_run(masters: Iterable[Master], questions: Container[str]) -> bool:
    """Whether a notebook is run for its grading.

    It is where the course marked code of the students' to be graded. So is a notebook without
    questions that has a task, whose answer may be code in cells that a student adds.

    Args:
        masters: the course's cells of the notebook.
        questions: ids of the questions in the assignment's bank.
    """
    masters = list(masters)
    if any(each.is_code and each.name not in questions for each in masters):
        return True
    asks = any(each.name in questions for each in masters)
    return not asks and any(each.nbgrader.get("task") for each in masters)


def asks_only(masters: Iterable[Master], questions: Container[str]) -> bool:
    """Whether all that is graded in a notebook are questions of the bank, and no code is run."""
    masters = list(masters)
    graded = [each for each in masters if each.graded]
    return (
        bool(graded)
        and all(each.name in questions for each in graded)
        and not is_run(masters, questions)
    )


Masters = Mapping[str, Mapping[str, Master]]
"""The course's cells of each notebook of an assignment, by notebook and grade id."""


def masters_by_notebook(coursedir: Any) -> Masters:
    """Return the cells of each notebook; nothing if the gradebook does not know the assignment.

    Args:
        coursedir: nbgrader's `CourseDirectory`, with the assignment set.
    """
    assignment = coursedir.assignment_id
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            notebooks = [each.name for each in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            return {}
    about = {"db_url": coursedir.db_url, "assignment": assignment}
    return {name: read_masters({**about, "notebook": name}) for name in notebooks}


def runs_by_notebook(masters: Masters, questions: Container[str]) -> dict[str, bool]:
    """Return, for each notebook of an assignment, whether it is run for its grading."""
    return {name: is_run(cells.values(), questions) for name, cells in masters.items()}


def asking_notebooks(masters: Masters, questions: Container[str]) -> list[str]:
    """Return the notebooks of an assignment that ask questions of the bank and nothing else."""
    return [name for name, cells in masters.items() if asks_only(cells.values(), questions)]
