"""A step of `nbgrader autograde`: save the grades of a notebook in the gradebook."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import SaveAutoGrades

from imuran_edu.grading.assignment_contents import asked
from imuran_edu.grading.nbgrader.apply_deadlines import apply_deadlines
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.question_grade import QuestionGrade, Unknown

GRADES = "imuran_edu_grades"  # the key under which grades travel from step to step
UNCHANGED = "imuran_edu_unchanged"  # questions whose answer is the one that was graded before


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Save the grades; a written answer waits for a person, and so does code that was not run.

    All grades of a notebook are written in one transaction: nbgrader looks up and commits each one
    by itself, and on a slow disk a dozen commits take longer than all the rest.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Save the grades, and name answers that no longer fit their question."""
        if found := misfits(resources.get(GRADES, {})):
            student = resources["nbgrader"]["student"]
            self.log.warning("%s: answers that no longer fit: %s", student, ", ".join(found))
        info = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        apply_deadlines(coursedir, info["assignment"], info["student"])
        nb, resources = super().preprocess(nb, resources)
        show_comment_boxes(nb, resources)
        return nb, resources

    def _add_score(self, cell: Any, resources: Any) -> None:
        grades: dict[str, QuestionGrade] = resources.get(GRADES, {})
        name = graded_id(cell)
        if name in grades:
            if name == next(iter(grades)):
                self._save(grades, resources.get(UNCHANGED, frozenset()))
        elif name and not QuestionGrading(parent=self).run_code:
            self._leave_to_a_person(name)  # nbgrader gives full points to code without an error
        else:
            super()._add_score(cell, resources)

    def _leave_to_a_person(self, name: str) -> None:
        where = (self.notebook_id, self.assignment_id, self.student_id)
        grade = self.gradebook.find_grade(name, *where)
        grade.auto_score, grade.needs_manual_grade = None, True
        self.gradebook.db.commit()

    def _save(self, grades: dict[str, QuestionGrade], unchanged: frozenset[str]) -> None:
        book = self.gradebook
        submitted = book.find_submission_notebook(
            self.notebook_id, self.assignment_id, self.student_id
        )
        rows = {row.name: row for row in submitted.grades}
        for name, grade in grades.items():
            row = rows[name]
            row.auto_score = None if grade.needs_manual_grade else grade.points
            if grade.settled and row.manual_score is not None:
                self.log.warning(
                    "%s: %s", self.student_id, set_aside(name, float(row.manual_score))
                )
                row.manual_score = None
            if row.manual_score is None:
                row.needs_manual_grade = grade.needs_manual_grade
            elif name not in unchanged:  # what a person once graded is looked at again
                row.needs_manual_grade = True
        book.db.commit()


def show_comment_boxes(nb: Any, resources: Any) -> None:
    """Mark the written questions of a graded notebook, so that formgrader shows their comments."""
    grades: dict[str, QuestionGrade] = resources.get(GRADES, {})
    for cell in nb.cells:
        if (name := graded_id(cell)) in grades and grades[name].question.manual:
            cell.metadata["nbgrader"]["solution"] = True


def misfits(grades: dict[str, QuestionGrade]) -> list[str]:
    """Return the questions whose answer no longer fits, so that what it earns is not known."""
    return [name for name, grade in grades.items() if grade.unknown is Unknown.MISFIT]


def settled(grades: dict[str, QuestionGrade]) -> frozenset[str]:
    """Return the questions of which it was decided after the exam what they earn."""
    return frozenset(name for name, grade in grades.items() if grade.settled)


def set_aside(question: str, points: float) -> str:
    """Say that points given by hand no longer count."""
    return f"{question}: the {points:g} given by hand no longer count, by a decision in the bank"


def graded_id(cell: Any) -> str:
    """Return the grade id of a graded code cell; `""` for any other cell."""
    about = cell.metadata.get("nbgrader", {})
    name = str(about.get("grade_id", ""))
    graded = cell.cell_type == "code" and about.get("grade")
    return name if graded and (not about.get("solution") or asked(cell.source) == name) else ""
