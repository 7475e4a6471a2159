"""One more submission through `nbgrader autograde`: read by the course, or run by stock nbgrader.

The same class, the same answers, in the same run. What one more submission costs is the slope
between a small class and a larger one, so that the start of the command falls out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from imuran_edu.answers import FILE_NAME, to_json
from imuran_edu.grading.build import build_assignment
from imuran_edu.grading.simulate import Student, simulate
from imuran_edu.questions import Bank, load_bank
from tests.benchmarks.in_kernel import BANK
from tests.benchmarks.report import ratio, row

SMALL, LARGE, ROUNDS = 2, 14, 3
COURSE = Path(__file__).parents[2]
GRADED = COURSE / "quizzes" / "graded" / "mechanism.yaml"
STOCK = "c = get_config()\n"
OURS = """from pathlib import Path
from imuran_edu.grading.config import configure
c = get_config()
configure(c, course=Path({course!r}), banks=Path({banks!r}))
"""


def nbgrader(course: Path, *arguments: str) -> float:
    """Run a command of nbgrader in a course and return its seconds."""
    scripts = str(Path(sys.executable).parent)
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    # the kernel of the stock course finds the cell's function here
    pythonpath = os.pathsep.join([str(COURSE), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": pythonpath, BANK: str(GRADED)}
    start = time.perf_counter()
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return seconds


def lay_out(course: Path, stock: bool) -> None:
    """Make a course with the real assignment; the stock one's cells score in the kernel."""
    course.mkdir()
    config = STOCK if stock else OURS.format(course=str(course), banks=str(GRADED.parent))
    (course / "nbgrader_config.py").write_text(config)
    build_assignment(GRADED, course)
    if stock:
        notebook = course / "source" / "mechanism" / "mechanism.ipynb"
        text = notebook.read_text()
        call = "from imuran_edu import ask"
        assert call in text
        notebook.write_text(text.replace(call, "from tests.benchmarks.in_kernel import ask"))
    nbgrader(course, "generate_assignment", "mechanism")


def hand_in(course: Path, group: list[Student]) -> None:
    for student in group:
        target = course / "submitted" / student.name / "mechanism"
        shutil.copytree(course / "release" / "mechanism", target)
        if student.responses is not None:
            (target / FILE_NAME).write_text(to_json(student.responses))


def take_back(course: Path) -> None:
    """Empty the course of submissions and grades, so that each round is like the first."""
    for part in ("submitted", "autograded"):
        shutil.rmtree(course / part, ignore_errors=True)
    nbgrader(course, "db", "assignment", "remove", "mechanism", "--force")
    nbgrader(course, "generate_assignment", "mechanism", "--force")


def grades(course: Path, bank: Bank, group: list[Student]) -> list[float]:
    """Return every score of the questions that are not graded by hand."""
    from nbgrader.api import Gradebook

    scored = [item.id for item in bank.questions if item.type != "written"]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return [
            float(book.find_grade(name, "mechanism", "mechanism", student.name).auto_score)
            for student in group
            for name in scored
        ]


def main() -> None:
    bank = load_bank(GRADED)
    group = simulate(bank, "mechanism", LARGE, seed=7)
    with tempfile.TemporaryDirectory() as base:
        courses = {"read": Path(base) / "read", "run by stock nbgrader": Path(base) / "stock"}
        for name, course in courses.items():
            lay_out(course, stock=name != "read")
        slopes: dict[str, list[float]] = {name: [] for name in courses}
        for turn in range(ROUNDS):
            seconds: dict[tuple[str, int], float] = {}
            for size in (SMALL, LARGE):
                for name, course in courses.items():
                    if turn or size == LARGE:
                        take_back(course)
                    hand_in(course, group[:size])
                    seconds[name, size] = nbgrader(course, "autograde", "mechanism")
            for name in courses:
                extra = seconds[name, LARGE] - seconds[name, SMALL]
                slopes[name].append(extra / (LARGE - SMALL))
        ours, stock = [row(f"one more submission, {name}", slopes[name]) for name in courses]
        ratio("stock / read", stock / ours, "at least 5")
        equal = grades(courses["read"], bank, group) == grades(
            courses["run by stock nbgrader"], bank, group
        )
        print(f"scores equal, {LARGE} students: {equal}")
