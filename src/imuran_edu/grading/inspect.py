"""Look for what is odd in the submissions of a class: `imuran-edu inspect`.

It opens ordinary files only and runs nothing. Grading is safe without it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imuran_edu.answers import FILE_NAME
from imuran_edu.answers.responses_file import MAX_BYTES, read_file
from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line
from imuran_edu.core.ordinary_file import kind
from imuran_edu.grading.class_findings import by_place, shared
from imuran_edu.grading.findings import (
    BY_ANSWERS,
    CODE,
    AnswersFile,
    Finding,
    Observation,
    in_answers,
    in_notebook,
)
from imuran_edu.grading.grade_states import named
from imuran_edu.grading.nbgrader.course import ANY, GradingError, NbgraderCourse, find_course
from imuran_edu.grading.other_answers import needless_notebooks, other_answers
from imuran_edu.grading.safety.ordinary_files import (
    MAX_FILE,
    MAX_NOTEBOOK,
    MAX_TIMESTAMP,
    TIMESTAMP,
    escape_control,
    folder_fault,
    in_bytes,
    is_clean,
)
from imuran_edu.grading.safety.submission_files import is_active, list_folder
from imuran_edu.questions import QuestionType

if TYPE_CHECKING:
    from imuran_edu.grading.nbgrader.master_cells import Masters

NOT_GRADED = "not graded"
NO_ANSWERS = "every question earns 0; ask for the file"
NOT_READ = "no grade is known until you ask for the file and collect it, or give the points"
SAME = 20  # lines of one kind about one submission
LEFT_OUT = "left out of the copy that is graded"
_DAMAGED = "responses-*.json"


@dataclass
class Report:
    """What was found.

    Attributes:
        findings: what was found, by student.
        submissions: how many submissions there are.
        code_of: the students whose code will be run.
        runs: the notebooks in which it will be run.
        waiting: the students with an answer that a person has to look at.
    """

    findings: list[Finding] = field(default_factory=list)
    submissions: int = 0
    code_of: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def report_findings(assignment: str, folder: Path | None) -> int:
    """Print each finding on a line; return the exit code, 1 if there is any.

    Args:
        assignment: name of the assignment.
        folder: folder of the course; None for the default.
    """
    try:
        report = inspect_class(find_course(folder), assignment)
    except (GradingError, InputError) as error:
        print_error(str(error))
        return 1
    for finding in report.findings:
        print_line(finding)
    if report.code_of:
        names = ", ".join(escape_control(name, 40) for name in report.code_of)
        print_error(
            f"Grading runs the code in {', '.join(f'{name}.ipynb' for name in report.runs)} of: "
            f"{names}. It can do what you can. To grade without running it set "
            "c.QuestionGrading.run_code = False."
        )
    if report.waiting:
        print_error(f"Wait for you in Manual Grading: {named(report.waiting, None)}")
    students = {finding.student for finding in report.findings}
    if not students:
        print_error(f"Nothing odd in {report.submissions} submissions.")
        return 0
    print_error(f"To look at: {len(students)} of {report.submissions} submissions.")
    return 1


def inspect_class(course: Path, assignment: str) -> Report:
    """Look for what is odd in every submission to an assignment.

    Args:
        course: folder with `nbgrader_config.py`.
        assignment: name of the assignment.

    Raises:
        GradingError: the course or the assignment cannot be used, or nothing was handed in.
    """
    from imuran_edu.grading.nbgrader.database import gradebook_errors

    with gradebook_errors(course.resolve(), assignment):
        return _inspect_class(course.resolve(), assignment)


def _inspect_class(course: Path, assignment: str) -> Report:
    from imuran_edu.grading.class_run.staging import subfolders
    from imuran_edu.grading.nbgrader.master_cells import masters_by_notebook, runs_by_notebook
    from imuran_edu.grading.nbgrader.receipts import read_receipts, read_waiting
    from imuran_edu.grading.nbgrader.settings import QuestionGrading

    opened = NbgraderCourse(course, assignment, "Autograde")
    grading = QuestionGrading(parent=opened.converter)
    bank = grading.bank(assignment)
    questions = set(bank.by_id) if bank else set()
    masters = masters_by_notebook(opened.coursedir)
    if not masters:
        raise GradingError(
            f"the gradebook has no assignment '{assignment}'; make it with: "
            f"nbgrader generate_assignment {assignment}"
        )
    found = subfolders(str(opened.folder("submitted", ANY)), ANY)
    if not found:
        raise GradingError(f"nothing was submitted to '{assignment}'")
    runs = runs_by_notebook(masters, questions)
    runs = {name: run and grading.run_code for name, run in runs.items()}
    inspector = _Inspector(opened, assignment, questions, masters, runs)
    if bank is not None:
        inspector.templates = bank.with_rows
    report = Report(submissions=len(found))
    for student, folder in found.items():
        report.findings += _clipped(sorted(inspector.inspect(student, folder)))
    report.findings += shared(inspector.answers)
    report.findings += by_place(read_receipts(opened.coursedir, assignment, opened.app))
    report.waiting = read_waiting(opened)
    report.findings.sort()
    report.runs = [name for name, run in runs.items() if run]
    report.code_of = sorted(set(found) - inspector.refused) if report.runs else []
    return report


def _clipped(findings: list[Finding]) -> Iterator[Finding]:
    """Yield the findings of a submission, but not hundreds of one kind."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.what] += 1
        if seen[finding.what] <= SAME:
            yield finding
    for what, count in seen.items():
        if count > SAME:
            student = findings[0].student
            yield Finding(
                student, ".", f"{count - SAME} more files: {what}", "look into the folder"
            )


