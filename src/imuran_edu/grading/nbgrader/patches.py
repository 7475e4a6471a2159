"""Make a run of nbgrader's `autograde` keep its hands off what is no ordinary submission."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import NbGraderException, base
from nbgrader.utils import find_all_files

from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.safety.ordinary_files import is_clean, may_be_copied, safety_problem, shown


def guard(converter: Any, grading: QuestionGrading, log: Any) -> None:
    """Take submissions out of a run that cannot be graded safely, and tell whose code it runs.

    The others are graded; at its end the run names those left out, and fails. Beside a notebook
    only ordinary files are copied: nbgrader would follow a link to a device until the disk is full.
    """
    base.find_all_files = ordinary_files  # the one place that nbgrader's copying asks
    bank = grading.bank(converter.coursedir.assignment_id)
    code = code_cells(converter.coursedir, bank.by_id if bank else {})
    _leave_out(converter, list(code), log)
    if any(code.values()) and converter.assignments:
        _tell_of_code(sorted(map(_student, converter.assignments)), grading.run_code, log)


def _leave_out(converter: Any, notebooks: list[str], log: Any) -> None:
    refused = {
        place: problem
        for place in converter.assignments
        if (problem := safety_problem(Path(place), notebooks))
    }
    if not refused:
        return
    for place in refused:
        del converter.assignments[place]
    convert_the_others = converter.convert_notebooks

    def convert_notebooks() -> None:
        try:
            convert_the_others()
        finally:
            for place, problem in sorted(refused.items()):
                log.error("%s: not graded: %s", _student(place), problem)
        raise NbGraderException(f"{len(refused)} submissions were not graded.")

    converter.convert_notebooks = convert_notebooks


def ordinary_files(folder: str, exclude: list[str] | None = None) -> list[str]:
    """Do as nbgrader's `find_all_files`, and leave out all that is not an ordinary file.

    Where it leaves out notebooks, those whose names begin with a dot are left out too.
    """
    without = ".ipynb" if "*.ipynb" in (exclude or ()) else "/"
    return [
        path
        for path in find_all_files(folder, exclude)
        if not path.endswith(without)
        and is_clean(str(Path(path).relative_to(folder)))
        and may_be_copied(Path(path))
    ]


def _tell_of_code(students: list[str], run: bool, log: Any) -> None:
    if run:
        log.warning(
            "Their code is run, under your account: %s. To grade without running it set "
            "c.QuestionGrading.run_code = False.",
            ", ".join(students),
        )
    else:
        log.warning("No code of students is run: their code cells wait for a person.")


def code_cells(coursedir: Any, questions: Container[str]) -> dict[str, list[str]]:
    """Return, by notebook, the code cells that are graded or solutions, and no questions."""
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


def _student(place: str) -> str:
    return shown(Path(place).parent.name)
