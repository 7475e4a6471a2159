"""The grade of one question in one submission. Pure: no nbgrader, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from imuran_edu.answers import Entry
from imuran_edu.answers.responses_file import Fault, Read
from imuran_edu.core.words import N_, _
from imuran_edu.grading.misfits import ReleasedQuestion, is_misfit, was_edited
from imuran_edu.questions import QuestionType, Score, score
from imuran_edu.questions.decisions import Ruling, Rulings, decided_score
from imuran_edu.questions.public import row_answered

MISFIT = N_(
    "The answer no longer fits the question, whose type or options were changed after it was given."
)
OTHER_ROW = N_(
    "The answer was given to other numbers or options than those that this copy of the assignment "
    "has."
)
LONG = 1000  # characters of an answer that hardly a second student gives
NONE: Rulings = MappingProxyType({})  # where nothing was decided
CLIP = 60  # characters quoted of a name that a student may have changed


class Unknown(StrEnum):
    """Why it is not known what an answer earns."""

    NOTHING = ""
    OTHER = "other"  # it belongs to another assignment
    UNREADABLE = "unreadable"  # the file that holds it cannot be read
    MISFIT = "misfit"  # the question's type or options are no longer those that it was given to


@dataclass(frozen=True)
class Rejection:
    """Why nothing in a submission counts; false if it counts.

    Attributes:
        reason: in a sentence for the student; `""` if it counts.
        unknown: why it is not known what the answers earn; `""` if nothing was answered.
    """

    reason: str = ""
    unknown: Unknown = Unknown.NOTHING

    def __bool__(self) -> bool:
        return bool(self.reason)


COUNTS = Rejection()
"""Of a submission that counts."""


@dataclass(frozen=True)
class QuestionGrade:
    """What a question earns in the gradebook, and why.

    Attributes:
        question: the question in the instructor's bank.
        answer: the answer in the student's file; None if there is none or it could not be used.
        score: what the scoring function says.
        points: points for the gradebook, from 0 to `possible`.
        possible: points of the notebook's cell.
        reason: why, in one line that gives no key away.
        saved: time the answer was saved, ISO 8601 in UTC; `""` if there is none that counts.
        unknown: why what it earns is not known, as the answer is not one to this question; `""` if
            it is known or a person grades it in any case.
        settled: whether it was decided after the exam what it earns, whatever the answer is.
    """

    question: QuestionType
    answer: Any
    score: Score
    points: float
    possible: float
    reason: str
    saved: str = ""
    unknown: Unknown = Unknown.NOTHING
    settled: bool = False

    @property
    def needs_manual_grade(self) -> bool:
        """Whether a person must grade it."""
        return self.score.status == "manual" or bool(self.unknown)


def grade_question(
    question: QuestionType,
    entry: Entry | None,
    possible: float,
    rejected: Rejection = COUNTS,
    released: ReleasedQuestion | None = None,
    rulings: Rulings = NONE,
) -> QuestionGrade:
    """Grade one question.

    Args:
        question: the question in the bank.
        entry: the student's answer; None if there is none.
        possible: points of its cell, which an older build may have set differently.
        rejected: why nothing in this submission counts, if so.
        released: what was last released of the question; None if that is not known.
        rulings: what was decided of questions after the exam.
    """
    if rejected:
        return _rejected(question, possible, rejected, rulings)
    answer = entry.answer if entry else None
    result = decided_score(question, answer, rulings)
    saved = entry.saved if entry else ""
    settled = _settled(question, rulings)
    given = entry is not None and not settled and result.status != "blank"
    if entry and given and _of_other_row(question, entry, possible):
        return _misfit(question, answer, result, possible, _(OTHER_ROW), saved)
    plain = score(question, answer) if question.id in rulings else result
    if entry and not settled and is_misfit(question, entry, plain, possible, released):
        return _misfit(question, answer, result, possible, _(MISFIT), saved)
    reason = result.reason
    if entry and result.status != "blank" and was_edited(question, entry, possible):
        reason = _("{reason} (You answered an earlier version of this question.)", reason=reason)
    points = _points(result, possible)
    return QuestionGrade(question, answer, result, points, possible, reason, saved, settled=settled)


def _misfit(
    question: QuestionType, answer: Any, result: Score, possible: float, reason: str, saved: str
) -> QuestionGrade:
    """Grade an answer that is not one to this question as it is now."""
    none = replace(result, earned=0.0, reason=reason)
    return QuestionGrade(question, answer, none, 0.0, possible, reason, saved, Unknown.MISFIT)


def _rejected(
    question: QuestionType, possible: float, rejected: Rejection, rulings: Rulings
) -> QuestionGrade:
    """Grade a question of a submission whose answers do not count or cannot be read."""
    if rejected.unknown is not Unknown.OTHER and _settled(question, rulings):  # whatever they are
        result = decided_score(question, None, rulings)
        points = _points(result, possible)
        return QuestionGrade(question, None, result, points, possible, result.reason, settled=True)
    reason = rejected.reason
    result = replace(score(question, None), reason=reason)
    return QuestionGrade(question, None, result, 0.0, possible, reason, unknown=rejected.unknown)


def _settled(question: QuestionType, rulings: Rulings) -> bool:
    """Whether what a question earns does not depend on the answer."""
    held = rulings.get(question.id, Ruling())
    return held.dropped or held.credit_all


def _points(result: Score, possible: float) -> float:
    share = result.earned / result.possible if result.possible else 0.0
    return min(max(round(share * possible, 4), 0.0), possible)


class AnswerGrader:
    """Grades the questions of one bank; equal answers of a class are graded once."""

    def __init__(self, rulings: Rulings = NONE) -> None:
        """Take what was decided of questions after the exam."""
        self._known: dict[Any, QuestionGrade] = {}
        self._rulings = rulings

    def grade(
        self,
        question: QuestionType,
        entry: Entry | None,
        possible: float,
        rejected: Rejection,
        released: ReleasedQuestion | None,
    ) -> QuestionGrade:
        """Do as `grade_question`."""
        rulings = self._rulings
        # `repr` tells 1, 1.0, True and "1" apart, as scoring does
        about = (repr(entry.answer), entry.version) if entry else ("", "")
        if question.manual or len(about[0]) > LONG:
            return grade_question(question, entry, possible, rejected, released, rulings)
        key = (
            question.id,
            question.row,
            entry is None,
            about,
            possible,
            rejected,
            repr(released),
        )
        if key not in self._known:
            self._known[key] = grade_question(
                question, entry, possible, rejected, released, rulings
            )
        found = self._known[key]
        counts = entry is not None and not rejected
        return replace(found, saved=entry.saved) if entry and counts else found


def _of_other_row(question: QuestionType, entry: Entry, possible: float) -> bool:
    """Whether an answer was given to other numbers or options than those of this copy's seed."""
    edited = was_edited(question, entry, possible)
    return edited and row_answered(question, entry.version) is not None


