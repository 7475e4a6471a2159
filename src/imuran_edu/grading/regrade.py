"""What grading a class again would change, before it is done: who gains, who loses, by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from imuran_edu.core.csv_text import as_csv, number
from imuran_edu.grading.safety.ordinary_files import escape_control

SHOWN = 20  # students named in the terminal; the list holds all
_CLOSE = 1e-6
_COLUMNS = (
    *("student", "points_before", "of_before", "points_after", "of_after"),
    *("percent_before", "percent_after", "change", "questions"),
)


@dataclass(frozen=True)
class RegradedStudent:
    """A student's grade as it is and as it would be.

    Attributes:
        student: the name in nbgrader.
        before: points in the gradebook, with extra credit and less the penalty for lateness.
        after: the same after grading again.
        questions: points before and after of each question that would change; None where a person
            has to give them.
    """

    student: str
    before: float
    after: float
    questions: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Regrade:
    """What grading again would change.

    Attributes:
        assignment: its name.
        before: the points of the assignment in the gradebook.
        after: its points after grading again.
        students: everybody who is graded.
        decided: what students would be told of each decision, by question.
    """

    assignment: str
    before: float
    after: float
    students: Sequence[RegradedStudent]
    decided: Sequence[tuple[str, str]] = ()

    def share(self, student: RegradedStudent) -> tuple[float, float]:
        """Return what a student earns of the whole, before and after, in percent."""
        return _percent(student.before, self.before), _percent(student.after, self.after)

    def change(self, student: RegradedStudent) -> float:
        """Return by how much a student gains, in percentage points of the whole."""
        before, after = self.share(student)
        return after - before

    @property
    def changed(self) -> list[RegradedStudent]:
        """Those for whom anything changes, who lose most first."""
        found = [
            each for each in self.students if each.questions or abs(self.change(each)) > _CLOSE
        ]
        return sorted(found, key=lambda each: (self.change(each), each.student))


def _percent(points: float, possible: float) -> float:
    return 100 * points / possible if possible else 0.0


def regrade_lines(found: Regrade, most: int = SHOWN) -> Iterator[str]:
    """Yield what would change in lines for a terminal.

    Args:
        found: the comparison.
        most: how many students are named.
    """
    if found.before != found.after:
        yield f"{found.assignment}: {found.before:g} points in all, {found.after:g} from now on"
    for question, told in found.decided:
        yield f"{question}: {told}"
    changed = found.changed
    counts: Counter[str] = Counter()
    for each in changed:
        counts.update(list(each.questions))
    for question, count in counts.items():
        yield f"{question}: other points for {count} of {len(found.students)} students"
    gain = [each for each in changed if found.change(each) > _CLOSE]
    lose = [each for each in changed if found.change(each) < -_CLOSE]
    for who, verb in ((lose, "lose"), (gain, "gain")):
        if who:
            size = max(abs(found.change(each)) for each in who)
            yield f"{len(who)} of {len(found.students)} {verb}, at most {size:.1f} % of the whole"
    if not changed:
        yield f"{found.assignment}: grading again would change nobody's grade"
    for each in changed[:most]:
        yield _line(found, each)
    if len(changed) > most:
        yield f"and {len(changed) - most} more, in the list"


def _line(found: Regrade, each: RegradedStudent) -> str:
    before, after = found.share(each)
    return (
        f"{escape_control(each.student, 40)}: {each.before:g} of {found.before:g} ({before:.1f} %) "
        f"-> {each.after:g} of {found.after:g} ({after:.1f} %)"
    )


def regrade_csv(found: Regrade) -> str:
    """Return a row for each student for whom anything changes: a list to send from."""
    rows = []
    for each in found.changed:
        before, after = found.share(each)
        rows.append(
            (
                each.student,
                number(each.before),
                number(found.before),
                number(each.after),
                number(found.after),
                number(round(before, 1)),
                number(round(after, 1)),
                number(round(after - before, 1)),
                "; ".join(
                    f"{name} {_points(then)} to {_points(now)}"
                    for name, (then, now) in each.questions.items()
                ),
            )
        )
    return as_csv(_COLUMNS, rows)


def _points(points: float | None) -> str:
    return "not known" if points is None else f"{points:g}"
