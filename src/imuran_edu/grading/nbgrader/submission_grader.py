"""Read and grade one submission: the unit of work, in this process or on another machine.

Nothing here writes to the gradebook, except for notebooks with code, which nbgrader grades itself.
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
from nbgrader.preprocessors import AssignLatePenalties, ClearOutput
from nbgrader.utils import find_all_files

from imuran_edu.grading.class_run.staging import remove
from imuran_edu.grading.graded_answers import answers_in, unchanged
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.exporter import (
    CheckedExporter,
    bank_problems,
    has_code,
    questions_only,
)
from imuran_edu.grading.nbgrader.gradebook import BatchGradebook, Outcome
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
from imuran_edu.grading.safety.ordinary_files import escape_control, safety_problem
from imuran_edu.grading.safety.submission_files import answer_files, files_to_copy

CODE_RUNS = "Their code is run"  # how the course's configuration begins its warning
TEMPLATES = 32  # of notebooks that several students handed in alike; a class has one or two
TRIES = 3  # at a gradebook that another worker holds


class SubmissionGrader:
    """Grades the submissions of one assignment, one after the other.

    Attributes:
        course: the course and its configuration.
        converter: nbgrader's `Autograde`.
        runs_code: whether code of students is run.
        reads: whether submissions are graded by reading, and not by nbgrader's own pipeline.
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
        cached = read_cached_assignment(coursedir.db_url, coursedir.course_id, assignment)
        if cached is None:
            raise GradingError(
                f"the gradebook has no assignment '{assignment}'; "
                f"make it with: nbgrader generate_assignment {assignment}"
            )
        grading = QuestionGrading(parent=converter)
        if problems := bank_problems(grading, coursedir):
            raise GradingError("\n".join(problems))
        self._cached = cached
        bank = grading.bank(assignment)
        self._questions = list(bank.by_id) if bank else []
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
        self.runs_code = grading.run_code and has_code(grading, coursedir)
        self.reads = not self.runs_code and None not in (self._sanitize, self._autograde)
        self._exporter: Any = None
        self._steps: list[list[Any]] = []
        self._reader: ReadAnswers | None = None
        self._seen: set[str] = set()
        self._templates: dict[str, NotebookTemplate | None] = {}
        self._questions_only = questions_only(grading, coursedir)
        self._ignore = list(coursedir.ignore)
        self._from_source = self._course_files()
        if self.reads:
            self._make_steps()  # before workers are forked, so that they need not

    def _course_files(self) -> list[tuple[Path, str]]:
        """Return the course's own files, which replace a student's, and their names."""
        coursedir, assignment = self.course.coursedir, self.course.assignment
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        excluded = {*self.converter.exclude_overwriting.get(assignment, []), *answer_files(source)}
        found = find_all_files(str(source), [*self._ignore, "*.ipynb"])
        names = sorted(str(Path(path).relative_to(source)) for path in found)
        return [(source / name, name) for name in names if name not in excluded]

    def grade(self, student: str, staging_name: str) -> Outcome:
        """Grade one submission; its folder is made in the staging folder. Never raises."""
        made = self.course.staged_path("autograded", staging_name, student)
        outcome = Outcome(student)
        with self.course.warnings.capture(student) as warnings:
            try:
                folder = self.course.folder("submitted", student)
                outcome.saved = True  # until here nbgrader writes nothing either
                if problem := safety_problem(folder, self._cached.notebooks):
                    raise GradingError(f"not graded: {problem}")
                if not self.course.notebooks(folder):
                    raise GradingError("no notebook was submitted")
                if self.reads:
                    outcome.saved = False
                    self._read(student, folder, made, outcome)
                else:
                    self._hand_over(student, made, staging_name)
            except (GradingError, OSError) as error:
                outcome.problem = str(error)
            except Exception as error:
                lines = str(error).strip().splitlines()
                outcome.problem = f"{type(error).__name__}: {lines[0] if lines else ''}"[:300]
        outcome.notes += warnings
        return outcome

    def _read(self, student: str, folder: Path, made: Path, outcome: Outcome) -> None:
        outcome.submitted = self.course.timestamp(folder)
        paths = self.course.notebooks(folder)
        known = self._cached.notebooks
        outcome.missing = [name for name in known if not (folder / f"{name}.ipynb").exists()]
        wanted = [path for path in paths if path.stem in known]
        others = [escape_control(path.name) for path in paths if path not in wanted]
        outcome.notes += [f"{name} is no notebook of this assignment" for name in others]
        if not wanted:
            raise GradingError("no notebook of this assignment was submitted")
        before = answers_in(self.course.folder("autograded", student))
        outcome.unchanged = unchanged(self._questions, before, answers_in(folder))
        self._copy_files(folder, made, outcome)
        for path in wanted:
            text, pending = self._notebook(path, student)
            (made / path.name).write_text(text, encoding="utf-8")
            outcome.pending[path.stem] = pending
        self.course.set_permissions(made)

    def _copy_files(self, folder: Path, made: Path, outcome: Outcome) -> None:
        """Copy what lies beside the notebooks, and the course's own files in place of theirs."""
        remove(made)  # left by a worker that died
        made.mkdir(parents=True)
        selection = files_to_copy(folder, self._questions_only, self._ignore)
        outcome.notes += selection.left_out
        given = {name for _, name in self._from_source}
        own = [(folder / name, name) for name in selection.names if name not in given]
        for path, name in [*own, *self._from_source]:
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # the same name on a file system that ignores case
            shutil.copy(path, target)

    def _notebook(self, path: Path, student: str) -> tuple[str, Any]:
        """Sanitize and grade one notebook; return its new text and its grades."""
        key = key_of(path) if self._reader else None
        said = len(self.course.warnings.lines)
        if key and self._reader and (template := self._templates.get(key)):
            if filled := template.filled(self._reader, self.course.resources(student, path.stem)):
                return filled
            del self.course.warnings.lines[said:]  # the steps say it again
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

    def _hand_over(self, student: str, made: Path, staging_name: str) -> None:
        """Let nbgrader's own pipeline grade a submission that holds code."""
        for left in reversed(range(TRIES)):
            remove(made)
            self.course.warnings.lines.clear()
            coursedir = CourseDirectory(parent=self.course.app)
            coursedir.assignment_id = self.course.assignment
            coursedir.student_id = glob.escape(student)
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
