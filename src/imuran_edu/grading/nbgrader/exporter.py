"""What is done once for a class: look at the bank and the folders, read the gradebook's cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import BaseConverter, NbGraderException

from imuran_edu.core import InputError, Problem
from imuran_edu.grading.assignment_contents import asked
from imuran_edu.grading.nbgrader.patches import guard
from imuran_edu.grading.nbgrader.restore import Master, read_masters
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.safety.ordinary_files import MAX_NOTEBOOK, fault


class CheckedExporter(NotebookExporter):
    """nbgrader's exporter of graded notebooks, which refuses to begin with an unusable bank.

    nbgrader makes one at the start of `autograde` and lets it run every preprocessor. A bank that
    is found damaged later would fail once for each student, with a traceback.
    """

    def __init__(self, **settings: Any) -> None:
        self._masters: dict[tuple[str, str], dict[str, Master]] = {}
        super().__init__(**settings)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, BaseConverter):
            grading = QuestionGrading(parent=self)
            problems = bank_problems(grading, self.parent.coursedir)
            for problem in problems:
                self.log.error(problem)
            if problems:
                raise NbGraderException("Nothing was graded: mend the bank, then grade again.")
            guard(self.parent, grading, self.log)

    def from_filename(self, filename: str, *arguments: Any, **named: Any) -> Any:
        """Grade a notebook; a pipe or a link of that name is not opened."""
        if problem := fault(Path(filename), MAX_NOTEBOOK):
            raise NbGraderException(problem)
        return super().from_filename(filename, *arguments, **named)

    def masters(self, info: dict[str, str]) -> dict[str, Master]:
        """Return the cells that the gradebook has of a notebook; it is read once."""
        place = (info["assignment"], info["notebook"])
        if place not in self._masters:
            self._masters[place] = read_masters(info)
        return self._masters[place]


def bank_problems(grading: QuestionGrading, coursedir: Any) -> list[str]:
    """Say why an assignment cannot be graded by its bank, with file and line."""
    name = coursedir.assignment_id
    path = grading.path(name)
    try:
        bank = grading.bank(name)
    except InputError as error:
        return [str(problem) for problem in error.problems]
    released = _questions_released(coursedir)
    if bank is None:
        mend = "put it back, or set c.QuestionGrading.bank_folder"
        message = f"there is no such bank, but the assignment asks its questions; {mend}"
        return [str(Problem(path, 1, message))] if released else []
    return [
        str(Problem(path, 1, f"question '{gone}' was released but is not in the bank; put it back"))
        for gone in released
        if gone not in bank.by_id
    ]


def _questions_released(coursedir: Any) -> list[str]:
    """Return the questions that the gradebook knows in this assignment."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            notebooks = gradebook.find_assignment(coursedir.assignment_id).notebooks
        except MissingEntry:
            return []
        cells = [cell for notebook in notebooks for cell in notebook.source_cells]
        return [cell.name for cell in cells if asked(cell.source or "") == cell.name]
