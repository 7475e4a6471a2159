"""The points of each question in the gradebook, as they are after the exam.

nbgrader takes them from the notebook that is released. What was decided since, in the bank, is
brought into the gradebook by the next grading, so that every total, page and export agrees.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import compute_checksum

from imuran_edu.questions import Bank, QuestionType
from imuran_edu.questions.decisions import Rulings, worth


def points_due(bank: Bank | None, released: Mapping[str, float]) -> dict[str, float]:
    """Return the points that cells must have, by name, as far as that is known.

    Args:
        bank: of the assignment; None if it has none.
        released: the points that each cell was released with.
    """
    if bank is None:
        return {}
    decided = {
        each.id: worth(each, bank.rulings) for each in bank.questions if _changed(each, bank)
    }
    return {**{name: released[name] for name in bank.by_id if name in released}, **decided}


def _changed(question: QuestionType, bank: Bank) -> bool:
    return any(_changes_points(each.id, bank.rulings) for each in (question, *question.parts))


def _changes_points(name: str, rulings: Rulings) -> bool:
    held = rulings.get(name)
    return held is not None and (held.dropped or held.points is not None)


def released_points(coursedir: Any, assignment: str) -> dict[str, float]:
    """Return the points of the cells that were released; none if they are not known any more.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: name of the assignment.
    """
    folder = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    points: dict[str, float] = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_bytes())["cells"]
            about = [cell["metadata"].get("nbgrader", {}) for cell in cells]
            points.update({each["grade_id"]: float(each["points"]) for each in about if _has(each)})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return points


def _has(about: Mapping[str, Any]) -> bool:
    return bool(about.get("grade")) and "points" in about


def apply_points(coursedir: Any, assignment: str, bank: Bank | None) -> list[str]:
    """Bring the points in the gradebook up to date; return the questions whose points changed.

    Args:
        coursedir: nbgrader's `CourseDirectory`.
        assignment: name of the assignment.
        bank: of the assignment; None if it has none.
    """
    due = points_due(bank, released_points(coursedir, assignment))
    changed = []
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        try:
            notebooks = book.find_assignment(assignment).notebooks
        except MissingEntry:
            return []
        for notebook in notebooks:
            sources = {cell.name: cell for cell in notebook.source_cells}
            for cell in notebook.grade_cells:
                if cell.name in due and cell.max_score != due[cell.name]:
                    cell.max_score = due[cell.name]
                    _seal(sources[cell.name], due[cell.name])
                    changed.append(cell.name)
        if changed:
            book.db.commit()
    return changed


def _seal(source: Any, points: float) -> None:
    """Give a question's cell the checksum that goes with its points, which nbgrader compares."""
    about = {"grade": True, "solution": False, "locked": source.locked, "grade_id": source.name}
    cell = {
        "cell_type": source.cell_type,
        "source": source.source,
        "metadata": {"nbgrader": {**about, "points": points}},
    }
    source.checksum = compute_checksum(from_dict(cell))
