"""A step of `nbgrader autograde`: score the questions by reading the answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from imuran_edu.answers import FILE_NAME
from imuran_edu.answers.responses_file import read_file
from imuran_edu.grading.answer_html import report_html
from imuran_edu.grading.graded_answers import answers_in, unchanged
from imuran_edu.grading.nbgrader.master_cells import is_run
from imuran_edu.grading.nbgrader.preprocessors.save_grades import GRADES, UNCHANGED, graded_id
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.question_grade import AnswerGrader, QuestionGrade, rejection, stamp
from imuran_edu.grading.renames import in_new_names
from imuran_edu.questions import Bank, QuestionType

MAX_KEPT = 5000  # characters of a report; a longer one quotes an answer that one student gave


class ReadAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Score the questions of a submission from its `responses.json`; in place of `Execute`.

    No code of a student's is run for that. A notebook in which the course marked code is executed
    by nbgrader's `Execute`, without its question cells. If `run_code` is off, nothing is.

    Needs `CheckedExporter`, which reads the course's own cells once for a class.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._bank: Bank | None = None
        self._grader = AnswerGrader()
        self._html: dict[Any, str] = {}

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put a score and its reason into the output of every question cell."""
        grading = self._grading
        questions = self._questions(resources)
        cells = [cell for cell in nb.cells if graded_id(cell) in questions]
        run = grading.run_code and is_run(
            self.parent.masters(resources["nbgrader"]).values(), questions
        )
        if not cells:
            return self._execute(nb, resources) if run else (nb, resources)
        # read before any code of the student's can write to the file
        grades = self.grades(nb, resources)
        rest = [cell for cell in nb.cells if not any(cell is other for other in cells)]
        if run:
            resources = self._execute(NotebookNode({**nb, "cells": rest}), resources)[1]
        for cell in cells:
            grade = grades[graded_id(cell)]
            cell.outputs = [_result(self.output_data(grade))]
            cell.execution_count = None
        resources[GRADES] = grades
        before = getattr(getattr(self.parent, "parent", None), "answered_before", None)
        now = answers_in(folder_of(self, "submitted_directory", resources))
        resources[UNCHANGED] = unchanged(grades, before, now)
        return nb, resources

    def _execute(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        execute = Execute(parent=self.parent)
        return execute(nb, resources)  # type: ignore[no-any-return]

    @cached_property
    def _grading(self) -> QuestionGrading:
        return QuestionGrading(parent=self)

    def _questions(self, resources: Any) -> Mapping[str, QuestionType]:
        """Return the questions of the assignment as they are in the bank now."""
        bank = self._grading.bank(resources["nbgrader"]["assignment"])
        if bank is not self._bank:  # formgrader goes on running while a key is mended
            self._bank, self._html = bank, {}
            self._grader = AnswerGrader(bank.rulings) if bank else AnswerGrader()
        return bank.by_id if bank else {}

    def output_data(self, grade: QuestionGrade) -> dict[str, str]:
        """Return what a question's cell shows of a grade, by kind; made once for equal grades."""
        show_key, corrections = self._grading.show_key, self._grading.corrections()
        decisions = self._bank.decisions if self._bank else ()
        # when an answer was saved is told only beside a correction
        saved = grade.saved if corrections else ""
        about = (
            grade.question.id,
            grade.question.row,
            grade.unknown,
            grade.score.status,
            grade.points,
            grade.possible,
            grade.reason,
            saved,
        )
        key = (*about, repr(grade.answer), show_key, id(corrections))
        html = self._html.get(key) or report_html(grade, show_key, corrections, decisions)
        if not grade.question.manual and len(html) < MAX_KEPT:
            self._html[key] = html
        return {"text/plain": repr(grade.points), "text/html": html}

    def grades(self, nb: Any, resources: Any) -> dict[str, QuestionGrade]:
        """Return the grades of a notebook's questions by the answers in a submission.

        Args:
            nb: the notebook, with the course's own cells.
            resources: what nbgrader tells of the submission.
        """
        questions = self._questions(resources)
        cells = [cell for cell in nb.cells if graded_id(cell) in questions]
        info = resources["nbgrader"]
        path = folder_of(self, "submitted_directory", resources) / FILE_NAME
        read = read_file(path)
        responses = in_new_names(read.responses, self._grading.renames())
        released = self._grading.released(folder_of(self, "source_directory", resources, "."))
        refused = rejection(nb.metadata, read, info["assignment"])
        if refused:
            self.log.warning("%s: %s", info["student"], refused.reason)
        elif stamp(nb.metadata) is None:
            message = "%s: the notebook does not say to which assignment it belongs; graded as %s"
            self.log.warning(message, info["student"], info["assignment"])
        return {
            (name := graded_id(cell)): self._grader.grade(
                questions[name].for_seed(responses.seed),
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
