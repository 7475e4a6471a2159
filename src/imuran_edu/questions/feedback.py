"""What to tell a student about an answer.

It gives the key away, so it is for practice, or for when an instructor chooses to show it.
"""

from __future__ import annotations

from typing import Any

from imuran_edu.questions.question_type import QuestionType
from imuran_edu.questions.result import Feedback, Status
from imuran_edu.questions.score import score

HEADLINES: dict[Status, str] = {
    "right": "Right",
    "partial": "Partly right",
    "wrong": "Not right",
    "blank": "Not answered yet",
    "invalid": "This answer cannot be read",
    "manual": "Graded by hand",
}


def feedback(question: QuestionType, answer: Any) -> Feedback:
    """Return the feedback on an answer; for a case, on the case as a whole."""
    result = score(question, answer)
    headline = HEADLINES[result.status]
    if result.status in ("blank", "invalid", "manual"):
        return Feedback(result, headline, result.reason)
    text, parts = question.explain(answer, result)
    return Feedback(result, headline, text, parts, question.rationale)
