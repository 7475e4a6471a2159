"""A whole class graded and fed back: nbgrader's own commands, and ours.

The same 100 submissions in the same run. What one more submission costs is the slope between a
small class and a larger one, so that the start of a command falls out; of nbgrader's commands fewer
are timed than of ours, for they take minutes. Then 300 students by ten assignments.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from imuran_edu.answers import FILE_NAME, to_json
from imuran_edu.grading.build import build_assignment, graded_banks
from imuran_edu.grading.simulate import Student, simulate
from imuran_edu.questions import load_bank
from tests.benchmarks.autograding import COURSE, GRADED, hand_in, lay_out
from tests.benchmarks.in_kernel import BANK
from tests.benchmarks.report import ratio, row
from tests.grading.gradebooks import rows

CLASS, ROUNDS = 100, 3
TIMES = 4  # so often each of the 100 is handed in where ours is timed: it is soon done with 100
OURS = ("-c", "from imuran_edu.cli import main; main()")
THEIRS = ("-m", "nbgrader")
MECHANISM = "mechanism"
MANY, FEW, TERM = 300, 30, 10  # 300 students, of whom every 30th answers alike; ten assignments


class Clock:
    """Wall and processor seconds of one command."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def run(self, course: Path, *command: str) -> float:
        environment = {**os.environ, BANK: str(GRADED)}
        paths = [str(COURSE), str(COURSE / "src"), os.environ.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
        scripts = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
        environment["PATH"] = os.pathsep.join(scripts)
        used, start = _cpu(), time.perf_counter()
        done = subprocess.run(
            [sys.executable, *command], cwd=course, env=environment, capture_output=True, text=True
        )
        self.wall.append(time.perf_counter() - start)
        self.cpu.append(_cpu() - used)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return self.wall[-1]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def of_size(course: Path, base: Path, size: int) -> Path:
    """Return a copy of a course in which so many have handed in."""
    shutil.rmtree(course, ignore_errors=True)
    shutil.copytree(base, course)
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text().replace(str(base), str(course)))
    students = sorted((course / "submitted").iterdir())
    for student in students[size:]:
        shutil.rmtree(student)
    return course


def one_more(
    name: str, prepare: Callable[[int], Path], sizes: tuple[int, int], *command: str
) -> tuple[float, float]:
    """Print what one more submission costs; return its wall and its processor seconds."""
    walls, cpus = [], []
    for _ in range(ROUNDS):
        clock = Clock()
        for size in sizes:
            clock.run(prepare(size), *command)
        walls.append((clock.wall[1] - clock.wall[0]) / (sizes[1] - sizes[0]))
        cpus.append((clock.cpu[1] - clock.cpu[0]) / (sizes[1] - sizes[0]))
    return row(name, walls), median(cpus)


def both_ratios(name: str, slow: tuple[float, float], fast: tuple[float, float], goal: str) -> None:
    ratio(name, slow[0] / fast[0], goal)
    ratio(f"  {name}, processor time", slow[1] / fast[1], goal)


