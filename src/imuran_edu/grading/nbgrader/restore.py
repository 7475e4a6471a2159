"""Give a submission its locked cells back, and keep answers out of a release."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.corpus.words import generate_corpus_id
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.safety.sanitize import clip_code, sanitize_markdown

_NEW: dict[str, Any] = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
ANSWER_FILES = ("responses*.json", ".responses.lock", ".tmp-responses-*")


@dataclass(frozen=True)
class Master:
    """A cell as the gradebook knows it since the assignment was generated."""

    name: str
    cell_type: str
    source: str
    locked: bool
    graded: bool
    nbgrader: dict[str, Any]

    @property
    def is_code(self) -> bool:
        """Whether it is a code cell that is graded or a solution."""
        return self.cell_type == "code" and (self.graded or bool(self.nbgrader.get("solution")))


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace every locked cell of a notebook with questions by the gradebook's own.

    Needs the exporter of this room, which reads the gradebook's cells once for a class.
    Source, type and metadata of a cell lie in the student's hands: a question marked as a
    solution, renamed, copied or deleted must gain nothing and must not stop the class. Markdown of
    the student's must not act in the browser of who grades it. Other notebooks are left to
    nbgrader.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Restore the cells of one submitted notebook."""
        info = resources["nbgrader"]
        bank = QuestionGrading(parent=self).bank(info["assignment"])
        masters = self.parent.masters(info)
        if bank is None or not masters.keys() & bank.by_id.keys():
            return nb, resources
        seen: set[str] = set()
        self._student = info["student"]
        nb.cells = [self._restored(cell, masters, seen) for cell in nb.cells]
        self._add_missing(nb, masters, seen)
        run = any(master.is_code and master.name not in bank.by_id for master in masters.values())
        for cell in nb.cells:
            _show_as_text(cell, masters, run)
            if (nb.nbformat, nb.nbformat_minor) < (4, 5):
                cell.pop("id", None)
        return nb, resources

    def _restored(self, cell: Any, masters: dict[str, Master], seen: set[str]) -> Any:
        if "nbgrader" not in cell.metadata:
            return cell
        found = cell.metadata.pop("nbgrader")
        name = found.get("grade_id") if isinstance(found, dict) else None
        if not isinstance(name, str) or name not in masters or name in seen:
            self._warn("the grading marks of a cell are not the course's: %.60r", name)
            return cell
        seen.add(name)
        master = masters[name]
        if not master.locked:
            cell.metadata["nbgrader"] = dict(master.nbgrader)
            return cell
        if cell.source != master.source or cell.cell_type != master.cell_type:
            self._warn("cell '%s' was changed; the original is put back", name)
        return _fresh(master, cell.get("id"))

    def _warn(self, message: str, name: Any) -> None:
        self.log.warning(f"%s: {message}", self._student, name)

    def _add_missing(self, nb: Any, masters: dict[str, Master], seen: set[str]) -> None:
        """Add each graded cell that was deleted, behind the one that came before it."""
        place = 0
        for name, master in masters.items():
            if name in seen:
                place = 1 + next(i for i, cell in enumerate(nb.cells) if _name(cell) == name)
            elif master.graded:
                self._warn("cell '%s' was deleted; it is put back", name)
                nb.cells.insert(place, _fresh(master, None))
                place += 1


def read_masters(info: dict[str, str]) -> dict[str, Master]:
    """Return the cells that the gradebook has of a notebook, by grade id."""
    with Gradebook(info["db_url"]) as gradebook:
        try:
            notebook = gradebook.find_notebook(info["notebook"], info["assignment"])
        except MissingEntry:
            return {}
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        points.update({cell.name: cell.max_score for cell in notebook.task_cells})
        solutions = {cell.name for cell in notebook.solution_cells}
        tasks = {cell.name for cell in notebook.task_cells}
        return {
            cell.name: _master(cell, points.get(cell.name), cell.name in solutions, tasks)
            for cell in notebook.source_cells
        }


def _master(cell: Any, points: float | None, solution: bool, tasks: set[str]) -> Master:
    task = cell.name in tasks
    nbgrader = {
        "cell_type": cell.cell_type,
        "checksum": cell.checksum,
        "grade": points is not None and not task,
        "grade_id": cell.name,
        "locked": cell.locked,
        "schema_version": 3,
        "solution": solution,
        "task": task,
    }
    if points is not None:
        nbgrader["points"] = points
    nbgrader = {key: value for key, value in nbgrader.items() if value is not None}
    locked = cell.locked and not task
    return Master(cell.name, cell.cell_type, cell.source, locked, points is not None, nbgrader)


def _fresh(master: Master, cell_id: str | None) -> Any:
    cell = deepcopy(_new(master.cell_type))  # nbformat checks each that it makes
    cell.source = master.source
    cell.metadata.update(deletable=False, editable=False, nbgrader=NotebookNode(master.nbgrader))
    cell["id"] = cell_id or generate_corpus_id()
    return cell


@cache
def _new(cell_type: str) -> Any:
    return _NEW[cell_type]()


def _show_as_text(cell: Any, masters: dict[str, Master], run: bool) -> None:
    """Make what a student wrote harmless to look at; what the course wrote stays as it is.

    Code that may be run is left as it is.
    """
    master = masters.get(_name(cell))
    if master and master.source == cell.source:
        return
    if cell.cell_type == "markdown":
        cell.source = sanitize_markdown(cell.source)
    elif not run:
        cell.source = clip_code(cell.source)


def _name(cell: Any) -> Any:
    return cell.metadata.get("nbgrader", {}).get("grade_id")


class LeaveAnswersOut(NbGraderPreprocessor):  # type: ignore[misc]
    """Take the answers of an instructor who tried the assignment out of the release.

    nbgrader releases every file that lies in `source/`, and right answers are a key.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Delete the files of answers beside a notebook that is being released."""
        folder = folder_of(self, "release_directory", resources)
        for pattern in ANSWER_FILES:
            for path in folder.glob(pattern):
                self.log.warning("Not released: %s", path.name)
                path.unlink()
        return nb, resources


def folder_of(preprocessor: Any, step: str, resources: Any) -> Path:
    """Return the folder of an assignment at a step, such as `"submitted_directory"`."""
    coursedir = preprocessor.parent.parent.coursedir
    info = resources["nbgrader"]
    path = coursedir.format_path(getattr(coursedir, step), info["student"], info["assignment"])
    return Path(path)
