"""What an assignment holds: its cells, and the questions without their keys."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from imuran_edu.core.lesson_cells import Cell, source_of
from imuran_edu.questions import Bank, QuestionType, version
from imuran_edu.questions.public import QUESTIONS_SCHEMA, released_view

SETUP = "from imuran_edu import ask"
OURS = ("title", "setup")  # ids of the cells before the first question
_ROW = re.compile(r"\[\s+(?:\"[^\"\n]*\",?\s+){1,30}\](?=,?\n    +[\[\]])")
_ASK = re.compile(r"ask\(\s*[\"']([a-z0-9-]+)[\"']\s*\)")

HOW = (
    "Answer each question below. Every answer is saved as you give it, and comes back when you "
    "open the assignment again. You may change an answer until you hand it in. Whether it is right "
    "you learn from the feedback after grading.\n\n"
    "After the last question a card names what is still open and makes the file to hand in. If you "
    "see a plain notebook without questions, choose **Run ▸ Run All Cells** in its menu."
)


def asked(source: str) -> str | None:
    """Return the id of the question that a cell asks, if that is all the cell does."""
    match = _ASK.fullmatch(source.strip())
    return match[1] if match else None


def notebook_cells(bank: Bank) -> list[Cell]:
    """Return the cells of an assignment: a title, the import, one cell for each question."""
    count, points = len(bank.questions), bank.points
    about = [f"# {bank.title}", bank.introduction.strip(), HOW]
    about.append(f"**{count} questions, {points:g} points.**")
    return [
        {
            "cell_type": "markdown",
            "id": "title",
            "metadata": {},
            "source": "\n\n".join(part for part in about if part),
        },
        _code_cell("setup", SETUP),
        *(_code_cell(item.id, f'ask("{item.id}")', item) for item in bank.questions),
    ]


def _code_cell(name: str, source: str, question: QuestionType | None = None) -> Cell:
    nbgrader: dict[str, Any] = {
        "grade": question is not None,
        "grade_id": name,
        "locked": True,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    if question is not None:
        points = question.points
        nbgrader["points"] = int(points) if points == int(points) else points
    metadata = {
        "deletable": False,
        "editable": False,
        "jupyter": {"source_hidden": True},
        "nbgrader": nbgrader,
    }
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def notebook_text(cells: Sequence[Cell], assignment: str) -> str:
    """Return the text of an assignment's notebook, to the letter as nbformat writes it.

    nbformat itself would take longer to import than all assignments take to be made.

    Args:
        cells: as `notebook_cells` gives them, and those that an instructor added.
        assignment: its name.
    """
    metadata = {
        "imuran_edu": {"assignment": assignment},
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    lines = [{**cell, "source": source_of(cell).splitlines(keepends=True)} for cell in cells]
    notebook = {"cells": lines, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def questions_text(bank: Bank, assignment: str) -> str:
    """Return the text of `questions.json`: what students may see of each question."""
    views = [released_view(question) for question in bank.questions]
    data = {
        "schema": QUESTIONS_SCHEMA,
        "version": 1,
        "assignment": assignment,
        "title": bank.title,
        "questions": [{**view, "version": version(view)} for view in views],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return _ROW.sub(lambda match: " ".join(match[0].split()), text)  # a row is a line