def rejection(metadata: Mapping[str, Any], read: Read, name: str) -> Rejection:
    """Return why nothing in a submission counts, if so.

    Args:
        metadata: metadata of the submitted notebook.
        read: the student's file of answers.
        name: name of the assignment that is graded.
    """
    found = stamp(metadata)
    if found not in (None, name):
        said = _(
            "Not counted: the notebook belongs to '{other}', and '{name}' is graded here.",
            other=str(found)[:CLIP],
            name=name,
        )
        return Rejection(said, Unknown.OTHER)
    found = read.responses.assignment
    if found not in (None, name):
        said = _(
            "Not counted: the answers belong to '{other}', and '{name}' is graded here.",
            other=str(found)[:CLIP],
            name=name,
        )
        return Rejection(said, Unknown.OTHER)
    if read.fault is Fault.NONE:
        return COUNTS
    if read.fault is Fault.MISSING:
        return Rejection(_("Not answered: {problem}.", problem=read.problem))
    return Rejection(_("Not read: {problem}.", problem=read.problem), Unknown.UNREADABLE)


def stamp(metadata: Mapping[str, Any]) -> str | None:
    """Return the name of the assignment that a notebook carries; None if it carries none."""
    mark_of_ours = metadata.get("imuran_edu")
    found = mark_of_ours.get("assignment") if isinstance(mark_of_ours, Mapping) else None
    return found if isinstance(found, str) else None
