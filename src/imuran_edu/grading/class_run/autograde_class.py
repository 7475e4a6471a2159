"""Grade a whole class in one go: `imuran-edu autograde`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from imuran_edu.grading.class_run.grade_submission import CODE_RUNS, SubmissionGrader, grade_one
from imuran_edu.grading.class_run.staging import commit_dir, remove, staging_dir, subfolders
from imuran_edu.grading.class_run.workers import Job, seat, work
from imuran_edu.grading.nbgrader.course import ANY, GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.gradebook import BatchGradebook, Outcome
from imuran_edu.grading.safety.ordinary_files import shown

LINE = 500  # characters that are shown of what was found in a submission
BATCH = 25  # submissions that go into the gradebook together


@dataclass
class Summary:
    """What a run did.

    Attributes:
        done: students whose work was graded, or whose pages were written.
        kept: students whose work had been graded before.
        problems: by student, why it failed.
        notes: by student, what an instructor should know.
        remarks: what concerns the whole run.
    """

    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


Advance = Callable[[int, int], None]
"""Is told how many are done, and of how many."""


def autograde(
    course: Path,
    assignment: str,
    jobs: int = 1,
    force: bool = False,
    cluster: Executor | None = None,
    advance: Advance = lambda done, total: None,
) -> Summary:
    """Grade every submission of an assignment that is not graded yet.

    The gradebook and the folder `autograded` end as `nbgrader autograde` leaves them. It may be
    killed at any instant and started again.

    Args:
        course: the folder with `nbgrader_config.py`.
        assignment: its name.
        jobs: how many processes.
        force: whether what is graded already is graded again.
        cluster: an executor that does the work instead, on machines that share the folder.
        advance: is called as the work goes on.

    Raises:
        GradingError: nothing can be graded.
        BusyError: another run is at work.
    """
    course = course.resolve()
    desk = SubmissionGrader(course, assignment)
    opened = desk.opened
    with staging_dir(opened.root("autograded")) as place:
        job = Job(course, assignment, place)
        seat(job, desk)
        found = subfolders(str(opened.folder("submitted", ANY)), ANY)
        if not found:
            raise GradingError(f"nothing was submitted to '{assignment}'")
        summary = Summary()
        todo = [name for name in found if _is_due(opened, name, force, summary)]
        if desk.runs_code and todo:
            summary.remarks.append(
                f"{CODE_RUNS}, under your account: {', '.join(map(shown, todo))}. To grade without "
                "running it set c.QuestionGrading.run_code = False."
            )
        coursedir, create = opened.coursedir, desk.converter.create_student
        results = work(partial(grade_one, job), todo, jobs, _died, cluster)
        with _Writer(opened, place, summary) as writer:
            for count, outcome in enumerate(results, start=1):
                if writer.book is None:  # not before: a fork must not take the connection along
                    writer.book = BatchGradebook(
                        coursedir.db_url,
                        coursedir.course_id,
                        assignment,
                        desk.penalties(),
                        create,
                    )
                writer.take(outcome)
                advance(count, len(todo))
    return summary


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
        return True  # grading says what is wrong
    if new and old and new > old:
        return True
    summary.kept.append(student)
    return False


def _died(student: str, why: str) -> Outcome:
    return Outcome(student, problem=why)


class _Writer:
    """Puts outcomes into the gradebook in batches, and then their folders in their places.

    In this order a run that is killed leaves work undone at worst: what has no folder in its place
    is graded again, and the same grades are written again.
    """

    def __init__(self, opened: NbgraderCourse, place: str, summary: Summary) -> None:
        self.book: BatchGradebook | None = None
        self._opened, self._place, self._summary = opened, place, summary
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
            self._settle(outcome)
        self._waiting.clear()

    def _settle(self, outcome: Outcome) -> None:
        student = outcome.student
        place = self._opened.folder("autograded", student)
        if outcome.notes:
            self._summary.notes[student] = outcome.notes
        if outcome.problem:
            self._summary.problems[student] = outcome.problem
            remove(place)  # as nbgrader does: then the next run tries again
            return
        commit_dir(self._opened.aside("autograded", self._place, student), place)
        self._summary.done.append(student)


def summary_lines(summary: Summary, done: str) -> Iterator[str]:
    """Say what a run did, a line for each thing that an instructor should see.

    Args:
        summary: of the run.
        done: the word for what is done, such as `"graded"`.
    """
    yield from summary.remarks
    for student, notes in sorted(summary.notes.items()):
        yield from (f"{shown(student)}: {shown(note, LINE)}" for note in _once(notes))
    for student, problem in sorted(summary.problems.items()):
        yield f"{shown(student)}: FAILED: {shown(problem, LINE)}"
    kept = f", {len(summary.kept)} {done} before and kept" if summary.kept else ""
    failed = f", {len(summary.problems)} failed" if summary.problems else ""
    yield f"{len(summary.done)} {done}{kept}{failed}."


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))
