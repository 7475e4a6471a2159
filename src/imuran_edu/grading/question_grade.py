"""The grade of one question in one submission. Pure: no nbgrader, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.questions import QuestionType, Score, public_view, score, version

CLIP = 60  # characters quoted of a name that a student may have changed


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
    """

    question: QuestionType
    answer: Any
    score: Score
    points: float
    possible: float
    reason: str
    saved: str = ""

    @property
    def needs_manual_grade(self) -> bool:
        """Whether a person must grade it."""
        return self.score.status == "by-hand"


def grade_question(
    question: QuestionType, entry: Entry | None, possible: float, rejection_reason: str = ""
) -> QuestionGrade:
    """Grade one question.

    Args:
        question: the question in the bank.
        entry: the student's answer; None if there is none.
        possible: points of its cell, which an older build may have set differently.
        rejection_reason: why nothing in this submission counts; `""` if it counts.
    """
    if rejection_reason:
        result = replace(score(question, None), reason=rejection_reason)
        return QuestionGrade(question, None, result, 0.0, possible, rejection_reason)
    answer = entry.answer if entry else None
    result = score(question, answer)
    share = result.earned / question.points
    points = min(max(round(share * possible, 4), 0.0), possible)
    reason = result.reason
    if entry and result.status != "blank" and _edited(question, entry):
        reason += " (The student answered an earlier version of this question.)"
    saved = entry.saved if entry else ""
    return QuestionGrade(question, answer, result, points, possible, reason, saved)


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
            return f"Not counted: the {thing} {verb} to '{other}', and '{name}' is graded here."
    return f"Not answered: {problem}." if problem else ""


def stamp(metadata: Mapping[str, Any]) -> str | None:
    """Return the name of the assignment that a notebook carries; None if it carries none."""
    mark_of_ours = metadata.get("imuran_edu")
    found = mark_of_ours.get("assignment") if isinstance(mark_of_ours, Mapping) else None
    return found if isinstance(found, str) else None
