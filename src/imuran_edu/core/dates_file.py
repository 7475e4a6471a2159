"""When an assignment is due: `dates.json` beside it, which students may read.

It holds the dates of the class and of its sections. A date of one student's own stands nowhere in
it: that somebody was given more time is not for the others to know.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FILE_NAME = "dates.json"
SCHEMA = "imuran-edu/dates"
SCHEMA_VERSION = 1
_MOST = 100_000  # bytes


@dataclass(frozen=True)
class PublicDates:
    """The dates of one assignment.

    Attributes:
        zone: the name of the time zone in which they are told, such as `Europe/Berlin`.
        due: for the class, in UTC.
        sections: for each section with a date of its own, in UTC.
        penalty: what lateness costs, in words; `""` if nothing.
    """

    zone: str
    due: dt.datetime
    sections: Mapping[str, dt.datetime] = field(default_factory=dict)
    penalty: str = ""

    def lines(self) -> list[str]:
        """Return what to tell students: when it is due, and what lateness costs."""
        told = [f"Due {date_text(self.due, self.zone)}"]
        told += [
            f"Section {name}: {date_text(due, self.zone)}" for name, due in self.sections.items()
        ]
        return told + ([self.penalty] if self.penalty else [])


def date_text(moment: dt.datetime, zone: str) -> str:
    """Return a moment as a sentence has it: `Sunday 22 November 2026, 23:59 (Europe/Berlin)`."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone})"


def to_json(assignment: str, dates: PublicDates) -> str:
    """Return the text of the file."""
    data = {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "assignment": assignment,
        "zone": dates.zone,
        "due": _stamp(dates.due),
        "sections": {name: _stamp(due) for name, due in dates.sections.items()},
        "penalty": dates.penalty,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_dates(folder: Path) -> PublicDates | None:
    """Return the dates of an assignment's folder; None if there are none that can be read.

    Args:
        folder: in which the assignment's notebook lies.
    """
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > _MOST:
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA or data["version"] != SCHEMA_VERSION:
            return None
        ZoneInfo(data["zone"])
        sections = {str(name): _moment(due) for name, due in data["sections"].items()}
        return PublicDates(data["zone"], _moment(data["due"]), sections, str(data["penalty"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: Any) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
