"""This build against another: what a class, an author and a kernel cost, in processor time.

    python -m tests.benchmarks builds --against COMMIT_OR_FOLDER [--students 3000] [--rounds 3]

Both builds do the same work in turn, beside an anchor that does only what must be done. A folder is
a checkout with its own `.venv`; of a commit such a checkout is made first. `--json FILE` keeps all
values, and `python -m tests.benchmarks measured` makes a page of them.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from imuran_edu.answers import FILE_NAME, Responses, to_json
from imuran_edu.grading.simulate import simulate
from imuran_edu.questions import load_bank
from tests.benchmarks import anchors
from tests.benchmarks.measured import keep
from tests.benchmarks.process import Build, Figure, command, run, table

ROOT = Path(__file__).parents[2]
HERE, ANCHOR = "this build", "anchor"
NAME = "mechanism"
CONFIG = """from pathlib import Path
from imuran_edu.grading.config import configure
c = get_config()
configure(c, course=Path({course!r}), banks=Path({banks!r}))
"""
BUILD = """import sys
from pathlib import Path
from imuran_edu.grading.build import build_assignment
build_assignment(Path(sys.argv[1]), Path(sys.argv[2]))"""
FEW, MORE = 10, 210  # students: the difference is what one more costs, without the start


def checkout_of(place: Path, commit: str) -> Build:
    """Return a build of a folder, or of a commit, which is laid out and installed in `place`."""
    root = Path(commit)
    if not root.is_dir():
        root = place / commit
        subprocess.run(
            ["git", "worktree", "add", "--detach", str(root), commit], cwd=ROOT, check=True
        )
        subprocess.run([sys.executable, "-m", "venv", str(root / ".venv")], check=True)
        install = ["-m", "pip", "install", "--quiet", "-e", f"{root}[test]"]
        subprocess.run([str(root / ".venv" / "bin" / "python"), *install], check=True)
    return Build(commit, root, root.resolve() / ".venv" / "bin" / "python")


def forget(build: Build, place: Path) -> None:
    """Remove a checkout that was laid out in `place`; a folder of the user's stays."""
    if build.root.parent == place:
        remove = ["git", "worktree", "remove", "--force", str(build.root)]
        subprocess.run(remove, cwd=ROOT, check=True)


def answers(bank: Path, count: int) -> list[str]:
    """Return the answers of students, each put together from those of students of like ability."""
    some = [each.responses for each in simulate(load_bank(bank), NAME, 60, seed=7)[:-1]]
    names = list(dict.fromkeys(name for each in some if each for name in each.answers))
    found = []
    for number in range(count):
        rng = random.Random(number)
        ability = rng.randrange(len(some))
        near = [min(max(ability + rng.randrange(-6, 7), 0), len(some) - 1) for _ in names]
        given = {
            name: one.answers[name]
            for name, place in zip(names, near, strict=True)
            if (one := some[place]) and name in one.answers
        }
        found.append(to_json(Responses(NAME, number + 1, given)))
    return found


def lay_out(build: Build, course: Path, bank: Path, students: list[str]) -> None:
    """Make a course in which so many have handed in and nothing is graded."""
    course.mkdir(parents=True)
    config = CONFIG.format(course=str(course), banks=str(bank.parent))
    (course / "nbgrader_config.py").write_text(config)
    run(build, course, "-c", BUILD, str(bank), str(course))
    run(build, course, "-m", "nbgrader", "generate_assignment", NAME)
    for number, text in enumerate(students):
        target = course / "submitted" / f"student{number:04d}" / NAME
        shutil.copytree(course / "release" / NAME, target)
        (target / FILE_NAME).write_text(text)


def classes(
    builds: list[Build], base: Path, bank: Path, students: int, rounds: int
) -> list[Figure]:
    """Measure grading, feedback and the reports."""
    grade = Figure("one more submission", "ms", 0.35)
    start = Figure("autograde, ten students", "s", 0.65)
    page = Figure("one more feedback page", "ms", 0.45)
    for turn in range(rounds):
        for build in builds:
            used = {}
            for size in (FEW, MORE):
                course = base / f"{build.root.name}-{turn}-{size}"
                lay_out(build, course, bank, answers(bank, size))
                graded = command(build, course, "autograde", NAME, "--jobs", "1")
                fed = command(build, course, "feedback", NAME, "--jobs", "1")
                used[size] = (graded.seconds, fed.seconds)
                if build.name == HERE and size == MORE:
                    grade.add(ANCHOR, 1000 * anchors.grading(course, base / "anchor", NAME) / size)
                    page.add(ANCHOR, 1000 * anchors.pages(course, base / "anchor", NAME) / size)
                shutil.rmtree(course)
            start.add(build.name, used[FEW][0])
            for figure, at in ((grade, 0), (page, 1)):
                slope = (used[MORE][at] - used[FEW][at]) / (MORE - FEW)
                figure.add(build.name, 1000 * slope)
        here = next(build for build in builds if build.name == HERE)
        start.add(ANCHOR, run(here, base, "-c", "import nbgrader.api").seconds)
    return [grade, start, page, *reports(builds, base, bank, students, rounds)]