class _Inspector:
    """Looks at one submission after the other, and keeps what is compared at the end."""

    def __init__(
        self,
        opened: Any,
        name: str,
        questions: set[str],
        masters: Masters,
        runs: Mapping[str, bool],
    ) -> None:
        from imuran_edu.grading.nbgrader.master_cells import asking_notebooks, read_course_texts

        self.answers: dict[str, AnswersFile] = {}
        self.refused: set[str] = set()
        self.templates: dict[str, QuestionType] = {}
        self._opened, self._name, self._questions, self._runs = opened, name, questions, runs
        self._masters = masters
        self._texts = {
            notebook: read_course_texts(opened.coursedir, name, notebook) for notebook in runs
        }
        self._asking = asking_notebooks(masters, questions)
        self._alone: set[str] = set()
        # what grading reads: the largest size, and what follows if it cannot
        self._read = {f"{notebook}.ipynb": (MAX_NOTEBOOK, NOT_GRADED) for notebook in runs}
        self._read[TIMESTAMP] = (MAX_TIMESTAMP, NOT_GRADED)
        self._read[FILE_NAME] = (MAX_BYTES, NOT_READ)

    def inspect(self, student: str, folder: Path) -> Iterator[Finding]:
        """Yield what is found in one submission."""
        if problem := folder_fault(folder):
            self.refused.add(student)
            yield Finding(student, ".", problem, NOT_GRADED)
            return
        good = {name for name in self._read if (folder / name).exists()}
        alone = needless_notebooks(folder, self._name, self._asking)
        self._alone = {f"{name}.ipynb" for name in alone}
        listing = list_folder(folder)
        if listing.problem:
            yield Finding(student, ".", listing.problem, "the others are not looked at")
        for path in listing.paths:
            name = str(path.relative_to(folder))
            for what, means in self._about_file(path, name):
                good.discard(name)
                yield Finding(student, name, what, means)
        moment = None
        if TIMESTAMP in good:
            try:
                moment = self._opened.timestamp(folder)
            except (GradingError, ValueError) as error:
                what = str(error).removeprefix(f"{TIMESTAMP} ") or "holds no time"
                yield Finding(student, TIMESTAMP, what, NOT_GRADED)
        for notebook in self._runs:
            name = f"{notebook}.ipynb"
            means = BY_ANSWERS if name in self._alone else NOT_GRADED
            missing = _missing(folder / name, means)
            said = self._notebook(folder, notebook) if name in good else missing
            yield from (Finding(student, name, *each) for each in said)
        missing = _missing(folder / FILE_NAME, NO_ANSWERS) if self._questions else []
        said = self._answers(student, folder / FILE_NAME, moment) if FILE_NAME in good else missing
        yield from (Finding(student, FILE_NAME, *each) for each in said)
        for name, count in other_answers(folder) if self._questions else ():
            what = f"holds {count} answers"
            yield Finding(student, name, what, f"only {FILE_NAME} is graded; ask which is meant")

    def _about_file(self, path: Path, name: str) -> Iterator[Observation]:
        limit, means = self._read.get(name, (MAX_FILE, ""))
        means = BY_ANSWERS if name in self._alone else means
        try:
            status = path.lstat()
        except OSError as error:
            yield f"cannot be looked at: {error.strerror}", means or LEFT_OUT
            return
        if not is_clean(name):
            yield "has control characters in its name", LEFT_OUT
        if path.is_symlink():
            target = escape_control(str(path.readlink()))
            yield f"is a symbolic link to {target}", means or "not followed"
        elif path.is_dir() and not means:
            return
        elif what := kind(status.st_mode):
            yield f"is {what} and no ordinary file", means or "not opened"
        elif status.st_size > limit:
            yield f"is larger than {in_bytes(limit)}", means or LEFT_OUT
        elif path.suffix == ".ipynb" and not means:
            yield "is no notebook of this assignment", "not looked at"
        elif path.suffix in CODE:
            run = (
                "the code that is run can load it"
                if any(self._runs.values())
                else "nothing loads it"
            )
            yield "is code that Python could load", run
        elif is_active(path.name):
            yield "is a page or picture that a browser would run", LEFT_OUT
        elif path.match(_DAMAGED) and read_file(path).fault:
            yield "was kept by the page because it could not be read", "look for lost answers"

    def _notebook(self, folder: Path, notebook: str) -> Iterator[Observation]:
        path = folder / f"{notebook}.ipynb"
        means = BY_ANSWERS if path.name in self._alone else NOT_GRADED
        try:
            data = json.loads(path.read_bytes())
        except OSError as error:
            yield f"cannot be read: {error.strerror}", means
        except (ValueError, RecursionError):
            yield "is no notebook: it is not JSON, or nested too deeply", means
        else:
            run, texts = self._runs[notebook], self._texts[notebook]
            yield from in_notebook(data, self._masters[notebook], self._name, run, texts, means)

    def _answers(self, student: str, path: Path, moment: datetime | None) -> Iterator[Observation]:
        read = read_file(path)
        if read.problem:
            yield read.problem.removeprefix(f"{FILE_NAME} "), NOT_READ
            return
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.answers[student] = AnswersFile(digest, read.responses)
        yield from in_answers(read.responses, self._name, self._questions, moment, self.templates)


def _missing(path: Path, means: str) -> list[Observation]:
    gone = not path.is_symlink() and not path.exists()
    return [(f"there is no {path.name}", means)] if gone else []
