"""A lesson as a notebook in two tabs, and without a kernel: Jupyter's server keeps answers."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from imuran_edu.questions import find_bank, load_bank
from tests.browser.lab import PATIENCE, Lab, as_asked, wait_for_quiz
from tests.browser.test_lessons import answer_rightly

pytestmark = pytest.mark.browser

LESSON = "notebooks/01_mechanism.ipynb"


def stored(lab: Lab) -> dict[str, Any]:
    path = lab.root / "notebooks" / "responses.json"
    return json.loads(path.read_text())["answers"] if path.is_file() else {}


def first_question(page: Page) -> Locator:
    return page.locator(".imuran[data-mode='practice'] .imuran-question").first


def open_as_notebook(page: Page, lab: Lab) -> None:
    page.goto(lab.notebook(LESSON))
    wait_for_quiz(page)


def kernels(lab: Lab) -> list[dict[str, Any]]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{lab.port}/api/kernels", headers={"Authorization": f"token {lab.token}"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        found: list[dict[str, Any]] = json.loads(answer.read())
    return found


def test_both_tabs_live_show_the_same_and_need_no_kernel(page: Page, lab: Lab) -> None:
    open_as_notebook(page, lab)
    first_question(page).locator("input").first.check()
    with page.context.new_page() as other:
        open_as_notebook(other, lab)
        # the second tab ran every cell again, which ended the first one's widgets in the kernel
        expect(first_question(other).locator("input:checked")).to_have_count(1)
        expect(first_question(page)).to_be_visible()
        expect(page.locator(".imuran-static:visible")).to_have_count(0)

        # by turns, a while after each other
        for tab, mirror, option in ((other, page, "b"), (page, other, "c"), (other, page, "a")):
            first_question(tab).locator(f"input[value='{option}']").check()
            expect(first_question(mirror).locator(f"input[value='{option}']")).to_be_checked()

        lab.end_kernels()
        assert kernels(lab) == []
        first_question(page).get_by_role("button", name="Check", exact=True).click()
        expect(first_question(page).locator(".imuran-feedback")).to_be_visible()
        expect(first_question(other).locator(".imuran-feedback")).to_be_visible()
    name = next(iter(stored(lab)))
    assert stored(lab)[name]["checked"] == [name]


def test_a_whole_quiz_is_worked_by_turns_in_two_tabs(page: Page, lab: Lab) -> None:
    asked = [
        each
        for each in as_asked(load_bank(find_bank("mechanism")), lab.root / "notebooks")
        if not each.section
    ]
    quiz = ".imuran[data-mode='practice'] >> nth=-1"
    last = f".imuran-question[data-question='{asked[-1].id}']"
    with page.context.new_page() as other:
        for tab in (page, other):
            tab.goto(lab.url(LESSON))
            expect(tab.locator(last)).to_be_visible(timeout=PATIENCE)
        turn = 0
        for key in asked:
            for part in key.parts or [key]:
                turn += 1
                here, there = (page, other) if turn % 2 else (other, page)
                here.bring_to_front()
                card = here.locator(f"[data-question='{part.id}']")
                answer_rightly(here, card, part, part.type)
                card.get_by_role("button", name="Check", exact=True).click()
                expect(card.locator(".imuran-headline").first).to_contain_text("Right")
                there.bring_to_front()  # a tab that nobody sees looks when it is seen
                shown = there.locator(f"[data-question='{part.id}'] .imuran-headline").first
                expect(shown).to_contain_text("Right")
        assert turn >= 10
        for tab in (page, other):
            result = tab.locator(quiz).locator(".imuran-progress-label")
            expect(result).to_have_text(
                f"{len(asked)} of {len(asked)} answered, {len(asked)} right"
            )
            expect(tab.locator(quiz).locator(".imuran-summary")).to_contain_text("100 %")
    for key in asked:
        entry = stored(lab)[key.id]
        parts = [part.id for part in key.parts] or [key.id]
        assert sorted(entry["checked"]) == sorted(parts)
        assert entry.get("tries", {}) in ({}, dict.fromkeys(parts, 1))
