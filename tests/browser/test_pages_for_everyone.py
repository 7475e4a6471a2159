"""Pages that stand by themselves: axe in both themes, narrow windows and forced colours.

The site without a server with Today in all its views, the page to mark written answers, and the
preview of a bank. Today is walked through by keyboard alone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.authoring.new_course import new_course
from imuran_edu.authoring.preview.contents import Preview
from imuran_edu.authoring.preview.server import PreviewServer
from imuran_edu.site.write import write_site
from tests.browser.axe import violations

pytestmark = pytest.mark.browser

# (theme, width, forced colours): 640 is a laptop's window at 200 %
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 640, "height": 450}},
    {"color_scheme": "light", "viewport": {"width": 320, "height": 700}},
    {
        "color_scheme": "dark",
        "viewport": {"width": 1280, "height": 900},
        "forced_colors": "active",
        "reduced_motion": "reduce",
    },
]
NAMES = ["light", "dark-200%", "light-320px", "forced-colours"]
WIDE = "document.documentElement.scrollWidth - innerWidth"
# text on a backplate of its own colour: what is filled must keep the system's pair of colours
FILLED = """
() => [...document.querySelectorAll(".imuran-primary, .imr-main, .levels [aria-pressed=true]")]
  .filter((node) => node.checkVisibility())
  .filter((node) => getComputedStyle(node).forcedColorAdjust !== "none")
  .map((node) => `${node.className} ${node.textContent.slice(0, 30)}`)
"""
MOVES = "() => document.getAnimations().filter((each) => each.playState === 'running').length"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    write_site(folder)
    return folder


@pytest.fixture(params=LOOKS, ids=NAMES)
def look(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**request.param)
    yield context.new_page()
    context.close()


def looked_at(page: Page, where: str) -> None:
    """Fail for what is hard to perceive in a page as it stands."""
    assert violations(page) == [], where
    assert page.evaluate(WIDE) <= 0, f"{where}: pushed out at the side"
    if page.evaluate("matchMedia('(forced-colors: active)').matches"):
        assert page.evaluate(FILLED) == [], where
        assert page.evaluate(MOVES) == 0, where


def ready(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    expect(page.locator(".imr-view[data-ready]")).to_be_visible()


def test_today_in_all_its_views(look: Page, site: Path) -> None:
    ready(look, site / "index.html")
    today = look.locator(".imuran[data-mode='today']")
    expect(today.locator(".imuran-title")).to_be_visible()
    looked_at(look, "home")
    for name in ("Map, calendar, calibration", "Notes and flags", "My data"):
        today.get_by_role("button", name=name).click()
        looked_at(look, name)
        today.get_by_role("button", name="Back to Today").click()
    today.get_by_role("combobox").first.select_option(index=1)
    expect(today.locator("fieldset")).to_be_visible()
    looked_at(look, "a set")
    today.get_by_role("button", name="Leave; it is kept").click()
    today.get_by_role("button", name="Mock exam").click()
    expect(today.get_by_role("timer")).to_be_visible()
    looked_at(look, "exam")
    for _ in range(2):
        today.get_by_role("button", name="Finish the exam").click()
    expect(today.locator(".imuran-title")).to_have_text("Result of the mock exam")
    looked_at(look, "result")


def test_a_lesson_without_a_server(look: Page, site: Path) -> None:
    ready(look, site / "02_indications.html")
    looked_at(look, "lesson")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[str]:
    bank = new_course(tmp_path / "c", "methotrexate") / "quizzes" / "graded" / "first-steps.yaml"
    server = PreviewServer(Preview(bank.parents[2], bank).contents, [bank])
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield server.address
    server.close()
    thread.join()


def test_the_preview_of_a_bank(look: Page, preview: str) -> None:
    look.goto(preview)
    expect(look.locator("fieldset").first).to_be_visible()
    looked_at(look, "preview")
