"""What to send to the platform and what to leave there: decided before anything is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from imuran_edu.core.account_names import digest_of
from imuran_edu.grading.nbgrader.course import GradingError

NEAR = 0.01
"""Points by which a grade may differ on the platform, which rounds, and still be the same."""


class Action(StrEnum):
    """What becomes of a grade."""

    SEND = "send"
    OVERWRITE = "overwrite"
    SAME = "same"
    BY_HAND = "by hand"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Step:
    """What becomes of one student's grade.

    Attributes:
        student: the name in nbgrader.
        user: the platform's id of that person; `""` if it has no such member.
        points: the grade here.
        action: what becomes of it.
        there: the grade on the platform, in points of here; None if it has none.
        sent: what was sent last; None if nothing was.
    """

    student: str
    user: str
    points: float
    action: Action
    there: float | None = None
    sent: float | None = None


@dataclass(frozen=True)
class Member:
    """A learner whom the platform lists in the course.

    Attributes:
        user: the platform's id of the person.
        name: the field by which students are named in nbgrader; `""` if it was not sent.
    """

    user: str
    name: str


def users_of(students: Collection[str], members: Sequence[Member]) -> dict[str, str]:
    """Return the platform's ids of students, by their names in nbgrader.

    A student is named as the platform names the member, or as the hub calls the account of a
    member whose name cannot be an account's.

    Raises:
        GradingError: two members go by the name of one student: a grade would reach the wrong one.
    """
    found: dict[str, str] = {}
    for member in members:
        for name in {member.name, digest_of(member.name)} & set(students):
            if found.setdefault(name, member.user) != member.user:
                raise GradingError(
                    f"{name}: the platform has two members of this name; set 'name' in lti.yaml "
                    "to a field that is different for each"
                )
    return found


def plan_steps(
    grades: Mapping[str, float],
    users: Mapping[str, str],
    there: Mapping[str, float],
    sent: Mapping[str, float],
    overwrite: Collection[str] = (),
) -> Iterator[Step]:
    """Yield what becomes of each grade.

    What stands on the platform and is neither what was sent last nor the grade of here was
    changed by hand there, and is left; so is a grade that was taken away there.

    Args:
        grades: that are known here, by student.
        users: the platform's ids, by student.
        there: the grades on the platform, by student, in points of here.
        sent: what was sent last, by student, in points of here.
        overwrite: students whose grade there gives way to that of here, whoever changed it.
    """
    for student in sorted(grades):
        points, now, last = grades[student], there.get(student), sent.get(student)
        user = users.get(student, "")
        if not user:
            action = Action.STRANGER
        elif now is not None and abs(now - points) <= NEAR:
            action = Action.SAME
        elif _untouched(now, last):
            action = Action.SEND
        else:
            action = Action.OVERWRITE if student in overwrite else Action.BY_HAND
        yield Step(student, user, points, action, now, last)


def _untouched(now: float | None, last: float | None) -> bool:
    """Return whether what stands on the platform is what was sent last."""
    if now is None or last is None:
        return now is last
    return abs(now - last) <= NEAR
