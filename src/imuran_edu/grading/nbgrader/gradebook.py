"""Write grades to nbgrader's gradebook: by one writer, each submission whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from imuran_edu.grading.nbgrader.penalties import seconds_late
from imuran_edu.grading.nbgrader.preprocessors.cached import PendingGrades
from imuran_edu.grading.nbgrader.preprocessors.save_grades import set_aside

TRIES = 5  # each waits five seconds for a process that holds an SQLite file


@dataclass
class Outcome:
    """What became of one submission.

    Attributes:
        student: the student's name.
        submitted: the time in UTC; None if the submission has none.
        missing: notebooks of the assignment that were not submitted.
        pending: what goes into the gradebook, by notebook.
        unchanged: questions whose answer is the one that was graded before.
        notes: what an instructor should know.
        problem: why it could not be graded; `""` if it was.
        saved: whether nothing is left to write: nbgrader wrote it, or there is nothing to write.
    """

    student: str
    submitted: datetime | None = None
    missing: list[str] = field(default_factory=list)
    pending: dict[str, PendingGrades] = field(default_factory=dict)
    unchanged: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    saved: bool = False


class DeferredSession(Session):
    """A session in which nbgrader's many commits wait for the one at the end."""

    def commit(self) -> None:
        """Send what is pending to the database, without ending the transaction."""
        self.flush()

    def commit_all(self) -> None:
        """End the transaction."""
        super().commit()

    def remove(self) -> None:
        """Close; nbgrader calls it so."""
        self.close()


