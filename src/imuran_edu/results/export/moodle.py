"""The table that Moodle imports under Grades, Import, CSV file."""

from __future__ import annotations

from imuran_edu.core.csv_text import as_csv, number
from imuran_edu.results.export.grade_table import DECIMALS, Sheet

_IDS = {"number": "ID number", "login": "Username", "email": "Email address"}


def moodle(sheet: Sheet) -> str:
    """Return the grades as CSV, UTF-8, with commas.

    The rules (docs.moodle.org, Grade import; moodle/moodle, grade/import/csv): one heading row, any
    columns; the instructor maps one column to the user's id number, user name
    or email address, which must match in every letter, and others to grade items, new or existing.
    Every row has as many cells as the heading. An empty cell or `-` is no grade, and takes one away
    that is there; a grade must not be above the item's maximum, 100 unless it was set otherwise.
    An unknown user stops the import.
    """
    ids = {
        field: heading
        for field, heading in _IDS.items()
        if any(getattr(person, field) for person, _ in sheet.rows())
    }
    header = [*ids.values(), *(column.heading for column in sheet.columns)]
    rows = [
        [*(getattr(person, field) for field in ids), *(number(grade, DECIMALS) for grade in grades)]
        for person, grades in sheet.rows()
    ]
    return as_csv(header, rows)
