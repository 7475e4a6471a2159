"""Who does the work: this process, several on this machine, or a cluster's."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, TypeVar, cast

Task = TypeVar("Task")
Result = TypeVar("Result")
SubmissionGrader = TypeVar("SubmissionGrader")


@dataclass(frozen=True)
class Job:
    """A run over a class: what a worker must know beside the student's name.

    Attributes:
        course: its folder, the same for all workers.
        assignment: its name.
        place: where folders are made aside, new for each run.
    """

    course: Path
    assignment: str
    place: str


_seats: dict[tuple[object, Job], object] = {}


def seat(job: Job, desk: object) -> None:
    """Let this process, and those that it forks, use what was set up for a run."""
    _seats.clear()  # of earlier runs, in a worker that outlives them
    _seats[type(desk), job] = desk


def set_run_state(kind: Callable[[Path, str], SubmissionGrader], job: Job) -> SubmissionGrader:
    """Return what this process set up for a run; it is set up with the first submission."""
    if (kind, job) not in _seats:
        seat(job, kind(job.course, job.assignment))
    return cast(SubmissionGrader, _seats[kind, job])


def cores() -> int:
    """Return how many processes this machine can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    failed: Callable[[Task, str], Result],
    cluster: Executor | None = None,
) -> Iterator[Result]:
    """Do every task and yield the results as they come, in any order.

    Args:
        function: of a module, so that other processes find it.
        tasks: what it is called with.
        jobs: how many processes; with 1 the work is done in this one.
        failed: makes the result of a task whose process died.
        cluster: does the work in place of this machine's processes, such as the executor of a
            `dask.distributed` client.
    """
    if cluster is not None:
        yield from _spread(cluster, function, tasks, failed)
    elif jobs <= 1 or len(tasks) <= 1:
        yield from map(function, tasks)
    else:
        yield from _in_processes(function, tasks, min(jobs, len(tasks)), failed)


def _spread(
    executor: Executor,
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    failed: Callable[[Task, str], Result],
) -> Iterator[Result]:
    futures = {executor.submit(function, task): task for task in tasks}
    for future in as_completed(futures):
        error = future.exception()
        yield failed(futures[future], f"its worker died: {error}") if error else future.result()


def _in_processes(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    failed: Callable[[Task, str], Result],
) -> Iterator[Result]:
    left = dict(enumerate(tasks))
    with _pool(jobs) as pool:
        futures = {pool.submit(function, task): key for key, task in left.items()}
        try:
            for future in as_completed(futures):
                result = future.result()
                del left[futures[future]]
                yield result
        except BrokenProcessPool:
            pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    # a process died, and nobody knows of which task: each that is left gets one of its own
    for task in left.values():
        with _pool(1) as pool:
            try:
                result = pool.submit(function, task).result()
            except BrokenProcessPool:
                result = failed(task, "its process died, perhaps for want of memory")
        yield result


def _pool(jobs: int) -> ProcessPoolExecutor:
    # a fork has nbgrader loaded already; elsewhere it takes each process some seconds
    method = "fork" if sys.platform == "linux" else "spawn"
    context: Any = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Let a worker not outlive the run that started it, however that one ends."""
    gc.freeze()  # what the fork took along is shared as long as nobody looks at it
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True)
        watch.start()


def _watch(sentinel: Any) -> None:
    wait([sentinel])
    os._exit(1)