class BatchGradebook(Gradebook):  # type: ignore[misc]
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
            db_url: URL of the database, from nbgrader's configuration.
            course_id: nbgrader's name for the course.
            assignment: name of the assignment.
            penalties: nbgrader's `AssignLatePenalties`; None if the course has none.
            create: whether students who are not in the gradebook are added.
        """
        super().__init__(db_url, course_id)
        self.close()
        self.db: Any = DeferredSession(bind=self.engine, autoflush=True, expire_on_commit=False)
        self._assignment = assignment
        self._penalties, self._create = penalties, create
        if penalties is not None:
            penalties.assignment_id = assignment  # by which `DeadlinePenalty` finds its rule
        self._is_read = False

    def _load(self) -> None:
        """Read the assignment and the names of the students, once."""
        if self._is_read:
            return
        self._master = self.find_assignment(self._assignment)
        self._cells = {
            notebook.id: (
                [cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)],
                [cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)],
            )
            for notebook in self._master.notebooks
        }
        cells = [cell for notebook in self._master.notebooks for cell in notebook._base_cells]
        self._names = {cell.id: cell.name for cell in cells}
        self._students = {name for (name,) in self.db.query(Student.id)}
        self._is_read = True

    def write(self, outcomes: Sequence[Outcome]) -> None:
        """Write submissions; one that cannot be written gets its `problem` and hinders no other."""
        todo = [outcome for outcome in outcomes if not outcome.saved]
        if not todo:
            return
        try:
            self._write_batch(todo)
        except Exception:
            for outcome in todo:
                self._write_one(outcome)

    def _write_one(self, outcome: Outcome) -> None:
        try:
            self._write_batch([outcome])
        except MissingEntry as error:
            outcome.problem = str(error)
        except Exception as error:
            outcome.problem = f"the gradebook refused it: {_first_line(error)}"

    def _write_batch(self, outcomes: Sequence[Outcome]) -> None:
        """Write in one transaction; again if another program holds the database."""
        for left in reversed(range(TRIES)):
            try:
                self._load()
                self._enter(outcomes)
                self.db.commit_all()
                return
            except BaseException as error:
                self.db.rollback()
                self.db.expunge_all()
                self._is_read = False
                if not left or not isinstance(error, OperationalError) or not _locked(error):
                    raise
                time.sleep(0.1)

    def _enter(self, outcomes: Sequence[Outcome]) -> None:
        """Write a batch: what nbgrader does cell by cell, in a few statements for all."""
        self._add_students([outcome.student for outcome in outcomes])
        by_student = {outcome.student: outcome for outcome in outcomes}
        submissions = self._submissions(by_student)
        notebooks: dict[str, tuple[Any, Outcome]] = {
            notebook.id: (notebook, by_student[notebook.assignment.student_id])
            for notebook in self.db.query(SubmittedNotebook).filter(
                SubmittedNotebook.assignment_id.in_([found.id for found in submissions])
            )
        }
        self._grade(notebooks)
        self._comment(notebooks)
        for notebook, outcome in notebooks.values():
            if notebook.name in outcome.pending:
                self._penalise(notebook.assignment, notebook)

    def _add_students(self, names: list[str]) -> None:
        new = [name for name in names if name not in self._students]
        if new and not self._create:
            raise MissingEntry(f"No such student: {new[0]}")
        self.db.bulk_insert_mappings(Student, [{"id": name} for name in new])
        self._students.update(new)

    def _submissions(self, outcomes: dict[str, Outcome]) -> list[Any]:
        """Return the submissions of these students; those that are new are added whole."""
        query = self.db.query(SubmittedAssignment).filter(
            SubmittedAssignment.assignment_id == self._master.id,
            SubmittedAssignment.student_id.in_(list(outcomes)),
        )
        known = {submission.student_id: submission for submission in query}
        self._add_submissions([it for name, it in outcomes.items() if name not in known])
        for student, submission in known.items():
            if outcomes[student].submitted:
                submission.timestamp = outcomes[student].submitted
        return query.all() if len(known) < len(outcomes) else list(known.values())

    def _add_submissions(self, outcomes: list[Outcome]) -> None:
        """Mirror the assignment for each, as nbgrader's `add_submission` does."""
        rows: dict[Any, list[dict[str, Any]]] = {
            kind: [] for kind in (SubmittedAssignment, SubmittedNotebook, Grade, Comment)
        }
        for outcome in outcomes:
            submission = {
                "id": new_uuid(),
                "assignment_id": self._master.id,
                "student_id": outcome.student,
                "timestamp": outcome.submitted,
            }
            rows[SubmittedAssignment].append(submission)
            for notebook, (graded, commented) in self._cells.items():
                own = {"id": new_uuid(), "notebook_id": notebook, "assignment_id": submission["id"]}
                rows[SubmittedNotebook].append(own)
                for kind, cells in ((Grade, graded), (Comment, commented)):
                    rows[kind] += [{"cell_id": cell, "notebook_id": own["id"]} for cell in cells]
        for kind, mappings in rows.items():
            self.db.bulk_insert_mappings(kind, mappings)

    def _grade(self, notebooks: dict[str, tuple[Any, Outcome]]) -> None:
        columns = (Grade.id, Grade.notebook_id, Grade.cell_id, Grade.manual_score)
        query = self.db.query(*columns, Grade.needs_manual_grade)
        changes = []
        for own, notebook_id, cell, manual, waits in query.filter(
            Grade.notebook_id.in_(list(notebooks))
        ):
            notebook, outcome = notebooks[notebook_id]
            pending = outcome.pending.get(notebook.name, PendingGrades())
            name = self._names[cell]
            found = (0, False) if notebook.name in outcome.missing else pending.grades.get(name)
            if found is None:
                continue
            change = {"id": own, "auto_score": found[0], "needs_manual_grade": found[1]}
            if manual is not None and name in pending.settled:
                outcome.notes.append(set_aside(name, float(manual)))
                change["manual_score"] = None
            elif manual is not None and name in pending.grades:
                # what a person once graded is looked at again if it has changed
                change["needs_manual_grade"] = waits if name in outcome.unchanged else True
            changes.append(change)
        self.db.bulk_update_mappings(Grade, changes)

    def _comment(self, notebooks: dict[str, tuple[Any, Outcome]]) -> None:
        wanted = [
            own
            for own, (nb, it) in notebooks.items()
            if it.pending.get(nb.name, PendingGrades()).comments
        ]
        query = self.db.query(Comment.id, Comment.notebook_id, Comment.cell_id)
        changes = []
        for own, notebook_id, cell in query.filter(Comment.notebook_id.in_(wanted)):
            notebook, outcome = notebooks[notebook_id]
            comments = outcome.pending[notebook.name].comments
            if (name := self._names[cell]) in comments:
                changes.append({"id": own, "auto_comment": comments[name]})
        self.db.bulk_update_mappings(Comment, changes)

    def _penalise(self, submission: Any, notebook: Any) -> None:
        """Give a late notebook its penalty, as nbgrader's `AssignLatePenalties` does."""
        if self._penalties is None:
            return
        notebook.late_submission_penalty = None
        late = seconds_late(submission)
        if late > 0:
            self.db.flush()
            self.db.refresh(notebook, ["score"])
            plugin = self._penalties.plugin_inst
            penalty = plugin.late_submission_penalty(submission.student_id, notebook.score, late)
            if penalty is not None:
                penalty = self._penalties._check_late_penalty(notebook, penalty)
                notebook.late_submission_penalty = penalty


def _locked(error: OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"
