"""Room for a person's comment on written questions, in the gradebook.

nbgrader keeps comments for cells that a student writes into, and a question is a cell that nobody
changes. So the gradebook gets such a cell beside that of each written question; formgrader then
shows a box for the comment, and feedback shows the comment.
"""

from __future__ import annotations

from typing import Any

from nbgrader.api import Comment, Gradebook, MissingEntry, SolutionCell

from imuran_edu.questions import Bank

AS_TEXT = "markdown"  # so that nbgrader counts the points as written and not as code


def make_room(coursedir: Any, assignment: str, bank: Bank | None) -> None:
    """Give each written question of an assignment a comment for every submission.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: name of the assignment.
        bank: of the assignment; None if it has none.
    """
    wanted = {each.id for each in bank.questions if each.manual} if bank else set()
    if not wanted:
        return
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        try:
            notebooks = book.find_assignment(assignment).notebooks
        except MissingEntry:
            return
        for notebook in notebooks:
            known = {cell.name for cell in notebook.solution_cells}
            for cell in notebook.grade_cells:
                if cell.name not in wanted:
                    continue
                cell.cell_type = AS_TEXT
                if cell.name in known:
                    continue
                made = SolutionCell(name=cell.name, notebook=notebook)
                book.db.add(made)
                for submitted in notebook.submissions:
                    book.db.add(Comment(cell=made, notebook=submitted))
        book.db.commit()
