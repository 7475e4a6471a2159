"""The commands that grade a class, with their progress bars and what they say at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from imuran_edu.grading.class_run.staging import BusyError
from imuran_edu.grading.class_run.workers import cores
from imuran_edu.grading.nbgrader.course import GradingError, find_course


def grade_class(
    assignment: str,
    folder: Path | None,
    jobs: int | None,
    cluster: str | None = None,
    force: bool = False,
) -> int:
    """Grade a class and say how it went; return the exit code, 1 if anything failed."""

    def run(**how: Any) -> Any:
        from imuran_edu.grading.class_run.autograde_class import autograde

        return autograde(force=force, **how)

    return _run(run, "graded", assignment, folder, jobs, cluster)


def write_pages(
    assignment: str, folder: Path | None, jobs: int | None, cluster: str | None = None
) -> int:
    """Write a class's feedback and say how it went; return the exit code, 1 if anything failed."""

    def run(**how: Any) -> Any:
        from imuran_edu.grading.class_run.feedback_class import write_feedback

        return write_feedback(**how)

    return _run(run, "written", assignment, folder, jobs, cluster)


def _run(
    run: Callable[..., Any],
    done: str,
    assignment: str,
    folder: Path | None,
    jobs: int | None,
    cluster: str | None,
) -> int:
    say = Console(soft_wrap=True, highlight=False, markup=False).print
    complain = Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True))
    task = progress.add_task(assignment, total=None)

    def advance(count: int, total: int) -> None:
        progress.start()  # not before the processes are: its thread and a fork do not go together
        progress.update(task, completed=count, total=total)

    try:
        with _helpers(cluster) as executor:
            summary = run(
                course=find_course(folder),
                assignment=assignment,
                jobs=jobs or cores(),
                cluster=executor,
                advance=advance,
            )
    except (GradingError, BusyError) as error:
        complain(str(error))
        return 1
    finally:
        progress.stop()
    from imuran_edu.grading.class_run.autograde_class import summary_lines

    *lines, last = summary_lines(summary, done)
    for line in lines:
        (complain if summary.problems else say)(line)
    say(last)
    return 1 if summary.problems else 0


@contextmanager
def _helpers(address: str | None) -> Iterator[Executor | None]:
    """Connect with the scheduler of a cluster, if there is one."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise GradingError(
            "--cluster: needs distributed; pip install 'imuran-edu[cluster]'"
        ) from None
    try:
        client = Client(address)
    except (OSError, ValueError) as error:
        raise GradingError(
            f"--cluster {address}: no scheduler answers ({error}); start one: dask scheduler"
        ) from None
    with client, client.get_executor() as executor:
        yield executor
