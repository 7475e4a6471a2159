"""Make the pictures of the README from the product itself: a real JupyterLab in a real browser.

    .venv/bin/python .ci/pictures.py

It lays out the course in a folder of its own, opens it and writes `pictures/*.png`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page  # noqa: E402

from tests.browser.conftest import copy_course  # noqa: E402
from tests.browser.lab import PATIENCE, Lab, chromium, jupyter_lab  # noqa: E402

PICTURES = ROOT / "pictures"
START = "notebooks/00_start_here.ipynb"
LESSON = "notebooks/01_mechanism.ipynb"
LAPTOP, PHONE = {"width": 1280, "height": 760}, {"width": 390, "height": 760}


@contextmanager
def opened(browser: Browser, lab: Lab, path: str, size: dict[str, int]) -> Iterator[Page]:
    """Open a page of the course and wait until all of it is there."""
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(lab.url(path))
    page.locator(".imr-view[data-ready]").wait_for(timeout=PATIENCE)
    yield page
    context.close()


def shoot(page: Page, name: str) -> None:
    """Write a picture of what is in sight."""
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    print(f"pictures/{name}.png")


def answer(page: Page) -> None:
    """Give a wrong answer to the first choice of the lesson, and bring its feedback into view."""
    question = page.locator(".imuran-question").filter(has=page.locator("input[type=radio]")).first
    question.locator("input[type=radio]").first.check()
    question.get_by_role("button", name="Check", exact=True).click()
    question.locator(".imuran-feedback").wait_for()
    question.scroll_into_view_if_needed()


def explore(page: Page) -> None:
    """Bring an explorer into view and open it by a prediction."""
    place = page.locator("[data-cell='explore-pathway']")
    place.scroll_into_view_if_needed()
    place.locator(".imuran-explorer button").first.wait_for(timeout=PATIENCE)
    place.locator(".imuran-explorer button").first.click()
    place.evaluate("node => node.scrollIntoView()")
    page.wait_for_timeout(1500)  # the picture follows; nothing here depends on how soon


def main() -> None:
    """Make all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        root = copy_course(Path(place) / "course")
        home = Path(place) / "home"
        home.mkdir()
        with jupyter_lab(root, home) as lab:
            with opened(browser, lab, START, LAPTOP) as page:
                shoot(page, "start")
            with opened(browser, lab, LESSON, LAPTOP) as page:
                answer(page)
                shoot(page, "question")
                explore(page)
                shoot(page, "explorer")
            with opened(browser, lab, LESSON, PHONE) as page:
                page.locator(".imuran-question").first.scroll_into_view_if_needed()
                shoot(page, "phone")


if __name__ == "__main__":
    main()
