"""When blood counts are due: worked calendars, changes of dose, and the file for a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from imuran_edu.pharmacology.models.calendars import (
    WEEK,
    Authority,
    Phase,
    as_icalendar,
    by_rule,
    phases,
)
from imuran_edu.pharmacology.models.calendars import tests as due

authorities = st.sampled_from(list(Authority))
YEAR = 52 * WEEK


def weeks(authority: Authority, until: int, changes: tuple[int, ...] = ()) -> list[int]:
    return [test.week for test in due(authority, until * WEEK, changes)]


@pytest.mark.parametrize(
    ("authority", "counts"),
    [
        (Authority.US, {4: 4, 8: 6, 12: 8, 24: 11, 52: 18}),
        (Authority.UK, {6: 3, 18: 6, 52: 8}),
        (Authority.EU, {12: 8, 52: 11}),
    ],
)
def test_how_many_counts_are_due_by_a_week(authority: Authority, counts: dict[int, int]) -> None:
    for week, number in counts.items():
        assert len(weeks(authority, week)) == number


def test_the_weeks_themselves() -> None:
    assert weeks(Authority.US, 24) == [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24]
    assert weeks(Authority.UK, 52) == [2, 4, 6, 10, 14, 18, 30, 42]
    assert weeks(Authority.EU, 52) == [1, 2, 3, 4, 5, 6, 7, 8, 20, 32, 44]


def test_a_change_of_dose_starts_again() -> None:
    assert weeks(Authority.UK, 30, (8 * WEEK,)) == [2, 4, 6, 10, 12, 14, 18, 22, 26]
    changed = due(Authority.US, 16 * WEEK, (10 * WEEK,))
    assert [test.week for test in changed] == [1, 2, 3, 4, 6, 8, 11, 12, 13, 14, 16]
    assert "again after the change of dose on day 70" in changed[-1].reason
    assert "again" not in changed[0].reason


def test_a_count_on_the_day_of_a_change_is_kept_if_asked() -> None:
    days = [test.day for test in due(Authority.UK, 60, (42,), on_the_day=True)]
    assert days == [14, 28, 42, 56]
    assert [test.day for test in due(Authority.UK, 60, (42,))] == [14, 28, 56]
    assert [test.day for test in due(Authority.UK, 42, (42,))] == [14, 28], "also the last day"


@given(authorities, st.integers(-30, 800), st.lists(st.integers(-50, 900), max_size=4))
def test_counts_are_in_order_within_the_span_and_follow_from_the_last_change(
    authority: Authority, days: int, changes: list[int]
) -> None:
    found = due(authority, days, changes)
    dates = [test.day for test in found]
    assert dates == sorted(set(dates))
    assert all(0 < day <= days for day in dates)
    inside = [0, *sorted({day for day in changes if 0 < day <= days})]
    for test in found:
        start = max(day for day in inside if day <= test.day)
        assert (test.day - start) % WEEK == 0
        assert test.reason
    longest = max(phase.every_weeks for phase in phases(authority)) * WEEK
    for start, end in zip(inside, [*inside[1:], days], strict=True):
        stops = [start, *(day for day in dates if start < day <= end), end]
        assert all(after - before <= longest for before, after in pairwise(stops))


@given(authorities, st.lists(st.integers(1, YEAR), max_size=3))
def test_changes_may_come_in_any_order_and_twice(authority: Authority, changes: list[int]) -> None:
    tidy = due(authority, YEAR, sorted(set(changes)))
    assert due(authority, YEAR, [*reversed(changes), *changes]) == tidy


@given(authorities, st.lists(st.integers(1, YEAR), max_size=3))
def test_the_rules_hold_every_count_once(authority: Authority, changes: list[int]) -> None:
    found = due(authority, YEAR, changes)
    parts = by_rule(found, changes)
    assert [test for _, _, part in parts for test in part] == found
    for start, reason, part in parts:
        assert start in (0, *changes)
        assert all(test.day > start and test.reason.startswith(reason) for test in part)


@pytest.mark.parametrize("authority", Authority)
def test_only_the_last_phase_goes_on_for_ever(authority: Authority) -> None:
    *earlier, last = phases(authority)
    assert last.until_week is None
    ends = [phase.until_week for phase in earlier]
    assert None not in ends and ends == sorted(ends)
    intervals = [phase.every_weeks for phase in (*earlier, last)]
    assert intervals == sorted(intervals)
    assert all(isinstance(phase, Phase) and phase.reason for phase in phases(authority))


@given(authorities, st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(7, 400))
def test_a_calendar_file_can_be_read_back(authority: Authority, start: date, days: int) -> None:
    found = due(authority, days)
    file = as_icalendar(authority, start, found)
    assert file == as_icalendar(authority, start, found), "equal input, equal bytes"
    events = Calendar.from_ical(file).walk("VEVENT")
    assert len(events) == len(found)
    assert len({str(event["uid"]) for event in events}) == len(found)
    for event, test in zip(events, found, strict=True):
        assert event.decoded("dtstart") == start + timedelta(days=test.day)
        assert event.decoded("dtstamp").date() == start, "not the hour in which it was made"
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert f"week {test.week}" in str(event["summary"])
        assert str(authority) in str(event["description"])
        assert test.reason in str(event["description"])
        assert "Not for a real patient." in str(event["description"])


def test_a_calendar_without_counts_is_a_calendar() -> None:
    calendar = Calendar.from_ical(as_icalendar(Authority.UK, date(2024, 2, 28), []))
    assert str(calendar["version"]) == "2.0"
    assert not calendar.walk("VEVENT")


def test_dates_pass_a_leap_day_and_a_year() -> None:
    found = due(Authority.US, 56)
    file = Calendar.from_ical(as_icalendar(Authority.US, date(2024, 2, 23), found))
    dates = [event.decoded("dtstart") for event in file.walk("VEVENT")]
    assert dates[:2] == [date(2024, 3, 1), date(2024, 3, 8)]
    winter = Calendar.from_ical(as_icalendar(Authority.US, date(2024, 12, 30), found))
    assert winter.walk("VEVENT")[0].decoded("dtstart") == date(2025, 1, 6)
