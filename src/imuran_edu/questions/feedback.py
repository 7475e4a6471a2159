"""What to tell a student about an answer.

It gives the key away, so it is for practice, or for when an instructor chooses to show it.
"""

from __future__ import annotations

from typing import Any

from imuran_edu.core.words import N_, _
from imuran_edu.questions.question_type import QuestionType
from imuran_edu.questions.result import Feedback, Status
from imuran_edu.questions.score import score

HEADLINES: dict[Status, str] = {
    "right": N_("Right"),
    "partial": N_("Partly right"),
    "wrong": N_("Not right"),
    "blank": N_("Not answered yet"),
    "invalid": N_("This answer cannot be read"),
    "manual": N_("Graded by hand"),
}


def feedback(question: QuestionType, answer: Any) -> Feedback:
    """Return the feedback on an answer; for a case, on the case as a whole."""
    result = score(question, answer)
    headline = _(HEADLINES[result.status])
    if result.status in ("blank", "invalid", "manual"):
        return Feedback(result, headline, result.reason)
    text, parts = question.explain(answer, result)
    return Feedback(result, headline, text, parts, question.rationale)
