"""Turn a graded bank into the source of an nbgrader assignment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from imuran_edu.core import InputError, Problem, course_root
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.lesson_cells import Cell, source_of
from imuran_edu.evidence import Evidence, load_evidence
from imuran_edu.grading.assignment_contents import (
    OURS,
    asked,
    notebook_cells,
    notebook_text,
    questions_text,
)
from imuran_edu.questions import Bank, find_bank, load_bank
from imuran_edu.questions.public import QUESTIONS_FILE


def graded_banks(start: Path | None = None) -> list[Path]:
    """Return the graded banks of the checkout around `start`, by name.

    An installed package has none: keys stay with the instructor.
    """
    root = course_root(start)
    return sorted((root / "quizzes" / "graded").glob("*.yaml")) if root else []


def build_assignment(bank: Path | str, course: Path, evidence: Evidence | None = None) -> Path:
    """Write `source/NAME/NAME.ipynb` and `questions.json` of one bank into a course.

    Cells that an instructor added to the notebook, such as code tests, stay where they stand.
    Files that would not change are left alone.

    Args:
        bank: the path of a bank, or the name of one in `quizzes/graded`.
        course: the folder of the nbgrader course.
        evidence: the register that its keys rest on; that of the bank's checkout if None.

    Returns:
        The folder of the assignment.

    Raises:
        InputError: the bank or the notebook in `source/` cannot be used; nothing was written.
        FileNotFoundError: there is no bank of that name.
    """
    path = find_bank(bank, "graded") if isinstance(bank, str) else bank
    if evidence is None:
        root = course_root(path.parent)
        evidence = load_evidence(root / "quizzes" if root else None)
    for file, text in _wanted(path, load_bank(path, evidence), course).items():
        write_if_changed(file, text)
    return course / "source" / path.stem


def assignment_problems(bank: Path, course: Path, loaded: Bank | None = None) -> list[Problem]:
    """Say where an assignment in `source/` is not in step with its bank.

    Whether the bank's keys rest on the register is `load_bank`'s to say, not asked here.

    Args:
        bank: its path.
        course: the folder of the nbgrader course.
        loaded: the bank as it was read; it is read here if None.
    """
    try:
        wanted = _wanted(bank, loaded or load_bank(bank), course)
    except InputError as error:
        return error.problems
    problems = []
    for file, text in wanted.items():
        found = _text(file)
        if found is None:
            message = f"is not built yet; run imuran-edu build {bank.stem}"
            problems.append(Problem(file, 1, message))
        elif found != text:
            message = f"is not in step with {bank.name}; run imuran-edu build {bank.stem}"
            problems.append(Problem(file, _first_difference(found, text), message))
    return problems


def stray_problems(banks: Sequence[Path], course: Path) -> list[Problem]:
    """Say which assignments in `source/` have lost their bank."""
    names = {bank.stem for bank in banks}
    return [
        Problem(file, 1, f"there is no graded bank {file.parent.name}.yaml; delete this folder")
        for file in sorted(course.glob(f"source/*/{QUESTIONS_FILE}"))
        if file.parent.name not in names
    ]


def _wanted(path: Path, bank: Bank, course: Path) -> dict[Path, str]:
    """Return what the files of an assignment should hold."""
    if bank.kind != "graded":
        raise InputError([Problem(path, 1, "is not a graded bank; set kind: graded")])
    name = path.stem
    folder = course / "source" / name
    cells = _with_added(notebook_cells(bank), folder / f"{name}.ipynb")
    return {
        folder / f"{name}.ipynb": notebook_text(cells, name),
        folder / QUESTIONS_FILE: questions_text(bank, name),
    }


def _with_added(cells: list[Cell], path: Path) -> list[Cell]:
    """Put the cells that an instructor added back behind the cells that they stood behind."""
    behind: dict[str, list[Cell]] = {}
    ours = {cell["id"] for cell in cells}
    anchor = ""
    for number, cell in enumerate(_existing(path)):
        question = asked(source_of(cell))
        name = question or cell.setdefault("id", f"added-{number}")
        if question or name in OURS:
            # behind a question that is gone, an added cell joins the one before
            anchor = name if name in ours else anchor
        else:
            behind.setdefault(anchor, []).append(cell)
    merged = behind.pop("", [])
    for cell in cells:
        merged = [*merged, cell, *behind.get(cell["id"], [])]
    return merged


def _existing(path: Path) -> list[Cell]:
    if (text := _text(path)) is None:
        return []
    try:
        notebook = json.loads(text)
        cells: list[Cell] = notebook["cells"]
        if notebook["nbformat"] != 4 or not all(map(_is_cell, cells)):
            raise ValueError
        return cells
    except (ValueError, KeyError, TypeError, RecursionError):  # added cells could be lost
        message = "is not a notebook; mend it, or delete it and build again"
        raise InputError([Problem(path, 1, message)]) from None


def _is_cell(cell: Any) -> bool:
    return (
        isinstance(cell, dict)
        and cell.get("cell_type") in ("code", "markdown", "raw")
        and isinstance(cell.get("source"), str | list)
        and all(isinstance(line, str) for line in cell["source"])
        and isinstance(cell.get("id", ""), str)
    )


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return ""


def _first_difference(found: str, wanted: str) -> int:
    pairs: Iterator[tuple[int, tuple[str, str]]] = enumerate(
        zip(found.splitlines(), wanted.splitlines(), strict=False), 1
    )
    return next((line for line, (old, new) in pairs if old != new), 1)
