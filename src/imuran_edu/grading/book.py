"""The gradebook: one writer, and each submission is in it whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from imuran_edu.grading.steps import Noted

TRIES = 5  # each waits five seconds for whoever holds an SQLite file


@dataclass
class Outcome:
    """What became of one submission.

    Attributes:
        student: the name.
        submitted: when, in UTC; None if nothing says so.
        missing: notebooks of the assignment that were not submitted.
        noted: what goes into the gradebook, by notebook.
        notes: what an instructor should know.
        problem: why it could not be graded; `""` if it was.
        saved: whether nothing is left to write: nbgrader wrote it, or takes no notice of it.
    """

    student: str
    submitted: datetime | None = None
    missing: list[str] = field(default_factory=list)
    noted: dict[str, Noted] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    saved: bool = False


class _Held(Session):
    """A session in which nbgrader's many commits wait for the one at the end."""

    def commit(self) -> None:
        self.flush()

    def commit_all(self) -> None:
        super().commit()

    def remove(self) -> None:
        """Close; nbgrader calls it so."""
        self.close()


class Book(Gradebook):  # type: ignore[misc]
    """nbgrader's gradebook, open for the grades of one assignment.

    It writes what nbgrader's own `autograde` writes, a batch of submissions at a time.
    """

    def __init__(
        self,
        db_url: str,
        course_id: str,
        assignment: str,
        penalties: Any = None,
        create: bool = True,
    ) -> None:
        """Open the gradebook.

        Args:
            db_url: as nbgrader has it.
            course_id: as nbgrader has it.
            assignment: its name.
            penalties: nbgrader's `AssignLatePenalties`; None if the course has none.
            create: whether students who are not in the gradebook are added.
        """
        super().__init__(db_url, course_id)
        self.close()
        self.db: Any = _Held(bind=self.engine, autoflush=True, expire_on_commit=False)
        self._assignment = assignment
        self._penalties, self._create = penalties, create
        self._load()

    def _load(self) -> None:
        # held, so that no submission looks for its cells again
        self._masters = self.find_assignment(self._assignment)
        self._cells = [
            [*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells]
            for notebook in self._masters.notebooks
        ]

    def write(self, outcomes: Sequence[Outcome]) -> None:
        """Write submissions; one that cannot be written gets its `problem` and hinders no other."""
        todo = [outcome for outcome in outcomes if not outcome.saved]
        if not todo:
            return
        try:
            self._whole(todo)
        except Exception:
            for outcome in todo:
                self._alone(outcome)

    def _alone(self, outcome: Outcome) -> None:
        try:
            self._whole([outcome])
        except MissingEntry as error:
            outcome.problem = str(error)
        except Exception as error:
            outcome.problem = f"the gradebook refused it: {_first_line(error)}"

    def _whole(self, outcomes: Sequence[Outcome]) -> None:
        """Write in one transaction; again if another program holds the database."""
        for left in reversed(range(TRIES)):
            try:
                for outcome in outcomes:
                    self._enter(outcome)
                self.db.commit_all()
                return
            except BaseException as error:
                self.db.rollback()
                self.db.expunge_all()
                self._load()
                if not left or not isinstance(error, OperationalError) or not _locked(error):
                    raise
                time.sleep(0.1)

    def _enter(self, outcome: Outcome) -> None:
        if self._create:
            self.update_or_create_student(outcome.student)
        else:
            self.find_student(outcome.student)
        when = {"timestamp": outcome.submitted} if outcome.submitted else {}
        submission = self.update_or_create_submission(self._assignment, outcome.student, **when)
        for notebook in submission.notebooks:
            if notebook.name in outcome.missing:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
            elif notebook.name in outcome.noted:
                _fill(notebook, outcome.noted[notebook.name])
                self._penalise(submission, notebook)

    def _penalise(self, submission: Any, notebook: Any) -> None:
        """Give a late notebook its penalty, as nbgrader's `AssignLatePenalties` does."""
        if self._penalties is None:
            return
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late > 0:
            self.db.flush()
            self.db.refresh(notebook, ["score"])
            plugin = self._penalties.plugin_inst
            penalty = plugin.late_submission_penalty(submission.student_id, notebook.score, late)
            if penalty is not None:
                penalty = self._penalties._check_late_penalty(notebook, penalty)
                notebook.late_submission_penalty = penalty


def _fill(notebook: Any, noted: Noted) -> None:
    for grade in notebook.grades:
        if grade.name in noted.grades:
            score, waits = noted.grades[grade.name]
            grade.auto_score = score
            # as nbgrader has it: what a person once graded is looked at again
            grade.needs_manual_grade = waits or grade.manual_score is not None
    for comment in notebook.comments:
        if comment.name in noted.comments:
            comment.auto_comment = noted.comments[comment.name]


def _locked(error: OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"
