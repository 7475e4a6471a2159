"""Folders that are made aside and put in their place in one step.

nbgrader takes a folder that exists for one that is done. So a folder half made when a run is killed
must never lie where nbgrader looks.
"""

from __future__ import annotations

import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

ASIDE = ".being-made"
LOCK = ".being-made.lock"
LOCK_SECONDS = 10.0  # the workers of a killed run let go within a second


class BusyError(Exception):
    """Another run is at work in the same folder."""


@contextmanager
def staging_dir(root: Path) -> Iterator[str]:
    """Hold a step's folder, such as `autograded`, for one run, and make a place aside in it.

    Yields:
        The name of the place, relative to `root`. What a killed run left there is removed.

    Raises:
        BusyError: another run holds the folder.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / LOCK, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"{root}: another run is at work in this folder; wait until it ends"
        ) from None
    try:
        remove(root / ASIDE)
        name = os.path.join(ASIDE, secrets.token_hex(4))  # noqa: PTH118 (a part of a path)
        (root / name).mkdir(parents=True)
        yield name
    finally:
        remove(root / ASIDE)
        lock.release()


def commit_dir(made: Path, place: Path) -> None:
    """Move a folder that is whole to its place; one that lies there is replaced.

    Killed half way, this leaves either folder or none, never a part of one.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        old = made.with_name(f"{made.name}.old-{secrets.token_hex(4)}")
        place.rename(old)
        made.rename(place)
        remove(old)
    else:
        made.rename(place)


def remove(folder: Path) -> None:
    """Delete a folder; read-only folders in it too. Fine if there is none."""
    if not folder.exists():
        return
    with suppress(FileNotFoundError):
        for path, _, _ in os.walk(folder):
            Path(path).chmod(0o755)
        shutil.rmtree(folder)


def subfolders(pattern: str, marked: str) -> dict[str, Path]:
    """Return the folders that a path with one part left open matches, by that part.

    Args:
        pattern: a path with `marked` where any one name fits.
        marked: a text that stands nowhere else in the path.
    """
    before, after = pattern.split(marked, 1)
    found = glob.glob(glob.escape(before) + "*" + glob.escape(after))  # noqa: PTH207
    cut = len(after)
    return {path[len(before) : len(path) - cut or None]: Path(path) for path in sorted(found)}
