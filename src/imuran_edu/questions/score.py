"""The one function that scores an answer. It never raises on an answer, whatever it is."""

from __future__ import annotations

from typing import Any

from imuran_edu.questions.question_type import QuestionType
from imuran_edu.questions.reading import is_blank
from imuran_edu.questions.result import Score, blank


def score(question: QuestionType, answer: Any) -> Score:
    """Score one answer.

    Args:
        question: from a bank.
        answer: as it came from JSON: whatever a student, a bug or an attacker left there.

    Returns:
        Points and the reason. An answer that is missing is blank and one of the wrong shape is
        invalid; both earn 0.
    """
    return blank(question.points) if is_blank(answer) else question.score(answer)
