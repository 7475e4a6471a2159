"""A step of `nbgrader generate_feedback`: put grades into the page, and what is not graded yet."""

from __future__ import annotations

from html import escape
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades

from imuran_edu.core.words import _
from imuran_edu.grading.answer_html import BY_HAND, MANUAL, WAITS
from imuran_edu.grading.nbgrader.penalties import penalties_of
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.questions import QuestionType


class TellGrades(GetGrades):  # type: ignore[misc]
    """Do as `GetGrades`, with penalties for lateness as they are after grading by hand."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Bring the penalty up to date, then put scores and comments into the notebook."""
        info = resources["nbgrader"]
        if penalties := penalties_of(self):
            with Gradebook(info["db_url"]) as book:
                penalties.renew(
                    book.find_submission_notebook(
                        info["notebook"], info["assignment"], info["student"]
                    )
                )
                book.db.commit()
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def _get_score(self, cell: Any, resources: Any) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        if grade.needs_manual_grade:
            tell_waiting(cell)
        else:
            bank = QuestionGrading(parent=self).bank(self.assignment_id)
            question = bank.by_id.get(grade.name) if bank else None
            tell_level(cell, question, grade.score)


def tell_level(cell: Any, question: QuestionType | None, points: float | None) -> None:
    """Name the level of the rubric in the report of a question that a person graded, if it has one.

    Args:
        cell: of the question.
        question: in the bank; None if the cell asks none.
        points: that it has.
    """
    titles = [each[1] for each in question.levels if each[0] == points] if question else []
    if titles:
        level = f"<b>{escape(titles[0])}</b>"
        told = _("Graded by hand, by the rubric: {level}.", level=level)
    else:
        told = _(BY_HAND)
    span = f'<span class="imuran-manual">{told}</span>'
    for output in cell.get("outputs", []):
        html = output.get("data", {}).get("text/html")
        if isinstance(html, str):
            output.data["text/html"] = html.replace(MANUAL, span)


def tell_waiting(cell: Any) -> None:
    """Say in the report of a question that a person has to look at the answer."""
    waits = f'<span class="imuran-manual"><strong>{_(WAITS)}</strong></span>'
    for output in cell.get("outputs", []):
        html = output.get("data", {}).get("text/html")
        if isinstance(html, str):
            output.data["text/html"] = html.replace(MANUAL, waits)
