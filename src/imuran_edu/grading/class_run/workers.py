"""Run a function over many tasks: in this process, in several, or on a cluster."""

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
State = TypeVar("State")


@dataclass(frozen=True)
class Job:
    """A run over a class: what a worker must know beside the student's name.

    Attributes:
        course: folder with `nbgrader_config.py`, the same for all workers.
        assignment: name of the assignment.
        staging_name: folder in which results are made before they are moved to their place;
            relative to the folder of nbgrader's step, and new for each run.
        notebook: the one that is graded of each submission; all if `""`.
    """

    course: Path
    assignment: str
    staging_name: str
    notebook: str = ""


_run_states: dict[tuple[object, Job], object] = {}


def set_run_state(job: Job, state: object) -> None:
    """Keep what was set up for a run, for this process and those that it forks."""
    _run_states.clear()  # a cluster's worker may still hold the state of an earlier run
    _run_states[type(state), job] = state


def run_state(kind: Callable[[Path, str], State], job: Job) -> State:
    """Return what this process set up for a run; made from course and assignment if missing.

    Args:
        kind: the class of the state.
        job: the run.
    """
    if (kind, job) not in _run_states:
        set_run_state(job, kind(job.course, job.assignment))
    return cast(State, _run_states[kind, job])


def cores() -> int:
    """Return how many processes this machine can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_tasks(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    failed: Callable[[Task, str], Result],
    cluster: Executor | None = None,
) -> Iterator[Result]:
    """Call a function with each task and yield the results as they come, in any order.

    Args:
        function: defined at the top of a module, so that other processes can import it.
        tasks: the arguments, one for each call.
        jobs: number of processes; with 1 everything runs in this one.
        failed: makes the result of a task whose process died, from the task and the reason.
        cluster: executor used in place of this machine's processes, such as that of a
            `dask.distributed` client.
    """
    if cluster is not None:
        yield from _on_cluster(cluster, function, tasks, failed)
    elif jobs <= 1 or len(tasks) <= 1:
        yield from map(function, tasks)
    else:
        yield from _in_processes(function, tasks, min(jobs, len(tasks)), failed)


def _on_cluster(
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
    # a process died, and which task it had is unknown: each task left gets a process of its own
    for task in left.values():
        with _pool(1) as pool:
            try:
                result = pool.submit(function, task).result()
            except BrokenProcessPool:
                result = failed(task, "its process died, perhaps for want of memory")
        yield result


def _pool(jobs: int) -> ProcessPoolExecutor:
    # a fork has nbgrader loaded already; a spawned process takes seconds to import it
    method = "fork" if sys.platform == "linux" else "spawn"
    context: Any = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)


def _start_worker() -> None:
    """Set up a worker: it ends when the process that started it ends, however that happens."""
    gc.freeze()  # pages inherited by the fork stay shared if the collector leaves them alone
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_exit_with_parent, args=(parent.sentinel,), daemon=True)
        watch.start()


def _exit_with_parent(sentinel: Any) -> None:
    wait([sentinel])
    os._exit(1)
