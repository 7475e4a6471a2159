"""Graded notebooks from a template, for the many students whose notebook is the course's own.

nbgrader's steps make the same of all notebooks that differ in nothing but outputs, which the steps
throw away. So they run for the first two of these, and what they made is kept as text with a gap
for the output of each question. Whatever else is found in a notebook is left to the steps.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from imuran_edu.grading.nbgrader.preprocessors.cached import PENDING, PendingGrades
from imuran_edu.grading.nbgrader.preprocessors.read_answers import ReadAnswers
from imuran_edu.grading.nbgrader.preprocessors.save_grades import (
    GRADES,
    graded_id,
    misfits,
    settled,
)
from imuran_edu.grading.question_grade import QuestionGrade
from imuran_edu.grading.safety.ordinary_files import MAX_NOTEBOOK, fault

_VERSION = (4, 5)  # of the notebook format: older ones get ids for their cells, at random
_TEXTS = ("text/plain", "text/html", "image/png")
_WIDGET = "application/vnd.jupyter.widget-view+json"


def key_of(path: Path) -> str | None:
    """Return a digest of a submitted notebook without its outputs; None if it is no usual one.

    A pipe or a link of that name is not opened.
    """
    if fault(path, MAX_NOTEBOOK):
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if (data["nbformat"], data["nbformat_minor"]) != _VERSION:
            return None
        for cell in data["cells"]:
            if cell["cell_type"] == "code" and not _is_cleared(cell):
                return None
        text = json.dumps([path.stem, data])
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
        return None
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _is_cleared(cell: dict[str, Any]) -> bool:
    """Empty the outputs of a cell; return whether they were what running it leaves there."""
    count = cell["execution_count"]
    usual = count is None or (type(count) is int and count >= 0)
    usual = usual and all(_is_usual(output) for output in cell["outputs"])
    cell["outputs"], cell["execution_count"] = [], None
    return usual


def _is_usual(output: Any) -> bool:
    if output.keys() != {"output_type", "data", "metadata"} or output["metadata"] != {}:
        return False
    return output["output_type"] == "display_data" and all(
        _is_view(value) if kind == _WIDGET else kind in _TEXTS and _is_text(value)
        for kind, value in output["data"].items()
    )


def _is_text(value: Any) -> bool:
    lines = value if isinstance(value, list) else [value]
    return all(isinstance(line, str) for line in lines)


def _is_view(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str | int) for each in value.values())


@dataclass(frozen=True)
class NotebookTemplate:
    """What the steps make of a notebook, with a gap for the output of each question.

    Attributes:
        notebook: as they made it.
        pieces: its text, and between any two pieces what fills the gap: the question, the kind of
            data, and what stands before each further line.
        pending: what is written into the gradebook beside the grades of questions.
    """

    notebook: Any
    pieces: tuple[Any, ...]
    pending: PendingGrades

    def filled(
        self, reader: ReadAnswers, resources: dict[str, Any]
    ) -> tuple[str, PendingGrades] | None:
        """Return the text of a student's graded notebook, and the grades.

        None if an answer no longer fits its question, of which the steps have more to say.
        """
        grades = reader.grades(self.notebook, resources)
        if misfits(grades):
            return None
        outputs = {name: reader.output_data(grade) for name, grade in grades.items()}
        return self._text(outputs), self._with(grades)

    def _text(self, outputs: Mapping[str, Mapping[str, str]]) -> str:
        return "".join(
            piece if isinstance(piece, str) else _as_lines(outputs[piece[0]][piece[1]], piece[2])
            for piece in self.pieces
        )

    def _with(self, grades: Mapping[str, QuestionGrade]) -> PendingGrades:
        rows = dict(self.pending.grades)
        for name, grade in grades.items():
            waits = grade.needs_manual_grade
            rows[name] = (None if waits else grade.points, waits)
        decided = settled(dict(grades))
        return PendingGrades(rows, dict(self.pending.comments), settled=decided)


def _as_lines(text: str, between: str) -> str:
    lines = (json.dumps(line, ensure_ascii=False) for line in text.splitlines(keepends=True))
    return between.join(lines)


def template_of(
    notebook: Any, resources: dict[str, Any], text: str, reader: ReadAnswers
) -> NotebookTemplate | None:
    """Return a template of a notebook that was just graded; None if it cannot be one.

    Args:
        notebook: as the steps left it; its outputs are changed.
        resources: what the steps left there.
        text: of the graded notebook, which the template has to give for the same answers.
        reader: the step that reads answers.
    """
    grades: dict[str, QuestionGrade] = resources.get(GRADES, {})
    token = secrets.token_hex(8)
    for cell in notebook.cells:
        if (name := graded_id(cell)) in grades:
            (output,) = cell.outputs
            output["data"] = {kind: f"{token}:{name}:{kind}" for kind in output["data"]}
    written = f"{nbformat.writes(notebook).rstrip()}\n"
    gaps = re.split(rf'(\n *)"{token}:([^:"]+):([^:"]+)"', written)
    pieces: list[Any] = [gaps[0]]
    for indent, name, kind, rest in zip(*(gaps[at::4] for at in (1, 2, 3, 4)), strict=True):
        pieces += [indent, (name, kind, f",{indent}"), rest]
    found = NotebookTemplate(notebook, tuple(pieces), resources[PENDING])
    outputs = {name: reader.output_data(grade) for name, grade in grades.items()}
    same = found._text(outputs) == text and found._with(grades) == resources[PENDING]
    return found if grades and same else None
