"""What the calendar's controls ask for, and which counts that makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from imuran_edu.pharmacology.models.calendars import WEEK, Authority, Test, by_rule, tests
from imuran_edu.widgets.explorer_spec import Values

YEARS: Final = (2000, 2100)  # outside them a calendar file says nothing sensible
WHAT: Final = {Authority.UK: "sets of tests"}  # of blood, liver and kidneys; else blood counts


@dataclass(frozen=True)
class CalendarPlan:
    """A plan, the day of the first tablet, the weeks of the changes, and how many weeks."""

    authority: Authority
    start: date
    changes: tuple[int, ...]
    weeks: int

    @property
    def what(self) -> str:
        """What is counted."""
        return WHAT.get(self.authority, "blood counts")

    @property
    def sensible(self) -> bool:
        """Whether the year is one to make a calendar for."""
        return YEARS[0] <= self.start.year <= YEARS[1]

    def date(self, days: int) -> str:
        """Return the date so many days after the first tablet, in words."""
        day = self.start + timedelta(days=days)
        return f"{day:%a} {day.day} {day:%B %Y}"


def plan_of(values: Values) -> CalendarPlan:
    """Return what the controls ask for; a date that is left out is today."""
    start: Any = values.get("start") or date.today()
    weeks = int(values["weeks"])
    changes = {int(values["change1"]), int(values["change2"])}
    inside = tuple(sorted(week for week in changes if 0 < week <= weeks))
    return CalendarPlan(Authority[values["authority"].upper()], start, inside, weeks)


@lru_cache(maxsize=64)
def due_in(plan: CalendarPlan) -> tuple[Test, ...]:
    """Return the counts that are due, one on the day of a change among them."""
    changes = [week * WEEK for week in plan.changes]
    return tuple(tests(plan.authority, plan.weeks * WEEK, changes, on_the_day=True))


def rules_in(plan: CalendarPlan) -> list[tuple[str, Sequence[Test]]]:
    """Return each rule in words with the counts that it asks for, in their order."""
    return [
        (f"{rule} (again from week {day // WEEK})" if day else rule, part)
        for day, rule, part in by_rule(due_in(plan), [week * WEEK for week in plan.changes])
    ]
