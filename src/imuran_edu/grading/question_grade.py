"""The grade of one question in one submission. Pure: no nbgrader, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.grading.misfits import ReleasedQuestion, is_misfit, was_edited
from imuran_edu.questions import QuestionType, Score, score
from imuran_edu.questions.decisions import Ruling, Rulings, decided_score
from imuran_edu.questions.public import row_answered

NOT_COUNTED = "Not counted:"  # how the reason begins where another assignment was handed in
NOT_READ = "Not read:"  # how it begins where the file of answers cannot be read
MISFIT = (
    "The answer no longer fits the question, whose type or options were changed after it was given."
)
OTHER_ROW = (
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
    rejection_reason: str = "",
    released: ReleasedQuestion | None = None,
    rulings: Rulings = NONE,
) -> QuestionGrade:
    """Grade one question.

    Args:
        question: the question in the bank.
        entry: the student's answer; None if there is none.
        possible: points of its cell, which an older build may have set differently.
        rejection_reason: why nothing in this submission counts; `""` if it counts.
        released: what was last released of the question; None if that is not known.
        rulings: what was decided of questions after the exam.
    """
    if rejection_reason:
        return _rejected(question, possible, rejection_reason, rulings)
    answer = entry.answer if entry else None
    result = decided_score(question, answer, rulings)
    saved = entry.saved if entry else ""
    settled = _settled(question, rulings)
    given = entry is not None and not settled and result.status != "blank"
    if entry and given and _of_other_row(question, entry, possible):
        return QuestionGrade(
            question,
            answer,
            replace(result, earned=0.0, reason=OTHER_ROW),
            0.0,
            possible,
            OTHER_ROW,
            saved,
            Unknown.MISFIT,
        )
    plain = score(question, answer) if question.id in rulings else result
    if entry and not settled and is_misfit(question, entry, plain, possible, released):
        result = replace(result, earned=0.0, reason=MISFIT)
        return QuestionGrade(question, answer, result, 0.0, possible, MISFIT, saved, Unknown.MISFIT)
    reason = result.reason
    if entry and result.status != "blank" and was_edited(question, entry, possible):
        reason += " (You answered an earlier version of this question.)"
    points = _points(result, possible)
    return QuestionGrade(question, answer, result, points, possible, reason, saved, settled=settled)


def _rejected(
    question: QuestionType, possible: float, reason: str, rulings: Rulings
) -> QuestionGrade:
    """Grade a question of a submission whose answers do not count or cannot be read."""
    unknown = Unknown.NOTHING
    if reason.startswith(NOT_COUNTED):
        unknown = Unknown.OTHER
    elif _settled(question, rulings):  # whatever the answers are
        result = decided_score(question, None, rulings)
        points = _points(result, possible)
        return QuestionGrade(question, None, result, points, possible, result.reason, settled=True)
    elif reason.startswith(NOT_READ):
        unknown = Unknown.UNREADABLE
    result = replace(score(question, None), reason=reason)
    return QuestionGrade(question, None, result, 0.0, possible, reason, unknown=unknown)


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
        rejection_reason: str,
        released: ReleasedQuestion | None,
    ) -> QuestionGrade:
        """Do as `grade_question`."""
        rulings = self._rulings
        # `repr` tells 1, 1.0, True and "1" apart, as scoring does
        about = (repr(entry.answer), entry.version) if entry else ("", "")
        if question.manual or len(about[0]) > LONG:
            return grade_question(question, entry, possible, rejection_reason, released, rulings)
        key = (
            question.id,
            question.row,
            entry is None,
            about,
            possible,
            rejection_reason,
            repr(released),
        )
        if key not in self._known:
            self._known[key] = grade_question(
                question, entry, possible, rejection_reason, released, rulings
            )
        found = self._known[key]
        counts = entry is not None and not rejection_reason
        return replace(found, saved=entry.saved) if entry and counts else found


def _of_other_row(question: QuestionType, entry: Entry, possible: float) -> bool:
    """Whether an answer was given to other numbers or options than those of this copy's seed."""
    edited = was_edited(question, entry, possible)
    return edited and row_answered(question, entry.version) is not None


def rejection_reason(
    metadata: Mapping[str, Any], responses: Responses, problem: str, name: str
) -> str:
    """Return why nothing in a submission counts; `""` if it counts.

    Args:
        metadata: metadata of the submitted notebook.
        responses: the student's answers.
        problem: what is wrong with the file of answers; `""` if nothing is.
        name: name of the assignment that is graded.
    """
    for thing, found in (("notebook", stamp(metadata)), ("answers", responses.assignment)):
        if found is not None and found != name:
            verb = "belongs" if thing == "notebook" else "belong"
            other = found[:CLIP]
            return f"{NOT_COUNTED} the {thing} {verb} to '{other}', and '{name}' is graded here."
    if not problem:
        return ""
    if problem.startswith("there is no "):
        return f"Not answered: {problem}."
    return f"{NOT_READ} {problem}."


def stamp(metadata: Mapping[str, Any]) -> str | None:
    """Return the name of the assignment that a notebook carries; None if it carries none."""
    mark_of_ours = metadata.get("imuran_edu")
    found = mark_of_ours.get("assignment") if isinstance(mark_of_ours, Mapping) else None
    return found if isinstance(found, str) else None
