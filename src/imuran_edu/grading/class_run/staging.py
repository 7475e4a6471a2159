"""Make folders in a staging folder and move each to its place in one step.

nbgrader takes a folder that exists for a submission that is done. So a folder that is half made
when a run is killed must not lie where nbgrader looks.
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

from imuran_edu.errors import CourseError

STAGING = ".being-made"
LOCK = ".being-made.lock"
LOCK_SECONDS = 10.0  # the workers of a killed run release it within a second

_OTHERS = (
    "belongs to another account, which made it without its group; whoever owns it deletes it, and "
    "all of you set c.CourseDirectory.groupshared = True"
)


class BusyError(CourseError):
    """Another run works in the same folder."""


@contextmanager
def staging_dir(root: Path, shared: bool = False) -> Iterator[str]:
    """Lock the folder of a step, such as `autograded`, and make a staging folder in it.

    What a killed run left behind is removed first, and the staging folder at the end.

    Args:
        root: folder of the step.
        shared: whether a group of instructors works here, each under an account of their own: then
            what is made belongs to the group too.

    Yields:
        The staging folder's name, relative to `root`.

    Raises:
        BusyError: another run holds the lock.
    """
    mask = os.umask(0o077)
    os.umask(mask & ~0o070 if shared else mask)
    try:
        root.mkdir(parents=True, exist_ok=True)
        if shared:
            share(root)
        lock = _locked(root / LOCK, 0o664 if shared else 0o644)
        try:
            remove(root / STAGING)
            name = os.path.join(STAGING, secrets.token_hex(4))  # noqa: PTH118 (a part of a path)
            (root / name).mkdir(parents=True)
            yield name
        finally:
            remove(root / STAGING)
            lock.release()
    finally:
        os.umask(mask)


def _locked(path: Path, mode: int) -> FileLock:
    lock = FileLock(path, timeout=LOCK_SECONDS, mode=mode)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"{path.parent}: another run is at work in this folder; wait until it ends"
        ) from None
    except PermissionError:
        raise BusyError(f"{path}: {_OTHERS}") from None
    return lock


def share(folder: Path) -> None:
    """Let the group write into a folder of ours, and let what is made there be the group's."""
    with suppress(PermissionError):  # another's, who has done so
        folder.chmod((folder.stat().st_mode | 0o2770) & 0o2777)


def commit_dir(made: Path, place: Path, shared: bool = False) -> None:
    """Move a finished folder to its place and replace what lies there.

    If the process is killed half way, the old folder, the new one or none is there, never a part.

    Args:
        made: the finished folder, on the same file system.
        place: where it goes.
        shared: whether a group of instructors works there.
    """
    if not place.parent.exists():
        place.parent.mkdir(parents=True)
        if shared:
            share(place.parent)
    if place.exists():
        old = made.with_name(f"{made.name}.old-{secrets.token_hex(4)}")
        place.rename(old)
        made.rename(place)
        remove(old)
    else:
        made.rename(place)


def remove(folder: Path) -> None:
    """Delete a folder, also if it holds read-only folders; do nothing if there is none."""
    if not folder.exists():
        return
    with suppress(FileNotFoundError):
        for path, _, _ in os.walk(folder):
            with suppress(
                PermissionError
            ):  # another's, of our group: it may be deleted all the same
                Path(path).chmod(0o755)
        try:
            shutil.rmtree(folder)
        except PermissionError as error:
            raise BusyError(f"{error.filename}: {_OTHERS}") from None


def subfolders(pattern: str, marked: str) -> dict[str, Path]:
    """Return the folders that match a path with one open part, by the name found there.

    Args:
        pattern: a path with `marked` in place of the open part.
        marked: a text that occurs nowhere else in the path.
    """
    before, after = pattern.split(marked, 1)
    found = glob.glob(glob.escape(before) + "*" + glob.escape(after))  # noqa: PTH207
    cut = len(after)
    return {path[len(before) : len(path) - cut or None]: Path(path) for path in sorted(found)}
