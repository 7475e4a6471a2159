"""A student predicts, moves sliders and reads what the picture shows, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from imuran_edu.widgets.explorer_spec import explorer_names, explorer_spec
from tests.browser.lab import PATIENCE, Lab

pytestmark = pytest.mark.browser

NAMES = explorer_names()


@pytest.fixture(scope="module")
def lab(lab: Lab) -> Lab:
    """The course with one more lesson, which holds every explorer and nothing else."""
    cells = [nbformat.v4.new_code_cell("from imuran_edu import explore", id="setup")]
    cells += [nbformat.v4.new_code_cell(f'explore("{name}")', id=f"e-{name}") for name in NAMES]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(made, lab.root / "notebooks" / "all_explorers.ipynb")
    return lab


def open_all(page: Page, lab: Lab) -> None:
    """Open the notebook with every explorer and run it."""
    page.set_viewport_size({"width": 1280, "height": 6000})
    page.goto(lab.url("notebooks/all_explorers.ipynb"))
    run_all(page)
    for index in range(len(NAMES)):
        card(page, index).locator("button").first.wait_for(timeout=PATIENCE)


def run_all(page: Page) -> None:
    """Press Run All until the first cell has run: before the kernel is attached nothing does."""
    run = page.locator(".jp-NotebookPanel-toolbar [data-command='notebook:restart-run-all']")
    run = run.or_(page.locator("[data-jp-item-name='restart-and-run'] *").first).first
    run.wait_for(timeout=PATIENCE)
    begun = page.locator(".jp-CodeCell").first.locator(".jp-InputPrompt", has_text="[1]:")
    for _ in range(PATIENCE // 20_000):
        try:
            run.click(timeout=5000)
            page.locator(".jp-Dialog .jp-mod-accept").click(timeout=5000)
            begun.wait_for(timeout=20_000)
        except TimeoutError:
            continue
        return
    raise AssertionError("no cell was ever run")


@pytest.fixture
def shown(page: Page, lab: Lab) -> Page:
    """The notebook with every explorer, run."""
    open_all(page, lab)
    return page


def card(page: Page, index: int) -> Locator:
    return page.locator(".jp-CodeCell").nth(index + 1).locator(".imuran-explorer")


def state(explorer: Locator) -> str:
    """Return what the explorer shows now: the picture's address and words, or the table."""
    words = explorer.locator("[role=status]").last.inner_text()
    picture = explorer.locator("img.imuran-picture")
    return f"{words} {picture.get_attribute('src') if picture.count() else explorer.inner_text()}"


def changed(page: Page, explorer: Locator, before: str) -> str:
    """Wait until the explorer shows something else, and return it."""
    for _ in range(200):
        now = state(explorer)
        if now != before:
            return now
        page.wait_for_timeout(25)  # the poll of a condition
    raise AssertionError("the explorer still shows the same")


def test_every_explorer_opens_with_a_prediction_and_follows_its_controls(
    shown: Page, screenshots: Path
) -> None:
    for index, name in enumerate(NAMES):
        explorer = card(shown, index)
        sliders = explorer.locator(".noUi-handle, select, input[type=checkbox]")
        expect(sliders.first).to_be_hidden()
        asked = explorer_spec(name).prediction
        expect(explorer).to_contain_text(asked.question[:40])
        explorer.get_by_role("button", name=asked.options[0], exact=True).click()
        expect(explorer).to_contain_text("You predict")
        expect(sliders.first).to_be_visible()
        expect(explorer).to_contain_text("Teaching model, not for dosing a patient.")
        start = state(explorer)
        preset = explorer.get_by_role(
            "button", name=explorer_spec(name).presets[0].name, exact=True
        )
        preset.click()
        moved = changed(shown, explorer, start)
        explorer.get_by_role("button", name="Reset").click()
        changed(shown, explorer, moved)
        handle = explorer.locator(".noUi-handle").first
        if handle.count():
            now = state(explorer)
            handle.focus()
            shown.keyboard.press("ArrowLeft")
            changed(shown, explorer, now)
        explorer.get_by_role("button", name="What is there to see?").click()
        expect(explorer).to_contain_text(asked.seen[:40])
        expect(shown.locator(".imuran-static:visible")).to_have_count(0)
        explorer.screenshot(path=screenshots / f"explorer_{name}_light.png")


def test_every_picture_is_told_in_words(shown: Page) -> None:
    for index, name in enumerate(NAMES):
        explorer = card(shown, index)
        explorer.get_by_role("button").first.click()
        picture = explorer.locator("img.imuran-picture")
        words = explorer.locator("[role=status]").last.inner_text()
        assert len(words) > 40, name
        if picture.count():
            assert picture.get_attribute("alt") == words
            expect(picture).to_have_js_property("complete", True)


def test_explorers_can_be_read_in_the_dark(lab: Lab, page: Page, screenshots: Path) -> None:
    settings = lab.home / "settings" / "@jupyterlab" / "apputils-extension"
    theme = settings / "themes.jupyterlab-settings"
    theme.write_text(json.dumps({"theme": "JupyterLab Dark"}))
    try:
        open_all(page, lab)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        for index, name in enumerate(NAMES):
            explorer = card(page, index)
            explorer.get_by_role("button").first.click()
            expect(explorer.locator(".imuran-shown")).to_be_visible()
            explorer.screenshot(path=screenshots / f"explorer_{name}_dark.png")
    finally:
        theme.unlink()
