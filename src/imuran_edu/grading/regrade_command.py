"""The command `regrade`: show what grading again would change, write a list, then do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imuran_edu.core import InputError
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.console import print_error, print_line
from imuran_edu.grading.grade_commands import grade_class
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse, find_course
from imuran_edu.grading.regrade import regrade_csv, regrade_lines
from imuran_edu.grading.report_commands import REPORTS

LIST = "regrade.csv"


def regrade(
    assignment: str,
    folder: Path | None,
    jobs: int | None,
    out: Path | None,
    confirm: Callable[[], bool],
) -> int:
    """Show who gains and who loses, write the list, and grade everybody again if that is wanted.

    Args:
        assignment: name of the assignment.
        folder: folder of the course; None for the default.
        jobs: number of processes; None for one on each core.
        out: the list; None for `reports/ASSIGNMENT/regrade.csv` in the course.
        confirm: asked once all is shown; whether to act.

    Returns:
        The exit code.
    """
    from imuran_edu.grading.nbgrader.regrade_preview import preview

    try:
        course = find_course(folder)
        found = preview(NbgraderCourse(course, assignment, "Autograde"))
        for line in regrade_lines(found):
            print_line(line)
        target = out or course / REPORTS / assignment / LIST
        if found.changed:
            write_if_changed(target, regrade_csv(found))
            print_line(str(target))
    except (GradingError, InputError, OSError) as error:
        print_error(error)
        return 1
    if not found.changed and found.before == found.after:
        return 0
    if not confirm():
        print_line("Nothing was graded.")
        return 0
    code = grade_class(assignment, course, jobs, force=True)
    print_line(f"Now write the pages again: imuran-edu feedback {assignment}; then export.")
    return code
