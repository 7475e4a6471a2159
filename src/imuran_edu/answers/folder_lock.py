"""Who writes answers does so alone; and what is kept where Python runs in a browser."""

from __future__ import annotations

import sys
import warnings
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

from imuran_edu.core.words import _

with (
    warnings.catch_warnings()
):  # in JupyterLite a red box in the lesson, of a lock that is not used
    warnings.simplefilter("ignore", UserWarning)  # "only soft file lock is available"
    from filelock import FileLock, Timeout

__all__ = ["LOCK_NAME", "LOCK_SECONDS", "Timeout", "folder_lock", "in_browser", "lost_at_reload"]

LOCK_NAME: Final = ".responses.lock"
LOCK_SECONDS: Final = 5.0
KEPT: Final = Path("/drive")  # what JupyterLite keeps in the browser's storage


def folder_lock(folder: Path) -> AbstractContextManager[object]:
    """Return the lock of a folder's answers.

    In JupyterLite there is none: `fcntl` is an empty module there, and the file that filelock then
    makes and removes comes back when it is closed, so the second answer would never be saved.

    Raises:
        Timeout: when it is entered, and another program holds it.
    """
    if in_browser():
        return nullcontext()
    return FileLock(folder / LOCK_NAME, timeout=LOCK_SECONDS)


def lost_at_reload(folder: Path) -> str:
    """Return what a student must know of a folder that a reload empties; `""` of any other.

    JupyterLite has its kept folder by a service worker, which browsers allow to https alone.
    """
    if not in_browser() or folder.is_relative_to(KEPT):
        return ""
    return _(
        "Nothing is kept here: your answers are gone when this page is closed or loaded again. "
        "Open the course by an address that begins with https, or download your progress file on "
        "the start page before you leave."
    )


def in_browser() -> bool:
    """Whether this Python runs in a browser, as JupyterLite's kernel does."""
    return sys.platform == "emscripten"
