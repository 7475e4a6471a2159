"""A student's copies of the lessons: which are as we ship them, and how a corrected one arrives.

A copy is compared by what its cells say, so the outputs that Jupyter stored in it change nothing.
What was last laid out in a folder is noted there, in `.imuran-lessons.json`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from imuran_edu.core.atomic_write import free_name, write_if_changed
from imuran_edu.core.lesson_cells import source_of
from imuran_edu.core.paths import PACKAGED, course_root

NOTE: Final = ".imuran-lessons.json"
EARLIER: Final = Path(__file__).with_name("lessons_0_1_0.json")


@dataclass(frozen=True)
class Laid:
    """What became of one lesson.

    Attributes:
        name: of its file.
        aside: where a changed copy is kept, if the lesson took its place.
    """

    name: str
    aside: Path | None = None


def cells_digest(content: bytes) -> str | None:
    """Return a digest of what a notebook's cells say; None if it is no notebook."""
    try:
        notebook: Mapping[str, Any] = json.loads(content)
        said = [[cell["cell_type"], source_of(cell).rstrip()] for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def original(path: Path) -> bytes | None:
    """Return the lesson that a copy was made of, as it is now; None if it is no lesson's copy.

    In a clone that is what git holds there, for a clone can be newer than what is installed.
    """
    if course_root(path.parent) and (committed := _committed(path)) is not None:
        return committed
    try:
        return (PACKAGED / "notebooks" / path.name).read_bytes()
    except OSError:
        return None


def _committed(path: Path) -> bytes | None:
    command = ["git", "show", f"HEAD:./{path.name}"]
    try:
        done = subprocess.run(command, cwd=path.parent, capture_output=True, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def is_changed(path: Path) -> bool:
    """Whether a lesson says something else than the one that it was made of."""
    source = original(path)
    try:
        return source is not None and cells_digest(path.read_bytes()) != cells_digest(source)
    except OSError:
        return False


def restore(path: Path) -> Path | None:
    """Put the lesson back in the place of a changed copy, which is kept beside it.

    Returns:
        Where the changed copy is now; None if there is no lesson of that name.

    Raises:
        OSError: the folder cannot be written; the copy stays.
    """
    source = original(path)
    if source is None:
        return None
    aside = _set_aside(path)
    write_if_changed(path, source.decode())
    return aside


def lay_out(folder: Path) -> list[Laid]:
    """Bring the lessons of a folder up to those that are installed.

    A missing lesson is copied. One that says what it said when it was laid out is replaced. One
    that its reader changed stays, until a newer one comes: then it is kept beside that.

    Returns:
        The lessons that were written.
    """
    noted, now, written = _noted(folder), {}, []
    for shipped in sorted((PACKAGED / "notebooks").glob("*.ipynb")):
        content, path = shipped.read_bytes(), folder / shipped.name
        now[path.name] = wanted = cells_digest(content)
        there = path.read_bytes() if path.is_file() else None
        says, said = cells_digest(there or b""), noted.get(path.name)
        own = there is not None and says not in (wanted, said)
        if there == content or (own and said == wanted):
            continue  # as it is, or changed by its reader and not by us
        aside = _set_aside(path) if own else None
        write_if_changed(path, content.decode())
        written.append(Laid(path.name, aside))
    write_if_changed(folder / NOTE, json.dumps(now, indent=1) + "\n")
    return written


def _noted(folder: Path) -> dict[str, str]:
    try:
        noted = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in noted.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        # laid out by version 0.1.0, which made no note
        return dict(json.loads(EARLIER.read_bytes()))


def _set_aside(path: Path) -> Path:
    stem = f"{path.stem}-changed-{date.today().isoformat()}"
    aside = free_name(path.parent, stem, path.suffix)
    path.rename(aside)
    return aside
