"""Which notebook a page may name: an ordinary file below Jupyter's root, in a folder of its own."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from imuran_edu.core.words import _
from imuran_edu.errors import CourseError

LONGEST: Final = 1000  # characters of a path


class RefusedPathError(CourseError):
    """A path that answers are not kept for; `status` is what the web calls it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def find_notebook(root: Path, path: str) -> Path:
    """Return the notebook that a page names.

    Args:
        root: Jupyter's root folder.
        path: below it, with `/` between names, as Jupyter's contents name it.

    Raises:
        RefusedPathError: it leads out of the root or through a link, is hidden, is no notebook, or
            lies in another account's folder.
    """
    names = path.strip("/").split("/")
    if len(path) > LONGEST or not all(map(_is_plain, names)) or not path.endswith(".ipynb"):
        raise RefusedPathError(404, _("There is no notebook of this name."))
    here = root.resolve()
    try:
        for name in names[:-1]:
            here /= name
            if not stat.S_ISDIR(here.lstat().st_mode):
                raise RefusedPathError(403, _("{name} is no ordinary folder.", name=name))
        _refuse_others(here)
        notebook = here / names[-1]
        if not stat.S_ISREG(notebook.lstat().st_mode):
            raise RefusedPathError(403, _("{name} is no ordinary file.", name=names[-1]))
    except (OSError, ValueError):
        raise RefusedPathError(404, _("There is no notebook of this name.")) from None
    return notebook


def _is_plain(name: str) -> bool:
    """Whether a name means a file or folder of that name, on every system, that is not hidden."""
    return bool(name) and not name.startswith(".") and not set(name) & set('\\:\0*?"<>|')


def _refuse_others(folder: Path) -> None:
    """Refuse a folder of another account. The administrator's own are for the system to guard."""
    if os.name != "posix" or os.geteuid() == 0:
        return
    if folder.stat().st_uid != os.geteuid():
        raise RefusedPathError(403, _("This folder belongs to somebody else."))
