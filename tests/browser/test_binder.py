"""Binder's environment, made as Binder makes it, with the start page worked through in it.

repo2docker renders what it would build. What it would install is installed into an environment of
its own, from the tree that `imuran-edu publish` writes; no image is built and no address is called.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from imuran_edu.authoring.publish import publish
from imuran_edu.questions import find_bank, load_bank
from tests.binder import binder
from tests.browser.lab import COURSE, PATIENCE, Lab, jupyter_environment, jupyter_lab
from tests.browser.test_lessons import START, answer_rightly, open_lesson, question

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# every lesson's cells, without a browser: whatever a lesson imports must be there
LESSONS = """
import json, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for path in sorted(Path.cwd().glob("*.ipynb")):
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] == "code":
            shell.run_cell("".join(cell["source"])).raise_error()
loaded = {name.split(".")[0] for name in sys.modules}
print("LEFT OUT BUT LOADED:", sorted(loaded & {"nbgrader", "bs4", "typer", "rich"}))
"""


@dataclass
class Room:
    """An environment: how large it is, how long it took."""

    folder: Path
    seconds: float = 0.0

    @property
    def python(self) -> str:
        return str(self.folder / "bin" / "python")

    @property
    def megabytes(self) -> float:
        files = (path for path in self.folder.rglob("*") if not path.is_symlink())
        return sum(path.stat().st_size for path in files if path.is_file()) / 1e6

    def install(self, *arguments: str, cwd: Path | None = None) -> float:
        """Install with pip and return the seconds it took."""
        start = time.perf_counter()
        run([self.python, "-m", "pip", "install", "--quiet", *arguments], cwd)
        took = time.perf_counter() - start
        self.seconds += took
        return took


def run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return done.stdout


def room(folder: Path) -> Room:
    run([sys.executable, "-m", "venv", str(folder)])
    return Room(folder)


@dataclass
class Made:
    """The environment as Binder makes it, and where the course lies in it."""

    tree: Path
    learner: Room
    image: float
    home: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Publish the course, install what its image and its requirements bring, run postBuild."""
    base = tmp_path_factory.mktemp("binder")
    tree, home = base / "jovyan", base / "home"
    publish(COURSE, tree)
    home.mkdir()
    learner = room(base / "learner")
    limits = base / "image.txt"
    limits.write_text("".join(f"{name}=={at}\n" for name, at in binder.image().items()))
    image = learner.install("-c", str(limits), "jupyterlab", "ipykernel", "ipywidgets")
    base_size = learner.megabytes
    learner.install("-c", str(limits), "-r", str(tree / ".binder" / "requirements.txt"))
    start = time.perf_counter()
    env = jupyter_environment(home)
    env["PATH"] = f"{learner.folder / 'bin'}{os.pathsep}{env['PATH']}"
    env.pop("PYTHONPATH", None)
    out = run([str(tree / ".binder" / "postBuild")], tree, env)
    learner.seconds += time.perf_counter() - start
    assert "11 lessons signed" in out
    full = room(base / "full")
    full.install(str(COURSE))
    ours, size = learner.seconds - image, learner.megabytes
    print(
        f"\n{'':34}{'size':>9}{'time':>9}\n"
        f"{'full project (pip install .)':34}{full.megabytes:6.0f} MB{full.seconds:7.1f} s\n"
        f"{'learner, with JupyterLab':34}{size:6.0f} MB{learner.seconds:7.1f} s   "
        f"{size / full.megabytes:.2f} and {learner.seconds / full.seconds:.2f} of it; goals "
        f"350 MB and 0.5\n"
        f"{'- JupyterLab, in Binder’s image':34}{base_size:6.0f} MB{image:7.1f} s\n"
        f"{'- what this course adds to it':34}{size - base_size:6.0f} MB{ours:7.1f} s   "
        f"{(size - base_size) / full.megabytes:.2f} and {ours / full.seconds:.2f} of it"
    )
    return Made(tree, learner, image, home)


@pytest.fixture(scope="module")
def lab(made: Made) -> Iterator[Lab]:
    with jupyter_lab(made.tree, made.home, command=made.learner.python) as running:
        yield running


def test_repo2docker_renders_what_is_meant(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    publish(COURSE, tree)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug"]
    command += ["--user-id", "1000", "--user-name", "jovyan", str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    recipe = done.stdout + done.stderr
    assert done.returncode == 0, recipe
    steps = [line.strip() for line in recipe.splitlines()]
    # its names of files are escaped: "environment.py-3.11-linux" becomes "…-2epy-2d3-2e11-2d…"
    version = binder.python_version().replace(".", "-2e")
    assert any(f"environment-2epy-2d{version}-2d" in line for line in steps)
    install = next(n for n, line in enumerate(steps) if "pip install" in line and "-r" in line)
    copied = next(
        n for n, line in enumerate(steps) if re.search(r"COPY .*src/ \$\{REPO_DIR\}", line)
    )
    built = next(n for n, line in enumerate(steps) if line.endswith(".binder/postBuild"))
    # a layer of its own, which a change of content does not build anew
    assert install < copied < built
    assert ".binder/requirements.txt" in steps[install]


def test_the_image_is_still_the_one_the_pins_were_made_for() -> None:
    _, brought, pins = binder.read()
    now = binder.image()
    assert {name: now.get(name) for name in brought} == brought
    both = set(pins) & set(now)
    assert {name: pins[name] for name in both} == {name: now[name] for name in both}


def test_nothing_of_the_instructor_is_in_it(made: Made) -> None:
    listed = run([made.learner.python, "-m", "pip", "list", "--format=freeze"])
    names = {line.split("==")[0].lower() for line in listed.splitlines()}
    assert "imuran-edu" in names
    assert not names & {"nbgrader", "pytest", "hypothesis", "playwright", "sqlalchemy"}
    # pip did not exchange what the image brings
    kept = binder.read()[1]
    have = {
        binder.canonicalize_name(n): at for n, _, at in (x.partition("==") for x in listed.split())
    }
    assert {name: have[name] for name in kept if name in have} == {
        name: at for name, at in kept.items() if name in have
    }


def test_every_lesson_finds_what_it_imports(made: Made) -> None:
    out = run([made.learner.python, "-c", LESSONS], made.tree / "notebooks")
    assert "LEFT OUT BUT LOADED: []" in out


def test_the_start_page_is_worked_through(page: Page, lab: Lab, screenshots: Path) -> None:
    # the image's JupyterLab 4.4 throws an error of its own as cells run; ours are counted
    ours: list[str] = []
    page.on("pageerror", lambda error: ours.append(error.stack or str(error)))
    open_lesson(page, lab, START, quizzes=1)
    expect(page.get_by_role("button", name="Start this lesson")).to_have_count(0)
    for number, key in enumerate(load_bank(find_bank("start-here")).questions, 1):
        card = question(page, number)
        answer_rightly(page, card, key, key.type)
        card.get_by_role("button", name="Check").click()
        expect(card.locator(".imuran-headline")).to_contain_text("Right")
    progress = page.locator(".imuran[data-mode='progress']")
    progress.scroll_into_view_if_needed()
    expect(progress).to_contain_text("4 of 231 questions mastered", timeout=PATIENCE)
    expect(progress).to_contain_text("You are on Binder")
    page.screenshot(path=screenshots / "binder.png")
    with page.expect_download() as started:
        progress.get_by_role("button", name="Download my progress").click()
    assert started.value.suggested_filename.startswith("imuran-progress-")
    assert [stack for stack in ours if "jlab_core" not in stack.split("\n", 2)[1]] == []
