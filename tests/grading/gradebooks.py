"""Two gradebooks and two folders of graded work, held against each other row by row."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, inspect, text

# made at random where a cell has none of its own
_CELL_ID = re.compile(r'("id": "|cell-id=)[^"\s>]+')


def rows(course: Path | str) -> dict[str, list[Any]]:
    """Return every row of every table, with names in place of the ids that are made at random."""
    url = course if isinstance(course, str) else f"sqlite:///{course / 'gradebook.db'}"
    engine = create_engine(url)
    tables: dict[str, list[dict[str, Any]]] = {}
    with engine.connect() as connection:
        for name in inspect(engine).get_table_names():
            found = connection.execute(text(f'SELECT * FROM "{name}"'))
            tables[name] = [dict(row._mapping) for row in found]
    engine.dispose()
    names = _names(tables)
    return {
        table: sorted(
            json.dumps(
                {
                    column: names.get(value, value) if column.endswith("id") else _plain(value)
                    for column, value in row.items()
                    if not _is_own_id(table, column)
                },
                default=str,
                sort_keys=True,
            )
            for row in found
        )
        for table, found in tables.items()
    }


def _plain(value: Any) -> Any:
    """Write a value as SQLite has it."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="microseconds")
    return int(value) if isinstance(value, bool) else value


def _is_own_id(table: str, column: str) -> bool:
    return column == "id" and table not in ("student", "course")


def _names(tables: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    names: dict[str, str] = {}

    def name(table: str, of: Callable[[dict[str, Any]], str]) -> None:
        for row in tables.get(table, []):
            names[row["id"]] = f"{table} {of(row)}"

    name("assignment", lambda row: row["name"])
    name("notebook", lambda row: f"{names[row['assignment_id']]} {row['name']}")
    name("base_cell", lambda row: f"{names[row['notebook_id']]} {row['type']} {row['name']}")
    name("submitted_assignment", lambda row: f"{names[row['assignment_id']]} {row['student_id']}")
    name(
        "submitted_notebook",
        lambda row: f"{names[row['assignment_id']]} {names[row['notebook_id']]}",
    )
    return names


def files(folder: Path, root: Path | None = None) -> dict[str, tuple[str, str]]:
    """Return the permissions and the text of every file below a folder, but for hidden ones.

    The path of `root`, which a test's submissions may hold, is written as ROOT.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not name.parts[0].startswith("."):
            mode = stat.filemode(path.stat().st_mode)
            content = path.read_text(errors="replace").replace(str(root), "ROOT")
            found[str(name)] = (mode, _CELL_ID.sub(r"\1...", content))
    return found


def assert_equal_rows(one: Path | str, other: Path | str) -> None:
    left, right = rows(one), rows(other)
    assert left.keys() == right.keys()
    for table in left:
        assert left[table] == right[table], table


def assert_equal_files(one: Path, other: Path, *roots: Path) -> None:
    """Hold two folders against each other; `roots` are the paths that they may tell."""
    left, right = (files(*where) for where in zip((one, other), roots or (None, None), strict=True))
    assert left.keys() == right.keys()
    for name in left:
        assert left[name] == right[name], name
