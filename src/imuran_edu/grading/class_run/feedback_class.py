"""Write the feedback pages of a whole class: `imuran-edu feedback`."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from imuran_edu.grading.class_run.autograde_class import Advance, finish, only
from imuran_edu.grading.class_run.staging import commit_dir, staging_dir, subfolders
from imuran_edu.grading.class_run.summary import Summary
from imuran_edu.grading.class_run.workers import Job, map_tasks, run_state, set_run_state
from imuran_edu.grading.nbgrader.class_grades import read_scores
from imuran_edu.grading.nbgrader.course import ANY, GradingError
from imuran_edu.grading.nbgrader.database import gradebook_errors
from imuran_edu.grading.nbgrader.feedback_pages import FeedbackRenderer, Task
from imuran_edu.grading.nbgrader.receipts import read_receipts, read_waiting


def write_feedback(
    course: Path,
    assignment: str,
    jobs: int = 1,
    cluster: Executor | None = None,
    advance: Advance = lambda done, total: None,
    students: Collection[str] = (),
    notebook: str = "",
) -> Summary:
    """Write the feedback pages of every student whose work was graded.

    They are what `nbgrader generate_feedback --force` writes. The run may be killed at any moment
    and started again.

    Args:
        course: folder with `nbgrader_config.py`.
        assignment: name of the assignment.
        jobs: number of processes.
        cluster: executor used in place of processes, on machines that share the folder.
        advance: called with how many are done, and of how many.
        students: whose pages are written; all if none is named.
        notebook: the one whose page is written, without `.ipynb`; the pages of all if `""`.

    Raises:
        GradingError: there is nothing to write.
        BusyError: another run works in the same folder.
    """
    course = course.resolve()
    with gradebook_errors(course, assignment):
        return _write_feedback(
            Job(course, assignment, "", notebook), jobs, cluster, advance, students
        )


def _write_feedback(
    run: Job,
    jobs: int,
    cluster: Executor | None,
    advance: Advance,
    students: Collection[str],
) -> Summary:
    course, assignment = run.course, run.assignment
    renderer = FeedbackRenderer(course, assignment)
    opened = renderer.course
    found = subfolders(str(opened.folder("autograded", ANY)), ANY)
    found = only(found, students, f"a graded '{assignment}'")
    wanted = [name for name in found if name not in opened.excluded()]
    if not wanted:
        raise GradingError(f"nothing of '{assignment}' is graded; first: autograde {assignment}")
    coursedir = opened.coursedir
    summary = Summary()
    finish(opened, summary)
    scores = read_scores(coursedir.db_url, coursedir.course_id, assignment)
    tasks: list[Task] = [(name, scores.get(name, {})) for name in wanted]
    with staging_dir(opened.root("feedback"), opened.shared) as staging_name:
        job = Job(course, assignment, staging_name, run.notebook)
        set_run_state(job, renderer)
        results = map_tasks(partial(write_one, job), tasks, jobs, _died, cluster)
        for count, (student, problem) in enumerate(results, start=1):
            if problem:
                summary.problems[student] = problem
            else:
                made = opened.staged_path("feedback", staging_name, student)
                commit_dir(made, opened.folder("feedback", student), opened.shared)
                summary.done.append(student)
            advance(count, len(tasks))
    summary.waiting = [name for name in read_waiting(opened) if name in summary.done]
    left = read_receipts(coursedir, assignment, opened.app)
    summary.missing = (
        []
        if students
        else sorted((left.submitted | left.uncollected) - left.graded - opened.excluded())
    )
    return summary


def write_one(job: Job, task: Task) -> tuple[str, str]:
    """Write one student's pages, in any process; return the name, and why it failed or `""`."""
    return task[0], run_state(FeedbackRenderer, job).write(task, job.staging_name, job.notebook)


def _died(task: Task, why: str) -> tuple[str, str]:
    return task[0], why
