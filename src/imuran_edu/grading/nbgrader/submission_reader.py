"""Read one graded submission: its points in the gradebook and its answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from imuran_edu.answers import FILE_NAME, Entry, Responses
from imuran_edu.answers.responses_file import read_file
from imuran_edu.grading.grade_states import GradeState
from imuran_edu.grading.nbgrader.cell_points import points_due, released_points
from imuran_edu.grading.nbgrader.class_grades import Submission
from imuran_edu.grading.nbgrader.receipts import Receipts
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.question_grade import (
    COUNTS,
    AnswerGrader,
    QuestionGrade,
    Rejection,
    Unknown,
    rejection,
)
from imuran_edu.grading.renames import in_new_names
from imuran_edu.grading.safety.ordinary_files import MAX_NOTEBOOK, fault, folder_fault
from imuran_edu.questions import Bank

_CLOSE = 1e-6  # points
_STATES = {
    Unknown.OTHER: GradeState.OTHER,
    Unknown.UNREADABLE: GradeState.UNREADABLE,
    Unknown.MISFIT: GradeState.MISFIT,
}


@dataclass(frozen=True)
class Result:
    """One student's submission.

    Attributes:
        student: the student's name in nbgrader.
        points: by graded cell, without extra credit; None while a person has to give them.
        total: points in the gradebook, with extra credit and less the penalty for lateness.
        waiting: number of cells that a person has to look at.
        handed_in: time of submission in UTC; None if it is not known.
        entries: the answers, if they count.
        stale: questions whose grade is not what bank and answers give today.
        state: whether the grade is known.
        seed: of the folder, by which the rows of templates are known.
        score: points in the gradebook, with extra credit, before the penalty.
        today: what bank and answers give today, by question.
        by_hand: cells that a person gave points for.
    """

    student: str
    points: Mapping[str, float | None]
    total: float
    waiting: int
    handed_in: datetime | None
    entries: Mapping[str, Entry]
    stale: tuple[str, ...]
    state: GradeState = GradeState.GRADED
    seed: int = 0
    score: float = 0.0
    today: Mapping[str, QuestionGrade] = field(default_factory=dict)
    by_hand: frozenset[str] = frozenset()


class SubmissionReader:
    """Reads the submissions of one assignment, one after the other."""

    def __init__(
        self,
        coursedir: Any,
        assignment: str,
        bank: Bank | None,
        names: Mapping[str, str],
        possible: Mapping[str, float],
        grading: QuestionGrading,
        receipts: Receipts,
        penalties: Mapping[str, float],
    ) -> None:
        self._coursedir, self._assignment = coursedir, assignment
        self._renames = grading.renames()
        source = coursedir.format_path(coursedir.source_directory, ".", assignment)
        self._released = grading.released(Path(source))
        self._receipts, self._penalties = receipts, penalties
        self._grader = AnswerGrader(bank.rulings) if bank else AnswerGrader()
        self._questions = bank.by_id if bank else {}
        self._names, self._possible = names, possible
        due = points_due(bank, released_points(coursedir, assignment))
        self._due = {**possible, **{name: due[name] for name in possible if name in due}}

    def read(self, submission: Submission) -> Result:
        """Return a submission with its answers."""
        student = submission.student
        points: dict[str, float | None] = {}
        auto: dict[str, float | None] = {}
        settled: set[str] = set()
        by_hand: set[str] = set()
        for grade in submission.grades:
            if name := self._names.get(grade.cell):
                auto[name] = grade.auto
                points[name] = grade.auto if grade.manual is None else grade.manual
                if grade.manual is not None:
                    by_hand.add(name)
                    settled |= set() if grade.waits else {name}
        untouched = all(each is None for each in points.values())
        if not points and self._possible:
            return Result(student, {}, 0.0, 0, submission.handed_in, {}, (), GradeState.FAILED)
        waiting = sum(grade.waits for grade in submission.grades)
        responses, refused = self._answers(student)
        today = self._today(responses, refused)
        return Result(
            student,
            points,
            max(0.0, submission.score - self._penalties.get(student, submission.penalty)),
            waiting,
            submission.handed_in,
            {} if refused else responses.answers,
            tuple(_stale(auto, today)),
            self._state(student, waiting, settled, today, untouched),
            responses.seed,
            submission.score,
            today,
            frozenset(by_hand),
        )

    def _state(
        self,
        student: str,
        waiting: int,
        settled: Collection[str],
        today: Mapping[str, QuestionGrade],
        untouched: bool,
    ) -> GradeState:
        """Say whether the grade is known; what a person has settled is."""
        if student in self._receipts.newer:
            return GradeState.NEWER
        if student not in self._receipts.graded and (
            untouched or student in self._receipts.submitted
        ):
            return GradeState.FAILED
        open_ones = {grade.unknown for name, grade in today.items() if name not in settled}
        for unknown, state in _STATES.items():
            if unknown in open_ones:
                return state
        return GradeState.WAITING if waiting else GradeState.GRADED

    def _answers(self, student: str) -> tuple[Responses, Rejection]:
        """Return the answers, from where grading reads them, and why they do not count, if so."""
        folder = self._folder(student)
        read = read_file(folder / FILE_NAME)
        responses = in_new_names(read.responses, self._renames)
        stamps = [_metadata(path) for path in sorted(folder.glob("*.ipynb"))]
        for metadata in stamps or [{}]:
            if refused := rejection(metadata, read, self._assignment):
                return responses, refused
        return responses, COUNTS

    def _folder(self, student: str) -> Path:
        """Return the submission; its graded copy if the submission itself was put away."""
        found = [
            Path(self._coursedir.format_path(step, student, self._assignment))
            for step in (self._coursedir.submitted_directory, self._coursedir.autograded_directory)
        ]
        return found[0] if found[0].is_dir() and not folder_fault(found[0]) else found[1]

    def _today(self, responses: Responses, refused: Rejection) -> dict[str, QuestionGrade]:
        return {
            name: self._grader.grade(
                question.for_seed(responses.seed),
                responses.answers.get(name),
                self._due[name],
                refused,
                self._released.get(name),
            )
            for name, question in self._questions.items()
            if name in self._due
        }


def _stale(auto: Mapping[str, float | None], today: Mapping[str, QuestionGrade]) -> Iterator[str]:
    for name, grade in today.items():
        graded = auto.get(name)
        if graded is None:
            continue
        if grade.needs_manual_grade or abs(grade.points - graded) > _CLOSE:
            yield name


def _metadata(path: Path) -> Mapping[str, Any]:
    """Return the metadata of a graded notebook; empty if it cannot be read."""
    if fault(path, MAX_NOTEBOOK):
        return {}
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    found = data.get("metadata") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}
