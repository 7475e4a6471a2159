"""Which days a blood count is due, as a table and as a calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from imuran_edu.pharmacology.explorers._tables import (
    bar,
    card,
    download,
    headline,
    panel,
    table,
    td,
    th,
    words,
)
from imuran_edu.pharmacology.explorers.monitoring_calendar_plan import (
    YEARS,
    CalendarPlan,
    due_in,
    plan_of,
    rules_in,
)
from imuran_edu.pharmacology.models.calendars import (
    MONTH_WEEKS,
    WEEK,
    Authority,
    Test,
    as_icalendar,
)
from imuran_edu.widgets.explorer_spec import Values

AGAIN: Final = {
    Authority.US: "The US label asks for more counts after a change of dose; that its schedule "
    "starts again is this course's reading.",
    Authority.UK: "A change counts like a start, as with NHS SPS; for BSR 2017 it is our reading.",
    Authority.EU: "That the EU schedule starts again after a change is this course's reading.",
}
OTHER_YEAR: Final = f"Choose a day between the years {YEARS[0]} and {YEARS[1]}."


class View:
    """A headline, a strip of months, the link to the file, and the calendar."""

    def __init__(self) -> None:
        as_icalendar(Authority.US, date(YEARS[0], 1, 1), [])  # loads its library before a slide

    def show(self, now: Values, before: Values | None) -> str:
        """Return the calendar as HTML, with what the former one held faint."""
        plan, former = plan_of(now), plan_of(before) if before is not None else None
        if not plan.sensible:
            return card(panel("No calendar for this year", [OTHER_YEAR]))
        faint = f"Before: {len(due_in(former))}." if former else ""
        return card(
            headline(f"{len(due_in(plan))} {plan.what}", f"in {plan.weeks} weeks.", faint),
            _strip(plan, former),
            _link(plan),
            _calendar(plan, former),
            words(AGAIN[plan.authority]) if plan.changes else "",
        )

    def brief(self, now: Values) -> str:
        """Say what a move has come to."""
        plan = plan_of(now)
        if not plan.sensible:
            return f"No calendar for this year. {OTHER_YEAR}"
        return f"{plan.authority}: {len(due_in(plan))} {plan.what} in {plan.weeks} weeks"

    def describe(self, now: Values) -> str:
        """Say by whose rule, how many there are, in which weeks and on which dates."""
        plan = plan_of(now)
        if not plan.sensible:
            return f"No calendar for this year. {OTHER_YEAR}"
        due = due_in(plan)
        rules = "; ".join(
            f"{rule}: {len(part)}, {_span(plan, part)}" for rule, part in rules_in(plan)
        )
        changed = f" The dose changes in {_weeks(plan.changes)}." if plan.changes else ""
        again = f" {AGAIN[plan.authority]}" if plan.changes else ""
        return (
            f"{plan.authority}: {len(due)} {plan.what} in the {plan.weeks} weeks after the "
            f"first tablet on {plan.date(0)}; the one before it is left out.{changed} They "
            f"fall in {_weeks([test.week for test in due])}. By rule: {rules}.{again}"
        )


def _strip(plan: CalendarPlan, former: CalendarPlan | None) -> str:
    weeks = max(plan.weeks, former.weeks if former else 0)
    months = range(-(-weeks // MONTH_WEEKS))

    def row(name: str, given: CalendarPlan, faint: bool) -> list[str]:
        found = [(test.week - 1) // MONTH_WEEKS for test in due_in(given)]
        numbers = [
            str(found.count(month)) if month * MONTH_WEEKS < given.weeks else "" for month in months
        ]
        cells = (td(number, "right", faint) for number in numbers)
        return [th(name, "row"), *cells, td(str(len(found)), "right", faint, not faint)]

    rows = [row("now", plan, False), *([row("before", former, True)] if former else [])]
    head = [th("Month"), *(th(f"{month + 1}", align="right") for month in months)]
    caption = f"{plan.what.capitalize()} in each month of four weeks"
    return table(caption, [*head, th("all", align="right")], rows)


def _link(plan: CalendarPlan) -> str:
    due = due_in(plan)
    file = as_icalendar(plan.authority, plan.start, due)
    name = f"blood-counts-{plan.authority.name.lower()}-{plan.start.isoformat()}.ics"
    text = f"Download these {len(due)} dates as a calendar file (exercise only)"
    return download(name, "text/calendar", file, text)


def _calendar(plan: CalendarPlan, former: CalendarPlan | None) -> str:
    was = {test.week for test in due_in(former)} if former else set()
    number = {test: index + 1 for index, test in enumerate(due_in(plan))}
    changes = list(plan.changes)
    body = [[bar(f"Week 0, {plan.date(0)}: first tablet, with one test before it.", 5)]]

    def marks(until: int) -> None:
        while changes and changes[0] * WEEK < until:
            week = changes.pop(0)
            body.append([bar(f"Week {week}, {plan.date(week * WEEK)}: the dose changes.", 5)])

    for rule, part in rules_in(plan):
        marks(part[0].day)
        for test in part:
            first = [th(rule, "row", rows=len(part))] if test is part[0] else []
            beside = ("due" if test.week in was else "not due") if former else ""
            cells = [
                td(str(number[test]), "right"),
                td(str(test.week), "right"),
                td(plan.date(test.day), strong=True),
                td(beside, faint=True),
            ]
            body.append([*first, *cells])
    marks(plan.weeks * WEEK + 1)
    head = [th("Rule"), th("No.", align="right"), th("Week", align="right"), th("Date")]
    caption = f"{plan.what.capitalize()}: {plan.authority}"
    shown = table(caption, [*head, th("Before")], body, (36, 8, 9, 34, 13))
    gone = sorted({week for week in was if week <= plan.weeks} - {test.week for test in number})
    return shown + (words(f"Due before and no longer: {_weeks(gone)}.", True) if gone else "")


def _span(plan: CalendarPlan, part: Sequence[Test]) -> str:
    first, last = plan.date(part[0].day), plan.date(part[-1].day)
    return f"on {first}" if len(part) == 1 else f"from {first} to {last}"


def _weeks(numbers: Sequence[int]) -> str:
    listed = " and ".join(", ".join(map(str, numbers)).rsplit(", ", 1))
    return f"week{'s' if len(numbers) > 1 else ''} {listed}"
