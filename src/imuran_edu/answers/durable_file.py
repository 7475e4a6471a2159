"""Writing the answers of a folder so that a power cut leaves the old file or the new one."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from imuran_edu.core.atomic_write import sync_folder
from imuran_edu.core.words import _

TEMPORARY = ".tmp-responses-"


def write_durably(path: Path, text: str) -> None:
    """Replace a file in one step, and make the new one outlive a power cut.

    The caller holds the folder's lock: what a crash left of earlier writing is taken away.

    Raises:
        OSError: the file cannot be written; what was there stays.
    """
    for stale in path.parent.glob(f"{TEMPORARY}*"):
        stale.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp's 0600 would keep a grader from reading it
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def free_name(path: Path, fault: str) -> Path:
    """Return a name beside a file under which it can be set aside."""
    day = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    for count in range(1000):
        suffix = f"-{count}" if count else ""
        aside = path.with_name(f"responses-{fault}-{day}{suffix}.json")
        if not aside.exists():
            return aside
    raise FileExistsError(17, _("too many files were set aside; tidy this folder"))


def file_state(folder: Path) -> str:
    """Return a text that differs once somebody has written the folder's answers anew."""
    try:
        status = folder.joinpath("responses.json").lstat()
    except OSError:
        return "none"
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"
