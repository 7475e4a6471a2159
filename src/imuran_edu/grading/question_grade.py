"""The grade of one question in one submission. Pure: no nbgrader, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.questions import QuestionType, Score, public_view, score, version
from imuran_edu.questions.public import row_answered

NOT_COUNTED = "Not counted:"  # how the reason begins where another assignment was handed in
MISFIT = (
    "The answer no longer fits the question, whose type or options were changed after it was given."
)
OTHER_ROW = "The answer was given to other numbers than those that this copy of the assignment has."
LONG = 1000  # characters of an answer that hardly a second student gives
CLIP = 60  # characters quoted of a name that a student may have changed


@dataclass(frozen=True)
class ReleasedQuestion:
    """What `questions.json` says of a question.

    Attributes:
        type: its type.
        version: its digest, which each answer to it carries.
    """

    type: str
    version: str


class Unknown(StrEnum):
    """Why it is not known what an answer earns."""

    NOTHING = ""
    OTHER = "other"  # it belongs to another assignment
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
    """

    question: QuestionType
    answer: Any
    score: Score
    points: float
    possible: float
    reason: str
    saved: str = ""
    unknown: Unknown = Unknown.NOTHING

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
) -> QuestionGrade:
    """Grade one question.

    Args:
        question: the question in the bank.
        entry: the student's answer; None if there is none.
        possible: points of its cell, which an older build may have set differently.
        rejection_reason: why nothing in this submission counts; `""` if it counts.
        released: what was last released of the question; None if that is not known.
    """
    if rejection_reason:
        result = replace(score(question, None), reason=rejection_reason)
        other = rejection_reason.startswith(NOT_COUNTED)
        unknown = Unknown.OTHER if other else Unknown.NOTHING
        return QuestionGrade(
            question, None, result, 0.0, possible, rejection_reason, unknown=unknown
        )
    answer = entry.answer if entry else None
    result = score(question, answer)
    if entry and result.status != "blank" and _of_other_row(question, entry):
        return QuestionGrade(
            question,
            answer,
            replace(result, earned=0.0, reason=OTHER_ROW),
            0.0,
            possible,
            OTHER_ROW,
            entry.saved,
            Unknown.MISFIT,
        )
    saved = entry.saved if entry else ""
    if entry and _is_misfit(question, entry, result, released):
        result = replace(result, earned=0.0, reason=MISFIT)
        return QuestionGrade(question, answer, result, 0.0, possible, MISFIT, saved, Unknown.MISFIT)
    share = result.earned / question.points
    points = min(max(round(share * possible, 4), 0.0), possible)
    reason = result.reason
    if entry and result.status != "blank" and _edited(question, entry):
        reason += " (The student answered an earlier version of this question.)"
    return QuestionGrade(question, answer, result, points, possible, reason, saved)


def _is_misfit(
    question: QuestionType, entry: Entry, result: Score, released: ReleasedQuestion | None
) -> bool:
    """Whether an answer was given to a question of another type or with other options."""
    if result.status == "blank" or not _edited(question, entry):
        return False
    if released and released.type != question.type and released.version == entry.version:
        return True
    parts = {part.id: part for part in question.parts}
    if any(
        scored.status == "invalid" and not parts[name].typed
        for name, scored in result.parts.items()
        if name in parts
    ):
        return True
    return result.status == "invalid" and not question.typed


class AnswerGrader:
    """Grades the questions of one bank; equal answers of a class are graded once."""

    def __init__(self) -> None:
        self._known: dict[Any, QuestionGrade] = {}

    def grade(
        self,
        question: QuestionType,
        entry: Entry | None,
        possible: float,
        rejection_reason: str,
        released: ReleasedQuestion | None,
    ) -> QuestionGrade:
        """Do as `grade_question`."""
        # `repr` tells 1, 1.0, True and "1" apart, as scoring does
        about = (repr(entry.answer), entry.version) if entry else ("", "")
        if question.manual or len(about[0]) > LONG:
            return grade_question(question, entry, possible, rejection_reason, released)
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
            self._known[key] = grade_question(question, entry, possible, rejection_reason, released)
        found = self._known[key]
        counts = entry is not None and not rejection_reason
        return replace(found, saved=entry.saved) if entry and counts else found


def _of_other_row(question: QuestionType, entry: Entry) -> bool:
    """Whether an answer was given to other numbers than those of this copy's seed."""
    return _edited(question, entry) and row_answered(question, entry.version) is not None


def _edited(question: QuestionType, entry: Entry) -> bool:
    return bool(entry.version) and entry.version != version(public_view(question))


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
    return f"Not answered: {problem}." if problem else ""


def stamp(metadata: Mapping[str, Any]) -> str | None:
    """Return the name of the assignment that a notebook carries; None if it carries none."""
    mark_of_ours = metadata.get("imuran_edu")
    found = mark_of_ours.get("assignment") if isinstance(mark_of_ours, Mapping) else None
    return found if isinstance(found, str) else None
