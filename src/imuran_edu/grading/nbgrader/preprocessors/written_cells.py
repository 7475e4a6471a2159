"""Steps of `nbgrader generate_assignment`: written questions get room for a comment.

The first stands before nbgrader saves the cells in the gradebook, the second behind it: what is
released is a question like any other, which Validate does not call unanswered for ever.
"""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from imuran_edu.grading.assignment_contents import asked
from imuran_edu.grading.nbgrader.settings import QuestionGrading


class MarkWritten(NbGraderPreprocessor):  # type: ignore[misc]
    """Let nbgrader take written questions for cells that can have a comment."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Mark them, unless submissions to a notebook without such cells stand in the way."""
        info = resources["nbgrader"]
        bank = QuestionGrading(parent=self).bank(info["assignment"])
        written = {each.id for each in bank.questions if each.manual} if bank else set()
        fixed = _fixed(info) if written else None
        for cell in nb.cells:
            name = asked(cell.source)
            if name in written and (fixed is None or name in fixed):
                cell.metadata["nbgrader"]["solution"] = True
        return nb, resources


class UnmarkWritten(NbGraderPreprocessor):  # type: ignore[misc]
    """Release written questions as what they are."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Take the marks away, and note the cells as locked, which nbgrader never saves a solution.

        Else each submission would be told that its cell is locked and should not be.
        """
        info, marked = resources["nbgrader"], []
        for cell in nb.cells:
            about = cell.metadata.get("nbgrader", {})
            if asked(cell.source) and about.get("grade") and about.get("solution"):
                about["solution"] = False
                marked.append(about["grade_id"])
        if marked and info.get("db_url"):
            with Gradebook(info["db_url"]) as book:
                for name in marked:
                    book.find_source_cell(name, info["notebook"], info["assignment"]).locked = True
                book.db.commit()
        return nb, resources


def _fixed(info: dict[str, str]) -> set[str] | None:
    """Return the cells with comments of a notebook that was submitted; None if it was not."""
    with Gradebook(info["db_url"]) as book:
        try:
            notebook = book.find_notebook(info["notebook"], info["assignment"])
        except MissingEntry:
            return None
        if not notebook.submissions:
            return None
        return {cell.name for cell in notebook.solution_cells}
