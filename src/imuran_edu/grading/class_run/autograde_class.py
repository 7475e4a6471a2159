"""Grade a whole class: `imuran-edu autograde`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from imuran_edu.grading.class_run.staging import commit_dir, remove, staging_dir, subfolders
from imuran_edu.grading.class_run.summary import Summary
from imuran_edu.grading.class_run.workers import Job, map_tasks, run_state, set_run_state
from imuran_edu.grading.grade_states import named
from imuran_edu.grading.nbgrader.apply_deadlines import apply_deadlines
from imuran_edu.grading.nbgrader.course import ANY, GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.database import gradebook_errors
from imuran_edu.grading.nbgrader.exporter import code_notice
from imuran_edu.grading.nbgrader.gradebook import BatchGradebook, Outcome
from imuran_edu.grading.nbgrader.penalties import penalties_of, renew_penalties
from imuran_edu.grading.nbgrader.receipts import read_waiting
from imuran_edu.grading.nbgrader.results import read_course_results
from imuran_edu.grading.nbgrader.submission_grader import SubmissionGrader
from imuran_edu.grading.safety.ordinary_files import escape_control

BATCH = 25  # submissions written in one transaction


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
    notebook: str = "",
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
        notebook: the one that is graded of each submission, without `.ipynb`; all if `""`.

    Raises:
        GradingError: nothing can be graded.
        BusyError: another run works in the same folder.
    """
    course = course.resolve()
    with gradebook_errors(course, assignment):
        return _autograde(
            Job(course, assignment, "", notebook), jobs, force, cluster, advance, students
        )


def _autograde(
    wanted: Job,
    jobs: int,
    force: bool,
    cluster: Executor | None,
    advance: Advance,
    students: Collection[str],
) -> Summary:
    course, assignment, notebook = wanted.course, wanted.assignment, wanted.notebook
    grader = SubmissionGrader(course, assignment)
    opened = grader.course
    grader.require_notebook(notebook)
    with staging_dir(opened.root("autograded"), opened.shared) as staging_name:
        job = Job(course, assignment, staging_name, notebook)
        set_run_state(job, grader)
        found = subfolders(str(opened.folder("submitted", ANY)), ANY)
        if not found:
            raise GradingError(f"nothing was submitted to '{assignment}'")
        found = only(found, students, f"handed in '{assignment}'")
        summary = Summary()
        if changed := grader.points_changed:
            again = "" if students else "; everybody is graded again"
            summary.remarks.append(
                f"Points brought up to date by decisions in the bank: {', '.join(changed)}{again}."
            )
            force = force or not students
        todo = [name for name in found if _is_due(opened, name, notebook, force, summary)]
        if grader.runs_code and todo:
            summary.remarks.append(code_notice(grader.runs, map(escape_control, todo), True))
        results = map_tasks(partial(grade_one, job), todo, jobs, _died, cluster)
        with _Writer(opened, job, summary) as writer:
            for count, outcome in enumerate(results, start=1):
                if writer.book is None:  # opened after the workers are forked: they must not share
                    writer.book = grader.open_gradebook()  # the connection
                writer.take(outcome)
                advance(count, len(todo))
    finish(opened, summary)
    if summary.kept:
        summary.remarks += kept_remarks(opened, summary.kept)
    return summary


def kept_remarks(opened: NbgraderCourse, kept: Collection[str]) -> list[str]:
    """Say whose grade was kept though bank and answers no longer give it."""
    (found,) = read_course_results(opened, [opened.assignment])
    stale = [each.student for each in found.results if each.stale and each.student in kept]
    if not stale:
        return []
    return [
        f"{len(stale)} grades are not what the bank says today: {named(stale)}; to see and correct "
        f"them: imuran-edu regrade {opened.assignment}"
    ]


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
    apply_deadlines(coursedir, opened.assignment)
    renewed = renew_penalties(coursedir, opened.assignment, penalties_of(opened.app))
    if renewed := [name for name in renewed if name not in summary.done]:
        names = ", ".join(map(escape_control, renewed))
        summary.remarks.append(f"Penalties for lateness brought up to date: {names}.")
    seen = {*summary.done, *summary.kept}
    summary.waiting = [name for name in read_waiting(opened) if name in seen]


def grade_one(job: Job, student: str) -> Outcome:
    """Grade one submission, in any process that sees the course's folder and its gradebook."""
    return run_state(SubmissionGrader, job).grade(student, job.staging_name, job.notebook)


def _is_due(
    opened: NbgraderCourse, student: str, notebook: str, force: bool, summary: Summary
) -> bool:
    """Whether a submission is to be graded, by nbgrader's rule."""
    if student in opened.excluded():
        return False
    graded = opened.folder("autograded", student)
    made = graded / f"{notebook}.ipynb" if notebook else graded
    if force or not made.exists():
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

    def __init__(self, opened: NbgraderCourse, job: Job, summary: Summary) -> None:
        self.book: BatchGradebook | None = None
        self._opened, self._job, self._summary = opened, job, summary
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
            # as nbgrader does, so that the next run tries again
            if notebook := self._job.notebook:
                (place / f"{notebook}.ipynb").unlink(missing_ok=True)
            else:
                remove(place)
            return
        made = self._opened.staged_path("autograded", self._job.staging_name, student)
        commit_dir(made, place, self._opened.shared)
        self._summary.done.append(student)
