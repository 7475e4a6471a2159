"""A reader meets an abbreviation and learns what it means, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from imuran_edu.evidence.glossary import course_glossary
from tests.browser.lab import PATIENCE, Lab

pytestmark = pytest.mark.browser

LESSON = "notebooks/01_mechanism.ipynb"


def test_a_term_tells_what_it_means_on_hover_and_focus(page: Page, lab: Lab) -> None:
    page.goto(lab.url(LESSON))
    term = page.locator(".imuran-term", has_text="6-TGN").first
    term.wait_for(timeout=PATIENCE)
    tip = term.locator("xpath=following-sibling::*[@role='tooltip']")
    expect(tip).to_be_hidden()
    term.hover()
    expect(tip).to_be_visible()
    expect(tip).to_have_text(course_glossary().by_form["6-TGN"].means)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.mouse.move(0, 0)
    term.focus()
    expect(tip).to_be_visible()
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_the_start_page_lists_all_terms(page: Page, lab: Lab) -> None:
    page.goto(lab.url("notebooks/00_start_here.ipynb"))
    terms = page.locator(".imuran-glossary dt")
    expect(terms).to_have_count(len(course_glossary().terms), timeout=PATIENCE)
