"""Progress is carried by clicking: from a page on a disk to a real JupyterLab, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from imuran_edu.questions import QuestionType
from tests.browser.lab import PATIENCE, Lab
from tests.browser.test_lessons import answer_rightly, answers
from tests.browser.test_progress import card, open_start, said
from tests.browser.test_site import BANK, fieldset, open_page
from tests.browser.test_site import site as site

pytestmark = pytest.mark.browser

FIRST, SECOND, *_ = BANK.questions
SURE = "stays inside cells"


def guess(page: Page) -> Locator:
    return page.locator("fieldset").filter(has_text="What is it that works?")


def answer(page: Page, key: QuestionType) -> None:
    asked = fieldset(page, key.id)
    answer_rightly(page, asked, key, key.type)
    asked.get_by_role("button", name="Check", exact=True).click()
    expect(asked.locator(".imuran-headline")).to_contain_text("Right")


def take_along(page: Page, folder: Path) -> Path:
    """Press the card's button, and wait for the file."""
    card(page).scroll_into_view_if_needed()
    with page.expect_download() as waiting:
        card(page).get_by_role("button", name="Download my progress").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def choose(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chosen:
        card(page).get_by_role("button", name="Choose a progress file").click()
    chosen.value.set_files(file)


def new_context(browser: Browser) -> BrowserContext:
    return browser.new_context(accept_downloads=True, viewport={"width": 1366, "height": 768})


def test_progress_goes_from_a_disk_to_jupyterlab_and_back(
    browser: Browser, lab: Lab, site: Path, tmp_path: Path
) -> None:
    own = new_context(browser)
    lesson = open_page(own, site, "01_mechanism.html")
    guess(lesson).locator("label").filter(has_text=SURE).click()
    guess(lesson).get_by_role("button", name="Check my prediction").click()
    expect(guess(lesson).locator(".imuran-headline")).to_contain_text("Right")
    start = open_page(own, site, "index.html")
    answer(start, FIRST)
    expect(card(start)).to_contain_text("1 learning")
    code = card(start).locator(".imuran-code").inner_text()
    (tmp_path / "out").mkdir()
    file = take_along(start, tmp_path / "out")

    there = new_context(browser)
    page = there.new_page()
    open_start(page, lab)
    expect(fieldset(page, FIRST.id).locator("input:checked")).to_have_count(0)
    choose(page, file)
    expect(said(page)).to_contain_text("brought back")
    expect(fieldset(page, FIRST.id).locator(".imuran-headline")).to_contain_text("Right")
    expect(card(page)).to_contain_text("1 learning")
    assert answers(lab)[FIRST.id]["version"] and "mech-x01" in answers(lab)
    # what a code says is known here already: the same one is shown
    expect(card(page).locator(".imuran-code")).to_have_text(code)
    answer(page, SECOND)
    card(page).scroll_into_view_if_needed()  # it looks anew when it is looked at
    expect(card(page)).to_contain_text("2 learning", timeout=PATIENCE)
    (tmp_path / "back").mkdir()
    back = take_along(page, tmp_path / "back")
    there.close()

    # the browser that it came from takes the new one, and a new browser both
    choose(start, back)
    expect(said(start)).to_contain_text("1 answer brought back")
    expect(fieldset(start, SECOND.id).locator(".imuran-headline")).to_contain_text("Right")
    own.close()
    new = new_context(browser)
    page = open_page(new, site, "index.html")
    choose(page, back)
    expect(said(page)).to_contain_text("brought back")
    for key in (FIRST, SECOND):
        expect(fieldset(page, key.id).locator(".imuran-headline")).to_contain_text("Right")
    lesson = open_page(new, site, "01_mechanism.html")
    expect(guess(lesson).locator(".imuran-headline")).to_contain_text("Right")
    new.close()


def test_a_code_from_jupyterlab_is_typed_on_a_page(browser: Browser, lab: Lab, site: Path) -> None:
    there = new_context(browser)
    page = there.new_page()
    open_start(page, lab)
    if not fieldset(page, FIRST.id).locator(".imuran-headline").is_visible():
        answer(page, FIRST)
    card(page).scroll_into_view_if_needed()
    expect(card(page).locator(".imuran-code")).to_be_visible(timeout=PATIENCE)
    code = card(page).locator(".imuran-code").inner_text()
    there.close()
    own = new_context(browser)
    start = open_page(own, site, "index.html")
    card(start).get_by_label("Type a code").fill(code.lower())
    card(start).get_by_role("button", name="Use this code").click()
    expect(said(start)).to_contain_text("right once")
    expect(card(start).locator(".imuran-code")).to_have_text(code)
    own.close()
