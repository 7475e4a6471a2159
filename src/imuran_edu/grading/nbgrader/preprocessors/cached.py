"""nbgrader's steps that need the gradebook, working on an assignment read once for a class.

nbgrader opens the gradebook anew in each of these steps for each student, which takes longer than
all the grading. Here they get the assignment as it was read at the start, and what they would write
into the gradebook is collected, so that one process can write it for many students.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets.utils.importstring import import_item

from imuran_edu.grading.nbgrader.preprocessors.save_grades import (
    GRADES,
    SaveGrades,
    misfits,
    settled,
    show_comment_boxes,
)

PENDING = "imuran_edu_pending"  # the key under which grades travel in a notebook's resources


class CachedAssignment:
    """An assignment as the gradebook has it: read once, the same for every student.

    It answers the questions that nbgrader's steps ask of an open gradebook.

    Attributes:
        notebooks: nbgrader's own objects by name, cut off from the database.
    """

    def __init__(self, notebooks: dict[str, Any]) -> None:
        self.notebooks = notebooks
        self._sources = {
            (name, cell.name): cell for name, nb in notebooks.items() for cell in nb.source_cells
        }
        self._graded = {
            (name, cell.name): cell
            for name, nb in notebooks.items()
            for cell in (*nb.grade_cells, *nb.task_cells)
        }

    def find_notebook(self, name: str, assignment: str) -> Any:
        """Return a notebook, as nbgrader's gradebook does."""
        return _entry(self.notebooks, name)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return a cell as it was released, as nbgrader's gradebook does."""
        return _entry(self._sources, (notebook, name))

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return what the gradebook has of a graded cell, as nbgrader's gradebook does."""
        return _entry(self._graded, (notebook, name))


def _entry(entries: Any, key: Any) -> Any:
    if key not in entries:
        raise MissingEntry(f"no such entry: {key}")
    return entries[key]


def read_cached_assignment(db_url: str, course_id: str, assignment: str) -> CachedAssignment | None:
    """Read an assignment from the gradebook; None if it has none of this name."""
    with Gradebook(db_url, course_id) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            return None
        notebooks = {notebook.name: notebook for notebook in found.notebooks}
        for notebook in notebooks.values():  # what is read now is there when the database is closed
            _ = notebook.kernelspec, list(notebook.source_cells)
            _ = [cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)]
            _ = [cell.name for cell in notebook.solution_cells]
        gradebook.db.expunge_all()
        return CachedAssignment(notebooks)


@dataclass
class PendingGrades:
    """What the steps would have written into the gradebook about one notebook.

    Attributes:
        grades: by cell: the automatic score (None if there is none), and whether a person must
            look.
        comments: by cell: the automatic comment.
        misfits: questions whose answer no longer fits.
        settled: questions of which it was decided after the exam what they earn.
    """

    grades: dict[str, tuple[float | None, bool]] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    misfits: list[str] = field(default_factory=list)
    settled: frozenset[str] = frozenset()


class _PendingNotebook:
    """Takes the gradebook's place while the grades of one submitted notebook are collected."""

    def __init__(self, master: Any) -> None:
        names = [cell.name for cell in (*master.grade_cells, *master.task_cells)]
        # no manual score: whether there is one is looked up where the grade is written
        self._grades = {name: _Grade(name) for name in names}
        self._comments: dict[str, Any] = {}
        self.grades = list(self._grades.values())
        self.db = SimpleNamespace(commit=lambda: None)

    def find_submission_notebook(self, *names: str) -> _PendingNotebook:
        return self

    def find_grade(self, name: str, *names: str) -> Any:
        return _entry(self._grades, name)

    def find_comment(self, name: str, *names: str) -> Any:
        return self._comments.setdefault(name, SimpleNamespace(auto_comment=None))

    def collected(self) -> PendingGrades:
        return PendingGrades(
            {grade.name: (grade.auto_score, grade.needs) for grade in self.grades if grade.touched},
            {name: comment.auto_comment for name, comment in self._comments.items()},
        )


