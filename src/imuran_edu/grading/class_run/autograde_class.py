"""Grade a whole class: `imuran-edu autograde`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from imuran_edu.grading.class_run.staging import commit_dir, remove, staging_dir, subfolders
from imuran_edu.grading.class_run.workers import Job, map_tasks, run_state, set_run_state
from imuran_edu.grading.grade_states import named
from imuran_edu.grading.nbgrader.course import ANY, GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.database import gradebook_errors
from imuran_edu.grading.nbgrader.gradebook import BatchGradebook, Outcome
from imuran_edu.grading.nbgrader.penalties import penalties_of, renew_penalties
from imuran_edu.grading.nbgrader.receipts import read_waiting
from imuran_edu.grading.nbgrader.submission_grader import CODE_RUNS, SubmissionGrader
from imuran_edu.grading.safety.ordinary_files import escape_control

LINE = 500  # characters printed of what was found in a submission
BATCH = 25  # submissions written in one transaction


@dataclass
class Summary:
    """What a run did.

    Attributes:
        done: students whose work was graded, or whose pages were written.
        kept: students whose work had been graded before.
        problems: for each student that failed, why.
        notes: for each student, what an instructor should know.
        remarks: what concerns the whole run.
        misfits: how many answers no longer fit, by question.
        missing: students who handed in and whose work is not graded, so that they get no page.
        waiting: students whose grade is not known until a person has looked.
    """

    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    misfits: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


Advance = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


def autograde(
    course: Path,
    assignment: str,
    jobs: int = 1,
    force: bool = False,
    cluster: Executor | None = None,
    advance: Advance = lambda done, total: None,
    students: Collection[str] = (),
) -> Summary:
    """Grade every submission of an assignment that is not graded yet.

    The gradebook and the folder `autograded` end as `nbgrader autograde` leaves them. The run may
    be killed at any moment and started again.

    Args:
        course: folder with `nbgrader_config.py`.
        assignment: name of the assignment.
        jobs: number of processes.
        force: whether what is graded already is graded again.
        cluster: executor used in place of processes, on machines that share the folder.
        advance: called with how many are done, and of how many.
        students: whose submissions are graded; all if none is named.

    Raises:
        GradingError: nothing can be graded.
        BusyError: another run works in the same folder.
    """
    course = course.resolve()
    with gradebook_errors(course, assignment):
        return _autograde(course, assignment, jobs, force, cluster, advance, students)


def _autograde(
    course: Path,
    assignment: str,
    jobs: int,
    force: bool,
    cluster: Executor | None,
    advance: Advance,
    students: Collection[str],
) -> Summary:
    grader = SubmissionGrader(course, assignment)
    opened = grader.course
    with staging_dir(opened.root("autograded")) as staging_name:
        job = Job(course, assignment, staging_name)
        set_run_state(job, grader)
        found = subfolders(str(opened.folder("submitted", ANY)), ANY)
        if not found:
            raise GradingError(f"nothing was submitted to '{assignment}'")
        found = only(found, students, f"handed in '{assignment}'")
        summary = Summary()
        todo = [name for name in found if _is_due(opened, name, force, summary)]
        if grader.runs_code and todo:
            summary.remarks.append(
                f"{CODE_RUNS}, under your account: {', '.join(map(escape_control, todo))}. To "
                "grade without running it set c.QuestionGrading.run_code = False."
            )
        results = map_tasks(partial(grade_one, job), todo, jobs, _died, cluster)
        with _Writer(opened, staging_name, summary) as writer:
            for count, outcome in enumerate(results, start=1):
                if writer.book is None:  # opened after the workers are forked: they must not share
                    writer.book = grader.open_gradebook()  # the connection
                writer.take(outcome)
                advance(count, len(todo))
    finish(opened, summary)
    return summary


def only(found: Mapping[str, Path], students: Collection[str], what: str) -> dict[str, Path]:
    """Return the folders of these students; of all if none is named.

    Raises:
        GradingError: a student has none.
    """
    for student in students:
        if student not in found:
            raise GradingError(f"--student {escape_control(student)}: has not {what}")
    return {name: path for name, path in found.items() if not students or name in students}


def finish(opened: NbgraderCourse, summary: Summary) -> None:
    """Bring penalties for lateness up to date, and note who waits for a person.

    Raises:
        GradingError: the gradebook cannot be used.
    """
    coursedir = opened.coursedir
    renewed = renew_penalties(coursedir, opened.assignment, penalties_of(opened.app))
    if renewed := [name for name in renewed if name not in summary.done]:
        names = ", ".join(map(escape_control, renewed))
        summary.remarks.append(f"Penalties for lateness brought up to date: {names}.")
    seen = {*summary.done, *summary.kept}
    summary.waiting = [name for name in read_waiting(opened) if name in seen]


def grade_one(job: Job, student: str) -> Outcome:
    """Grade one submission, in any process that sees the course's folder and its gradebook."""
    return run_state(SubmissionGrader, job).grade(student, job.staging_name)


