"""A random name of a folder, by which answers that wait in a browser find back to it."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Final

from imuran_edu.core.ordinary_file import kind

FILE_NAME: Final = ".responses.id"
_FORM: Final = re.compile("[0-9a-f]{32}")


def folder_id(folder: Path) -> str:
    """Return the name of a folder, made when it is first asked for; `""` if none can be kept.

    Answers that no store has taken are delivered to the folder that they were given in, and to no
    other one that has come to its place.
    """
    path = folder / FILE_NAME
    try:
        if not folder.is_dir():
            return ""
        if not path.exists() and not path.is_symlink():
            _make(path, f"{secrets.token_hex(16)}\n")
        if kind(path.lstat().st_mode):
            return ""
        with path.open(encoding="ascii") as file:
            text = file.read(64).strip()
    except (OSError, ValueError):
        return ""
    return text if _FORM.fullmatch(text) else ""


def _make(path: Path, text: str) -> None:
    """Make a file whole, unless another process has just made it: a name is given once."""
    handle, name = tempfile.mkstemp(prefix=f"{FILE_NAME}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        Path(name).chmod(0o644)
        os.link(name, path)
    except FileExistsError:
        pass
    except (OSError, AttributeError):  # a disk without hard links, or a Python in the browser
        if not path.exists():
            Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
