"""nbgrader's exporter, extended by what is done once for a class.

It looks at the bank and at the folders, and reads the gradebook's cells.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, BaseConverter, NbGraderException

from imuran_edu.core import InputError, Problem
from imuran_edu.grading.assignment_contents import asked
from imuran_edu.grading.nbgrader.master_cells import (
    Master,
    code_cells,
    read_course_texts,
    read_masters,
)
from imuran_edu.grading.nbgrader.patches import (
    limit_copied_files,
    remember_graded_answers,
    skip_unsafe_submissions,
)
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.safety.ordinary_files import (
    MAX_NOTEBOOK,
    escape_control,
    fault,
    safety_problem,
)


class CheckedExporter(NotebookExporter):
    """nbgrader's exporter of graded notebooks, which refuses to begin with an unusable bank.

    nbgrader makes one at the start of `autograde` and lets it run every preprocessor. If a damaged
    bank were found later, the run would fail once for each student, with a traceback.
    """

    def __init__(self, **settings: Any) -> None:
        self._masters: dict[tuple[str, str], dict[str, Master]] = {}
        self._course_texts: dict[tuple[str, str], frozenset[str]] = {}
        super().__init__(**settings)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, BaseConverter):
            grading = QuestionGrading(parent=self)
            problems = bank_problems(grading, self.parent.coursedir)
            for problem in problems:
                self.log.error(problem)
            if problems:
                raise NbGraderException("Nothing was graded: mend the bank, then grade again.")
            if isinstance(self.parent, Autograde):
                make_safe(self.parent, grading, self.log)

    def from_filename(self, filename: str, *arguments: Any, **named: Any) -> Any:
        """Grade a notebook; a pipe or a link of that name is not opened."""
        if problem := fault(Path(filename), MAX_NOTEBOOK):
            raise NbGraderException(problem)
        return super().from_filename(filename, *arguments, **named)

    def masters(self, info: dict[str, str]) -> dict[str, Master]:
        """Return the cells that the gradebook has of a notebook, read once."""
        place = (info["assignment"], info["notebook"])
        if place not in self._masters:
            self._masters[place] = read_masters(info)
        return self._masters[place]

    def course_texts(self, info: dict[str, str]) -> frozenset[str]:
        """Return the texts of the course's cells without a grade id, read once."""
        place = (info["assignment"], info["notebook"])
        if place not in self._course_texts:
            coursedir: Any = getattr(self.parent, "coursedir", None)
            self._course_texts[place] = read_course_texts(coursedir, *place)
        return self._course_texts[place]


def make_safe(converter: Any, grading: QuestionGrading, log: Any) -> None:
    """Make a run of `nbgrader autograde` skip submissions that are unsafe to open.

    The others are graded; at its end the run names those left out, and fails. The log also says
    whose code is run.
    """
    bank = grading.bank(converter.coursedir.assignment_id)
    code = code_cells(converter.coursedir, bank.by_id if bank else {})
    refused = {
        folder: problem
        for folder in converter.assignments
        if (problem := safety_problem(Path(folder), list(code)))
    }
    skip_unsafe_submissions(converter, refused, log)
    remember_graded_answers(converter)
    limit_copied_files(converter, questions_only(grading, converter.coursedir), log)
    if any(code.values()) and converter.assignments:
        students = sorted(
            escape_control(Path(folder).parent.name) for folder in converter.assignments
        )
        _tell_of_code(students, grading.run_code, log)


def _tell_of_code(students: list[str], run: bool, log: Any) -> None:
    if run:
        log.warning(
            "Their code is run, under your account: %s. To grade without running it set "
            "c.QuestionGrading.run_code = False.",
            ", ".join(students),
        )
    else:
        log.warning("No code of students is run: their code cells wait for a person.")


def has_code(grading: QuestionGrading, coursedir: Any) -> bool:
    """Whether any notebook of the assignment is run: one with code to grade, or no question."""
    bank = grading.bank(coursedir.assignment_id)
    known = bank.by_id if bank else {}
    return not known or any(code_cells(coursedir, known).values())


def questions_only(grading: QuestionGrading, coursedir: Any) -> bool:
    """Whether the assignment asks questions of a bank and no code of students is run for it."""
    if not grading.bank(coursedir.assignment_id):
        return False
    return not (grading.run_code and has_code(grading, coursedir))


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
