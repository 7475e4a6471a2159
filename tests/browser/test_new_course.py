"""A course on another drug, as `imuran-edu new` makes it, opened by `imuran-edu lab`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from imuran_edu.authoring.new_course import new_course
from tests.browser.lab import jupyter_lab, wait_for_quiz

pytestmark = pytest.mark.browser


def test_its_lesson_opens_and_its_question_answers_back(page: Page, tmp_path: Path) -> None:
    root = new_course(tmp_path / "methotrexate", "methotrexate")
    (tmp_path / "home").mkdir()
    with jupyter_lab(root, tmp_path / "home") as lab:
        page.goto(lab.url("notebooks/00_start_here.ipynb"))
        expect(page.get_by_role("heading", name="First steps with methotrexate")).to_be_visible()
        wait_for_quiz(page)
        expect(page.locator(".imuran").first).to_contain_text("methotrexate")
        page.locator(".imuran input").first.fill("1")
        with page.expect_response(
            lambda reply: "/imuran-edu/answers" in reply.url and reply.request.method != "GET"
        ):
            page.get_by_role("button", name="Check", exact=True).first.click()
        expect(page.locator(".imuran").first).to_contain_text("Not right yet")
    kept = json.loads((root / "notebooks" / "responses.json").read_text())
    assert list(kept["answers"]) == ["first-p1"]
