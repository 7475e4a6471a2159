"""What stands in the cells of a lesson, and what its code calls, read without running it."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def source_of(cell: Cell) -> str:
    """Return the text of a cell."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def call_in(source: str) -> tuple[str, list[str]] | None:
    """Return the name and the literal arguments of the one call that a cell makes.

    None if the cell is anything else.

    Raises:
        SyntaxError: the cell is not Python.
    """
    match ast.parse(source).body:
        case [ast.Expr(ast.Call(func=ast.Name(id=name), args=args, keywords=keywords))]:
            values = [*args, *(keyword.value for keyword in keywords)]
            given = [str(value.value) for value in values if isinstance(value, ast.Constant)]
            return (name, given) if len(given) == len(values) else None
    return None


def is_import(source: str, package: str) -> bool:
    """Whether a cell does nothing but import names from a package.

    Raises:
        SyntaxError: the cell is not Python.
    """
    match ast.parse(source).body:
        case [ast.ImportFrom(module=module)]:
            return module == package
    return False


def texts_of(path: Path) -> list[tuple[str, str]]:
    """Return id and text of a notebook's Markdown cells in order; none if it cannot be read."""
    try:
        cells: list[Cell] = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [(str(c.get("id")), source_of(c)) for c in cells if c["cell_type"] == "markdown"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []  # `imuran-edu check` says what is wrong with it


def calls_of(path: Path) -> list[tuple[str, list[str]]]:
    """Return the calls of a notebook's code cells in their order; none if it cannot be read."""
    try:
        cells: list[Cell] = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = [call_in(source_of(cell)) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return []  # `imuran-edu check` says what is wrong with it
    return [call for call in found if call]
