"""Reading lessons in this build and in another, in turn: how soon there is text and a question.

    python -m tests.benchmarks reading --against COMMIT_OR_FOLDER [--rounds 3]

Seconds are of the clock, since a reader waits by it: run it on a quiet machine, and believe the
ratios rather than the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page

from tests.benchmarks.builds import HERE, ROOT, checkout_of
from tests.benchmarks.process import Build, Figure, as_json, table
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, Lab, chromium, jupyter_environment, jupyter_lab

START, FIRST = "notebooks/00_start_here.ipynb", "notebooks/01_mechanism.ipynb"
LESSONS = (
    *("01_mechanism", "02_indications", "03_dosing", "04_monitoring"),
    *("05_contraindications_interactions", "06_special_populations"),
)
FRONT = ".imr-view, .jp-NotebookPanel:not(.lm-mod-hidden)"
TEXT = f":is({FRONT}) :is(.imr-markdown, .jp-RenderedMarkdown) h1"
LIVE = f":is({FRONT}) .imuran input:enabled"


def wait(page: Page, selector: str) -> None:
    page.locator(selector).locator("visible=true").first.wait_for(timeout=PATIENCE)


def cold(browser: Browser, lab: Lab) -> tuple[float, float]:
    """Return the seconds from a lesson's address to its text and to the first feedback."""
    lab.end_kernels()
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(lab.url(FIRST), wait_until="commit")
    wait(page, TEXT)
    text = time.perf_counter() - start
    wait(page, LIVE)
    card = page.locator(f":is({FRONT}) .imuran fieldset").locator("visible=true").first
    if card.locator("input:checked").count() == 0:
        card.locator("input").first.check()
    check = card.get_by_role("button", name="Check", exact=True)
    if check.is_visible():
        check.click()
    card.locator(".imuran-feedback").wait_for(timeout=PATIENCE)
    answered = time.perf_counter() - start
    context.close()
    return text, answered


def click(page: Page, name: str) -> float:
    """Return the seconds from a click on a lesson to its first live question."""
    rail = page.locator(f".imr-rail a[data-path$='{name}.ipynb']")
    if rail.count():
        start = time.perf_counter()
        rail.click()
        page.wait_for_function(f"location.pathname.includes('{name}')", timeout=PATIENCE)
    else:
        page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab").first.click()
        start = time.perf_counter()
        # a link's own address is JupyterLab's to make: its file name is in it
        page.locator(f":is({FRONT}) a[href*='{name}']").locator("visible=true").first.click()
        page.locator(".lm-DockPanel-tabBar .lm-mod-current", has_text=name).wait_for()
    wait(page, LIVE)
    return time.perf_counter() - start


def six_lessons(browser: Browser, lab: Lab) -> tuple[list[float], int, float]:
    """Return the seconds of each click, and how many kernels there are then, with their MB."""
    lab.end_kernels()
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(lab.url(START))
    wait(page, LIVE)
    times = []
    for name in LESSONS:
        times.append(click(page, name))
        page.wait_for_timeout(3000)  # its reader reads; explorers in sight may start
    family = psutil.Process(lab.process.pid).children(recursive=True)
    kernels = [each for each in family if "ipykernel_launcher" in " ".join(each.cmdline())]
    memory = sum(each.memory_info().rss for each in kernels) / 1e6
    context.close()
    return times, len(kernels), memory


SIGN = """import sys, nbformat
from pathlib import Path
from nbformat.sign import NotebookNotary
for path in Path(sys.argv[1]).glob("*.ipynb"):
    NotebookNotary().sign(nbformat.read(path, as_version=4))"""


def sign(build: Build, root: Path, home: Path) -> None:
    """Sign the lessons: an older build starts no others, and as a checkout it signs none."""
    command = [str(build.python), "-c", SIGN, str(root / "notebooks")]
    subprocess.run(command, env=jupyter_environment(home), check=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks reading")
    parser.add_argument("--against", required=True, help="a commit, or a checkout with a .venv")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="where all values go")
    wanted = parser.parse_args(sys.argv[2:])
    clicks = Figure("click on a lesson to a live question", "s", 0.2)
    text = Figure("cold address to text", "s", 0.2)
    answered = Figure("cold address to a first answer's feedback", "s", 0.25)
    memory = Figure("kernels' memory after six lessons", "MB", 0.25)
    count = Figure("kernels after six lessons", "")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        base = Path(folder)
        builds = [Build(HERE, ROOT, Path(sys.executable)), checkout_of(base, wanted.against)]
        print(f"load of {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
        for turn in range(wanted.rounds):
            for build in builds:
                place = base / f"{turn}-{build.root.name}"
                (place / "home").mkdir(parents=True)
                root = copy_course(place / "course", build.root)
                sign(build, root, place / "home")
                script = str(build.python.with_name("imuran-edu"))
                with jupyter_lab(root, place / "home", command=script) as lab:
                    seconds = cold(browser, lab)
                    text.add(build.name, seconds[0])
                    answered.add(build.name, seconds[1])
                    times, kernels, used = six_lessons(browser, lab)
                for each in times:
                    clicks.add(build.name, each)
                memory.add(build.name, used)
                count.add(build.name, kernels)
        print(f"load of {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}\n")
    figures = [clicks, text, answered, memory, count]
    print(table(figures, HERE, builds[1].name, "none"))
    if wanted.json:
        wanted.json.write_text(json.dumps(as_json(figures), indent=1))