class _Grade:
    manual_score = None

    def __init__(self, name: str) -> None:
        self.name, self.auto_score, self.needs, self.touched = name, None, True, False

    @property
    def needs_manual_grade(self) -> bool:
        return self.needs

    @needs_manual_grade.setter
    def needs_manual_grade(self, value: bool) -> None:
        self.needs, self.touched = bool(value), True


class CachedKernelspec(OverwriteKernelspec):  # type: ignore[misc]
    """Give a notebook the kernel of the assignment."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Overwrite the kernelspec."""
        info = resources["nbgrader"]
        text = self.parent.known.find_notebook(info["notebook"], info["assignment"]).kernelspec
        if text and (kernelspec := json.loads(text)):
            nb.metadata["kernelspec"] = kernelspec
        return nb, resources


class CachedCells(OverwriteCells):  # type: ignore[misc]
    """Give a notebook the assignment's cells and points."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do as `OverwriteCells`, on the assignment as it was read."""
        info = resources["nbgrader"]
        self.notebook_id, self.assignment_id = info["notebook"], info["assignment"]
        self.gradebook = self.parent.known
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class _Validator(MetadataValidator):  # type: ignore[misc]
    """nbgrader's validator, which looks at the same metadata once.

    It checks its schema before it checks with it, for each cell.
    """

    def __init__(self) -> None:
        super().__init__()
        self._good: set[str] = set()

    def validate_cell(self, cell: Any) -> None:
        seen = repr((cell.cell_type, sorted(cell.metadata.get("nbgrader", {}).items())))
        if seen not in self._good:
            super().validate_cell(cell)
            self._good.add(seen)


class CheckMetadata(CheckCellMetadata):  # type: ignore[misc]
    """Check the metadata that nbgrader keeps in cells."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._validator = _Validator()

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Raise nbgrader's `ValidationError` if they cannot be used."""
        self._validator.validate_nb(nb)
        return nb, resources


class CollectGrades(SaveGrades):
    """Collect grades and comments instead of saving them."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do as `SaveGrades`, and leave what it would have saved in the resources."""
        info = resources["nbgrader"]
        self.notebook_id, self.assignment_id = info["notebook"], info["assignment"]
        self.student_id = info["student"]
        self.gradebook = _PendingNotebook(self.parent.known.notebooks[self.notebook_id])
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        pending = self.gradebook.collected()
        pending.misfits = misfits(resources.get(GRADES, {}))
        pending.settled = settled(resources.get(GRADES, {}))
        resources[PENDING] = pending
        show_comment_boxes(nb, resources)
        return nb, resources


_REPLACEMENTS: dict[type, type | None] = {
    OverwriteKernelspec: CachedKernelspec,
    OverwriteCells: CachedCells,
    CheckCellMetadata: CheckMetadata,
    SaveGrades: CollectGrades,
    AssignLatePenalties: None,  # applied when grades are written: a penalty depends on all of them
}
_NO_GRADEBOOK = (
    "ClearOutput",
    "DeduplicateIds",
    "IgnorePattern",
    "ClearMetadataPreprocessor",
    "LimitOutput",
    "RestoreCells",
    "ReadAnswers",
)


def classes_of(names: list[Any]) -> list[type]:
    """Return the classes of a configured list of preprocessors, which may hold names."""
    return [import_item(name) if isinstance(name, str) else name for name in names]


def without_gradebook(classes: list[type]) -> list[type] | None:
    """Return these steps with those that need the gradebook replaced; None if one is unknown."""
    known = [cls in _REPLACEMENTS or cls.__name__ in _NO_GRADEBOOK for cls in classes]
    if not all(known) or SaveAutoGrades in classes:
        return None
    steps = [_REPLACEMENTS.get(cls, cls) for cls in classes]
    return [step for step in steps if step is not None]
