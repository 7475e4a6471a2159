"""A practice question as the page gets it: drawn, and with the key by which the page scores it."""

from __future__ import annotations

from typing import Any

from imuran_edu.core.markup import to_html
from imuran_edu.questions import PracticeQuestion, QuestionType
from imuran_edu.questions.page import front_view
from imuran_edu.questions.public import practice_question, versions_of
from imuran_edu.widgets.evidence_views import basis_html, corrected_notes


def practice_view(asked: PracticeQuestion, number: str, seed: str) -> dict[str, Any]:
    """Return a question of a practice bank with its key, and of a case each part with its own.

    A template or a pool comes with all its rows, so that the page can ask it anew with others.

    Args:
        asked: the question.
        number: its number as shown.
        seed: the same seed gives the same order of options.
    """
    if (template := asked.question.template) is None:
        return _in_one_row(asked, number, seed)

    def shown(question: QuestionType) -> dict[str, Any]:
        return _in_one_row(practice_question(question), number, seed)

    rows = {**template.differing(shown), "versions": versions_of(template)}
    row = asked.question.row
    return {**shown(template.question(row)), "rows": {**rows, "row": row}}


def _in_one_row(asked: PracticeQuestion, number: str, seed: str) -> dict[str, Any]:
    front = {**front_view(asked.public, number, seed), "objective": asked.question.objective}
    parts = {part.id: part for part in asked.question.parts}
    if not parts:
        return {**front, "key": page_key(asked.question)}
    for stage in front["stages"]:
        for part in stage["questions"]:
            part["key"] = page_key(parts[part["id"]])
    return front


def page_key(question: QuestionType) -> dict[str, Any]:
    """Return the key of a practice question with why it is right, in HTML."""
    return {
        "data": question.page_key(),
        "several": question.several_marks,
        "rationale": to_html(question.rationale),
        "evidence": basis_html(question),
        "corrected": corrected_notes(question.id),
    }
