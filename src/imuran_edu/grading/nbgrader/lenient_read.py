"""Read a submitted notebook of questions, whatever shape it is in.

Its questions are answered in `responses.json` and its cells come from the gradebook, so of the file
itself only the cells that a student added are wanted, to be shown. A notebook that is damaged,
renamed or missing hinders nobody's grade as long as the answers can be read.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat

from imuran_edu.grading.findings import NO_CELL, TYPES, is_cell
from imuran_edu.grading.nbgrader.course import GradingError
from imuran_edu.grading.other_answers import answers_usable
from imuran_edu.grading.safety.ordinary_files import MAX_NOTEBOOK, escape_control, fault

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def read_leniently(path: Path, assignment: str) -> tuple[Any, str]:
    """Read a notebook of questions, and say what is the matter with it.

    Args:
        path: of the submitted notebook, which need not be there.
        assignment: its name.

    Returns:
        The notebook, with the cells that can be understood and without outputs; and why it is not
        what was handed in, `""` if nothing is lost.

    Raises:
        GradingError: it cannot be read, or not all of it, and there are no answers of this
            assignment beside it.
    """
    data, problem = _load(path)
    if data and not all(map(is_cell, data["cells"])):
        problem = NO_CELL
    if problem and not answers_usable(path.parent, assignment):
        raise GradingError(f"{escape_control(path.name)} {problem}")
    if data is None:
        return _notebook([], {"imuran_edu": {"assignment": assignment}}, 5), problem
    minor = data.get("nbformat_minor")
    cells = [cell for cell in data["cells"] if isinstance(cell, dict)]
    metadata = data.get("metadata")
    return _notebook(
        cells,
        metadata if isinstance(metadata, dict) else {},
        minor if isinstance(minor, int) and 0 <= minor <= 5 else 5,
    ), problem


def _load(path: Path) -> tuple[Any, str]:
    """Return a notebook's data in format 4, or what is the matter with the file."""
    if problem := fault(path, MAX_NOTEBOOK):
        return None, problem.removeprefix(f"{escape_control(path.name)} ")
    try:
        data = json.loads(path.read_bytes())
        if isinstance(data, dict) and data.get("nbformat") in (1, 2, 3):
            data = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        return None, "is not there"
    except OSError as error:
        return None, f"cannot be read: {error.strerror}"
    except Exception:  # not JSON, nested too deeply, or one of many faults of an old format
        return None, "is no notebook"
    known = isinstance(data, dict) and data.get("nbformat") == 4
    if not known or not isinstance(data.get("cells"), list):
        return None, "is no notebook"
    return data, ""


def _notebook(cells: list[Any], metadata: dict[str, Any], minor: int) -> Any:
    seen: set[str] = set()
    found = {
        "nbformat": 4,
        "nbformat_minor": minor,
        "metadata": {
            name: metadata[name]
            for name in ("imuran_edu", "language_info")
            if isinstance(metadata.get(name), dict)
        },
        "cells": [_cell(cell, place, seen, minor) for place, cell in enumerate(cells)],
    }
    return nbformat.from_dict(found)


def _cell(cell: dict[str, Any], place: int, seen: set[str], minor: int) -> dict[str, Any]:
    kind, about, lines = cell.get("cell_type"), cell.get("metadata"), cell.get("source")
    if isinstance(lines, str):
        lines = [lines]
    text = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
    made: dict[str, Any] = {
        "cell_type": kind if kind in TYPES else "raw",
        "source": "".join(text),
        "metadata": {},
    }
    if isinstance(about, dict) and isinstance(about.get("nbgrader"), dict):
        made["metadata"]["nbgrader"] = about["nbgrader"]
    if minor >= 5:
        name = cell.get("id")
        usable = isinstance(name, str) and _ID.fullmatch(name) and name not in seen
        made["id"] = name if usable else f"cell-{place}"
        seen.add(made["id"])
    if kind == "code":
        made.update(outputs=[], execution_count=None)
    elif isinstance(pictures := cell.get("attachments"), dict):
        made["attachments"] = {
            str(name): {k: v for k, v in data.items() if isinstance(v, str)}
            for name, data in pictures.items()
            if isinstance(data, dict)
        }
    return made