def grade_and_feed_back(base: Path) -> None:
    group = simulate(load_bank(GRADED), MECHANISM, CLASS, seed=7)
    courses = {True: base / "stock", False: base / "read"}
    for stock, course in courses.items():
        lay_out(course, stock=stock)
        hand_in(course, group)
    read, again, crowd = courses[False], base / "again", base / "crowd"
    of_size(crowd, read, CLASS)
    for turn in range(1, TIMES):
        for student in group:
            submit(crowd, Student(f"{student.name}-{turn}", student.responses), MECHANISM)

    def submitted(size: int) -> Path:
        return of_size(again, read, size)

    def crowded(size: int) -> Path:
        return of_size(again, crowd, size)

    def stock_submitted(size: int) -> Path:
        return of_size(base / "again-stock", courses[True], size)

    grade = ("autograde", MECHANISM)
    stock = one_more("one more, nbgrader runs it", stock_submitted, (2, 8), *THEIRS, *grade)
    nbgrader = one_more("one more, nbgrader reads it", submitted, (5, 25), *THEIRS, *grade)
    sizes = (10, TIMES * CLASS)
    one = one_more("one more, ours, 1 job", crowded, sizes, *OURS, *grade, "--jobs", "1")
    two = one_more("one more, ours, 2 jobs", crowded, sizes, *OURS, *grade, "--jobs", "2")
    both_ratios("nbgrader running / ours with 1 job", stock, one, "at least 50")
    both_ratios("nbgrader reading / ours with 1 job", nbgrader, one, "none")
    ratio("ours: 1 job / 2 jobs", one[0] / two[0], "at least 1.6")

    Clock().run(of_size(base / "theirs", read, CLASS), *THEIRS, *grade)
    Clock().run(submitted(CLASS), *OURS, *grade)
    print(f"gradebooks equal, {CLASS} students: {rows(base / 'theirs') == rows(again)}")
    graded = of_size(base / "graded", crowd, TIMES * CLASS)
    Clock().run(graded, *OURS, *grade)

    def autograded(size: int) -> Path:
        course = of_size(again, graded, size)
        kept = {student.name for student in (course / "submitted").iterdir()}
        for student in (course / "autograded").iterdir():
            if student.is_dir() and student.name not in kept:
                shutil.rmtree(student)
        return course

    page = ("generate_feedback", MECHANISM)
    ours = (*OURS, "feedback", MECHANISM, "--jobs")
    theirs = one_more("one more page, nbgrader", autograded, (5, 25), *THEIRS, *page)
    pages = one_more("one more page, ours, 1 job", autograded, sizes, *ours, "1")
    one_more("one more page, ours, 2 jobs", autograded, sizes, *ours, "2")
    both_ratios("pages: nbgrader / ours with 1 job", theirs, pages, "at least 10")


@contextmanager
def peak_memory() -> Iterator[list[float]]:
    """Watch the memory of everything that this process starts; shared pages count once."""
    import psutil

    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            total = 0
            for process in psutil.Process().children(recursive=True):
                try:
                    total += process.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
            peak[0] = max(peak[0], total / 1e6)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def a_term(base: Path) -> None:
    """Grade and feed back 300 students by ten assignments, each command started by itself."""
    course = base / "term"
    lay_out(course, stock=False)
    banks = [path for path in graded_banks() if not path.stem.startswith("final")][:TERM]
    for bank in banks:
        name = bank.stem
        build_assignment(bank, course)
        if name != MECHANISM:
            Clock().run(course, *THEIRS, "generate_assignment", name)
        for student in simulate(load_bank(bank), name, FEW, seed=3):
            for turn in range(MANY // FEW):
                submit(course, Student(f"{student.name}-{turn}", student.responses), name)
    clock = Clock()
    with peak_memory() as peak:
        for bank in banks:
            clock.run(course, *OURS, "autograde", bank.stem, "--jobs", "2")
            clock.run(course, *OURS, "feedback", bank.stem, "--jobs", "2")
    pages = len(list((course / "feedback").glob("*/*/*.html")))
    seconds = sum(clock.wall)
    print(f"{MANY} students by {len(banks)} assignments, 2 jobs: {pages} pages")
    ratio("  graded and fed back, seconds", seconds, "at most 180")
    ratio("  processor seconds", sum(clock.cpu), "none")
    ratio("  peak memory, MB", peak[0], "at most 1000")


def submit(course: Path, student: Student, assignment: str) -> None:
    target = course / "submitted" / student.name / assignment
    shutil.copytree(course / "release" / assignment, target)
    if student.responses is not None:
        (target / FILE_NAME).write_text(to_json(student.responses))


def main() -> None:
    print(f"load of {os.cpu_count()} cores at the start: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        grade_and_feed_back(Path(folder))
    print(f"load in between: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        a_term(Path(folder))
    print(f"load at the end: {os.getloadavg()[0]:.1f}")
