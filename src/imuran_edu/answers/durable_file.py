"""Writing the answers of a folder so that a power cut leaves the old file or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from imuran_edu.core.atomic_write import sync_folder

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
