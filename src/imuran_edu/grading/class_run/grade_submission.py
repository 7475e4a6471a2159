"""One submission read and graded: the unit of work, in this process or on another machine.

Nothing here writes to the gradebook, but for notebooks with code, which nbgrader grades itself.
"""

from __future__ import annotations

import glob
import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties

from imuran_edu.grading.class_run.staging import remove
from imuran_edu.grading.class_run.workers import Job, set_run_state
from imuran_edu.grading.nbgrader.cached_preprocessors import (
    NOTED,
    classes_of,
    read_masters_of,
    replaced,
)
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.exporter import CheckedExporter, bank_problems
from imuran_edu.grading.nbgrader.gradebook import Outcome
from imuran_edu.grading.nbgrader.patches import code_cells
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.safety.ordinary_files import may_be_copied, safety_problem, shown, walk

CODE_RUNS = "Their code is run"  # how the course's configuration begins its warning
TRIES = 3  # at a gradebook that another worker holds


class SubmissionGrader:
    """Where submissions of one assignment are graded, one after the other."""

    def __init__(self, course: Path, assignment: str) -> None:
        """Read the course, the bank and the assignment, once for a class.

        Raises:
            GradingError: they cannot be used; nothing was graded.
        """
        self.opened = opened = NbgraderCourse(course, assignment, "Autograde")
        self.converter = converter = opened.converter
        coursedir = opened.coursedir
        masters = read_masters_of(coursedir.db_url, coursedir.course_id, assignment)
        if masters is None:
            raise GradingError(
                f"the gradebook has no assignment '{assignment}'; "
                f"make it with: nbgrader generate_assignment {assignment}"
            )
        grading = QuestionGrading(parent=converter)
        if problems := bank_problems(grading, coursedir):
            raise GradingError("\n".join(problems))
        self._masters = masters
        if not issubclass(converter.exporter_class, CheckedExporter):
            raise GradingError(
                "this course is not set up to be graded by reading: its nbgrader_config.py must "
                "call imuran_edu.grading.config.configure"
            )
        if converter.pre_convert_hook or converter.post_convert_hook:
            raise GradingError("hooks before or after autograde need: nbgrader autograde")
        steps = classes_of(converter.autograde_preprocessors)
        self._sanitize = replaced(classes_of(converter.sanitize_preprocessors))
        self._autograde = replaced(steps)
        self.late = AssignLatePenalties in steps
        self.runs_code = grading.run_code and _has_code(grading, coursedir)
        self.reads = not self.runs_code and None not in (self._sanitize, self._autograde)
        self._exporter: Any = None
        self._steps: list[list[Any]] = []
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        left = set(converter.exclude_overwriting.get(assignment, []))
        files = [name for name in opened.other_files(source) if name not in left]
        self._from_source = [(source / name, name) for name in files]
        if self.reads:
            self._make_steps()  # here, so that workers that are forked need not

    def grade(self, student: str, place: str) -> Outcome:
        """Grade one submission; its folder is made aside, in `place`. Never raises."""
        made = self.opened.aside("autograded", place, student)
        outcome = Outcome(student)
        with self.opened.notes.listening(student) as heard:
            try:
                folder = self.opened.folder("submitted", student)
                outcome.saved = True  # nothing to write yet, as nbgrader has it
                if problem := safety_problem(folder, self._masters.notebooks):
                    raise GradingError(f"not graded: {problem}")
                if not self.opened.notebooks(folder):
                    raise GradingError("no notebook was submitted")
                if self.reads:
                    outcome.saved = False
                    self._read(student, folder, made, outcome)
                else:
                    self._hand_over(student, made, place)
            except (GradingError, OSError) as error:
                outcome.problem = str(error)
            except Exception as error:
                lines = str(error).strip().splitlines()
                outcome.problem = f"{type(error).__name__}: {lines[0] if lines else ''}"[:300]
        outcome.notes += heard
        return outcome

    def _read(self, student: str, folder: Path, made: Path, outcome: Outcome) -> None:
        outcome.submitted = self.opened.timestamp(folder)
        paths = self.opened.notebooks(folder)
        known = self._masters.notebooks
        outcome.missing = [name for name in known if not (folder / f"{name}.ipynb").exists()]
        wanted = [path for path in paths if path.stem in known]
        others = [path.name for path in paths if path not in wanted]
        outcome.notes += [f"{shown(name)} is no notebook of this assignment" for name in others]
        if not wanted:
            raise GradingError("no notebook of this assignment was submitted")
        self._copy_files(folder, made, outcome)
        for path in wanted:
            text, noted = self._notebook(path, student)
            (made / path.name).write_text(text, encoding="utf-8")
            outcome.noted[path.stem] = noted
        self.opened.set_permissions(made)

    def _copy_files(self, folder: Path, made: Path, outcome: Outcome) -> None:
        """Copy what lies beside the notebooks, and the course's own files in place of theirs."""
        remove(made)  # of a worker that died
        made.mkdir(parents=True)
        given = {name for _, name in self._from_source}
        names = [name for name in self.opened.other_files(folder) if name not in given]
        out = [path for path in walk(folder) if path.is_symlink() or not _is_usual(path)]
        outcome.notes += [f"{shown(path.name)} is no ordinary file; left out" for path in out]
        for path, name in [*((folder / name, name) for name in names), *self._from_source]:
            target = made / name
            if target.parent != made:
                target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # one that only some file systems take for another
            shutil.copy(path, target)

    def _notebook(self, path: Path, student: str) -> tuple[str, Any]:
        """Sanitise and grade one notebook; return its new text and what to write of it."""
        nb = nbformat.read(path, as_version=4)
        if hasattr(nbformat.validator, "normalize"):  # cells without an id get one
            _, nb = nbformat.validator.normalize(nb)
        resources: dict[str, Any] = {}
        # nbgrader writes the notebook between the two and reads it again; it is the same
        for steps in self._steps:
            resources = self.opened.resources(student, path.stem)
            for step in steps:
                nb, resources = step(nb, resources)
        nbformat.validate(nb, relax_add_props=True)
        text = nbformat.writes(nb, version=self._exporter.nbformat_version)
        return f"{text.rstrip()}\n", resources[NOTED]

    def _make_steps(self) -> None:
        """Make nbgrader's exporter and its steps, which then serve for the whole class."""
        converter = self.converter
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        exporter.known = self._masters
        self._exporter = exporter
        names = (self._sanitize or [], self._autograde or [])
        self._steps = [[step(parent=exporter) for step in steps] for steps in names]

    def _hand_over(self, student: str, made: Path, place: str) -> None:
        """Let nbgrader's own pipeline grade a submission that holds code."""
        for left in reversed(range(TRIES)):
            remove(made)
            self.opened.notes.lines.clear()
            coursedir = CourseDirectory(parent=self.opened.app)
            coursedir.assignment_id = self.opened.assignment
            coursedir.student_id = glob.escape(student)
            coursedir.autograded_directory = os.path.join(coursedir.autograded_directory, place)  # noqa: PTH118
            converter = Autograde(coursedir=coursedir, parent=self.opened.app)
            said = self.opened.notes.lines
            try:
                converter.start()
            except NbGraderException as error:
                if left and any("database is locked" in line for line in said):
                    continue
                raise GradingError(_cause(said) or str(error)) from None
            said[:] = [line for line in said if not line.startswith(CODE_RUNS)]
            return

    def penalties(self) -> Any:
        """Return nbgrader's `AssignLatePenalties` with its plugin; None if it is not used."""
        if not self.late:
            return None
        assign = AssignLatePenalties(parent=self.converter)
        assign.init_plugin()
        return assign


def _cause(said: list[str]) -> str:
    """Return the last line of the traceback that nbgrader logged."""
    traces = [line.strip().splitlines() for line in said if line.startswith("Traceback")]
    return traces[-1][-1] if traces else ""


def _is_usual(path: Path) -> bool:
    return path.is_dir() or may_be_copied(path)


def _has_code(grading: QuestionGrading, coursedir: Any) -> bool:
    """Whether any notebook of the assignment is run: one with code to grade, or no question."""
    bank = grading.bank(coursedir.assignment_id)
    known = bank.by_id if bank else {}
    return not known or any(code_cells(coursedir, known).values())


def grade_one(job: Job, student: str) -> Outcome:
    """Grade one submission, wherever this runs. Needs the course's folder and its gradebook."""
    return set_run_state(SubmissionGrader, job).grade(student, job.place)