def reports(
    builds: list[Build], base: Path, bank: Path, students: int, rounds: int
) -> list[Figure]:
    """Measure the commands that read a whole class."""
    tell = {"alike": ("alike",), "items": ("items",), "export": ("export", "--to", "canvas")}
    goals = {"alike": 0.15, "items": 0.25, "export": 0.3}
    found = {name: Figure(f"{name}, {students} students", "s", goals[name]) for name in tell}
    memory = Figure(f"alike, {students} students, memory", "MB", 0.5)
    courses = {build.name: graded(build, base, bank, students) for build in builds}
    pages = Figure(f"one more feedback page, {students} students", "ms", 0.45)
    small = {build.name: graded(build, base, bank, FEW) for build in builds}
    for build in builds:
        few, many = (
            command(build, of[build.name], "feedback", NAME, "--jobs", "1").seconds
            for of in (small, courses)
        )
        pages.add(build.name, 1000 * (many - few) / (students - FEW))
    for _ in range(rounds):
        for name, words in tell.items():
            for build in builds:
                course = courses[build.name]
                used = command(build, course, *words, NAME, *_out(name, course))
                found[name].add(build.name, used.seconds)
                if name == "alike":
                    memory.add(build.name, used.memory)
        for figure in found.values():
            figure.add(ANCHOR, anchors.reading(courses[HERE], NAME))
    here = next(build for build in builds if build.name == HERE)
    return [*found.values(), memory, pages, *growth(here, base, bank, students, rounds, found)]


def graded(build: Build, base: Path, bank: Path, students: int) -> Path:
    """Return a course in which so many were graded."""
    course = base / f"{build.root.name}-{students}"
    lay_out(build, course, bank, answers(bank, students))
    command(build, course, "autograde", NAME, "--jobs", "2")
    return course


def growth(
    here: Build, base: Path, bank: Path, students: int, rounds: int, large: dict[str, Figure]
) -> list[Figure]:
    """Hold what a class takes against what a tenth of it takes, the start taken from both."""
    few, tenth = base / f"{here.root.name}-{FEW}", graded(here, base, bank, students // 10)
    found = []
    for name in ("items", "export"):
        figure = Figure(f"{name}, {students} students against a tenth", "x", most=11)
        for whole in large[name].values[HERE][:rounds]:
            words = (name, "--to", "canvas") if name == "export" else (name,)
            start, part = (
                command(here, course, *words, NAME, *_out(name, course)).seconds
                for course in (few, tenth)
            )
            figure.add(HERE, (whole - start) / (part - start))
        found.append(figure)
    return found


def _out(name: str, course: Path) -> list[str]:
    return ["--out", str(course / "out.csv")] if name == "export" else []


def authors(builds: list[Build], rounds: int) -> list[Figure]:
    """Measure `check` and `build`, and the start of JupyterLab."""
    found = [Figure("check", "s", 0.5), Figure("build", "s", 0.5)]
    lab = Figure("lab, to its address", "s")
    of_bare = Figure("lab against bare JupyterLab", "x", most=0.8)
    for turn in range(rounds + 1):
        for build in builds:
            for figure in found:
                used = command(build, build.root, figure.name)
                if turn:  # the first compiles modules
                    figure.add(build.name, used.seconds)
            seconds = anchors.lab(build, ["-c", "from imuran_edu.cli import main; main()", "lab"])
            if turn:
                lab.add(build.name, seconds)
        for figure in found:
            figure.add(ANCHOR, anchors.yaml(ROOT / "quizzes"))
        here = next(build for build in builds if build.name == HERE)
        bare = anchors.lab(here, ["-m", "jupyterlab"])
        if turn:
            lab.add(ANCHOR, bare)
            of_bare.add(HERE, lab.values[HERE][-1] / bare)
    return [*found, lab, of_bare]


def kernels(builds: list[Build], rounds: int) -> list[Figure]:
    """Measure the memory of a kernel that has run the first lesson."""
    found = Figure("a kernel after lesson 01, own memory", "MB", 0.8)
    for _ in range(rounds):
        for build in builds:
            bare, after = anchors.kernel(build)
            found.add(build.name, after)
            if build.name == HERE:
                found.add(ANCHOR, bare)
    return [found]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks builds")
    parser.add_argument("--against", required=True, help="a commit, or a checkout with a .venv")
    parser.add_argument("--students", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=["classes", "authors", "kernels"])
    parser.add_argument("--json", type=Path, help="where all values go")
    wanted = parser.parse_args(sys.argv[2:])
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        other = checkout_of(base, wanted.against)
        builds = [Build(HERE, ROOT, Path(sys.executable)), other]
        # the older bank: the newer build reads it, and both then do the same
        bank = other.root.resolve() / "quizzes" / "graded" / f"{NAME}.yaml"
        print(f"load of {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
        if "classes" in wanted.only:
            figures += classes(builds, base, bank, wanted.students, wanted.rounds)
        if "authors" in wanted.only:
            figures += authors(builds, wanted.rounds)
        if "kernels" in wanted.only:
            figures += kernels(builds, wanted.rounds)
        print(f"load of {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}\n")
        print(table(figures, HERE, other.name, ANCHOR))
        if wanted.json:
            commit = subprocess.run(
                ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
            ).stdout.strip()
            keep(wanted.json, commit, other.root.name, figures)
        forget(other, base)
