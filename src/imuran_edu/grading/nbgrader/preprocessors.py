"""The two steps of nbgrader's autograde that are ours: read the answers, save the grades."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, SaveAutoGrades

from imuran_edu.answers import FILE_NAME, read_responses
from imuran_edu.grading.answer_html import report_html
from imuran_edu.grading.nbgrader.restore import folder_of
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.question_grade import QuestionGrade, mark, rejection_reason, stamp
from imuran_edu.grading.renames import in_new_names

MARKS = "imuran_edu_marks"  # where the marks travel from one step to the next


class ReadAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Score the questions of a submission from its `responses.json`; in place of `Execute`.

    No code of the student's runs for that. A notebook that also has code tests is executed by
    nbgrader's `Execute` without its question cells; one without questions is executed as ever.
    Where `run_code` is off neither is executed.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put a score and its reason into the output of every question cell."""
        grading = QuestionGrading(parent=self)
        bank = grading.bank(resources["nbgrader"]["assignment"])
        questions = bank.by_id if bank else {}
        cells = [cell for cell in nb.cells if _graded(cell) in questions]
        if not cells:
            return self._execute(nb, resources) if grading.run_code else (nb, resources)
        # before any code of the student's could write to it
        marks = self._marks(cells, questions, nb, resources)
        rest = [cell for cell in nb.cells if not any(cell is other for other in cells)]
        if grading.run_code and any(_needs_running(cell) for cell in rest):
            resources = self._execute(NotebookNode({**nb, "cells": rest}), resources)[1]
        for cell in cells:
            found = marks[_graded(cell)]
            data = {
                "text/plain": repr(found.points),
                "text/html": report_html(found, grading.show_key, grading.corrections()),
            }
            cell.outputs = [_result(data)]
            cell.execution_count = None
        resources[MARKS] = marks
        return nb, resources

    def _execute(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        execute = Execute(parent=self.parent)
        return execute(nb, resources)  # type: ignore[no-any-return]

    def _marks(
        self, cells: Any, questions: Any, nb: Any, resources: Any
    ) -> dict[str, QuestionGrade]:
        info = resources["nbgrader"]
        path = folder_of(self, "submitted_directory", resources) / FILE_NAME
        responses, problem = read_responses(path)
        responses = in_new_names(responses, QuestionGrading(parent=self).renames())
        refused = rejection_reason(nb.metadata, responses, problem, info["assignment"])
        if refused:
            self.log.warning("%s: %s", info["student"], refused)
        elif stamp(nb.metadata) is None:
            message = "%s: the notebook does not say to which assignment it belongs; graded as %s"
            self.log.warning(message, info["student"], info["assignment"])
        return {
            (name := _graded(cell)): mark(
                questions[name],
                responses.answers.get(name),
                float(cell.metadata.nbgrader["points"]),
                refused,
            )
            for cell in cells
        }


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Save the grades; a written answer waits for a person, and so does code that was not run.

    The marks of a submission go into the gradebook together: nbgrader looks up and commits each
    grade by itself, and on a slow disk a dozen commits take longer than all the rest.
    """

    def _add_score(self, cell: Any, resources: Any) -> None:
        marks: dict[str, QuestionGrade] = resources.get(MARKS, {})
        name = _graded(cell)
        if name in marks:
            if name == next(iter(marks)):
                self._save(marks)
        elif name and not QuestionGrading(parent=self).run_code:
            self._leave_to_a_person(name)  # nbgrader takes code without an error for right
        else:
            super()._add_score(cell, resources)

    def _leave_to_a_person(self, name: str) -> None:
        place = (self.notebook_id, self.assignment_id, self.student_id)
        grade = self.gradebook.find_grade(name, *place)
        grade.auto_score, grade.needs_manual_grade = None, True
        self.gradebook.db.commit()

    def _save(self, marks: dict[str, QuestionGrade]) -> None:
        book = self.gradebook
        submitted = book.find_submission_notebook(
            self.notebook_id, self.assignment_id, self.student_id
        )
        grades = {grade.name: grade for grade in submitted.grades}
        for name, found in marks.items():
            grade = grades[name]
            grade.auto_score = None if found.waits else found.points
            # as nbgrader has it: what a person once graded is looked at again
            grade.needs_manual_grade = found.waits or grade.manual_score is not None
        book.db.commit()


def _result(data: dict[str, str]) -> Any:
    # what nbformat's `new_output` makes, which checks each one for itself
    output = {"output_type": "execute_result", "metadata": {}, "data": data}
    return from_dict({**output, "execution_count": None})


def _graded(cell: Any) -> str:
    """Return the grade id of a graded code cell; `""` for any other cell."""
    about = cell.metadata.get("nbgrader", {})
    graded = cell.cell_type == "code" and about.get("grade") and not about.get("solution")
    return str(about.get("grade_id", "")) if graded else ""


def _needs_running(cell: Any) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(about.get("grade") or about.get("solution"))
