"""Say what is odd when the submissions of a class are held against each other. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from imuran_edu.answers import FILE_NAME, Responses
from imuran_edu.grading.findings import NAMED, AnswersFile, Finding
from imuran_edu.grading.safety.ordinary_files import escape_control

if TYPE_CHECKING:
    from imuran_edu.grading.nbgrader.receipts import Receipts


def shared(handed: Mapping[str, AnswersFile]) -> Iterator[Finding]:
    """Say whose files have a common origin, one finding for each student and kind of trace.

    The seed is drawn once for a folder and times are saved to the microsecond, so two folders in
    which students worked independently share neither.

    Args:
        handed: each student's file of answers.
    """
    by_digest = _pairs({name: {file.digest} for name, file in handed.items()})
    by_seed = _pairs({name: {file.responses.seed} - {0} for name, file in handed.items()})
    by_time = _pairs(
        {name: set(_moments(file.responses)) for name, file in handed.items()}, at_least=2
    )
    told: set[tuple[str, str]] = set()
    for pairs, what in (
        (by_digest, "is the same file as that of"),
        (by_time, "has answers saved at the same moments as that of"),
        (by_seed, "has the same seed as that of"),
    ):
        fresh = [pair for pair in pairs if pair not in told]
        told.update(fresh)
        for student in sorted({name for pair in fresh for name in pair}):
            others = sorted(_other(pair, student) for pair in fresh if student in pair)
            listed = ", ".join(escape_control(other, 40) for other in others[:NAMED])
            more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
            means = "one was copied from the other or begun in the other's folder; ask both"
            yield Finding(student, FILE_NAME, f"{what} {listed}{more}", means)


def by_place(receipts: Receipts) -> Iterator[Finding]:
    """Say whose work lies where it is not graded, once others are, or is graded and gone."""
    for student in receipts.uncollected:
        yield Finding(student, ".", "was handed in and not collected", "no grade is known")
    if receipts.graded:
        for student in receipts.submitted - receipts.graded:
            what = "was handed in and is not graded, as others are"
            yield Finding(student, ".", what, "no grade is known; grade again, and read why not")
        for student in receipts.newer:
            what = "was handed in again since it was graded"
            yield Finding(student, ".", what, "the grade is not the one of this work; grade again")
        for student in receipts.graded - receipts.submitted:
            means = "feedback and exports still hold it; delete it in autograded/ and the gradebook"
            yield Finding(student, ".", "is graded and no longer handed in", means)


def _moments(responses: Responses) -> Iterator[tuple[str, str]]:
    """Yield each answer with its time; none if all times are equal, as a program sets them."""
    entries = {name: entry.saved for name, entry in responses.answers.items() if entry.saved}
    if len(set(entries.values())) > 1:
        yield from entries.items()


def _pairs(traits: Mapping[str, set[Any]], at_least: int = 1) -> list[tuple[str, str]]:
    """Return the pairs of students who have at least that many traits in common."""
    holders: dict[Any, list[str]] = {}
    for student in sorted(traits):
        for trait in traits[student]:
            holders.setdefault(trait, []).append(student)
    counts = Counter(pair for names in holders.values() for pair in combinations(names, 2))
    return sorted(pair for pair, count in counts.items() if count >= at_least)


def _other(pair: tuple[str, str], student: str) -> str:
    return pair[1] if pair[0] == student else pair[0]
