"""The table that Moodle imports under Grades, Import, CSV file."""

from __future__ import annotations

from collections.abc import Sequence

from imuran_edu.core.csv_text import as_csv, number
from imuran_edu.results.export.grade_table import DECIMALS, GradeTable
from imuran_edu.results.export.student_ids import Person

_IDS = {"number": "ID number", "login": "Username", "email": "Email address"}


def moodle(table: GradeTable) -> str:
    """Return the grades as CSV, UTF-8, with commas.

    The rules (docs.moodle.org, Grade import; moodle/moodle, grade/import/csv): one heading row, any
    columns; the instructor maps one column to the user's id number, user name
    or email address, which must match in every letter, and others to grade items, new or existing.
    Every row has as many cells as the heading. An empty cell or `-` is no grade, and takes one away
    that is there; a grade must not be above the item's maximum, 100 unless it was set otherwise.
    An unknown user stops the import. Where the mapped column is blank Moodle takes the student of
    the line before, so a column stands here only if it is filled for all.

    Raises:
        ValueError: there is no such column; the message says who lacks what.
    """
    people = [person for person, _ in table.rows()]
    ids = {
        field: heading
        for field, heading in _IDS.items()
        if all(getattr(person, field) for person in people)
    }
    if not ids:
        raise ValueError(_lacking(people))
    header = [*ids.values(), *(column.heading for column in table.columns)]
    rows = [
        [*(getattr(person, field) for field in ids), *(number(grade, DECIMALS) for grade in grades)]
        for person, grades in table.rows()
    ]
    return as_csv(header, rows)


def _lacking(people: Sequence[Person]) -> str:
    """Say who has no entry in the column that most have."""
    field = max(_IDS, key=lambda name: sum(bool(getattr(person, name)) for person in people))
    without = [person for person in people if not getattr(person, field)]
    names = ", ".join(" ".join(filter(None, _told(person))) for person in without[:5])
    more = f" and {len(without) - 5} more" if len(without) > 5 else ""
    return (
        f"no column names every student: '{_IDS[field]}' is empty for {names}{more}; fill it in, "
        "for Moodle gives a grade without a name to the student of the line before"
    )


def _told(person: Person) -> tuple[str, ...]:
    return (person.login or person.number or person.email, person.name)
