"""The written answers of a class in the gradebook: read them, and write what a person gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry

from imuran_edu.answers import FILE_NAME, read_responses
from imuran_edu.core import InputError
from imuran_edu.grading.nbgrader.comment_cells import make_room
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.database import plain_errors, require_gradebook
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.renames import in_new_names
from imuran_edu.questions import QuestionType


@dataclass(frozen=True)
class WrittenAnswer:
    """A student's text, and what the gradebook has of it.

    Attributes:
        student: the name in nbgrader.
        text: the answer that was graded last.
        points: what a person gave; None if nobody has.
        comment: what a person said.
        waits: whether a person has to look at it.
    """

    student: str
    text: str
    points: float | None
    comment: str
    waits: bool


class WrittenAnswers:
    """The written questions of one assignment.

    Attributes:
        course: the course and its configuration.
        questions: by id, in the order of the bank.
    """

    def __init__(self, course: NbgraderCourse) -> None:
        """Open the assignment.

        Raises:
            GradingError: it has no written question, or the gradebook cannot be used.
        """
        self.course = course
        grading = QuestionGrading(parent=course.converter)
        try:
            bank = grading.bank(course.assignment)
            self._renames = grading.renames()
        except InputError as error:
            raise GradingError(str(error)) from None
        manual = [each for each in bank.questions if each.manual] if bank else []
        self.questions: dict[str, QuestionType] = {each.id: each for each in manual}
        if not manual:
            raise GradingError(f"{course.assignment}: has no written question in its bank")
        self._url = str(course.coursedir.db_url)
        require_gradebook(self._url)
        with plain_errors(self._url):
            make_room(course.coursedir, course.assignment, bank)
            self._notebooks = self._find_notebooks()

    def _find_notebooks(self) -> dict[str, str]:
        """Return the notebook of each written question."""
        with self._open() as book:
            try:
                notebooks = book.find_assignment(self.course.assignment).notebooks
            except MissingEntry:
                raise GradingError(
                    f"the gradebook has no assignment '{self.course.assignment}'"
                ) from None
            return {
                cell.name: notebook.name
                for notebook in notebooks
                for cell in notebook.grade_cells
                if cell.name in self.questions
            }

    def _open(self) -> Gradebook:
        return Gradebook(self._url, self.course.coursedir.course_id)

    def read(self, question: str) -> list[WrittenAnswer]:
        """Return everybody's answer to a question, without those who left it blank.

        Raises:
            GradingError: the gradebook cannot be used.
        """
        with plain_errors(self._url), self._open() as book:
            return list(self._read(book, question))

    def _read(self, book: Gradebook, question: str) -> Iterator[WrittenAnswer]:
        name, notebook = self.course.assignment, self._notebooks.get(question)
        if notebook is None:
            return
        for submission in book.notebook_submissions(notebook, name):
            student = submission.student.id
            folder = self.course.folder("autograded", student)
            responses = in_new_names(read_responses(folder / FILE_NAME)[0], self._renames)
            entry = responses.answers.get(question)
            if entry is None or not isinstance(entry.answer, str) or not entry.answer.strip():
                continue
            grade = next((each for each in submission.grades if each.name == question), None)
            comment = next((each for each in submission.comments if each.name == question), None)
            if grade is None:
                continue
            yield WrittenAnswer(
                student,
                entry.answer,
                None if grade.manual_score is None else float(grade.manual_score),
                (comment.manual_comment or "") if comment else "",
                bool(grade.needs_manual_grade),
            )

    def give(self, question: str, student: str, points: float, comment: str) -> None:
        """Write what a person gives into the gradebook.

        Raises:
            GradingError: the gradebook cannot be used, or the student handed nothing in.
        """
        where = (question, self._notebooks[question], self.course.assignment, student)
        with plain_errors(self._url), self._open() as book:
            try:
                grade, said = book.find_grade(*where), book.find_comment(*where)
            except MissingEntry as error:
                raise GradingError(str(error)) from None
            grade.manual_score, grade.needs_manual_grade = points, False
            said.manual_comment = comment or None
            book.db.commit()
