"""Today on a static page: a mock exam, the map, the learner's data; and a copy for each browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from imuran_edu.answers.progress_file import read_practice
from imuran_edu.widgets.course_index import course_questions
from tests.browser.test_lessons import answer_rightly
from tests.browser.test_notes import download
from tests.browser.test_site import BANK, bring_back, fieldset, lines, open_page, progress_file
from tests.browser.test_site import site as site
from tests.browser.test_today import today

pytestmark = pytest.mark.browser

# an assignment that lies on the same disk keeps its answers in the same storage
OF_AN_ASSIGNMENT = "imuran-edu of mechanism answer mech-g01"
TEMPLATE = "mech-p03"
ORDERS = """() => [...document.querySelectorAll('fieldset')].map((each) =>
  [...each.querySelectorAll('input[value]')].map(({value}) => value).join()).join(';')"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


def card_of(page: Page) -> Locator:
    return page.locator(".imuran[data-mode='progress']")


def answer_all_of_the_start_page(page: Page) -> None:
    for key in BANK.questions:
        asked = fieldset(page, key.id)
        answer_rightly(page, asked, key, key.type)
        asked.get_by_role("button", name="Check", exact=True).click()
        expect(asked.locator(".imuran-headline")).to_contain_text("Right")


def test_the_map_the_calendar_and_calibration_show_what_was_answered(
    context: BrowserContext, site: Path
) -> None:
    page = open_page(context, site, "index.html")
    answer_all_of_the_start_page(page)
    expect(today(page)).to_contain_text("4 learning")
    today(page).get_by_role("button", name="Map, calendar, calibration").click()
    lesson = today(page).locator("details").filter(has_text="Start here")
    expect(lesson.locator("summary")).to_contain_text("4 learning")
    lesson.locator("summary").click()
    expect(lesson.locator("li small").first).to_contain_text("learning")
    expect(today(page)).to_contain_text("1 day of practice in the last 26 weeks, 4 answers.")
    expect(today(page)).to_contain_text("4 right")
    with context.expect_page() as opened:
        today(page).get_by_role("button", name="A page to print").click()
    expect(opened.value.locator("body")).to_contain_text("Start here")
    opened.value.close()
    today(page).get_by_role("button", name="Back to Today").click()
    expect(today(page)).to_contain_text("Welcome back")


def test_a_mock_exam_outlives_a_reload_and_tells_its_result(
    context: BrowserContext, site: Path
) -> None:
    page = open_page(context, site, "index.html")
    today(page).get_by_role("button", name="Mock exam: 30 questions, 45 min").click()
    expect(today(page).get_by_role("timer")).to_contain_text("left")
    known = course_questions()
    for number in range(1, 31):
        name = f"Question {number} of 30"
        expect(today(page)).to_contain_text(name)
        asked = today(page).locator("fieldset[data-question]").filter(has_text=name)
        found = known.get(asked.get_attribute("data-question") or "") if asked.count() else None
        if found and found.type in ("single", "true_false"):
            asked.locator("input[type='radio']").first.check()
            break
        today(page).get_by_role("button", name="Next question").click()
    expect(today(page).locator("[data-done='true']")).to_have_count(1)
    expect(today(page).locator(".imuran-feedback:visible, .imuran-headline:visible")).to_have_count(
        0
    )
    page.reload()
    expect(page.locator(".imr-view[data-ready]")).to_be_visible()
    today(page).get_by_role("button", name="Go on with the mock exam").click()
    expect(today(page).locator("[data-done='true']")).to_have_count(1)
    finish = today(page).get_by_role("button", name="Finish the exam")
    finish.click()
    expect(today(page)).to_contain_text("29 questions are not answered yet")
    finish.click()
    expect(today(page).locator("table")).to_contain_text("Read again")
    links = today(page).locator("td a")
    links.first.hover()  # a link to a notebook leads to its page
    address = links.first.get_attribute("href") or ""
    assert (site / address.split("#")[0]).is_file(), address


def test_deleting_my_data_leaves_nothing_of_them_and_no_assignment_loses_its_answers(
    context: BrowserContext, site: Path
) -> None:
    page = open_page(context, site, "index.html")
    page.evaluate("name => localStorage.setItem(name, '{}')", OF_AN_ASSIGNMENT)
    answer_all_of_the_start_page(page)
    today(page).get_by_role("button", name="My data").click()
    expect(today(page)).to_contain_text("kept in this browser and nowhere else")
    handed = download(page, today(page).get_by_role("button", name="Save the file for my class"))
    assert len(read_practice(handed)) == 4
    today(page).get_by_role("button", name="Delete my data").click()
    expect(today(page)).to_contain_text("This deletes, in this browser: 4 attempts")
    today(page).get_by_role("button", name="Keep it").click()
    expect(today(page).get_by_role("button", name="Delete my data")).to_be_focused()
    today(page).get_by_role("button", name="Delete my data").click()
    with page.expect_navigation():
        today(page).get_by_role("button", name="Delete everything now").click()
    expect(page.locator(".imr-view[data-ready]")).to_be_visible()
    expect(page.locator("fieldset input:checked")).to_have_count(0)
    expect(card_of(page)).to_contain_text("There is nothing to download")
    expect(page.get_by_role("region", name="The course")).to_contain_text("Begin:")
    kept = page.evaluate("Object.keys(localStorage).filter((key) => /answer|attempts/.test(key))")
    assert kept == [OF_AN_ASSIGNMENT]


def test_each_browser_has_numbers_and_orders_of_its_own_and_an_answer_takes_its_numbers_along(
    browser: Browser, context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    page = open_page(context, site, "01_mechanism.html")
    orders, stem = page.evaluate(ORDERS), lines(fieldset(page, TEMPLATE).locator(".imuran-stem"))
    asked = fieldset(page, TEMPLATE)
    asked.get_by_role("textbox").fill("7")
    asked.get_by_role("button", name="Check", exact=True).click()
    expect(asked.locator(".imuran-headline")).to_be_visible()
    page.reload()
    expect(page.locator(".imr-view[data-ready]")).to_be_visible()
    assert page.evaluate(ORDERS) == orders
    assert lines(fieldset(page, TEMPLATE).locator(".imuran-stem")) == stem
    text = progress_file(page, tmp_path).read_text(encoding="utf-8")
    assert "seed" not in json.loads(text)

    stems = set()
    for number in range(3):  # of 50 rows two may be the same, and four hardly
        other = browser.new_context()
        elsewhere = open_page(other, site, "01_mechanism.html")
        assert elsewhere.evaluate(ORDERS) != orders
        stems.add(lines(fieldset(elsewhere, TEMPLATE).locator(".imuran-stem")))
        if number == 2:
            expect(bring_back(elsewhere, text)).to_contain_text("1 answer brought back")
            expect(fieldset(elsewhere, TEMPLATE).get_by_role("textbox")).to_have_value("7")
            assert lines(fieldset(elsewhere, TEMPLATE).locator(".imuran-stem")) == stem
        other.close()
    assert stems != {stem}
