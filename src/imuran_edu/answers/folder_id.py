"""A random name of a folder, by which answers that wait in a browser find back to it."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final

from imuran_edu.core.atomic_write import write_if_changed
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
            write_if_changed(path, f"{secrets.token_hex(16)}\n")
        if kind(path.lstat().st_mode):
            return ""
        with path.open(encoding="ascii") as file:
            text = file.read(64).strip()
    except (OSError, ValueError):
        return ""
    return text if _FORM.fullmatch(text) else ""
