"""A step of `nbgrader autograde`: score the questions by reading the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from imuran_edu.answers import FILE_NAME, read_responses
from imuran_edu.grading.answer_html import report_html
from imuran_edu.grading.graded_answers import answers_in, unchanged
from imuran_edu.grading.nbgrader.preprocessors.save_grades import GRADES, UNCHANGED, graded_id
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.question_grade import QuestionGrade, grade_question, rejection_reason, stamp
from imuran_edu.grading.renames import in_new_names


class ReadAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Score the questions of a submission from its `responses.json`; in place of `Execute`.

    No code of a student's is run for that. A notebook that also has code tests is executed by
    nbgrader's `Execute` without its question cells, and so is one without questions. If
    `run_code` is off, neither is executed.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put a score and its reason into the output of every question cell."""
        grading = QuestionGrading(parent=self)
        bank = grading.bank(resources["nbgrader"]["assignment"])
        questions = bank.by_id if bank else {}
        cells = [cell for cell in nb.cells if graded_id(cell) in questions]
        if not cells:
            return self._execute(nb, resources) if grading.run_code else (nb, resources)
        # read before any code of the student's can write to the file
        grades = self._grades(cells, questions, nb, resources)
        rest = [cell for cell in nb.cells if not any(cell is other for other in cells)]
        if grading.run_code and any(_needs_running(cell) for cell in rest):
            resources = self._execute(NotebookNode({**nb, "cells": rest}), resources)[1]
        for cell in cells:
            grade = grades[graded_id(cell)]
            data = {
                "text/plain": repr(grade.points),
                "text/html": report_html(grade, grading.show_key, grading.corrections()),
            }
            cell.outputs = [_result(data)]
            cell.execution_count = None
        resources[GRADES] = grades
        before = getattr(getattr(self.parent, "parent", None), "answered_before", None)
        now = answers_in(folder_of(self, "submitted_directory", resources))
        resources[UNCHANGED] = unchanged(grades, before, now)
        return nb, resources

    def _execute(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        execute = Execute(parent=self.parent)
        return execute(nb, resources)  # type: ignore[no-any-return]

    def _grades(
        self, cells: Any, questions: Any, nb: Any, resources: Any
    ) -> dict[str, QuestionGrade]:
        info = resources["nbgrader"]
        path = folder_of(self, "submitted_directory", resources) / FILE_NAME
        responses, problem = read_responses(path)
        grading = QuestionGrading(parent=self)
        responses = in_new_names(responses, grading.renames())
        released = grading.released(folder_of(self, "source_directory", resources, "."))
        refused = rejection_reason(nb.metadata, responses, problem, info["assignment"])
        if refused:
            self.log.warning("%s: %s", info["student"], refused)
        elif stamp(nb.metadata) is None:
            message = "%s: the notebook does not say to which assignment it belongs; graded as %s"
            self.log.warning(message, info["student"], info["assignment"])
        return {
            (name := graded_id(cell)): grade_question(
                questions[name],
                responses.answers.get(name),
                float(cell.metadata.nbgrader["points"]),
                refused,
                released.get(name),
            )
            for cell in cells
        }


def _result(data: dict[str, str]) -> Any:
    # what nbformat's `new_output` makes, without validating each output by itself
    output = {"output_type": "execute_result", "metadata": {}, "data": data}
    return from_dict({**output, "execution_count": None})


def _needs_running(cell: Any) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(about.get("grade") or about.get("solution"))


def folder_of(preprocessor: Any, step: str, resources: Any, student: str = "") -> Path:
    """Return the folder of an assignment at a step, such as `"submitted_directory"`.

    Args:
        preprocessor: one of nbgrader's.
        step: the folder's name in nbgrader's configuration.
        resources: of the notebook.
        student: whose; the notebook's student if none.
    """
    coursedir = preprocessor.parent.parent.coursedir
    info = resources["nbgrader"]
    path = coursedir.format_path(
        getattr(coursedir, step), student or info["student"], info["assignment"]
    )
    return Path(path)
