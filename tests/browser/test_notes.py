"""Notes and flags in real JupyterLab: written, found again, listed, exported, taken along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from imuran_edu.answers.progress_file import read_practice
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, Lab, jupyter_lab
from tests.browser.test_lessons import MECHANISM, START
from tests.browser.test_progress import card, drop, said
from tests.browser.test_reading_view import opened
from tests.browser.test_today import today

pytestmark = pytest.mark.browser

SECTION = "2 Who takes it apart"
NOTE = "Ask about TPMT *before* the first tablet."
FLAGGED = "mech-p06"


def note(page: Page, section: str = SECTION) -> Locator:
    return page.get_by_role("textbox", name=f"Note on “{section}”")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", name=SECTION, exact=True)


def download(page: Page, button: Locator) -> str:
    with page.expect_download() as started:
        button.click()
    return Path(started.value.path()).read_text(encoding="utf-8")


def notes_on_the_start_page(page: Page, lab: Lab) -> Locator:
    opened(page, lab, START)
    today(page).get_by_role("button", name="Notes and flags").click()
    expect(today(page).locator(".imuran-title")).to_have_text("Notes and flags")
    return today(page)


def write(page: Page, lab: Lab) -> None:
    """Write a note, put a flag on a question, and answer that."""
    opened(page, lab, MECHANISM)
    expect(heading(page)).to_have_count(1)  # its name is the section's, without the button's
    page.get_by_role("button", name=f"Note on “{SECTION}”").click()
    note(page).fill(NOTE)
    expect(page.locator(".imuran-section-note [role=status]")).to_contain_text(["Saved"])
    asked = page.locator(f"[data-question='{FLAGGED}']")
    asked.get_by_role("button", name="Flag").click()
    expect(asked.get_by_role("button", name="Flagged")).to_be_visible()
    asked.locator("input").first.check()
    asked.get_by_role("button", name="Check", exact=True).click()
    expect(asked.locator(".imuran-headline")).to_be_visible()


def test_a_note_and_a_flag_are_kept_listed_exported_and_taken_along(
    page: Page,
    browser: Browser,
    lab: Lab,
    screenshots: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    write(page, lab)
    heading(page).scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "note.png")

    opened(page, lab, MECHANISM)
    expect(note(page)).to_have_value(NOTE)
    expect(page.get_by_role("button", name=f"My note on “{SECTION}”")).to_be_visible()
    asked = page.locator(f"[data-question='{FLAGGED}']")
    expect(asked.get_by_role("button", name="Flagged")).to_be_visible()

    listed = notes_on_the_start_page(page, lab)
    expect(listed).to_contain_text(NOTE)
    expect(listed).to_contain_text(FLAGGED)
    page.screenshot(path=screenshots / "notes-listed.png")
    markdown = download(page, listed.get_by_role("button", name="Export as Markdown"))
    assert f"### {SECTION}\n\n{NOTE}\n" in markdown
    assert "## Flagged questions" in markdown

    listed.get_by_role("link", name=SECTION).click()
    expect(note(page)).to_be_in_viewport()

    opened(page, lab, START)
    file = download(page, card(page).get_by_role("button", name="Download my progress"))
    today(page).get_by_role("button", name="My data").click()
    handed_in = download(page, today(page).get_by_role("button", name="Save the file for my class"))
    assert NOTE in file
    assert set(json.loads(handed_in)) == {"schema", "version", "made", "attempts"}
    assert [each.question for each in read_practice(handed_in)] == [FLAGGED]

    root = copy_course(tmp_path_factory.mktemp("away"))
    with jupyter_lab(root, tmp_path_factory.mktemp("home")) as away:
        other = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        opened(other, away, START)
        drop(other, file)
        expect(said(other)).to_contain_text("brought back", timeout=PATIENCE)
        listed = notes_on_the_start_page(other, away)
        expect(listed).to_contain_text(NOTE)
        expect(listed).to_contain_text(FLAGGED)
        other.context.close()


def test_a_note_that_is_emptied_is_gone(page: Page, lab: Lab) -> None:
    opened(page, lab, MECHANISM)
    if not note(page).is_visible():
        page.get_by_role("button", name=f"Note on “{SECTION}”").click()
    note(page).fill("For a moment.")
    note(page).blur()
    expect(page.get_by_role("button", name=f"My note on “{SECTION}”")).to_be_visible()
    note(page).fill("")
    note(page).blur()
    expect(page.get_by_role("button", name=f"Note on “{SECTION}”", exact=True)).to_be_visible()
    listed = notes_on_the_start_page(page, lab)
    expect(listed).to_contain_text("No notes yet")
