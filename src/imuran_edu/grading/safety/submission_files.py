"""Which files of a submission are listed and copied beside the notebook that is graded.

What is copied there is served by formgrader, on the page where an instructor sets grades. So beside
a notebook of questions only the answers and nbgrader's two small files are copied. Beside a
notebook whose code is graded, files are copied except those that a browser would run.
"""

from __future__ import annotations

import fnmatch
import mimetypes
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from imuran_edu.answers.responses_file import FILE_NAME, MAX_BYTES
from imuran_edu.grading.safety.ordinary_files import (
    MAX_SECRET,
    MAX_TIMESTAMP,
    SECRET,
    TIMESTAMP,
    escape_control,
    is_clean,
    may_be_copied,
)

MAX_FILES = 1000  # files and folders of a submission that are looked at
MAX_DEPTH = 20  # folders within folders
ANSWER_FILES = ("responses*.json", ".responses.lock", ".responses.id", ".tmp-responses-*")
QUESTION_FILES = {FILE_NAME: MAX_BYTES, TIMESTAMP: MAX_TIMESTAMP, SECRET: MAX_SECRET}

# endings whose files a browser runs, as a page or within one, in the name of the site they are on
_ACTIVE = {
    *(".htm", ".html", ".shtml", ".xhtml", ".xht", ".mht", ".mhtml", ".hta"),
    *(".js", ".mjs", ".cjs", ".wasm", ".swf", ".jar", ".css"),
    *(".svg", ".svgz", ".xml", ".xsl", ".xslt", ".xul", ".rdf", ".mml", ".vtt"),
}
_ACTIVE_TYPES = ("html", "xml", "javascript", "ecmascript")


@dataclass
class Listing:
    """What lies in a submission's folder.

    Attributes:
        paths: files and folders, in order, at most `MAX_FILES`.
        problem: why this is not all, as a sentence without a subject; `""` if it is.
    """

    paths: list[Path] = field(default_factory=list)
    problem: str = ""


def list_folder(folder: Path) -> Listing:
    """List everything in a folder. Follows no link, opens no file and never raises."""
    listing = Listing()
    waiting = [(folder, 1)]
    while waiting:
        place, depth = waiting.pop()
        names, more = _names(place, MAX_FILES - len(listing.paths))
        for name, is_folder in names:
            listing.paths.append(place / name)
            if is_folder and depth <= MAX_DEPTH:
                waiting.append((place / name, depth + 1))
            elif is_folder:
                listing.problem = f"has folders more than {MAX_DEPTH} deep"
        if more:
            listing.problem = f"holds more than {MAX_FILES} files"
            break
    listing.paths.sort()
    return listing


def _names(place: Path, room: int) -> tuple[list[tuple[str, bool]], bool]:
    """Return at most `room` names in a folder, whether each is a folder, and if there are more."""
    names: list[tuple[str, bool]] = []
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if len(names) >= room:
                    return names, True
                names.append((entry.name, entry.is_dir(follow_symlinks=False)))
    except OSError:  # it is gone, or closed to us: its own line of the listing stays
        pass
    return sorted(names), False


def is_active(name: str) -> bool:
    """Whether a browser might run a file of this name when it is opened from a server."""
    guessed = mimetypes.guess_type(name, strict=False)[0] or ""
    endings = {ending.lower() for ending in PurePath(name).suffixes}
    return bool(endings & _ACTIVE) or guessed.endswith(_ACTIVE_TYPES)


@dataclass
class Selection:
    """The files of a submission that are copied.

    Attributes:
        names: paths within the submission's folder.
        left_out: a line for each thing that an instructor should know is not copied.
    """

    names: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def files_to_copy(folder: Path, questions_only: bool, ignore: Iterable[str] = ()) -> Selection:
    """Select what is copied of a submission beside its notebooks.

    Args:
        folder: of the submission.
        questions_only: whether its notebooks hold questions and no code of theirs is run.
        ignore: patterns of names that nbgrader passes over, such as `"*.pyc"`.
    """
    listing = list_folder(folder)
    odd = [p for p in listing.paths if p.is_symlink() or not (p.is_dir() or may_be_copied(p))]
    selection = Selection(left_out=_told(odd, "is no ordinary file; left out"))
    if questions_only:
        selection.names = [
            name
            for name, limit in QUESTION_FILES.items()
            if (folder / name).is_file() and may_be_copied(folder / name, limit)
        ]
        return selection
    if listing.problem:
        selection.left_out.append(f"the folder {listing.problem}; the others are left out")
    patterns = [*ignore, "*.ipynb"]
    active = []
    for path in _files(folder, listing.paths, patterns):
        if path in odd:
            continue
        if is_active(path.name):
            active.append(path)
        else:
            selection.names.append(str(path.relative_to(folder)))
    selection.left_out += _told(active, "would be run by a browser; left out")
    return selection


def _files(folder: Path, paths: list[Path], patterns: list[str]) -> Iterator[Path]:
    """Yield the files that no pattern leaves out, by their own name or that of a folder."""
    for path in paths:
        parts = path.relative_to(folder).parts
        if not all(map(is_clean, parts)) or path.is_dir():
            continue
        if not any(fnmatch.fnmatch(part, pattern) for part in parts for pattern in patterns):
            yield path


def _told(paths: list[Path], what: str, most: int = 5) -> list[str]:
    lines = [f"{escape_control(path.name)} {what}" for path in paths[:most]]
    return [*lines, f"{len(paths) - most} more files: {what}"] if len(paths) > most else lines


def answer_files(folder: Path) -> list[str]:
    """Return the names of files in which answers were saved in this folder."""
    return sorted(path.name for pattern in ANSWER_FILES for path in folder.glob(pattern))
