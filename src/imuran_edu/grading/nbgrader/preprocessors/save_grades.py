"""A step of `nbgrader autograde`: save the grades of a notebook in the gradebook."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import SaveAutoGrades

from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.question_grade import QuestionGrade

GRADES = "imuran_edu_grades"  # the key under which grades travel from step to step


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Save the grades; a written answer waits for a person, and so does code that was not run.

    All grades of a notebook are written in one transaction: nbgrader looks up and commits each one
    by itself, and on a slow disk a dozen commits take longer than all the rest.
    """

    def _add_score(self, cell: Any, resources: Any) -> None:
        grades: dict[str, QuestionGrade] = resources.get(GRADES, {})
        name = graded_id(cell)
        if name in grades:
            if name == next(iter(grades)):
                self._save(grades)
        elif name and not QuestionGrading(parent=self).run_code:
            self._leave_to_a_person(name)  # nbgrader gives full points to code without an error
        else:
            super()._add_score(cell, resources)

    def _leave_to_a_person(self, name: str) -> None:
        where = (self.notebook_id, self.assignment_id, self.student_id)
        grade = self.gradebook.find_grade(name, *where)
        grade.auto_score, grade.needs_manual_grade = None, True
        self.gradebook.db.commit()

    def _save(self, grades: dict[str, QuestionGrade]) -> None:
        book = self.gradebook
        submitted = book.find_submission_notebook(
            self.notebook_id, self.assignment_id, self.student_id
        )
        rows = {row.name: row for row in submitted.grades}
        for name, grade in grades.items():
            row = rows[name]
            row.auto_score = None if grade.needs_manual_grade else grade.points
            # nbgrader's rule: what a person once graded is looked at again
            row.needs_manual_grade = grade.needs_manual_grade or row.manual_score is not None
        book.db.commit()


def graded_id(cell: Any) -> str:
    """Return the grade id of a graded code cell; `""` for any other cell."""
    about = cell.metadata.get("nbgrader", {})
    graded = cell.cell_type == "code" and about.get("grade") and not about.get("solution")
    return str(about.get("grade_id", "")) if graded else ""
