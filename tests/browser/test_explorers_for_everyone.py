"""Explorers without Jupyter: axe finds nothing, they fit a laptop, and the keyboard does it all."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from imuran_edu.widgets.explorer_spec import explorer_names, explorer_spec
from tests.browser.axe import violations
from tests.browser.bare_page import explorer_page
from tests.browser.lab import PATIENCE

pytestmark = pytest.mark.browser

NAMES = explorer_names()
LAPTOP = 620  # px that a lesson's page leaves of a screen of 768


def open_all(page: Page, told: bool = False) -> None:
    for name in NAMES:
        explorer = page.locator(f"#{name}")
        explorer.locator(".imuran-predict .imuran-button").first.click()
        drawn = explorer.locator("img.imuran-shown-picture").or_(explorer.locator(".imuran-sum"))
        drawn.first.wait_for(timeout=PATIENCE)
        explorer.locator(".imuran-preset").first.click()
        if told:
            explorer.get_by_role("button", name="What is there to see?").click()
        for summary in explorer.locator("summary").all():
            summary.click()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 683, 320])  # 683: a laptop's window at 200 %
def test_axe_finds_nothing(browser: Browser, width: int, theme: str, screenshots: Path) -> None:
    page = explorer_page(browser, NAMES, width, theme)
    for told in (False, True):
        if told:
            open_all(page, told=True)
        assert violations(page, ["main"]) == []
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "nothing is pushed out at the side"
    for name in NAMES:
        page.locator(f"#{name}").screenshot(path=screenshots / f"{name}_{width}_{theme}.png")
    page.context.close()


def test_controls_and_picture_fit_a_laptop_together(browser: Browser) -> None:
    page = explorer_page(browser, NAMES, 1366)
    open_all(page)
    for name in NAMES:
        bench = page.locator(f"#{name} .imuran-bench")
        controls, seen = bench.locator(".imuran-controls"), bench.locator(".imuran-view-box")
        left, right = controls.bounding_box(), seen.bounding_box()
        assert left and right and left["x"] + left["width"] <= right["x"], name
        assert left["height"] <= LAPTOP, name
        if bench.locator("img").count():
            assert right["height"] <= LAPTOP, name
    page.context.close()


def test_on_a_phone_labels_stand_above_their_tracks_and_the_picture_stays(browser: Browser) -> None:
    page = explorer_page(browser, ["pathway"], 390, height=844)
    explorer = page.locator("#pathway")
    explorer.get_by_role("button", name="NUDT15").click()
    slider = explorer.get_by_label("NUDT15", exact=True)
    label = explorer.locator("label", has_text="NUDT15")
    track, words = slider.bounding_box(), label.bounding_box()
    assert track and words and words["y"] + words["height"] <= track["y"] + 1
    assert track["width"] > 250
    explorer.locator("img.imuran-shown-picture").wait_for(timeout=PATIENCE)
    slider.scroll_into_view_if_needed()
    slider.focus()
    page.keyboard.press("Home")
    expect(explorer.locator(".imuran-brief")).to_contain_text("of it 6-TGTP ×")
    expect(explorer.locator(".imuran-view-box")).to_be_in_viewport(ratio=0.5)
    page.context.close()


def test_the_keyboard_alone_does_everything(browser: Browser) -> None:
    page = explorer_page(browser, ["metabolites"], 1366)
    explorer = page.locator("#metabolites")
    asked = explorer_spec("metabolites").prediction

    def reach(name: str, role: str = "button") -> None:
        target = explorer.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        for _ in range(40):
            if target.evaluate("node => node === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {name}")

    reach(asked.right)
    page.keyboard.press("Enter")
    expect(explorer.locator(".imuran-committed")).to_be_focused()
    reach("What is there to see?")
    page.keyboard.press("Space")
    expect(explorer.locator(".imuran-verdict")).to_be_focused()
    expect(explorer.locator(".imuran-verdict")).to_have_text(f"You predicted it: {asked.right}.")
    reach("Dose", "slider")
    page.keyboard.press("ArrowRight")
    dose = explorer.get_by_role("slider", name="Dose", exact=True)
    expect(dose).to_have_attribute("aria-valuetext", "2.1 mg/kg/day")
    reach("TPMT", "combobox")
    page.keyboard.press("ArrowDown")
    reach("Allopurinol from then on", "checkbox")
    page.keyboard.press("Space")
    expect(explorer.get_by_role("checkbox")).to_be_checked()
    said = explorer.locator("[role=status]")
    expect(said).to_contain_text("Week 26: 6-TGN", timeout=PATIENCE)
    reach("Reset")
    page.keyboard.press("Enter")
    expect(explorer.get_by_role("checkbox")).not_to_be_checked()
    page.context.close()


def test_what_is_said_after_moves_is_said_once(browser: Browser) -> None:
    page = explorer_page(browser, ["metabolite-pair"], 1366)
    explorer = page.locator("#metabolite-pair")
    explorer.get_by_role("button", name="On target", exact=True).click()
    explorer.locator("img.imuran-shown-picture").wait_for(timeout=PATIENCE)
    page.evaluate(
        """() => {
          window.said = [];
          const status = document.querySelector("[role=status]");
          const note = () => status.textContent && window.said.push(status.textContent);
          new MutationObserver(note).observe(status, { childList: true });
        }"""
    )
    explorer.get_by_role("slider", name="6-TGN").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(explorer.locator("[role=status]")).to_contain_text("6-TGN 340")
    assert page.evaluate("window.said")[-1] == "6-TGN 340, 6-MMP 1800: on target"
    assert len(page.evaluate("window.said")) <= 2
    page.context.close()
