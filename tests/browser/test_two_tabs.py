"""A lesson as a notebook in two tabs, and without a kernel: Jupyter's server keeps answers."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import PATIENCE, Lab, wait_for_quiz

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
        expect(first_question(other).locator("input").first).to_be_checked()
        expect(first_question(page)).to_be_visible()
        expect(page.locator(".imuran-static:visible")).to_have_count(0)

        # by turns, a while after each other
        for tab, mirror, option in ((other, page, 1), (page, other, 2), (other, page, 3)):
            first_question(tab).locator("input").nth(option).check()
            expect(first_question(mirror).locator("input").nth(option)).to_be_checked()

        lab.end_kernels()
        assert kernels(lab) == []
        first_question(page).get_by_role("button", name="Check", exact=True).click()
        expect(first_question(page).locator(".imuran-feedback")).to_be_visible()
        expect(first_question(other).locator(".imuran-feedback")).to_be_visible()
    name = next(iter(stored(lab)))
    assert stored(lab)[name]["checked"] == [name]


def test_answers_given_while_the_server_is_away_are_delivered_when_it_is_back(
    page: Page, lab: Lab
) -> None:
    open_as_notebook(page, lab)
    expect(first_question(page)).to_be_visible(timeout=PATIENCE)
    page.wait_for_function("() => Object.keys(globalThis).includes('imuranHostAt')")
    answers = "**/imuran-edu/answers/**"
    page.route(answers, lambda route: route.abort())
    retry = first_question(page).get_by_role("button", name="Try again")
    if retry.is_visible():
        retry.click()
    chosen = first_question(page).locator("input").nth(2)
    chosen.check()
    notice = page.locator(".imuran-notice:visible").first
    expect(notice).to_contain_text("Jupyter does not answer")
    expect(notice).to_contain_text("kept in this browser")
    page.reload()  # the page is gone, and with it all that it held
    wait_for_quiz(page)
    page.unroute(answers)
    page.reload()
    wait_for_quiz(page)
    expect(first_question(page).locator("input").nth(2)).to_be_checked()
    expect(page.locator(".imuran-notice:visible")).to_have_count(0)
    name = next(iter(stored(lab)))
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('imuran-edu waiting'))"
    )
    assert stored(lab)[name]["answer"] is not None
