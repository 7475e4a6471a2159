"""The marking page in a browser: levels by key and click, comments used again, no wait for next."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from imuran_edu.grading.class_run.autograde_class import autograde
from imuran_edu.grading.marking.journal import MarkJournal
from imuran_edu.grading.marking.server import MarkingServer
from imuran_edu.grading.marking.session import MarkingSession
from imuran_edu.grading.nbgrader.course import NbgraderCourse
from imuran_edu.grading.nbgrader.written_answers import WrittenAnswers
from tests.browser.axe import violations
from tests.grading.conftest import Course, released  # noqa: F401 (a fixture)
from tests.grading.material import RIGHT

pytestmark = pytest.mark.slow

NAME = "demo-text"
TEXT = "Patient {n} takes azathioprine; the effect comes after weeks, for the cells live so long. "
TEXT += "Words that differ: {n} {n} {n}."


@pytest.fixture
def served(released: Course, tmp_path: Path) -> Iterator[tuple[MarkingServer, Course]]:  # noqa: F811
    course = released.copy(tmp_path / "root")
    for number in range(6):
        course.submit(f"student{number}", {**RIGHT, NAME: TEXT.format(n=number * 1111)})
    course.submit("hostile", {**RIGHT, NAME: "<img src=x onerror=alert(1)> text"})
    autograde(course.folder, "demo")
    opened = NbgraderCourse(course.folder, "demo", "Autograde")
    session = MarkingSession(WrittenAnswers(opened), MarkJournal(course.folder, "demo"), "kim")
    server = MarkingServer(session)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server, course
    server.shutdown()
    server.server_close()
    thread.join()


def now(page: Page) -> Any:
    return page.locator(".card.now")


def given(course: Course) -> dict[str, tuple[float | None, str]]:
    opened = NbgraderCourse(course.folder, "demo", "Autograde")
    found = WrittenAnswers(opened).read(NAME)
    return {each.student: (each.points, each.comment) for each in found}


def test_a_class_is_marked_by_keys_and_clicks(
    served: tuple[MarkingServer, Course], page: Page, screenshots: Path
) -> None:
    server, course = served
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(server.address)
    expect(page.get_by_role("status")).to_have_text("0 of 7 marked")
    page.screenshot(path=screenshots / "marking.png")
    body = page.locator("body").inner_text()
    assert "student" not in body.replace("for the student", "") and "Answer 1" in body

    page.keyboard.press("2")  # the second level
    expect(page.get_by_role("status")).to_have_text("1 of 7 marked")
    expect(now(page).locator(".levels [aria-pressed=true]")).to_contain_text("Whole")
    page.keyboard.press("c")
    page.keyboard.type("Name the 2 cells.")  # a digit is no level while one types
    page.keyboard.press("Control+Enter")
    expect(now(page).locator("h2")).to_contain_text("Answer 2")
    expect(now(page).locator(".again button")).to_have_text("Name the 2 cells.")

    now(page).locator(".again button").click()
    now(page).locator(".points").fill("1.5")
    now(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("2 of 7 marked")
    page.locator("#title").click()
    page.keyboard.press("ArrowLeft")
    expect(now(page).locator("h2")).to_contain_text("Answer 1")
    page.keyboard.press("Enter")  # the next that is not marked
    expect(now(page).locator("h2")).to_contain_text("Answer 3")

    found = sorted(each for each in given(course).values() if each[0] is not None)
    assert found == [(1.5, "Name the 2 cells."), (4.0, "Name the 2 cells.")]
    page.reload()
    expect(page.get_by_role("status")).to_have_text("2 of 7 marked")
    expect(now(page).locator("h2")).to_contain_text("Answer 3")
    assert not problems


def test_what_cannot_be_saved_is_said_and_kept(
    served: tuple[MarkingServer, Course], page: Page
) -> None:
    server, course = served
    page.goto(server.address)
    expect(page.get_by_role("status")).to_have_text("0 of 7 marked")
    now(page).locator(".comment").fill("Mine.")
    now(page).locator(".points").fill("9")
    now(page).locator("form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    expect(page.get_by_role("alert")).to_have_text("Not saved: points are from 0 to 4")
    expect(now(page).locator(".comment")).to_have_value("Mine.")
    expect(page.get_by_role("status")).to_have_text("0 of 7 marked")
    assert {points for points, _ in given(course).values()} == {None}


def test_near_identical_answers_lead_to_each_other(
    served: tuple[MarkingServer, Course], page: Page
) -> None:
    page.goto(served[0].address)
    link = now(page).locator(".alike button").first
    expect(link).to_contain_text(re.compile(r"\d+ % the same as answer \d"))
    other = re.findall(r"\d+", link.inner_text())[1]
    link.click()
    expect(now(page).locator("h2")).to_contain_text(f"Answer {other}")


def test_the_address_without_its_token_shows_nothing(
    served: tuple[MarkingServer, Course], page: Page
) -> None:
    page.goto(served[0].address.partition("#")[0])
    expect(page.get_by_role("alert")).to_contain_text("lacks its token")
    expect(page.locator(".card")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    served: tuple[MarkingServer, Course], page: Page, scheme: Any, screenshots: Path
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(served[0].address)
    expect(page.get_by_role("status")).to_have_text("0 of 7 marked")
    page.keyboard.press("2")
    expect(page.get_by_role("status")).to_have_text("1 of 7 marked")
    for width in (1280, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=screenshots / f"marking_{scheme}_{width}.png")


def test_the_next_answer_needs_no_server(served: tuple[MarkingServer, Course], page: Page) -> None:
    page.goto(served[0].address)
    expect(page.get_by_role("status")).to_have_text("0 of 7 marked")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for number in range(2, 8):
        page.keyboard.press("ArrowRight")
        expect(now(page).locator("h2")).to_contain_text(f"Answer {number}")
    assert not asked
    expect(now(page).get_by_role("button", name="Next")).to_be_disabled()
