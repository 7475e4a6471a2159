"""One browser and one JupyterLab for the session, a new copy of the lessons for each module."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lab import COURSE, Lab, chromium, find_chromium, jupyter_lab

# five seconds are too short for a machine under load; what is there is seen at once all the same
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    if find_chromium() is None:
        reason = "no Chromium or Chrome on this system; on Debian: apt-get install chromium"
        for item in items:
            if here in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """The folder for pictures that a person looks at; git ignores it."""
    folder = COURSE / "tests" / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder


def copy_course(target: Path, course: Path = COURSE) -> Path:
    """Lay out what a student's clone holds, without the keys."""
    for part in ("notebooks", "quizzes"):
        ignored = shutil.ignore_patterns("graded", "*responses*", ".ipynb_checkpoints")
        shutil.copytree(course / part, target / part, ignore=ignored)
    return target


@pytest.fixture(scope="session")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The course as `imuran-edu lab` opens it."""
    root = copy_course(tmp_path_factory.mktemp("course"))
    with jupyter_lab(root, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def lab(running_lab: Lab) -> Lab:
    """A JupyterLab with a new copy of the course, that the tests of a module may write to."""
    running_lab.end_kernels()
    for each in running_lab.root.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    copy_course(running_lab.root)
    for changed in (running_lab.home / "settings").rglob("*.jupyterlab-settings"):
        if changed.stem != "notification":
            changed.unlink()
    return running_lab
