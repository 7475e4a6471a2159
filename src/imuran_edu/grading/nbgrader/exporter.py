"""nbgrader's exporter, extended by what is done once for a class.

It looks at the bank and at the folders, and reads the gradebook's cells.
"""

from __future__ import annotations

import fnmatch
import glob
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, BaseConverter, NbGraderException

from imuran_edu.core import InputError, Problem
from imuran_edu.grading.assignment_contents import asked
from imuran_edu.grading.deadlines import load_deadlines
from imuran_edu.grading.findings import BY_ANSWERS
from imuran_edu.grading.nbgrader.cell_points import apply_points
from imuran_edu.grading.nbgrader.comment_cells import make_room
from imuran_edu.grading.nbgrader.course import GradingError
from imuran_edu.grading.nbgrader.lenient_read import read_leniently
from imuran_edu.grading.nbgrader.master_cells import (
    Master,
    asking_notebooks,
    asks_only,
    masters_by_notebook,
    read_course_texts,
    read_masters,
    runs_by_notebook,
)
from imuran_edu.grading.nbgrader.patches import (
    limit_copied_files,
    remember_graded_answers,
    skip_unsafe_submissions,
)
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.other_answers import needless_notebooks, told_of_others
from imuran_edu.grading.safety.ordinary_files import (
    MAX_NOTEBOOK,
    escape_control,
    fault,
    safety_problem,
)

CODE_RUNS = "Their code is run"  # how the warning that names them begins


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
                raise NbGraderException("Nothing was graded: mend this, then grade again.")
            if isinstance(self.parent, Autograde):
                make_safe(self, self.parent, grading)

    def from_filename(self, filename: str, *arguments: Any, **named: Any) -> Any:
        """Grade a notebook; a pipe or a link of that name is not opened.

        A submitted notebook of questions is graded whatever shape it is in, if its answers can be
        read.
        """
        path, info = Path(filename), (named.get("resources") or {}).get("nbgrader", {})
        if getattr(self.parent, "_sanitizing", False) and self.asks_only(info):
            try:
                nb = self.read(path, info["assignment"], info["student"])
            except GradingError as error:
                raise NbGraderException(str(error)) from None
            found: Any = self.from_notebook_node
            return found(nb, *arguments, **named)
        if problem := fault(path, MAX_NOTEBOOK):
            raise NbGraderException(problem)
        return super().from_filename(filename, *arguments, **named)

    def asks_only(self, info: dict[str, str]) -> bool:
        """Whether all that is graded in a notebook are questions of the bank."""
        bank = QuestionGrading(parent=self).bank(info["assignment"])
        return bank is not None and asks_only(self.masters(info).values(), bank.by_id)

    def read(self, path: Path, assignment: str, student: str) -> Any:
        """Read a submitted notebook of questions, and say so if it is not what it should be.

        Raises:
            GradingError: neither the notebook nor its answers can be used.
        """
        nb, problem = read_leniently(path, assignment)
        if problem:
            name = escape_control(path.name)
            self.log.warning("%s: %s %s; %s", student, name, problem, BY_ANSWERS)
        return nb

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


def make_safe(exporter: CheckedExporter, converter: Any, grading: QuestionGrading) -> None:
    """Make a run of `nbgrader autograde` skip submissions that are unsafe to open.

    The others are graded; at its end the run names those left out, and fails. The log also says
    whose code is run. A notebook that can do without its file is graded where there is none.
    """
    coursedir, log = converter.coursedir, exporter.log
    name = coursedir.assignment_id
    bank = grading.bank(name)
    make_room(coursedir, name, bank)
    if changed := apply_points(coursedir, name, bank):
        log.warning(
            "Points brought up to date by what was decided after the exam: %s. Grade everybody "
            "again: --force",
            ", ".join(changed),
        )
    masters, questions = masters_by_notebook(coursedir), bank.by_id if bank else {}
    runs, asking = runs_by_notebook(masters, questions), asking_notebooks(masters, questions)
    runs_code = grading.run_code and any(runs.values())
    refused: dict[str, str] = {}
    for place in glob.glob(converter._format_source(name, coursedir.student_id)):  # noqa: PTH207
        folder = Path(place)
        needless = needless_notebooks(folder, name, asking)
        if problem := safety_problem(folder, [each for each in runs if each not in needless]):
            refused |= {place: problem} if place in converter.assignments else {}
            continue
        for line in told_of_others(folder) if asking else ():
            log.warning("%s: %s", escape_control(folder.parent.name), line)
        paths = [str(folder / f"{notebook}.ipynb") for notebook in needless]
        wanted = [p for p in paths if fnmatch.fnmatch(Path(p).stem, coursedir.notebook_id)]
        found = converter.assignments.get(place, [])
        if more := [path for path in wanted if path not in found]:
            converter.assignments[place] = [*found, *more]
    skip_unsafe_submissions(converter, refused, log)
    remember_graded_answers(converter)
    limit_copied_files(converter, bank is not None and not runs_code, log)
    if any(runs.values()) and converter.assignments:
        students = sorted(
            escape_control(Path(folder).parent.name) for folder in converter.assignments
        )
        log.warning(code_notice(runs, students, grading.run_code))


def code_notice(runs: Mapping[str, bool], students: Iterable[str], run: bool) -> str:
    """Say whose code is run, and in which notebooks.

    Args:
        runs: whether each notebook of the assignment has code to run.
        students: who handed in, as they are printed.
        run: whether code of students is run at all.
    """
    names = ", ".join(f"{name}.ipynb" for name, runs_it in runs.items() if runs_it)
    if not run:
        return f"No code of students is run: their code cells in {names} wait for a person."
    return (
        f"{CODE_RUNS} in {names}, under your account: {', '.join(students)}. To grade without "
        "running it set c.QuestionGrading.run_code = False."
    )


def bank_problems(grading: QuestionGrading, coursedir: Any) -> list[str]:
    """Say why an assignment cannot be graded by its bank and dates, with file and line."""
    name = coursedir.assignment_id
    path = grading.path(name)
    try:
        bank = grading.bank(name)
        load_deadlines(Path(coursedir.root))
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
