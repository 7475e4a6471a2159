"""An answer in words that a person can read."""

from __future__ import annotations

from typing import Any

from imuran_edu.core.words import _
from imuran_edu.questions.public import PublicQuestion, public_view
from imuran_edu.questions.question_type import QuestionType
from imuran_edu.questions.reading import is_blank
from imuran_edu.questions.words import MAX_TEXT


def answer_in_words(question: QuestionType | PublicQuestion, answer: Any) -> str:
    """Return what a student answered as text, in Markdown where options are; never raises.

    Args:
        question: from a bank, or its public view.
        answer: whatever was stored.
    """
    view = question if isinstance(question, PublicQuestion) else public_view(question)
    if is_blank(answer):
        return ""
    told = view.kind.answer_text(view, answer)
    if told is not None:
        return told
    try:
        return (
            str(answer)[:MAX_TEXT] if isinstance(answer, str | int | float) else _("(unreadable)")
        )
    except ValueError:  # Python writes no number of more than 4300 digits
        return _("(unreadable)")
