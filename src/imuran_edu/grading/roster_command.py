"""The command `roster`: the class as the learning platform lists it, into the gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line
from imuran_edu.grading.grade_states import named
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse, find_course
from imuran_edu.grading.safety.ordinary_files import escape_control
from imuran_edu.results.export.student_ids import Person, read_students


def import_roster(path: Path, folder: Path | None, dry: bool, remove: bool) -> int:
    """Bring the gradebook's students up to date with a list; return the exit code.

    Args:
        path: the list, as the platform exports it.
        folder: of the course; None for the default.
        dry: whether it is only told what would change.
        remove: whether who left and never handed in is removed.
    """
    try:
        for line in _import(path, find_course(folder), dry, remove):
            print_line(line)
    except (GradingError, InputError) as error:
        print_error(error)
        return 1
    return 0


def _import(path: Path, course: Path, dry: bool, remove: bool) -> Iterator[str]:
    from imuran_edu.grading.nbgrader.database import plain_errors
    from imuran_edu.grading.nbgrader.roster import update_roster

    people: dict[str, Person] = read_students(path)
    coursedir = NbgraderCourse(course, "", "Autograde").coursedir
    with plain_errors(str(coursedir.db_url)):
        found = update_roster(coursedir, people, not dry, remove)
    would = "would be " if dry else ""
    if found.joined:
        yield f"{would}added: {named(found.joined, None)}"
    for name, (before, after) in found.renamed.items():
        yield (
            f"{would}changed: {escape_control(name, 40)}: {escape_control(before)} -> "
            f"{escape_control(after)}"
        )
    if found.left:
        done = f"{would}removed" if remove else "not in the list, and without work; --remove"
        yield f"{done}: {named(found.left, None)}"
    if found.left_with_work:
        yield (
            "not in the list, but with submissions, which stay; leave them out of exports with "
            f"--skip-unknown: {named(found.left_with_work, None)}"
        )
    yield f"{len(people)} students in {path}"
