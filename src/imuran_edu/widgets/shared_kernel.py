"""Which cell made which widgets, so that none outlive their page in a kernel that lessons share.

The reading view runs the explorers of all lessons of a folder in one kernel, and tells with each
request which cell of which lesson it is for: `PATH#CELL`.
"""

from __future__ import annotations

from typing import Any

from IPython import get_ipython

_made: dict[str, list[str]] = {}
_before: set[str] = set()


def keep() -> None:
    """From now on, close what a cell made when it runs again."""
    shell = get_ipython()
    if shell is None:
        return
    close_of(_cell())
    _before.clear()
    _before.update(_instances())
    if _note not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _note)


def leave(lesson: str) -> None:
    """Close everything of a lesson that its reader has left."""
    for cell in [cell for cell in _made if cell.startswith(f"{lesson}#")]:
        close_of(cell)


def close_of(cell: str) -> None:
    """Close what a cell made."""
    instances = _instances()
    for name in _made.pop(cell, ()):
        if widget := instances.get(name):
            widget.close()


def _note(*_: object) -> None:
    if cell := _cell():
        _made.setdefault(cell, []).extend(name for name in _instances() if name not in _before)
        _before.update(_instances())


def _cell() -> str:
    shell = get_ipython()
    parent = shell.get_parent() if shell and hasattr(shell, "get_parent") else {}
    return str(parent.get("metadata", {}).get("cellId") or "")


def _instances() -> dict[str, Any]:
    from ipywidgets.widgets import widget

    instances: dict[str, Any] = widget._instances
    return instances
