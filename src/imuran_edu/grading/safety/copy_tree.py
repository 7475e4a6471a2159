"""Copy a folder that still belongs to a student, who may change it meanwhile.

What is looked at and what is copied is the same open file: a name that is looked at first and
opened later may lead elsewhere by then.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from imuran_edu.core.ordinary_file import kind
from imuran_edu.errors import CourseError
from imuran_edu.grading.safety.ordinary_files import escape_control, in_bytes, is_clean
from imuran_edu.grading.safety.submission_files import MAX_DEPTH, MAX_FILES

CHUNK = 1 << 20  # bytes
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class CopyError(CourseError):
    """A folder cannot be copied; the message says why, as a sentence without a subject."""


@dataclass(frozen=True)
class Limits:
    """How much is copied at most.

    Attributes:
        total: bytes in all.
        file: bytes of a file; larger ones are left out.
        files: files and folders.
        depth: folders within folders.
    """

    total: int
    file: int
    files: int = MAX_FILES
    depth: int = MAX_DEPTH


Ignored = Callable[[str], bool]
"""Whether a file or folder of this name is left out without a word."""


def copy_tree(source: Path, target: Path, limits: Limits, ignored: Ignored) -> list[str]:
    """Copy the ordinary files of a folder, and name what is left out.

    Links, pipes, devices and files that are too large are left out, and files of another owner than
    the folder's: somebody else's file may have been linked there under a second name.

    Args:
        source: the folder; no link on its last part is followed.
        target: a folder that does not exist yet.
        limits: how much is copied at most.
        ignored: whether a name is left out without being mentioned.

    Returns:
        A line for each thing that is left out, such as `"all is a symbolic link"`.

    Raises:
        CopyError: the folder holds more than the limits allow, or cannot be read. What was copied
            until then is left for the caller to remove.
    """
    try:
        top = os.open(source, _OPEN | os.O_DIRECTORY)
        try:
            copy = _Copy(target, limits, ignored, os.fstat(top).st_uid)
            for place, folders, files, handle in os.fwalk(".", dir_fd=top, onerror=_fail):
                copy.folder(Path(place), folders, files, handle)
        finally:
            os.close(top)
    except (OSError, RecursionError) as error:
        raise CopyError(f"cannot be copied: {escape_control(str(error), 200)}") from None
    return copy.left_out


def _fail(error: OSError) -> None:
    raise error


class _Copy:
    """What one copy has counted so far."""

    def __init__(self, target: Path, limits: Limits, ignored: Ignored, owner: int) -> None:
        self.left_out: list[str] = []
        self._target, self._limits, self._ignored = target, limits, ignored
        self._owner = owner
        self._count = self._bytes = 0

    def folder(self, place: Path, folders: list[str], files: list[str], handle: int) -> None:
        """Copy the files of one folder; `folders` loses those that are not walked into."""
        if len(place.parts) > self._limits.depth:
            raise CopyError(f"has folders more than {self._limits.depth} deep")
        (self._target / place).mkdir()
        folders[:] = [name for name in folders if self._is_walked(name, handle)]
        for name in sorted(files):
            if self._is_counted(name):
                self._file(place, name, handle)

    def _is_counted(self, name: str) -> bool:
        if self._ignored(name):
            return False
        self._count += 1
        if self._count > self._limits.files:
            raise CopyError(f"holds more than {self._limits.files} files")
        if not is_clean(name):
            self.left_out.append(f"{escape_control(name)} has control characters in its name")
            return False
        return True

    def _is_walked(self, name: str, handle: int) -> bool:
        if not self._is_counted(name):
            return False
        status = os.stat(name, dir_fd=handle, follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            return True
        self.left_out.append(f"{escape_control(name)} is {kind(status.st_mode)}")
        return False

    def _file(self, place: Path, name: str, handle: int) -> None:
        try:
            source = os.open(name, _OPEN, dir_fd=handle)
        except FileNotFoundError:
            self.left_out.append(f"{escape_control(name)} was gone when it was to be copied")
            return
        except OSError:  # a link, a socket
            self.left_out.append(f"{escape_control(name)} is {_kind_of(name, handle)}")
            return
        with os.fdopen(source, "rb") as file:
            status = os.fstat(source)
            if what := kind(status.st_mode):
                self.left_out.append(f"{escape_control(name)} is {what}")
            elif status.st_uid != self._owner:
                self.left_out.append(f"{escape_control(name)} belongs to another account")
            elif status.st_size > self._limits.file:
                size = in_bytes(self._limits.file)
                self.left_out.append(f"{escape_control(name)} is larger than {size}")
            else:
                with (self._target / place / name).open("wb") as copy:
                    while data := file.read(CHUNK):
                        self._bytes += len(data)
                        if self._bytes > self._limits.total:
                            raise CopyError(f"is larger than {in_bytes(self._limits.total)}")
                        copy.write(data)


def _kind_of(name: str, handle: int) -> str:
    try:
        status = os.stat(name, dir_fd=handle, follow_symlinks=False)
    except OSError:
        return "out of reach"
    return kind(status.st_mode) or "out of reach"
