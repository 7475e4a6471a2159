"""Whether a student's grade is known, and if not, why: a grade that is not known is never a 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from imuran_edu.grading.safety.ordinary_files import escape_control


class GradeState(StrEnum):
    """Where a student stands; the value says it of several."""

    GRADED = "graded"
    WAITING = "wait for you in Manual Grading"
    MISFIT = "have answers that no longer fit the question, since its type or options were changed"
    OTHER = "handed in another assignment"
    UNREADABLE = "handed in answers that cannot be read"
    NEWER = "handed in again and are not graded since"
    FAILED = "handed in, but grading failed"
    UNGRADED = "handed in, but are not graded yet"
    UNCOLLECTED = "handed in, but are not collected"
    NOTHING = "handed nothing in"


MENDS = {
    GradeState.WAITING: "imuran-edu mark {name}, or give the points in formgrader",
    GradeState.MISFIT: "put type and options back and grade again, or give the points in "
    "formgrader",
    GradeState.OTHER: "ask for the right file and collect it",
    GradeState.UNREADABLE: "ask for the file and collect it, or give the points in formgrader",
    GradeState.NEWER: "imuran-edu autograde {name}",
    GradeState.FAILED: "imuran-edu autograde {name} says why",
    GradeState.UNGRADED: "imuran-edu autograde {name}",
    GradeState.UNCOLLECTED: "nbgrader collect {name} or zip_collect {name}, then grade",
}
"""What mends each state in which a grade is not known."""


def state_lines(
    name: str, states: Mapping[str, GradeState], ending: str = "", most: int | None = None
) -> Iterable[str]:
    """Yield a line for each state in which a grade is not known.

    Args:
        name: of the assignment.
        states: of each student.
        ending: put behind what is the matter, such as `"; left out"`.
        most: how many names stand in a line; None for all.
    """
    for state, mend in MENDS.items():
        if who := sorted(student for student, found in states.items() if found is state):
            yield (
                f"{name}: {len(who)} {state}{ending}: {named(who, most)} ({mend.format(name=name)})"
            )


def named(students: Iterable[str], most: int | None = 5) -> str:
    """Return names in one line, the first few of many."""
    students = list(students)
    shown = ", ".join(escape_control(student, 40) for student in students[:most])
    more = len(students) - len(students[:most])
    return shown + (f" and {more} more" if more else "")
