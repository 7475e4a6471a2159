"""The commands `autograde` and `feedback`: a progress bar, and a summary at the end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from imuran_edu.core.console import print_error, print_line, progress_bar
from imuran_edu.errors import CourseError
from imuran_edu.grading.class_run.cluster import connect
from imuran_edu.grading.class_run.workers import cores
from imuran_edu.grading.nbgrader.course import find_course

_INTERRUPTED = 130  # the exit code of a shell for Ctrl-C


def grade_class(
    assignment: str,
    folder: Path | None,
    jobs: int | None,
    cluster: str | None = None,
    force: bool = False,
    open_cluster: bool = False,
    students: Collection[str] = (),
    notebook: str = "",
) -> int:
    """Grade a class and print how it went; return the exit code, 1 if anything failed.

    Args:
        assignment: name of the assignment.
        folder: folder of the course; None for the default.
        jobs: number of processes; None for one on each core.
        cluster: address of a `dask.distributed` scheduler, used in place of processes.
        force: whether what is graded already is graded again.
        open_cluster: whether a cluster that other machines reach without TLS is used all the same.
        students: who they are done for; everybody if none is named.
        notebook: the one that is graded of each submission; all if `""`.
    """

    def run(**how: Any) -> Any:
        from imuran_edu.grading.class_run.autograde_class import autograde

        return autograde(force=force, students=students, notebook=notebook, **how)

    return _run(run, "graded", assignment, folder, jobs, connect(cluster, open_cluster))


def write_class_feedback(
    assignment: str,
    folder: Path | None,
    jobs: int | None,
    cluster: str | None = None,
    open_cluster: bool = False,
    students: Collection[str] = (),
    notebook: str = "",
) -> int:
    """Write a class's feedback and print how it went; return the exit code, 1 if anything failed.

    Args:
        assignment: name of the assignment.
        folder: folder of the course; None for the default.
        jobs: number of processes; None for one on each core.
        cluster: address of a `dask.distributed` scheduler, used in place of processes.
        open_cluster: whether a cluster that other machines reach without TLS is used all the same.
        students: who they are done for; everybody if none is named.
        notebook: the one whose page is written; the pages of all if `""`.
    """

    def run(**how: Any) -> Any:
        from imuran_edu.grading.class_run.feedback_class import write_feedback

        return write_feedback(students=students, notebook=notebook, **how)

    return _run(run, "written", assignment, folder, jobs, connect(cluster, open_cluster))


def _run(
    run: Callable[..., Any],
    done: str,
    assignment: str,
    folder: Path | None,
    jobs: int | None,
    cluster: AbstractContextManager[Executor | None],
) -> int:
    progress = progress_bar()
    task = progress.add_task(assignment, total=None)

    def advance(count: int, total: int) -> None:
        progress.start()  # after the workers are forked, for it starts a thread
        progress.update(task, completed=count, total=total)

    try:
        with cluster as executor:
            summary = run(
                course=find_course(folder),
                assignment=assignment,
                jobs=jobs or cores(),
                cluster=executor,
                advance=advance,
            )
    except CourseError as error:
        print_error(error)
        return 1
    except KeyboardInterrupt:
        print_error(f"stopped; what is {done} stays: give the same command again to go on")
        return _INTERRUPTED
    finally:
        if progress.live.is_started:  # or it would print an empty line
            progress.stop()
    from imuran_edu.grading.class_run.summary import summary_lines

    *lines, last = summary_lines(summary, done)
    for line in lines:
        (print_error if summary.problems else print_line)(line)
    print_line(last)
    return 1 if summary.problems else 0
