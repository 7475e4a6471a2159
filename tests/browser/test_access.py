"""Lessons in JupyterLab for axe's eyes and a screen reader's ears: as a notebook and as a page."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.lab import CHROMIUM_FLAGS, PATIENCE, Lab, find_chromium

pytestmark = pytest.mark.browser

LESSON = "notebooks/01_mechanism.ipynb"
PHANTOMS = (
    "This question was changed after you answered it. Look at your answer again.",
    "Try again",
    "Saved answer:",
)
OURS = (".imuran", ".imuran-evidence", ".imuran-figure")
TALL = {"width": 1200, "height": 9000}  # axe looks at the colours of what is in the viewport


@pytest.fixture
def tall(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=TALL)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def as_notebook(page: Page, lab: Lab) -> None:
    page.goto(lab.url(LESSON) + "&factory=Notebook")
    expect(page.locator(".imuran[data-mode='practice']").first).to_be_visible(timeout=PATIENCE)


def as_page(page: Page, lab: Lab) -> None:
    page.goto(lab.url(LESSON))
    expect(page.locator(".imr-view .imuran").first).to_be_visible(timeout=PATIENCE)
    page.mouse.wheel(0, 100_000)


def test_a_lesson_as_a_notebook(tall: Page, lab: Lab) -> None:
    as_notebook(tall, lab)
    expect(tall.locator(".imuran-evidence").last).to_be_attached(timeout=PATIENCE)
    assert violations(tall, OURS, off=("heading-order",)) == []
    tall.evaluate("document.querySelector('.imuran-stem').style.color = '#bbb'")
    found = violations(tall, OURS)
    assert any(each.startswith("color-contrast") for each in found), "axe is blind"


def test_a_lesson_as_a_page(tall: Page, lab: Lab) -> None:
    as_page(tall, lab)
    assert violations(tall, (".imr-view",)) == []


def test_no_hidden_part_of_a_quiz_is_read_out(browser: Browser, lab: Lab) -> None:
    """Chromium builds the tree of cells that it has not drawn from their bare elements."""
    flags = [*CHROMIUM_FLAGS, "--force-renderer-accessibility"]  # as with a screen reader
    path = find_chromium()
    with browser.browser_type.launch(executable_path=path, args=flags) as listening:
        page = listening.new_page(viewport={"width": 1200, "height": 800})
        as_notebook(page, lab)
        expect(page.locator(".imuran-question").last).to_be_attached(timeout=PATIENCE)
        expect(page.locator(".imuran-static:not([hidden])")).to_have_count(0, timeout=PATIENCE)
        deadline = time.monotonic() + PATIENCE / 1000
        while (said := spoken(page)) and set(PHANTOMS) & set(said):
            assert time.monotonic() < deadline, set(PHANTOMS) & set(said)
            page.wait_for_timeout(500)  # the tree follows the page a moment later
    assert said.count("Check") > 5


def spoken(page: Page) -> list[str]:
    """Return the names of all that the accessibility tree holds."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [str(n.get("name", {}).get("value", "")) for n in nodes if not n.get("ignored")]


def test_the_language_is_jupyterlabs(page: Page, lab: Lab) -> None:
    folder = lab.home / "settings" / "@jupyterlab" / "translation-extension"
    folder.mkdir(parents=True, exist_ok=True)
    setting = folder / "plugin.jupyterlab-settings"
    setting.write_text(json.dumps({"locale": "en_XA"}))
    try:
        as_notebook(page, lab)
        expect(page.get_by_role("button", name="[Çĥéçķ ~]").first).to_be_visible(timeout=PATIENCE)
        assert page.evaluate("document.querySelector('.imuran').lang") == "en-XA"
    finally:
        setting.unlink()


def test_keys_on_a_link_of_a_table_stay_there(page: Page, lab: Lab) -> None:
    as_notebook(page, lab)
    link = page.locator(".jp-Notebook .imuran-evidence a").last
    expect(link).to_be_attached(timeout=PATIENCE)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    expect(page.locator(".imuran-question").last).to_be_attached(timeout=PATIENCE)
    link.evaluate("(node) => { node.closest('details')?.setAttribute('open', ''); node.focus(); }")
    expect(link).to_be_focused()
    for key in ("x", "d", "d", "a"):
        page.keyboard.press(key)
    expect(link).to_be_focused()
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
