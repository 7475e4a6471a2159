"""The cells of an assignment as the gradebook has kept them since it was generated."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry


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
            cell.name: _master(cell, points.get(cell.name), cell.name in solutions, tasks)
            for cell in notebook.source_cells
        }


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


def code_cells(coursedir: Any, questions: Container[str]) -> dict[str, list[str]]:
    """Return, for each notebook, its code cells that are graded or solutions and no questions.

    Args:
        coursedir: nbgrader's `CourseDirectory`, with the assignment set.
        questions: ids of the questions in the assignment's bank.
    """
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            notebooks = gradebook.find_assignment(coursedir.assignment_id).notebooks
        except MissingEntry:
            return {}
        return {
            notebook.name: [
                cell.name
                for cell in notebook.source_cells
                if cell.cell_type == "code"
                and cell.name in _marked(notebook)
                and cell.name not in questions
            ]
            for notebook in notebooks
        }


def _marked(notebook: Any) -> set[str]:
    return {cell.name for cell in (*notebook.grade_cells, *notebook.solution_cells)}
