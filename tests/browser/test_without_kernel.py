"""Lesson 01, read and answered to its end, with no kernel at any time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from imuran_edu.questions import find_bank, load_bank
from tests.browser.lab import Lab, as_asked
from tests.browser.test_lessons import MECHANISM, answer_rightly, answers
from tests.browser.test_reading_view import kernels, opened

pytestmark = pytest.mark.browser

CHECK = re.compile("^(Check|Check my prediction|See our verdict)$")
BANKS = ("mechanism-warm-up", "mechanism")


def check(card: Locator) -> None:
    card.get_by_role("button", name=CHECK).click()
    expect(card.locator(".imuran-headline").first).to_be_visible()


def test_every_question_and_prediction_up_to_the_last_card(page: Page, lab: Lab) -> None:
    lab.end_kernels()
    refused: list[str] = []

    def no_kernel(route: Route) -> None:
        """An explorer that comes into view asks for one, and gets none."""
        if route.request.method == "POST":
            refused.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"/api/(kernels|sessions)"), no_kernel)
    errors = opened(page, lab, MECHANISM)
    folder = lab.root / "notebooks"
    asked = [each for name in BANKS for each in as_asked(load_bank(find_bank(name)), folder)]
    for key in asked:
        for part in key.parts or [key]:
            card = page.locator(f"[data-question='{part.id}']")
            answer_rightly(page, card, part, part.type)
            check(card)
            expect(card.locator(".imuran-headline").first).to_contain_text("Right")
    claims = page.locator("[data-mode='claims'] [data-question]")
    for number in range(claims.count()):
        claims.nth(number).locator("input").first.check()
        check(claims.nth(number))
    assert claims.count() == 8

    last = page.locator(".imr-view .imuran[data-mode='practice'] .imuran-summary").last
    expect(last).to_contain_text("100 %")
    expect(page.locator(".imr-view [data-question][data-status='']")).to_have_count(0)
    kept = {key.id for key in asked}
    for _ in range(300):
        if kept <= answers(lab).keys():
            break
        page.wait_for_timeout(100)  # the poll of a condition, not a guess at a time
    assert kept <= answers(lab).keys()
    assert kernels(lab) == []
    assert errors == []
