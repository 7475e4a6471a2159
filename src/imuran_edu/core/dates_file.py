"""When an assignment is due: `dates.json` beside it, which students may read.

It holds the dates of the class and of its sections. A date of one student's own stands nowhere in
it: that somebody was given more time is not for the others to know. On a hub each student's own
server is told of hers alone, in its environment.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FILE_NAME = "dates.json"
SCHEMA = "imuran-edu/dates"
SCHEMA_VERSION = 1
OWN_DATES = "IMURAN_OWN_DATES"
"""The setting of a student's server with the dates of her own, as `own_dates_text` writes it."""
_MOST = 100_000  # bytes


@dataclass(frozen=True)
class PublicDates:
    """The dates of one assignment.

    Attributes:
        assignment: its name.
        zone: the name of the time zone in which they are told, such as `Europe/Berlin`.
        due: for the class, in UTC.
        sections: for each section with a date of its own, in UTC.
        penalty: what lateness costs, in words; `""` if nothing.
    """

    assignment: str
    zone: str
    due: dt.datetime
    sections: Mapping[str, dt.datetime] = field(default_factory=dict)
    penalty: str = ""

    def lines(self) -> list[str]:
        """Return in English when it is due, and what lateness costs."""
        told = [f"Due {date_text(self.due, self.zone)}"]
        told += [
            f"Section {name}: {date_text(due, self.zone)}" for name, due in self.sections.items()
        ]
        return told + ([self.penalty] if self.penalty else [])


def date_text(moment: dt.datetime, zone: str) -> str:
    """Return a moment as a sentence has it: `Sunday 22 November 2026, 23:59 (Europe/Berlin)`."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone})"


def to_json(dates: PublicDates) -> str:
    """Return the text of the file."""
    data = {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "assignment": dates.assignment,
        **_plain(dates),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def dates_for_page(folder: Path) -> dict[str, Any] | None:
    """Return what an assignment's card tells of its dates; None if it has none.

    Args:
        folder: in which the assignment's notebook lies.
    """
    dates = read_dates(folder)
    if dates is None:
        return None
    own = _own_date(dates.assignment)
    return {**_plain(dates), "own": _stamp(own) if own else ""}


def own_dates_text(dates: Mapping[str, dt.datetime]) -> str:
    """Return dates of one student's own, by assignment, as her server is told of them."""
    return json.dumps({name: _stamp(due) for name, due in dates.items()})


def _own_date(assignment: str) -> dt.datetime | None:
    """Return the date that whoever runs this server has of her own; None if she has none."""
    try:
        return _moment(json.loads(os.environ[OWN_DATES])[assignment])
    except (KeyError, ValueError, TypeError, RecursionError):
        return None


def _plain(dates: PublicDates) -> dict[str, Any]:
    return {
        "zone": dates.zone,
        "due": _stamp(dates.due),
        "sections": {name: _stamp(due) for name, due in dates.sections.items()},
        "penalty": dates.penalty,
    }


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
        name, penalty = str(data["assignment"]), str(data["penalty"])
        return PublicDates(name, data["zone"], _moment(data["due"]), sections, penalty)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: Any) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
