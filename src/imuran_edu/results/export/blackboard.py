"""The table that Blackboard Learn uploads under Work Offline (Ultra: Upload Gradebook)."""

from __future__ import annotations

import re

from imuran_edu.core.csv_text import as_csv, number
from imuran_edu.results.export.grade_table import DECIMALS, Column, GradeTable

_NUMBER = re.compile(r"\|\s*\d+\s*$")  # of a column, in any language of Blackboard's
HEADER = ("Last Name", "First Name", "Username", "Student ID")


def blackboard(table: GradeTable) -> str:
    """Return the grades as CSV, UTF-8, with commas, text in quotes.

    The rules (library.blackboard.com, Uploading or Downloading Grade Center Items for Working
    Offline): one heading row; the student is known by `Username`, without which the upload fails,
    and the column by the number behind the upright line of its heading, as in
    `Quiz 1 [Total Pts: 20 Score] |4711`. A column without that number becomes a new one, of text
    and without points; so make the column first and give its heading as Blackboard downloads it.
    Comma-separated cells stand in quotes. Changes to names are not taken over.
    """
    header = [*HEADER, *map(_heading, table.columns)]
    rows = [
        [person.last, person.first, person.login, person.number]
        + [number(grade, DECIMALS) for grade in grades]
        for person, grades in table.rows()
    ]
    return as_csv(header, rows, every=True)


def _heading(column: Column) -> str:
    if "[Total Pts:" in column.heading or _NUMBER.search(column.heading):
        return column.heading
    return f"{column.heading} [Total Pts: {number(column.possible)} Score]"
