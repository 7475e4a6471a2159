"""Binder's environment, made as Binder makes it, with the start page worked through in it.

repo2docker renders what it would build. What it would install is installed into an environment of
its own, from the tree that `imuran-edu publish` writes; no image is built and no address is called.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from imuran_edu.authoring.publish import publish
from imuran_edu.questions import find_bank, load_bank
from tests.binder import binder
from tests.browser.lab import COURSE, Lab, jupyter_environment, jupyter_lab
from tests.browser.test_lessons import PRACTICE, START, answer_rightly, open_lesson, question
from tests.shared import environment

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


def run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return done.stdout


@dataclass
class Made:
    """The environment as Binder makes it, and where the course lies in it."""

    tree: Path
    python: str
    home: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Publish the course, install what its image and its requirements bring, run postBuild."""
    base = tmp_path_factory.mktemp("binder")
    tree, home, learner = base / "jovyan", base / "home", base / "learner"
    publish(COURSE, tree)
    home.mkdir()
    brought = [f"{name}=={at}" for name, at in binder.image().items()]
    limits, requirements = base / "image.txt", tree / ".binder" / "requirements.txt"
    limits.write_text("\n".join(brought))
    install = ["--no-compile", "-c", str(limits)]
    environment(
        "binder",
        sys.executable,
        [*brought, requirements.read_text()],
        [
            [*install, "jupyterlab", "ipykernel", "ipywidgets"],
            [*install, "-r", str(requirements)],
        ],
        learner,
    )
    env = jupyter_environment(home)
    env["PATH"] = f"{learner / 'bin'}{os.pathsep}{env['PATH']}"
    env.pop("PYTHONPATH", None)
    out = run([str(tree / ".binder" / "postBuild")], tree, env)
    assert "12 lessons signed" in out
    return Made(tree, str(learner / "bin" / "python"), home)


@pytest.fixture(scope="module")
def lab(made: Made) -> Iterator[Lab]:
    with jupyter_lab(made.tree, made.home, command=made.python) as running:
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
    listed = run([made.python, "-m", "pip", "list", "--format=freeze"])
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
    out = run([made.python, "-c", LESSONS], made.tree / "notebooks")
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
        card.get_by_role("button", name="Check", exact=True).click()
        expect(card.locator(".imuran-headline")).to_contain_text("Right")
    progress = page.locator(".imuran[data-mode='progress']")
    progress.scroll_into_view_if_needed()
    # right once; the second day on which a question is mastered is still to come
    expect(progress).to_contain_text(f"0 of {PRACTICE} questions mastered, 1 of 12 lessons done")
    expect(progress).to_contain_text(f"4 learning, {PRACTICE - 4} new")
    expect(progress).to_contain_text("You are on Binder")
    page.screenshot(path=screenshots / "binder.png")
    with page.expect_download() as started:
        progress.get_by_role("button", name="Download my progress").click()
    assert started.value.suggested_filename.startswith("imuran-progress-")
    assert [stack for stack in ours if "jlab_core" not in stack.split("\n", 2)[1]] == []