def _is_due(opened: NbgraderCourse, student: str, force: bool, summary: Summary) -> bool:
    """Whether a submission is to be graded, by nbgrader's rule."""
    if student in opened.excluded():
        return False
    graded = opened.folder("autograded", student)
    if force or not graded.exists():
        return True
    try:
        new = opened.timestamp(opened.folder("submitted", student))
        old = opened.timestamp(graded)
    except GradingError:
        return True  # grading names the problem
    if new and old and new > old:
        return True
    summary.kept.append(student)
    return False


def _died(student: str, why: str) -> Outcome:
    return Outcome(student, problem=why)


class _Writer:
    """Writes outcomes into the gradebook in batches, and then moves their folders to their place.

    In this order a run that is killed loses nothing: a submission without a folder is graded again
    by the next run, and the same grades are written again.
    """

    def __init__(self, opened: NbgraderCourse, staging_name: str, summary: Summary) -> None:
        self.book: BatchGradebook | None = None
        self._opened, self._staging_name, self._summary = opened, staging_name, summary
        self._waiting: list[Outcome] = []

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            if self.book:
                self.book.close()

    def take(self, outcome: Outcome) -> None:
        self._waiting.append(outcome)
        if len(self._waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if not self._waiting or self.book is None:
            return
        self.book.write(self._waiting)
        for outcome in self._waiting:
            for pending in outcome.pending.values():
                self._summary.misfits.update(pending.misfits)
        for outcome in self._waiting:
            self._settle(outcome)
        self._waiting.clear()

    def _settle(self, outcome: Outcome) -> None:
        student = outcome.student
        place = self._opened.folder("autograded", student)
        if outcome.notes:
            self._summary.notes[student] = outcome.notes
        if outcome.problem:
            self._summary.problems[student] = outcome.problem
            remove(place)  # as nbgrader does, so that the next run tries again
            return
        commit_dir(self._opened.staged_path("autograded", self._staging_name, student), place)
        self._summary.done.append(student)


def summary_lines(summary: Summary, done: str) -> Iterator[str]:
    """Yield a line for each thing in a run's summary that an instructor should see.

    Args:
        summary: what the run did.
        done: the word for what is done, such as `"graded"`.
    """
    yield from summary.remarks
    if summary.missing:
        yield f"Handed in but not graded, so no page: {named(summary.missing, None)}"
    for question, count in sorted(summary.misfits.items()):
        yield (
            f"{question}: {count} answers no longer fit, since the question's type or options were "
            "changed after they were given. They are not graded and wait for you in Manual "
            "Grading; put type and options back and grade again, and they are."
        )
    for student, notes in sorted(summary.notes.items()):
        yield from (
            f"{escape_control(student)}: {escape_control(note, LINE)}" for note in _unique(notes)
        )
    for student, problem in sorted(summary.problems.items()):
        yield f"{escape_control(student)}: FAILED: {escape_control(problem, LINE)}"
    kept = f", {len(summary.kept)} {done} before and kept" if summary.kept else ""
    failed = f", {len(summary.problems)} failed" if summary.problems else ""
    waiting = f" {waits(len(summary.waiting))}." if summary.waiting else ""
    yield f"{len(summary.done)} {done}{kept}{failed}.{waiting}"


def waits(count: int) -> str:
    """Say how many wait for a person."""
    return f"{count} wait{'s' if count == 1 else ''} for you in Manual Grading"


def _unique(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))
