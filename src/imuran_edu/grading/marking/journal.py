"""Who gave which answer how many points: a file that only grows, `marks/ASSIGNMENT.jsonl`.

The gradebook holds one score for an answer. The journal keeps what each person gave, so that two
can be compared, comments can be used again, and nothing that was given is lost.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imuran_edu.core.json_lines import append_record, read_records

FOLDER = "marks"  # of a course; git ignores it


@dataclass(frozen=True)
class Mark:
    """What a person gave to an answer.

    Attributes:
        question: the question's id.
        student: whose answer it is.
        marker: who gave it.
        points: how many.
        comment: what is said to the student.
        answer: a digest of the answer's text.
        at: when, ISO 8601 in UTC.
    """

    question: str
    student: str
    marker: str
    points: float
    comment: str
    answer: str
    at: str


def digest(text: str) -> str:
    """Return what an answer's text is known again by."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class MarkJournal:
    """The journal of one assignment."""

    def __init__(self, course: Path, assignment: str) -> None:
        """Read what is there; a line that cannot be read is passed over.

        Args:
            course: folder with `nbgrader_config.py`.
            assignment: name of the assignment.
        """
        self.path = course / FOLDER / f"{assignment}.jsonl"
        self._marks: list[Mark] = list(read_records(self.path, Mark))

    def add(
        self, question: str, student: str, marker: str, points: float, comment: str, text: str
    ) -> Mark:
        """Write a mark to the disk, and keep it.

        Raises:
            OSError: it could not be written.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        mark = Mark(question, student, marker, points, comment, digest(text), now)
        append_record(self.path, mark)
        self._marks.append(mark)
        return mark

    def latest(self, question: str) -> dict[tuple[str, str], Mark]:
        """Return what each person last gave to each student's answer, by student and person."""
        return {
            (each.student, each.marker): each for each in self._marks if each.question == question
        }

    def comments(self, question: str) -> list[str]:
        """Return the comments that were written on a question, the most used first."""
        counts = Counter(each.comment for each in self.latest(question).values() if each.comment)
        return [text for text, _ in counts.most_common()]

    def pairs(self, question: str, one: str, other: str) -> list[tuple[float, float]]:
        """Return what two people gave to the same texts."""
        latest = self.latest(question)
        found = []
        for (student, marker), mark in latest.items():
            second = latest.get((student, other))
            if marker == one and second and second.answer == mark.answer:
                found.append((mark.points, second.points))
        return found

    def questions(self) -> list[str]:
        """Return the questions that were marked, in the order in which that began."""
        return list(dict.fromkeys(each.question for each in self._marks))

    def markers(self, question: str) -> list[str]:
        """Return who has marked a question, in the order in which they began."""
        return list(dict.fromkeys(each.marker for each in self._marks if each.question == question))
