"""Write files whole or not at all, and set them aside under a name that is free."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from imuran_edu.core.words import _


def write_if_changed(path: Path, text: str) -> bool:
    """Write a text file in one step if its content differs; return whether it did.

    What is written outlives a power cut: `quizzes/resume.yaml` must never be half there or empty.

    Raises:
        OSError: the disk is full or read-only; what was there stays.
    """
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text, f".{path.name}-")
    return True


def write_whole(path: Path, text: str, prefix: str) -> None:
    """Replace a text file in one step.

    Args:
        path: of the file, in a folder that is there.
        text: what it is to hold.
        prefix: how the name of the file begins that is written first, beside it.

    Raises:
        OSError: the disk is full or read-only; what was there stays.
    """
    handle, name = tempfile.mkstemp(prefix=prefix, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp's 0600 would keep a grader from reading it
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlive a power cut, where the system knows how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path that nothing has yet: `stem` and `suffix`, with a number if it must be.

    Raises:
        FileExistsError: too many have it.
    """
    for count in range(1, 1000):
        aside = folder / f"{stem}{f'-{count}' if count > 1 else ''}{suffix}"
        if not aside.exists():
            return aside
    raise FileExistsError(17, _("too many files were set aside; tidy this folder"))
