"""Which days a blood count is due, by the US label, by BSR 2017 (UK) and by an EU label.

A month counts as four weeks. The intervals come from the course's facts. Where a text leaves an
interval open, the reading taken here is said in the reason of the test.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final

from imuran_edu.evidence import course_facts

WEEK: Final = 7
MONTH_WEEKS: Final = 4
AGAIN: Final = " (again"
LATER_EU_WEEKS: Final = 12  # the part of the EU label that we read says only "less often"


class Authority(StrEnum):
    """Whose schedule."""

    US = "US label"
    UK = "BSR 2017 (UK)"
    EU = "EU label (Jayempi)"


@dataclass(frozen=True)
class Phase:
    """A stretch of equal intervals; without an end it goes on for ever."""

    every_weeks: int
    until_week: int | None
    reason: str


@dataclass(frozen=True)
class Test:
    """A blood count that is due.

    Attributes:
        day: days since the first dose.
        reason: the rule behind it.
    """

    __test__ = False  # a word of medicine, not of pytest

    day: int
    reason: str

    @property
    def week(self) -> int:
        """Whole weeks since the first dose."""
        return self.day // WEEK


def phases(authority: Authority) -> list[Phase]:
    """Return an authority's schedule from the first dose, or from a change of dose."""
    if authority is Authority.US:
        weekly, twice, monthly = (
            _words(f"us-counts-{part}") for part in ("month-1", "months-2-3", "later")
        )
        return [
            Phase(1, MONTH_WEEKS, f"{weekly} in month 1"),
            Phase(2, 3 * MONTH_WEEKS, f"{twice} in months 2 and 3"),
            Phase(MONTH_WEEKS, None, f"{monthly} from month 4 on"),
        ]
    if authority is Authority.UK:
        first, stable, months, later = (
            _number(f"bsr-{part}")
            for part in ("interval-start", "stable-weeks", "monthly-for", "interval-later")
        )
        monthly_until = stable + months * MONTH_WEEKS
        return [
            Phase(first, stable, f"every {first} weeks until stable for {stable} weeks"),
            Phase(MONTH_WEEKS, monthly_until, f"every month for {months} months"),
            Phase(later, None, f"every {later} weeks from then on"),
        ]
    weeks = _number("eu-counts-weeks")
    return [
        Phase(_number("eu-counts-start"), weeks, f"{_words('eu-counts-start')} for {weeks} weeks"),
        Phase(LATER_EU_WEEKS, None, f"less often; every {LATER_EU_WEEKS} weeks is our reading"),
    ]


def tests(
    authority: Authority, days: int, changes: Iterable[int] = (), on_the_day: bool = False
) -> list[Test]:
    """Return the counts that are due, in order, the one before the first dose left out.

    A change of dose starts the schedule again, as NHS SPS does for azathioprine in putting
    'started' and 'dose changed' under one heading. It is our reading of BSR 2017, which asks for a
    stable dose, and of the labels, which only ask for more counts.

    Args:
        authority: whose schedule.
        days: the last day that counts.
        changes: days on which the dose changes; those outside the span are left out.
        on_the_day: whether a count that falls on the day of a change is kept; it is then the last
            one on the former dose.
    """
    starts = [0, *sorted({day for day in changes if 0 < day <= days}), days + 1]
    due: list[Test] = []
    for start, end in pairwise(starts):
        after = "" if start == 0 else f"{AGAIN} after the change of dose on day {start})"
        last = end if on_the_day and end <= days else end - 1
        for day, reason in _run(phases(authority), last - start):
            due.append(Test(start + day, reason + after))
    return due


def _run(schedule: list[Phase], days: int) -> Iterable[tuple[int, str]]:
    """Yield the days of the counts since the start of a schedule, with their reasons."""
    week = 0
    for phase in schedule:
        while True:
            due = week + phase.every_weeks
            if due * WEEK > days:
                return
            if phase.until_week is not None and due > phase.until_week:
                break
            week = due
            yield week * WEEK, phase.reason


def by_rule(due: Iterable[Test], changes: Iterable[int] = ()) -> list[tuple[int, str, list[Test]]]:
    """Return the counts rule by rule: the day that the rule counts from, the rule, its counts.

    Args:
        due: the counts, in order.
        changes: days on which the dose changes.
    """
    starts = [0, *changes]

    def rule(test: Test) -> tuple[int, str]:
        return max(day for day in starts if day < test.day), test.reason.partition(AGAIN)[0]

    return [(start, reason, list(part)) for (start, reason), part in groupby(due, rule)]


def as_icalendar(authority: Authority, start: date, due: Iterable[Test]) -> bytes:
    """Return counts as an iCalendar file of all-day events, which any calendar opens.

    Args:
        authority: whose schedule; it is named in each event.
        start: the day of the first dose.
        due: the counts.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//imuran-edu//monitoring calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Blood counts by {authority} (exercise)")
    for test in due:
        event, day = Event(), start + timedelta(days=test.day)
        event.add("uid", f"{start.isoformat()}-{authority.name.lower()}-{test.day}@imuran-edu")
        event.add("dtstamp", datetime.combine(start, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"Exercise: blood count, week {test.week}")
        event.add("description", f"{authority}: {test.reason}. Not for a real patient.")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text


def _words(name: str) -> str:
    return course_facts()[name].text


def _number(name: str) -> int:
    value = course_facts()[name].number
    if value is None:
        raise ValueError(f"the fact '{name}' has no number; add one in quizzes/facts/")
    return round(value)
