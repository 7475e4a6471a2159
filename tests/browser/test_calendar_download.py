"""A student makes a calendar of blood counts and takes it away as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import PATIENCE, Lab

pytestmark = pytest.mark.browser

LESSON = "notebooks/04_monitoring.ipynb"
FIRST_TABLET = "2026-01-05"


@pytest.fixture
def calendar(page: Page, lab: Lab) -> Locator:
    """The calendar of the monitoring lesson, with its prediction made and its first day set."""
    page.goto(lab.url(LESSON))
    expect(page.locator(".imr-view[data-ready]")).to_be_visible(timeout=PATIENCE)
    # an explorer is drawn when its reader comes to it
    page.locator("[data-cell='explore-monitoring-calendar']").scroll_into_view_if_needed()
    card = page.locator(".imuran-explorer").filter(has_text="A calendar of blood counts")
    card.get_by_role("button", name="23", exact=True).click(timeout=PATIENCE)
    card.locator("input[type=date]").fill(FIRST_TABLET)
    expect(link(card)).to_have_attribute("download", f"blood-counts-us-{FIRST_TABLET}.ics")
    return card


def link(card: Locator) -> Locator:
    return card.get_by_role("link", name="Download")


def events_in(file: Path) -> list[Any]:
    return icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")


def test_the_link_saves_the_dates_that_the_table_shows(
    page: Page, calendar: Locator, tmp_path: Path, screenshots: Path
) -> None:
    address = page.url
    with page.expect_download() as started:
        link(calendar).click()
    assert started.value.suggested_filename == f"blood-counts-us-{FIRST_TABLET}.ics"
    file = tmp_path / "counts.ics"
    started.value.save_as(file)
    events = events_in(file)
    days = [event["dtstart"].dt for event in events]
    assert len(days) == 18
    assert (days[0], days[-1]) == (date(2026, 1, 12), date(2027, 1, 4))
    expect(calendar.get_by_role("cell", name="Mon 4 January 2027", exact=True)).to_be_visible()
    assert all("Exercise" in event["summary"] for event in events)
    assert all("Not for a real patient" in event["description"] for event in events)
    assert page.url == address
    calendar.screenshot(path=screenshots / "calendar_download.png")


def test_the_file_follows_the_controls(calendar: Locator, page: Page, tmp_path: Path) -> None:
    calendar.locator("select").select_option(label="BSR 2017 (UK), replaced in 2025")
    expect(link(calendar)).to_have_attribute("download", f"blood-counts-uk-{FIRST_TABLET}.ics")
    expect(link(calendar)).to_contain_text("these 8 dates")
    link(calendar).focus()
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    file = tmp_path / "counts.ics"
    started.value.save_as(file)
    assert [event["dtstart"].dt for event in events_in(file)][:2] == [
        date(2026, 1, 19),
        date(2026, 2, 2),
    ]


def test_the_tables_are_headed_for_those_who_hear_them(calendar: Locator) -> None:
    for table in calendar.locator("table").all():
        assert table.locator("caption").inner_text()
        heads = table.locator("thead th")
        expect(heads).not_to_have_count(0)
        expect(table.locator("thead th:not([scope=col])")).to_have_count(0)
        expect(table.locator("tbody th:not([scope=row])")).to_have_count(0)
