"""The command `dates`: dates into the gradebook and beside the assignments, and a list to send."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from imuran_edu.core import InputError
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.console import print_error, print_line
from imuran_edu.core.csv_text import as_csv, escape_formula
from imuran_edu.core.dates_file import FILE_NAME, date_text, to_json
from imuran_edu.grading.deadlines import FILE, Deadlines, load_deadlines
from imuran_edu.grading.grade_states import named
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse, find_course


def set_dates(assignments: Sequence[str], folder: Path | None, out: Path | None) -> int:
    """Bring the dates of a course up to date everywhere; return the exit code.

    Args:
        assignments: their names; all in `deadlines.yaml` if none.
        folder: of the course; None for the default.
        out: a list of each student's own dates, as CSV; None for none.
    """
    try:
        for line in _set_dates(assignments, find_course(folder), out):
            print_line(line)
    except (GradingError, InputError, OSError) as error:
        print_error(error)
        return 1
    return 0


def _set_dates(assignments: Sequence[str], course: Path, out: Path | None) -> Iterator[str]:
    from imuran_edu.grading.nbgrader.apply_deadlines import apply_deadlines
    from imuran_edu.grading.nbgrader.database import plain_errors
    from imuran_edu.grading.nbgrader.roster import read_roster

    dates = load_deadlines(course)
    if dates is None:
        raise GradingError(f"{course / FILE}: is not there; the guide shows one under 'Time'")
    for name in assignments:
        if name not in dates.assignments:
            raise GradingError(f"{name}: has no date in {FILE}")
    wanted = list(assignments or dates.assignments)
    coursedir = NbgraderCourse(course, wanted[0], "Autograde").coursedir
    with plain_errors(str(coursedir.db_url)):
        students = read_roster(coursedir)
        yield from _unknown(dates, set(students))
        for name in wanted:
            changed = apply_deadlines(coursedir, name)
            public = dates.public(name)
            for step in ("source", "release"):
                place = course / step / name
                if place.is_dir():
                    write_if_changed(place / FILE_NAME, to_json(public))
            if not (course / "source" / name).is_dir():
                yield f"{name}: is not built yet; imuran-edu build {name}, then give this again"
            yield f"{name}: {'; '.join(public.lines())}"
            own = dates.assignments[name].students
            if own:
                yield f"{name}: dates of their own: {named(sorted(own), None)}"
            if changed:
                yield f"{name}: changed for who handed in: {named(changed, None)}"
    if out:
        write_if_changed(out, _list(dates, wanted, sorted(students)))
        yield str(out)


def _unknown(dates: Deadlines, known: Collection[str]) -> Iterator[str]:
    """Say who stands in the file and not in the gradebook."""
    listed = {name for students in dates.sections.values() for name in students}
    listed |= {name for each in dates.assignments.values() for name in each.students}
    if missing := sorted(listed - set(known)):
        yield f"{FILE} names who is not in the gradebook: {named(missing, None)}"


def _list(dates: Deadlines, assignments: Sequence[str], students: Sequence[str]) -> str:
    rows = []
    for student in students:
        for name in assignments:
            due = dates.due(name, student)
            rows.append((student, name, date_text(due, dates.zone) if due else ""))
    return as_csv(
        ("student", "assignment", "due"),
        [tuple(escape_formula(cell) for cell in row) for row in rows],
    )
