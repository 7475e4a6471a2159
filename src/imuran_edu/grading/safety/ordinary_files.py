"""What of a submission may be touched: ordinary files, of a sane size, in a folder of its own.

A submission is whatever a student wrote there: a link, say, to any file that the instructor may
read. Nothing here needs nbgrader.
"""

from __future__ import annotations

import glob
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from imuran_edu.core.ordinary_file import kind

TIMESTAMP = "timestamp.txt"
MAX_TIMESTAMP = 200  # bytes; nbgrader writes about thirty
SECRET = "submission_secret.txt"  # names the page of feedback in nbgrader's exchange
MAX_SECRET = 1000  # bytes; nbgrader writes 128
MAX_NOTEBOOK = 20_000_000  # bytes; the course's own are a thousandth of this
MAX_FILE = 100_000_000  # bytes; nbgrader's own limit for what it collects

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # Unicode categories that a terminal obeys or hides


def safety_problem(folder: Path, notebooks: Iterable[str]) -> str:
    """Say why a submission cannot be graded safely; `""` if it can. Opens nothing.

    Args:
        folder: of the submission, such as `submitted/STUDENT/ASSIGNMENT`.
        notebooks: the names of the assignment's notebooks, without `.ipynb`.
    """
    problems = [folder_fault(folder), fault(folder / TIMESTAMP, MAX_TIMESTAMP)]
    problems += [fault(folder / f"{name}.ipynb", MAX_NOTEBOOK) for name in notebooks]
    return next((problem for problem in problems if problem), "")


def folder_fault(folder: Path) -> str:
    """Say why nothing in a submission's folder may be touched; `""` if it may."""
    for part in (folder.parent, folder):
        if not is_clean(part.name):
            return "the name of its folder has control characters; rename it"
        if glob.has_magic(part.name):  # nbgrader would grade others' work in its place
            return "the name of its folder has one of * ? [ and could mean several; rename it"
        if part.is_symlink():
            return (
                f"the folder {escape_control(part.name)} is a symbolic link; put the real one there"
            )
    return ""


def fault(path: Path, limit: int = MAX_FILE) -> str:
    """Say why a file must not be opened; `""` if it may be, or is not there."""
    try:
        status = path.lstat()
    except OSError as error:
        return (
            ""
            if isinstance(error, FileNotFoundError)
            else f"{escape_control(path.name)} is out of reach"
        )
    if what := kind(status.st_mode):
        return f"{escape_control(path.name)} is {what} and no ordinary file"
    if status.st_size > limit:
        return f"{escape_control(path.name)} is larger than {in_bytes(limit)}"
    return ""


def may_be_copied(path: Path, limit: int = MAX_FILE) -> bool:
    """Whether a file of a submission may be copied beside the graded notebook."""
    return is_clean(path.name) and not fault(path, limit)


def is_clean(name: str) -> bool:
    """Whether a name holds no control character and nothing that is not Unicode."""
    return all(unicodedata.category(character) not in ("Cc", "Cs") for character in name)


def escape_control(text: str, limit: int = 80) -> str:
    """Return text of a student's with control characters written as escapes, clipped.

    A terminal or a log then shows it and does not obey it.
    """
    seen = "".join(_escaped(character) for character in text[: limit + 1])
    return seen if len(text) <= limit else f"{seen[:limit]}..."


def _escaped(character: str) -> str:
    if unicodedata.category(character) in _UNSEEN:
        return character.encode("unicode_escape", "surrogatepass").decode()
    return character


def in_bytes(count: int) -> str:
    """Return a size in words, such as `20 MB`."""
    return f"{count / 1e6:g} MB" if count >= 10**5 else f"{count} bytes"


def text_problem(path: Path, limit: int) -> str:
    """Say why a small file is no text that can be read; `""` if it is.

    Args:
        path: of the file.
        limit: bytes that it may have.
    """
    name = escape_control(path.name)
    if problem := fault(path, limit):
        return problem
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return f"there is no {name}"
    except OSError:
        return f"{name} is out of reach"
    except ValueError:
        return f"{name} is no text"
    return "" if text.strip() and is_clean(text.strip()) else f"{name} holds no text"
