"""Of whom something was received for an assignment, and where it lies; names and times alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.exchange.default.exchange import Exchange

from imuran_edu.grading.class_run.staging import subfolders
from imuran_edu.grading.nbgrader.patches import existing_timestamp
from imuran_edu.grading.zip_transfer import ARCHIVE_NAME

_ANY = "\x00"


@dataclass(frozen=True)
class Receipts:
    """Students by where their work lies.

    Attributes:
        submitted: who has a folder in `submitted`.
        graded: who has a folder in `autograded`.
        newer: who handed in again after the submission that is in `autograded`.
        uncollected: who has something in nbgrader's exchange or among the downloaded zips, and no
            folder in `submitted`.
    """

    submitted: frozenset[str] = frozenset()
    graded: frozenset[str] = frozenset()
    newer: frozenset[str] = frozenset()
    uncollected: frozenset[str] = frozenset()


def read_receipts(coursedir: Any, assignment: str, parent: Any = None) -> Receipts:
    """Look where the work of each student lies.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: name of the assignment.
        parent: what has nbgrader's configuration, which names the exchange.
    """
    submitted = _folders(coursedir, coursedir.submitted_directory, assignment)
    graded = _folders(coursedir, coursedir.autograded_directory, assignment)
    newer = set()
    for student in submitted.keys() & graded.keys():
        now, then = existing_timestamp(submitted[student]), existing_timestamp(graded[student])
        if now and then and now > then:
            newer.add(student)
    waiting = {*_in_exchange(coursedir, assignment, parent), *_in_archive(coursedir, assignment)}
    return Receipts(
        frozenset(submitted),
        frozenset(graded),
        frozenset(newer),
        frozenset(waiting - submitted.keys()),
    )


def read_waiting(opened: Any) -> list[str]:
    """Return the students with a cell that a person has to look at.

    Args:
        opened: an `NbgraderCourse`.
    """
    coursedir = opened.coursedir
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        query = (
            book.db.query(SubmittedAssignment.student_id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == opened.assignment, Grade.needs_manual_grade)
        )
        return sorted({student for (student,) in query})


def _folders(coursedir: Any, step: str, assignment: str) -> dict[str, Path]:
    found = subfolders(str(coursedir.format_path(step, _ANY, assignment)), _ANY)
    excluded = {"", *coursedir.student_id_exclude.split(",")}
    return {name: path for name, path in found.items() if name not in excluded and name[0] != "."}


def _in_exchange(coursedir: Any, assignment: str, parent: Any) -> Iterator[str]:
    """Yield whose folders lie in the exchange, `STUDENT+ASSIGNMENT+TIME`."""
    root = Exchange(coursedir=coursedir, parent=parent).root
    inbound = Path(root, coursedir.course_id, "inbound")
    try:
        names = [path.name for path in inbound.iterdir()]
    except OSError:  # no exchange is used here
        return
    for name in names:
        student, plus, rest = name.partition(f"+{assignment}+")
        if student and plus and rest:
            yield student


def _in_archive(coursedir: Any, assignment: str) -> Iterator[str]:
    """Yield whose zips were downloaded, `ASSIGNMENT--STUDENT--TIME.zip`."""
    archive = Path(coursedir.root, "downloaded", assignment, "archive")
    for path in archive.rglob("*.zip"):
        if found := re.fullmatch(ARCHIVE_NAME, path.stem):
            yield found["student_id"]
