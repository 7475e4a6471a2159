"""The table that Canvas imports under Grades, Import."""

from __future__ import annotations

from imuran_edu.core.csv_text import as_csv, number
from imuran_edu.results.export.grade_table import DECIMALS, GradeTable

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def canvas(table: GradeTable) -> str:
    """Return the grades as CSV, UTF-8, with commas.

    The rules, as Canvas' own importer has them (instructure/canvas-lms, lib/gradebook_importer.rb):
    the first heading holds `Student`, the second `ID`; `SIS User ID` and `SIS Login ID` may follow;
    the last before the assignments is `Section`. A student is found by ID, else by SIS User ID,
    else by SIS Login ID, else by name. A row that begins with `Points Possible` gives the points.
    An assignment is found by the number in brackets behind its title, as in `Quiz 1 (4711)`, else
    by its title; else a new one is made. A cell without a grade takes a grade away that is there.
    """
    header = [*HEADER, *(column.heading for column in table.columns)]
    points = ["    Points Possible", *[""] * (len(HEADER) - 1)]
    rows = [[*points, *(number(column.possible, DECIMALS) for column in table.columns)]]
    for person, grades in table.rows():
        name = person.name or f"{person.last}, {person.first}".strip(", ") or person.login
        who = [name, person.id, person.sis, person.login, person.section]
        rows.append([*who, *(number(grade, DECIMALS) for grade in grades)])
    return as_csv(header, rows)
