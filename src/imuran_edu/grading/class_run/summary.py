"""What a run over a class did, and the lines that tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from imuran_edu.grading.grade_states import named
from imuran_edu.grading.safety.ordinary_files import escape_control

LINE = 500  # characters printed of what was found in a submission


@dataclass
class Summary:
    """What a run did.

    Attributes:
        done: students whose work was graded, or whose pages were written.
        kept: students whose work had been graded before.
        problems: for each student that failed, why.
        notes: for each student, what an instructor should know.
        remarks: what concerns the whole run.
        misfits: how many answers no longer fit, by question.
        missing: students who handed in and whose work is not graded, so that they get no page.
        waiting: students whose grade is not known until a person has looked.
    """

    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    misfits: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def summary_lines(summary: Summary, done: str) -> Iterator[str]:
    """Yield a line for each thing in a run's summary that an instructor should see.

    Args:
        summary: what the run did.
        done: the word for what is done, such as `"graded"`.
    """
    yield from summary.remarks
    if summary.missing:
        yield f"Handed in but not graded, so no page: {named(summary.missing, None)}"
    for question, count in sorted(summary.misfits.items()):
        yield (
            f"{question}: {count} answers no longer fit, since the question's type or options were "
            "changed after they were given. They are not graded and wait for you in Manual "
            "Grading; put type and options back and grade again, and they are."
        )
    for student, notes in sorted(summary.notes.items()):
        yield from (
            f"{escape_control(student)}: {escape_control(note, LINE)}" for note in _unique(notes)
        )
    for student, problem in sorted(summary.problems.items()):
        yield f"{escape_control(student)}: FAILED: {escape_control(problem, LINE)}"
    kept = f", {len(summary.kept)} {done} before and kept" if summary.kept else ""
    failed = f", {len(summary.problems)} failed" if summary.problems else ""
    waiting = f" {waits(len(summary.waiting))}." if summary.waiting else ""
    yield f"{len(summary.done)} {done}{kept}{failed}.{waiting}"


def waits(count: int) -> str:
    """Say how many wait for a person."""
    return f"{count} wait{'s' if count == 1 else ''} for you in Manual Grading"


def _unique(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))
