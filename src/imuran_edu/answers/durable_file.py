"""Writing the answers of a folder so that a power cut leaves the old file or the new one."""

from __future__ import annotations

from pathlib import Path

from imuran_edu.answers.responses_file import FILE_NAME
from imuran_edu.core.atomic_write import sync_folder, write_whole

TEMPORARY = ".tmp-responses-"


def write_durably(path: Path, text: str) -> None:
    """Replace a file in one step, and make the new one outlive a power cut.

    The caller holds the folder's lock: what a crash left of earlier writing is taken away.

    Raises:
        OSError: the file cannot be written; what was there stays.
    """
    for stale in path.parent.glob(f"{TEMPORARY}*"):
        stale.unlink(missing_ok=True)
    write_whole(path, text, TEMPORARY)
    sync_folder(path.parent)


def file_state(folder: Path) -> str:
    """Return a text that differs once somebody has written the folder's answers anew."""
    try:
        status = folder.joinpath(FILE_NAME).lstat()
    except OSError:
        return "none"
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"
