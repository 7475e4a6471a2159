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
    words = explorer.locator(".imuran-view .imuran-details p").text_content() or ""
    picture = explorer.locator("img.imuran-shown-picture")
    table = explorer.locator(".imuran-drawing").inner_text
    return f"{words} {picture.get_attribute('src') if picture.count() else table()}"


def changed(page: Page, explorer: Locator, before: str) -> str:
    """Wait until the explorer shows something else, and return it."""
    for _ in range(400):
        now = state(explorer)
        if now != before:
            return now
        page.wait_for_timeout(25)  # the poll of a condition
    raise AssertionError("the explorer still shows the same")


def predict(explorer: Locator, name: str) -> None:
    """Commit to the first option, and wait until the kernel has drawn."""
    asked = explorer_spec(name).prediction
    explorer.get_by_role("button", name=asked.options[0], exact=True).click()
    drawn = explorer.locator("img.imuran-shown-picture").or_(explorer.locator(".imuran-sum"))
    drawn.first.wait_for(timeout=PATIENCE)


def test_every_explorer_opens_with_a_prediction_and_follows_its_controls(
    shown: Page, screenshots: Path
) -> None:
    for index, name in enumerate(NAMES):
        explorer = card(shown, index)
        controls = explorer.locator("input[type=range], select, input[type=checkbox]")
        expect(controls.first).to_be_hidden()
        asked = explorer_spec(name).prediction
        expect(explorer).to_contain_text(asked.question[:40])
        expect(explorer.get_by_text(asked.seen[:40])).to_be_hidden()
        predict(explorer, name)
        expect(explorer).to_contain_text("You predict")
        expect(controls.first).to_be_visible()
        expect(explorer).to_contain_text("Teaching model, not for dosing a patient.")
        start = state(explorer)
        preset = explorer.get_by_role(
            "button", name=explorer_spec(name).presets[0].name, exact=True
        )
        preset.click()
        moved = changed(shown, explorer, start)
        expect(preset).to_have_attribute("aria-pressed", "true")
        explorer.get_by_role("button", name="Reset").click()
        changed(shown, explorer, moved)
        handle = explorer.locator("input[type=range]").first
        if handle.count():
            now = state(explorer)
            handle.focus()
            shown.keyboard.press("ArrowLeft")
            changed(shown, explorer, now)
            expect(handle).to_be_focused()
        expect(shown.locator(".imuran-static:visible")).to_have_count(0)
        explorer.screenshot(path=screenshots / f"explorer_{name}_light.png")


def test_a_prediction_is_judged_can_be_made_again_and_outlives_a_reload(
    shown: Page, lab: Lab
) -> None:
    index = NAMES.index("pathway")
    explorer = card(shown, index)
    take_home = explorer.get_by_text("stands behind", exact=False)
    predict(explorer, "pathway")  # TPMT, which is not it
    expect(explorer.locator(".imuran-committed")).to_be_focused()
    expect(take_home).to_be_hidden()
    explorer.get_by_role("button", name="What is there to see?").click()
    verdict = explorer.locator(".imuran-verdict")
    expect(verdict).to_have_text("You predicted: TPMT. It comes out as: NUDT15.")
    expect(verdict).to_be_focused()
    expect(take_home).to_be_visible()
    shown.reload()
    run_all(shown)
    expect(verdict).to_contain_text("You predicted: TPMT.", timeout=PATIENCE)
    explorer.get_by_role("button", name="Predict again").click()
    expect(take_home).to_be_hidden()
    expect(explorer.locator("input[type=range]").first).to_be_hidden()
    explorer.get_by_role("button", name="NUDT15", exact=True).click()
    explorer.get_by_role("button", name="What is there to see?").click()
    expect(verdict).to_have_text("You predicted it: NUDT15.")


def test_the_keys_of_jupyter_stay_outside(shown: Page) -> None:
    cells = shown.locator(".jp-CodeCell")
    number = cells.count()
    explorer = card(shown, NAMES.index("metabolites"))
    predict(explorer, "metabolites")
    before = state(explorer)
    for place in ("select", "input[type=range]", "input[type=checkbox]", ".imuran-preset"):
        field = explorer.locator(place).first
        field.focus()
        for key in ("x", "d", "d", "a", "b", "m", "y", "j", "Shift+Enter", "Control+Enter"):
            shown.keyboard.press(key)
        expect(field).to_be_focused()
    expect(cells).to_have_count(number)
    explorer.get_by_role("button", name="Reset").click()  # Enter had pressed a preset
    gene = explorer.get_by_label("TPMT")
    expect(gene).to_have_value("normal")
    gene.focus()
    shown.keyboard.press("ArrowDown")
    expect(gene).to_have_value("intermediate")
    changed(shown, explorer, before)


def test_the_point_of_the_pair_can_be_dragged(shown: Page) -> None:
    explorer = card(shown, NAMES.index("metabolite-pair"))
    predict(explorer, "metabolite-pair")
    before = state(explorer)
    area = explorer.locator(".imuran-drag")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    shown.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    shown.mouse.down()
    shown.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    shown.mouse.up()
    expect(explorer.get_by_label("6-TGN").first).to_have_value("300")
    expect(explorer.get_by_label("6-MMP").first).to_have_value("5000")
    changed(shown, explorer, before)
    expect(explorer.locator("[role=status]")).to_have_text("6-TGN 300, 6-MMP 5000: on target")


def test_a_number_can_be_typed(shown: Page) -> None:
    explorer = card(shown, NAMES.index("metabolites"))
    predict(explorer, "metabolites")
    number = explorer.get_by_label("Dose, mg/kg/day")
    for typed, kept in (("1.04", "1.0"), ("9", "3.0"), ("", "3.0")):
        number.fill(typed)
        number.press("Tab")
        expect(number).to_have_value(kept)
        expect(explorer.get_by_label("Dose", exact=True)).to_have_value(
            str(float(kept)).rstrip("0").rstrip(".")
        )


def test_every_picture_is_told_in_words(shown: Page) -> None:
    for index, name in enumerate(NAMES):
        explorer = card(shown, index)
        predict(explorer, name)
        details = explorer.locator(".imuran-view .imuran-details")
        details.locator("summary").click()
        assert len(details.locator("p").inner_text()) > 40, name
        picture = explorer.locator("img.imuran-shown-picture")
        if picture.count():
            assert explorer_spec(name).title in (picture.get_attribute("alt") or "")
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
            predict(explorer, name)
            expect(explorer.locator(".imuran-view")).to_be_visible()
            if explorer.locator("img.imuran-shown-picture").count():
                expect(explorer.locator("img.imuran-dark-picture")).to_be_visible()
            explorer.screenshot(path=screenshots / f"explorer_{name}_dark.png")
    finally:
        theme.unlink()
