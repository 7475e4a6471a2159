"""What went back to the platform and what did not: `passback/ASSIGNMENT.jsonl`, which grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from imuran_edu.core.json_lines import append_record, read_records

FOLDER = "passback"  # of a course; git ignores it


class Event(StrEnum):
    """What became of a grade."""

    SENT = "sent"
    OVERWROTE = "overwrote"
    FOUND = "found"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        event: what became of the grade.
        student: the name in nbgrader.
        user: the platform's id of that person.
        points: the grade here.
        of: the points of the whole assignment.
        there: the grade that stood on the platform before, in points of here.
        column: the line item's address.
        at: when, ISO 8601 in UTC.
        message: what the platform said.
    """

    event: str
    student: str
    user: str
    points: float
    of: float
    there: float | None
    column: str
    at: str
    message: str = ""


class PassbackLog:
    """The log of one assignment."""

    def __init__(self, course: Path, assignment: str) -> None:
        """Read what is there; a line that cannot be read is passed over.

        Args:
            course: folder with `nbgrader_config.py`.
            assignment: its name.
        """
        self.path = course / FOLDER / f"{assignment}.jsonl"
        self._entries = list(read_records(self.path, Entry))

    def add(self, entry: Entry) -> None:
        """Write a line to the disk.

        Raises:
            OSError: it could not be written.
        """
        append_record(self.path, entry, 0o600)
        self._entries.append(entry)

    def last(self, column: str, of: float) -> dict[str, float]:
        """Return what the platform had from here last, by student, in points of `of`."""
        known = (Event.SENT, Event.OVERWROTE, Event.FOUND)
        return {
            each.student: each.points / each.of * of
            for each in self._entries
            if each.column == column and each.event in known and each.of
        }


def now() -> str:
    """Return the moment, to the millisecond: a platform takes no score that is not newer."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
