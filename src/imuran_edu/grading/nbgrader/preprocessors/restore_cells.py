"""A step of `nbgrader autograde`: put locked cells back, and make the others inert."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from typing import Any

from nbformat import NotebookNode
from nbformat.corpus.words import generate_corpus_id
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from imuran_edu.grading.nbgrader.master_cells import Master, is_run
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.safety.sanitize import as_plain_text, clip_code, sanitize_markdown
from imuran_edu.questions.words import MAX_TEXT

_NEW: dict[str, Any] = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
_PICTURES = ("image/png", "image/jpeg", "image/gif")  # kinds of pasted pictures that cannot act
_PASTED = re.compile(r"attachment:([^\s()<>\"']*)")
MAX_OWN_CELLS = 200  # cells of a student's own that are shown
MAX_OWN_TEXT = 200_000  # characters of them in all
CUT = "*More cells of the student's own are in the submitted notebook.*"


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace every locked cell of a notebook with questions by the gradebook's copy.

    Source, type and metadata of a cell lie in the student's hands: a question marked as a solution,
    renamed, copied or deleted must gain nothing and must not stop the class. Cells that a student
    added are shown as plain text, so that nothing in them acts in the browser of the person who
    grades; of the notebook's metadata only kernel, language and assignment stay. Notebooks without
    questions are left to nbgrader.

    Needs `CheckedExporter`, which reads the course's own cells once for a class.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Restore the cells of one submitted notebook."""
        info = resources["nbgrader"]
        nb.metadata.pop("widgets", None)  # nbconvert makes no page of some shapes of it
        bank = QuestionGrading(parent=self).bank(info["assignment"])
        masters = self.parent.masters(info)
        if bank is None or not masters.keys() & bank.by_id.keys():
            return nb, resources
        seen: set[str] = set()
        self._student = info["student"]
        nb.metadata = _metadata(nb.metadata)
        nb.cells = [self._restored(cell, masters, seen) for cell in nb.cells]
        self._add_missing(nb, masters, seen)
        run = is_run(masters.values(), bank.by_id)
        texts = self.parent.course_texts(info)
        nb.cells = self._made_inert(nb.cells, masters, texts, run)
        for cell in nb.cells:
            if (nb.nbformat, nb.nbformat_minor) < (4, 5):
                cell.pop("id", None)
        return nb, resources

    def _restored(self, cell: Any, masters: dict[str, Master], seen: set[str]) -> Any:
        found = cell.metadata.get("nbgrader")
        cell.metadata = NotebookNode()
        if found is None:
            return cell
        name = found.get("grade_id") if isinstance(found, dict) else None
        if not isinstance(name, str) or name not in masters or name in seen:
            self._warn("the grading marks of a cell are not the course's: %.60r", name)
            return cell
        seen.add(name)
        master = masters[name]
        if not master.locked:
            cell.metadata["nbgrader"] = NotebookNode(master.nbgrader)
            return cell
        if cell.source != master.source or cell.cell_type != master.cell_type:
            self._warn("cell '%s' was changed; the original is put back", name)
        return _copy_of(master, cell.get("id"))

    def _warn(self, message: str, *names: Any) -> None:
        self.log.warning(f"%s: {message}", self._student, *names)

    def _add_missing(self, nb: Any, masters: dict[str, Master], seen: set[str]) -> None:
        """Add each graded cell that was deleted, behind the one that came before it."""
        place = 0
        for name, master in masters.items():
            if name in seen:
                place = 1 + next(i for i, cell in enumerate(nb.cells) if _name(cell) == name)
            elif master.graded:
                self._warn("cell '%s' was deleted; it is put back", name)
                nb.cells.insert(place, _copy_of(master, None))
                place += 1

    def _made_inert(
        self, cells: list[Any], masters: dict[str, Master], texts: frozenset[str], run: bool
    ) -> list[Any]:
        """Return the cells with what a student wrote made inert; code to be run stays as it is."""
        kept: list[Any] = []
        count = length = 0
        for cell in cells:
            if _name(cell) in masters:
                kept.append(_answer(cell, masters[_name(cell)], run))
                continue
            if cell.cell_type == "markdown" and cell.source in texts:
                _keep_pictures(cell)
                kept.append(cell)
                continue
            count, length = count + 1, length + min(len(cell.source), MAX_TEXT)
            if run and cell.cell_type == "code":
                kept.append(cell)
            elif count <= MAX_OWN_CELLS and length <= MAX_OWN_TEXT:
                kept.append(_as_text(cell))
            elif not kept or kept[-1].source != CUT:
                self._warn("cells of the student's own are very many or very long; not all shown")
                kept.append(_as_text(cell, CUT))
        return kept


def _metadata(found: Any) -> Any:
    """Return what stays of a notebook's metadata; nbgrader sets the kernel by the gradebook."""
    kept: dict[str, Any] = {}
    if isinstance(kernel := found.get("kernelspec"), dict):
        kept["kernelspec"] = {
            key: kernel[key]
            for key in ("display_name", "language", "name")
            if isinstance(kernel.get(key), str)
        }
    language = found.get("language_info")
    name = language.get("name") if isinstance(language, dict) else None
    kept["language_info"] = {"name": name if isinstance(name, str) and name else "python"}
    stamp = found.get("imuran_edu")
    if isinstance(stamp, dict) and isinstance(stamp.get("assignment"), str):
        kept["imuran_edu"] = {"assignment": stamp["assignment"]}
    return NotebookNode({key: NotebookNode(value) for key, value in kept.items()})


def _copy_of(master: Master, cell_id: str | None) -> Any:
    cell = deepcopy(_new(master.cell_type))  # nbformat validates each cell that it makes
    cell.source = master.source
    cell.metadata.update(deletable=False, editable=False, nbgrader=NotebookNode(master.nbgrader))
    cell["id"] = cell_id or generate_corpus_id()
    return cell


@cache
def _new(cell_type: str) -> Any:
    return _NEW[cell_type]()


def _answer(cell: Any, master: Master, run: bool) -> Any:
    """Make a student's answer in a cell of the course inert; what the course wrote stays."""
    _keep_pictures(cell)
    if master.source == cell.source:
        return cell
    if cell.cell_type != "code":
        lost = set(_PASTED.findall(cell.source)) - set(cell.get("attachments", ()))
        # nbconvert makes no page of a cell that shows a picture which is not there
        cell.source = as_plain_text(cell.source) if lost else sanitize_markdown(cell.source)
    elif not run:
        cell.source = clip_code(cell.source)
    return cell


def _keep_pictures(cell: Any) -> None:
    """Leave of a cell's attachments only pictures that cannot act."""
    found = cell.pop("attachments", None)
    if cell.cell_type != "markdown" or not isinstance(found, dict):
        return
    kept = {
        str(name): NotebookNode({k: v for k, v in data.items() if k in _PICTURES})
        for name, data in found.items()
        if isinstance(data, dict)
    }
    if kept := {name: data for name, data in kept.items() if data}:
        cell["attachments"] = NotebookNode(kept)


def _as_text(cell: Any, text: str = "") -> Any:
    """Return a Markdown cell that shows a student's own cell letter by letter."""
    shown = deepcopy(_new("markdown"))
    shown.source = text or as_plain_text(cell.source, wrap=cell.cell_type != "code")
    shown["id"] = cell.get("id") or generate_corpus_id()
    return shown


def _name(cell: Any) -> Any:
    return cell.metadata.get("nbgrader", {}).get("grade_id")
