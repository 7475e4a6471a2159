"""Read and grade one submission: the unit of work, in this process or on another machine.

Nothing here writes to the gradebook, except for notebooks with code, which nbgrader grades itself.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, ClearOutput

from imuran_edu.grading.class_run.staging import remove
from imuran_edu.grading.graded_answers import answers_in, unchanged
from imuran_edu.grading.nbgrader.cell_points import apply_points
from imuran_edu.grading.nbgrader.comment_cells import make_room
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.exporter import (
    CODE_RUNS,
    CheckedExporter,
    bank_problems,
)
from imuran_edu.grading.nbgrader.gradebook import BatchGradebook, Outcome
from imuran_edu.grading.nbgrader.master_cells import (
    asking_notebooks,
    masters_by_notebook,
    runs_by_notebook,
)
from imuran_edu.grading.nbgrader.notebook_template import (
    NotebookTemplate,
    key_of,
    template_of,
)
from imuran_edu.grading.nbgrader.preprocessors.cached import (
    PENDING,
    classes_of,
    read_cached_assignment,
    without_gradebook,
)
from imuran_edu.grading.nbgrader.preprocessors.read_answers import ReadAnswers
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.nbgrader.submission_copy import SubmissionCopier
from imuran_edu.grading.other_answers import needless_notebooks, told_of_others
from imuran_edu.grading.safety.ordinary_files import (
    escape_control,
    safety_problem,
)

TEMPLATES = 32  # of notebooks that several students handed in alike; a class has one or two
TRIES = 3  # at a gradebook that another worker holds


class SubmissionGrader:
    """Grades the submissions of one assignment, one after the other.

    Attributes:
        course: the course and its configuration.
        converter: nbgrader's `Autograde`.
        runs: for each notebook, whether it has code that is run.
        runs_code: whether code of students is run.
        reads: whether submissions are graded by reading, and not by nbgrader's own pipeline.
        points_changed: questions whose points were brought up to date in the gradebook.
    """

    def __init__(self, course: Path, assignment: str) -> None:
        """Read the course, the bank and the assignment, once for a class.

        Args:
            course: folder with `nbgrader_config.py`.
            assignment: name of the assignment.

        Raises:
            GradingError: they cannot be used; nothing was graded.
        """
        self.course = opened = NbgraderCourse(course, assignment, "Autograde")
        self.converter = converter = opened.converter
        coursedir = opened.coursedir
        grading = QuestionGrading(parent=converter)
        if problems := bank_problems(grading, coursedir):
            raise GradingError("\n".join(problems))
        bank = grading.bank(assignment)
        make_room(coursedir, assignment, bank)
        self.points_changed = apply_points(coursedir, assignment, bank)
        cached = read_cached_assignment(coursedir.db_url, coursedir.course_id, assignment)
        if cached is None:
            raise GradingError(
                f"the gradebook has no assignment '{assignment}'; "
                f"make it with: nbgrader generate_assignment {assignment}"
            )
        self._cached = cached
        questions = bank.by_id if bank else {}
        self._questions = list(questions)
        if not issubclass(converter.exporter_class, CheckedExporter):
            raise GradingError(
                "this course is not set up to be graded by reading: its nbgrader_config.py must "
                "call imuran_edu.grading.config.configure"
            )
        if converter.pre_convert_hook or converter.post_convert_hook:
            raise GradingError("hooks before or after autograde need: nbgrader autograde")
        steps = classes_of(converter.autograde_preprocessors)
        self._sanitize = without_gradebook(classes_of(converter.sanitize_preprocessors))
        self._autograde = without_gradebook(steps)
        self._late = AssignLatePenalties in steps
        masters = masters_by_notebook(coursedir)
        self.runs = runs_by_notebook(masters, questions)
        self.runs_code = grading.run_code and any(self.runs.values())
        self.reads = not self.runs_code and None not in (self._sanitize, self._autograde)
        self._exporter: Any = None
        self._asking = asking_notebooks(masters, questions)
        self._steps: list[list[Any]] = []
        self._reader: ReadAnswers | None = None
        self._seen: set[str] = set()
        self._templates: dict[str, NotebookTemplate | None] = {}
        self._copier = SubmissionCopier(
            opened, bank is not None and not self.runs_code, list(cached.notebooks)
        )
        if self.reads:
            self._make_steps()  # before workers are forked, so that they need not

    def require_notebook(self, name: str) -> None:
        """Make sure that a notebook belongs to the assignment, if one is named.

        Raises:
            GradingError: it does not.
        """
        if name and name not in self._cached.notebooks:
            known = ", ".join(sorted(self._cached.notebooks))
            raise GradingError(
                f"--notebook {escape_control(name)}: is not of this assignment; there are: {known}"
            )

    def grade(self, student: str, staging_name: str, notebook: str = "") -> Outcome:
        """Grade one submission; its folder is made in the staging folder. Never raises.

        Args:
            student: whose.
            staging_name: the staging folder.
            notebook: the one that is graded; all if `""`.
        """
        made = self.course.staged_path("autograded", staging_name, student)
        outcome = Outcome(student)
        with self.course.warnings.capture(student) as warnings:
            try:
                folder = self.course.folder("submitted", student)
                outcome.saved = True  # until here nbgrader writes nothing either
                needless = needless_notebooks(folder, self.course.assignment, self._asking)
                needed = [name for name in self._cached.notebooks if name not in needless]
                if problem := safety_problem(folder, needed):
                    raise GradingError(f"not graded: {problem}")
                if not self.course.notebooks(folder) and not needless:
                    raise GradingError("no notebook was submitted")
                if self.reads:
                    outcome.saved = False
                    self._read(student, folder, made, outcome, notebook, needless)
                else:
                    self._hand_over(student, made, staging_name, notebook)
            except (GradingError, OSError) as error:
                outcome.problem = str(error)
            except Exception as error:
                lines = str(error).strip().splitlines()
                outcome.problem = f"{type(error).__name__}: {lines[0] if lines else ''}"[:300]
        outcome.notes += warnings
        return outcome

    def _read(
        self,
        student: str,
        folder: Path,
        made: Path,
        outcome: Outcome,
        notebook: str,
        needless: Sequence[str],
    ) -> None:
        outcome.submitted = self.course.timestamp(folder)
        paths = self.course.notebooks(folder)
        known = [name for name in self._cached.notebooks if notebook in ("", name)]
        there = {path.stem for path in paths} | {*needless}
        outcome.missing = [name for name in known if name not in there]
        wanted = [folder / f"{name}.ipynb" for name in known if name in there]
        others = [escape_control(p.name) for p in paths if p.stem not in self._cached.notebooks]
        outcome.notes += [f"{name} is no notebook of this assignment" for name in others]
        if not wanted:
            outcome.missing = []  # nbgrader leaves the grades of before as they are
            raise GradingError("no notebook of this assignment was submitted")
        if self._questions:
            outcome.notes += told_of_others(folder)
        before = answers_in(self.course.folder("autograded", student))
        outcome.unchanged = unchanged(self._questions, before, answers_in(folder))
        outcome.notes += self._copier.copy(folder, made)
        self._copier.keep_others(student, made, notebook)
        for path in wanted:
            text, pending = self._notebook(path, student)
            (made / path.name).write_text(text, encoding="utf-8")
            outcome.pending[path.stem] = pending
        self.course.set_permissions(made)

    def _notebook(self, path: Path, student: str) -> tuple[str, Any]:
        """Sanitize and grade one notebook; return its new text and its grades."""
        key = key_of(path) if self._reader else None
        said = len(self.course.warnings.lines)
        if key and self._reader and (template := self._templates.get(key)):
            if filled := template.filled(self._reader, self.course.resources(student, path.stem)):
                return filled
            del self.course.warnings.lines[said:]  # the steps say it again
        if path.stem in self._asking:
            nb = self._exporter.read(path, self.course.assignment, student)
        else:
            nb = nbformat.read(path, as_version=4)
            if hasattr(nbformat.validator, "normalize"):  # cells without an id get one
                _, nb = nbformat.validator.normalize(nb)
        resources: dict[str, Any] = {}
        for steps in self._steps:
            # nbgrader writes the notebook between the two and reads it again
            nb = nbformat.from_dict(nb)
            resources = self.course.resources(student, path.stem)
            for step in steps:
                nb, resources = step(nb, resources)
        nbformat.validate(nb, relax_add_props=True)
        text = nbformat.writes(nb, version=self._exporter.nbformat_version)
        text = f"{text.rstrip()}\n"
        pending = resources[PENDING]
        if key and self._reader and len(self.course.warnings.lines) == said:
            if key not in self._seen:  # a notebook of one student's own is not seen again
                self._seen.add(key)
            elif len(self._templates) < TEMPLATES:
                self._templates[key] = template_of(nb, resources, text, self._reader)
        return text, pending

    def _make_steps(self) -> None:
        """Make nbgrader's exporter and its steps, which then serve for the whole class."""
        converter = self.converter
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        exporter.known = self._cached
        self._exporter = exporter
        names = (self._sanitize or [], self._autograde or [])
        self._steps = [[step(parent=exporter) for step in steps] for steps in names]
        if any(step is ClearOutput for step in names[0]):  # else outputs are part of the result
            readers = (step for step in self._steps[1] if isinstance(step, ReadAnswers))
            self._reader = next(readers, None)

    def _hand_over(self, student: str, made: Path, staging_name: str, notebook: str) -> None:
        """Let nbgrader's own pipeline grade a submission that holds code."""
        for left in reversed(range(TRIES)):
            remove(made)
            self._copier.keep_others(student, made, notebook)
            self.course.warnings.lines.clear()
            coursedir = CourseDirectory(parent=self.course.app)
            coursedir.assignment_id = self.course.assignment
            coursedir.student_id = glob.escape(student)
            coursedir.notebook_id = notebook or "*"
            step = coursedir.autograded_directory
            coursedir.autograded_directory = os.path.join(step, staging_name)  # noqa: PTH118
            converter = Autograde(coursedir=coursedir, parent=self.course.app)
            converter.graded_folder = self.course.folder("autograded", student)
            said = self.course.warnings.lines
            try:
                converter.start()
            except NbGraderException as error:
                if left and any("database is locked" in line for line in said):
                    continue
                raise GradingError(_cause(said) or str(error)) from None
            said[:] = [line for line in said if not line.startswith(CODE_RUNS)]
            return

    def open_gradebook(self) -> BatchGradebook:
        """Open the gradebook for the grades of this assignment."""
        coursedir = self.course.coursedir
        return BatchGradebook(
            coursedir.db_url,
            coursedir.course_id,
            self.course.assignment,
            self._penalties(),
            self.converter.create_student,
        )

    def _penalties(self) -> Any:
        """Return nbgrader's `AssignLatePenalties` with its plugin; None if it is not used."""
        if not self._late:
            return None
        assign = AssignLatePenalties(parent=self.converter)
        assign.init_plugin()
        return assign


def _cause(said: list[str]) -> str:
    """Return the last line of the traceback that nbgrader logged."""
    traces = [line.strip().splitlines() for line in said if line.startswith("Traceback")]
    return traces[-1][-1] if traces else ""
