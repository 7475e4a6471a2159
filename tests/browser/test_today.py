"""Three days of a learner in real JupyterLab: lessons, Today, a miss, a second computer, an exam.

The page's clock is set by the test; what is expected stands in `TABLE`, made by hand: FSRS waits
three days after a first right answer, one after a miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from imuran_edu.answers.attempts import AttemptsFile
from imuran_edu.questions import find_bank, load_bank
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, Lab, jupyter_lab
from tests.browser.test_lessons import START, answer_rightly, plain, question
from tests.browser.test_progress import card, drop, said

pytestmark = pytest.mark.browser

FIRST = datetime(2031, 3, 3, 10)  # no correction of a key lies after it
QUESTIONS = load_bank(find_bank("start-here")).questions
LESSON = "notebooks/01_mechanism.ipynb"
OF_LESSON = load_bank(find_bank("mechanism")).questions[0]
WRONG = next(each for each in QUESTIONS if each.type == "single")
# day of the course: what the first page says is due, and how many are mastered
TABLE = {1: ("1 question due", 0), 3: ("3 questions due", 0)}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = copy_course(tmp_path_factory.mktemp("today"))
    with jupyter_lab(root, tmp_path_factory.mktemp("home")) as running:
        yield running


def today(page: Page) -> Locator:
    return page.locator(".imuran[data-mode='today']")


def on_day(browser: Browser, lab: Lab, day: int) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.clock.set_fixed_time(FIRST + timedelta(days=day))
    page.goto(lab.url(START))
    expect(today(page).locator(".imuran-title")).to_be_visible(timeout=PATIENCE)
    return page


def practise(page: Page) -> int:
    """Answer today's set rightly; return how many questions it had."""
    today(page).get_by_role("button", name="Practise").first.click()
    known = {each.id: each for each in QUESTIONS}
    for count in range(1, 20):
        shown = today(page).locator("fieldset")
        stem = " ".join(shown.locator(".imuran-stem").inner_text().split())
        key = next(each for each in known.values() if stem[:25] == plain(each.stem)[:25])
        answer_rightly(page, shown, key, key.type)
        shown.get_by_role("button", name="Check", exact=True).click()
        expect(shown.locator(".imuran-headline")).to_contain_text("Right")
        after = today(page).get_by_role("button", name="See the result")
        if after.is_visible():
            after.click()
            expect(today(page)).to_contain_text("right at the first try")
            today(page).get_by_role("button", name="Back to Today").click()
            return count
        today(page).get_by_role("button", name="Next question").click()
    raise AssertionError("the set does not end")


def begin_a_lesson(page: Page, lab: Lab) -> None:
    """Answer a new question of lesson 01: Today brings four others from then on, five new a day."""
    page.goto(lab.url(LESSON))
    place = page.locator(f"[data-question='{OF_LESSON.id}']")
    expect(place).to_be_visible(timeout=PATIENCE)
    answer_rightly(page, place, OF_LESSON, OF_LESSON.type)
    place.get_by_role("button", name="Check", exact=True).click()
    expect(place.locator(".imuran-headline")).to_contain_text("Right")
    page.goto(lab.url(START))
    expect(today(page).locator(".imuran-today-now")).to_contain_text("4 new", timeout=PATIENCE)


def examine(page: Page) -> None:
    """End a mock exam without an answer: nothing is told before, and it changes no mastery."""
    today(page).get_by_role("button", name="Mock exam: 30 questions").click()
    expect(today(page)).to_contain_text("45:00 left")
    finish = today(page).get_by_role("button", name="Finish the exam")
    finish.click()
    expect(today(page)).to_contain_text("30 questions are not answered yet")
    finish.click()
    expect(today(page)).to_contain_text("Result of the mock exam")
    expect(today(page).locator(".imuran-result")).to_contain_text("(0 %)")
    expect(today(page).locator("td a").first).to_be_visible()
    today(page).get_by_role("button", name="Back to Today").click()
    expect(today(page)).to_contain_text("3 mastered")


def test_three_days_and_a_journey_to_a_second_computer(
    browser: Browser, course: Lab, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = on_day(browser, course, 0)
    expect(today(page)).to_contain_text("Begin with a lesson")
    for number, key in enumerate(QUESTIONS, 1):
        place = question(page, number)
        if key is WRONG:
            other = next(option for option in key.options if option.id != key.key)
            place.locator(f"input[value='{other.id}']").check()
            place.get_by_role("button", name="Check", exact=True).click()
            expect(place.locator(".imuran-headline")).to_contain_text("Not right yet")
        answer_rightly(page, place, key, key.type)
        place.get_by_role("button", name="Check", exact=True).click()
        expect(place.locator(".imuran-headline")).to_contain_text("Right")
    expect(today(page)).to_contain_text("4 learning", timeout=PATIENCE)
    expect(today(page)).to_contain_text("1 question is due on 4 March 2031")
    page.context.close()
    kept = AttemptsFile(course.root / "notebooks").read().attempts
    assert sorted(each.share for each in kept) == [0, 1, 1, 1, 1]
    assert {each.day for each in kept} == {"2031-03-03"}

    page = on_day(browser, course, 1)
    words, _ = TABLE[1]
    expect(today(page)).to_contain_text(words)
    expect(today(page)).to_contain_text("1 mistake to mend")
    assert practise(page) == 1
    expect(today(page)).not_to_contain_text("mistake", timeout=PATIENCE)
    with page.expect_download() as started:
        card(page).get_by_role("button", name="Download my progress").click()
    file = tmp_path / "imuran-progress-2031-03-04.json"
    started.value.save_as(file)
    page.context.close()

    root = copy_course(tmp_path_factory.mktemp("away"))
    with jupyter_lab(root, tmp_path_factory.mktemp("home")) as away:
        page = on_day(browser, away, 3)
        drop(page, file.read_text(), file.name)
        expect(said(page)).to_contain_text("6 attempts added to your history")
        expect(today(page)).to_contain_text(TABLE[3][0], timeout=PATIENCE)
        assert practise(page) == 3
        expect(today(page)).to_contain_text("3 mastered", timeout=PATIENCE)
        with page.expect_download() as started:
            card(page).get_by_role("button", name="Download my progress").click()
        started.value.save_as(file)
        page.context.close()

    page = on_day(browser, course, 3)
    expect(today(page)).to_contain_text(TABLE[3][0])
    drop(page, file.read_text(), file.name)
    expect(said(page)).to_contain_text("3 attempts added to your history")
    expect(today(page)).to_contain_text("3 mastered", timeout=PATIENCE)
    kept = AttemptsFile(course.root / "notebooks").read().attempts
    assert [each.day for each in kept].count("2031-03-06") == 3
    begin_a_lesson(page, course)
    examine(page)
    page.context.close()
