"""The grades of a class as the text that another system imports, and what to know beforehand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imuran_edu.grading.grade_states import named, state_lines
from imuran_edu.grading.nbgrader.course import GradingError

if TYPE_CHECKING:
    from imuran_edu.grading.nbgrader.results import Results
    from imuran_edu.results.export import Column, GradeTable, Person

LONG = "long"


@dataclass(frozen=True)
class ExportOptions:
    """What is done where a grade or a student is missing.

    Attributes:
        zeros: 0 is given to those of whom nothing was ever received.
        skip_unknown: students whom the file of ids does not name are left out and told; else
            nothing is written.
        allow_empty: cells may stay empty, which takes away a grade that is there.
    """

    zeros: bool = False
    skip_unknown: bool = False
    allow_empty: bool = False


KEEP_OUT = ExportOptions()
"""Whose grade is not known is left out, and whatever might do harm is refused."""


def export_text(
    results: Sequence[Results],
    system: str,
    ids: Path | None,
    headings: Mapping[str, str],
    how: ExportOptions = KEEP_OUT,
) -> tuple[str, list[str]]:
    """Return the grades as the text that a system imports, and lines that tell who is left out.

    Args:
        results: of each assignment.
        system: `"long"`, or a name of `imuran_edu.results.export.FORMATS`.
        ids: the file that says who is who; None if the names are the same in both systems.
        headings: of assignments that have another name over there, by their name here.
        how: what is done where a grade or a student is missing.

    Raises:
        InputError: the file of ids has faults.
        GradingError: there is no such system, or the table would take grades away or give them to
            somebody else.
    """
    from imuran_edu.results.export import (
        FORMATS,
        GradeTable,
        check_ids,
        long_form,
        read_ids,
    )

    if system == LONG:
        return long_form(row for each in results for row in each.long_rows()), []
    if system not in FORMATS:
        raise GradingError(f"{system}: is no format; there are: {', '.join([*FORMATS, LONG])}")
    columns = [_column(each, headings) for each in results]
    grades = [grade for each in results for grade in each.grades()]
    said: list[str] = []
    if ids:
        people = read_ids(ids, system)
        have = {grade.student for grade in grades if grade.points is not None}
        if how.skip_unknown:
            said += _unknown(ids, have, people)
        else:
            check_ids(ids, people, have)
        grades = [grade for grade in grades if grade.student in people]
    else:
        people = {name: person for each in results for name, person in each.people.items()}
    table = GradeTable(columns, grades, people, how.zeros)
    said += _gaps(table, how.allow_empty)
    try:
        return FORMATS[system](table), said
    except ValueError as error:
        raise GradingError(f"{ids or system}: {error}") from None


def _column(results: Results, headings: Mapping[str, str]) -> Column:
    from imuran_edu.results.export import Column

    name = results.assignment
    return Column(name, headings.get(name, name), sum(results.possible.values()))


def _unknown(ids: Path, have: Collection[str], people: Mapping[str, Person]) -> Iterator[str]:
    if missing := sorted(set(have) - people.keys()):
        names = named(missing, None)
        yield f"{ids}: {len(missing)} have a grade and no line here; left out: {names}"


def _gaps(table: GradeTable, allowed: bool) -> Iterator[str]:
    """Say which cells stay empty.

    Raises:
        GradingError: they may not.
    """
    gaps = table.gaps()
    if not gaps:
        return
    told = named([f"{student} ({column})" for student, column in gaps], None if allowed else 5)
    count = "1 cell is" if len(gaps) == 1 else f"{len(gaps)} cells are"
    if not allowed:
        raise GradingError(
            f"{count} without a grade, and an empty cell takes away a grade that is there: {told}; "
            "export the assignments one by one, or give --allow-empty"
        )
    yield f"{count} empty, and each takes away a grade that is there: {told}"


def remarks(results: Results, left_out: bool = False) -> Iterable[str]:
    """Yield what an instructor must know before grades are used elsewhere.

    Args:
        results: of an assignment.
        left_out: whether all are named whose grade is not known, since they are left out.
    """
    name = results.assignment
    ending, most = ("; left out", None) if left_out else ("", 5)
    yield from state_lines(name, results.states, ending, most)
    if stale := [each.student for each in results.results if each.stale]:
        yield (
            f"{name}: {len(stale)} grades are not what the bank says today: {named(stale)}; "
            f"to see and correct them: imuran-edu regrade {name}"
        )
    if results.departed:
        yield (
            f"{name}: graded, but no longer in submitted/: {named(results.departed, most)}; whom "
            "you took out or renamed is removed with: nbgrader db student remove NAME --force"
        )
