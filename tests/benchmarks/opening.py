"""From a lesson's address to a quiz that can be answered, beside the same notebook not run."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.benchmarks.report import ratio, row
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, Lab, chromium, jupyter_lab

RUNS = 7
LESSON = "00_start_here.ipynb"
SHOWN = ".jp-NotebookPanel .jp-CodeCell, .jp-NotebookPanel .jp-OutputArea"
READY = ".jp-NotebookPanel .imuran input:enabled"
ANSWERED = ".jp-NotebookPanel .imuran input:checked"


def open_once(browser: Browser, url: str, wanted: str, reload: bool) -> float:
    """Return the seconds from asking for a page until `wanted` is visible in it."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    first = READY if wanted == ANSWERED else wanted
    page.locator(first).first.wait_for(state="visible", timeout=PATIENCE)
    if reload:
        if wanted == ANSWERED:
            give_an_answer(page)
        start = time.perf_counter()
        page.reload()
        page.locator(wanted).first.wait_for(state="visible", timeout=PATIENCE)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def give_an_answer(page: Page) -> None:
    """Choose an option and check it, so that the answer is surely on the disk."""
    card = page.locator(".imuran fieldset").first
    if card.locator("input:checked").count() == 0:
        card.locator("input").first.check()
        card.get_by_role("button", name="Check", exact=True).click()
    card.locator(".imuran-feedback").wait_for(state="visible", timeout=PATIENCE)


def unmarked_copy(root: Path) -> str:
    """Lay out the lesson without our mark: JupyterLab shows it and runs nothing."""
    notebook = json.loads((root / "notebooks" / LESSON).read_text())
    del notebook["metadata"]["imuran_edu"]
    path = root / "unmarked" / LESSON
    path.parent.mkdir()
    path.write_text(json.dumps(notebook))
    return f"unmarked/{LESSON}"


def end_kernels(lab: Lab) -> None:
    """End every kernel, so that each opening starts its own as a student's first would."""
    import urllib.request

    base = f"http://127.0.0.1:{lab.port}/api/sessions"
    headers = {"Authorization": f"token {lab.token}"}
    with urllib.request.urlopen(urllib.request.Request(base, headers=headers)) as answer:
        sessions = json.load(answer)
    for session in sessions:
        request = urllib.request.Request(
            f"{base}/{session['id']}", headers=headers, method="DELETE"
        )
        urllib.request.urlopen(request).close()


def main() -> None:
    with tempfile.TemporaryDirectory() as base:
        root = copy_course(Path(base) / "course")
        plain = unmarked_copy(root)
        home = Path(base) / "home"
        home.mkdir()
        with chromium() as browser, jupyter_lab(root, home) as lab:
            cases = {
                "shown, not run": (plain, SHOWN),
                "ready to answer": (f"notebooks/{LESSON}", READY),
            }
            for reload in (False, True):
                how = "after a reload" if reload else "opened"
                if reload:
                    cases["answers back"] = (f"notebooks/{LESSON}", ANSWERED)
                    del cases["ready to answer"]
                times: dict[str, list[float]] = {name: [] for name in cases}
                for turn in range(RUNS + 1):
                    for name, (path, wanted) in cases.items():
                        seconds = open_once(browser, lab.url(path), wanted, reload)
                        end_kernels(lab)
                        if turn:
                            times[name].append(seconds)
                medians = [row(f"{how}: {name}", values) for name, values in times.items()]
                ratio(f"{how}: {list(cases)[1]} / shown", medians[1] / medians[0], "at most 1.5")
