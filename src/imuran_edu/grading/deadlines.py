"""When assignments are due, for whom, and what lateness costs: `deadlines.yaml` of a course."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from imuran_edu.core import InputError, read_yaml, validate
from imuran_edu.core.dates_file import PublicDates
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.words import N_, _, ngettext
from imuran_edu.core.yaml_source import Location

FILE = "deadlines.yaml"
_SECONDS = {"hour": 3600, "day": 86400}


class Penalty(Strict):
    """What lateness costs: `percent` of the points earned for each hour or day begun.

    Attributes:
        percent: of the points.
        per: the unit of time.
        most: the largest percentage.
        grace: minutes that cost nothing.
    """

    percent: float = Field(gt=0, le=100)
    per: Literal["hour", "day"]
    most: float = Field(default=100, gt=0, le=100)
    grace: int = Field(default=0, ge=0)

    def of(self, points: float, seconds: float) -> float:
        """Return what is taken off so many points after so many seconds."""
        begun = math.ceil(max(0.0, seconds - 60 * self.grace) / _SECONDS[self.per])
        return points * min(self.percent * begun, self.most) / 100

    @property
    def words(self) -> str:
        """The rule in a sentence for students."""
        costs = {
            ("day", True): N_("Late: {percent} % of the points for each day begun."),
            ("hour", True): N_("Late: {percent} % of the points for each hour begun."),
            ("day", False): N_(
                "Late: {percent} % of the points for each day begun, at most {most} %."
            ),
            ("hour", False): N_(
                "Late: {percent} % of the points for each hour begun, at most {most} %."
            ),
        }
        percent, most = format(self.percent, "g"), format(self.most, "g")
        told = _(costs[self.per, self.most == 100], percent=percent, most=most)
        if not self.grace:
            return told
        free = ngettext("The first minute is free.", "The first {n} minutes are free.", self.grace)
        return f"{told} {free}"


class OwnDate(Strict):
    """A date of one student's own.

    Attributes:
        due: instead of the class's.
        late_days: days of the student's own budget that are spent on this assignment.
        reason: for the instructor; nobody else reads it.
    """

    due: dt.datetime | None = None
    late_days: int = Field(default=0, ge=0)
    reason: str = ""


class AssignmentDates(Strict):
    """The dates of one assignment, in the course's zone where none is given.

    Attributes:
        due: for the class.
        penalty: instead of the course's.
        sections: other dates, by section.
        students: other dates, by student.
    """

    due: dt.datetime
    penalty: Penalty | None = None
    sections: dict[str, dt.datetime] = {}
    students: dict[str, OwnDate] = {}


class Deadlines(Strict):
    """All dates of a course.

    Attributes:
        zone: a time zone such as `Europe/Berlin`.
        late_days: how many days each student may be late over the term at no cost.
        penalty: what lateness costs.
        sections: the students of each section, by their names in nbgrader.
        assignments: by name.
    """

    zone: str
    late_days: int = Field(default=0, ge=0)
    penalty: Penalty | None = None
    sections: dict[str, list[str]] = {}
    assignments: dict[str, AssignmentDates]

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"'{name}' is no time zone; write one such as Europe/Berlin or UTC"
            ) from None
        return name

    def utc(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment in UTC; without a zone it is of the course's.

        Where clocks go back, what stands on the clock twice is the later of the two.
        """
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(self.zone), fold=1)
        return moment.astimezone(dt.UTC)

    def due(self, assignment: str, student: str = "") -> dt.datetime | None:
        """Return when an assignment is due for a student, in UTC; None if it has no date.

        Args:
            assignment: its name.
            student: in nbgrader; `""` for the class.
        """
        dates = self.assignments.get(assignment)
        if dates is None:
            return None
        found = dates.due
        for name, due in dates.sections.items():
            if student and student in self.sections.get(name, ()):
                found = due
        own = dates.students.get(student, OwnDate())
        return self.utc(own.due or found) + dt.timedelta(days=own.late_days)

    def rule(self, assignment: str) -> Penalty | None:
        """Return what lateness costs in an assignment; None if nothing is said of it."""
        dates = self.assignments.get(assignment)
        return (dates.penalty if dates else None) or self.penalty

    def public(self, assignment: str) -> PublicDates:
        """Return what all students may read of an assignment that has a date."""
        dates = self.assignments[assignment]
        rule = self.rule(assignment)
        sections = {name: self.utc(due) for name, due in dates.sections.items()}
        words = rule.words if rule else ""
        return PublicDates(assignment, self.zone, self.utc(dates.due), sections, words)

    def own(self, student: str) -> dict[str, dt.datetime]:
        """Return the dates of one student that are not the class's, by assignment, in UTC."""
        found = {name: self.due(name, student) for name in self.assignments}
        return {name: due for name, due in found.items() if due and due != self.due(name)}

    def problems(self) -> Iterator[tuple[Location, str]]:
        """Yield what is wrong beyond the shape: where, and what would mend it."""
        holders = Counter(name for students in self.sections.values() for name in set(students))
        for section, students in self.sections.items():
            for name in students:
                if holders[name] > 1:
                    yield ("sections", section), f"'{name}' is in two sections; leave one"
        spent: Counter[str] = Counter()
        for name, dates in self.assignments.items():
            at: Location = ("assignments", name)
            places = [((*at, "due"), dates.due)]
            places += [((*at, "sections", each), due) for each, due in dates.sections.items()]
            for student, own in dates.students.items():
                spent[student] += own.late_days
                if own.late_days and spent[student] > self.late_days:
                    message = (
                        f"'{student}' has spent {spent[student]} of {self.late_days} late days"
                    )
                    yield (*at, "students", student), message
                if own.due is not None:
                    places.append(((*at, "students", student, "due"), own.due))
            for section in dates.sections:
                if section not in self.sections:
                    message = f"there is no section '{section}'; list its students under 'sections'"
                    yield (*at, "sections", section), message
            for place, moment in places:
                if self._is_skipped(moment):
                    message = "this time does not exist: clocks go forward then; write another"
                    yield place, message

    def _is_skipped(self, moment: dt.datetime) -> bool:
        if moment.tzinfo is not None:
            return False
        back = self.utc(moment).astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return back.replace(fold=0) != moment.replace(fold=0)


def load_deadlines(course: Path) -> Deadlines | None:
    """Return the dates of a course; None if it has no `deadlines.yaml`. Read anew when it changed.

    Raises:
        InputError: with every problem found, each with its line.
    """
    path = course / FILE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else None


@cache
def _read(path: Path, changed: int) -> Deadlines:
    source = read_yaml(path)
    found = validate(Deadlines, source)
    if problems := [source.problem(at, message) for at, message in found.problems()]:
        raise InputError(problems)
    return found
