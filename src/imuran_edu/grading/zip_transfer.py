"""Hand in and give back by files, where nbgrader's exchange does not run: Windows and laptops.

A student makes a zip of an assignment; the instructor makes a zip of feedback for each student.
"""

from __future__ import annotations

import json
import re
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from imuran_edu.answers.responses_file import FILE_NAME, Fault, read_file
from imuran_edu.core import InputError, Problem
from imuran_edu.grading.other_answers import other_answers
from imuran_edu.grading.safety.ordinary_files import MAX_NOTEBOOK, fault, in_bytes

# The name of a zip, without its ending. Learning platforms put words before a file's name and
# counters behind it; both may stand there.
ARCHIVE_NAME = (
    r"(?:.*--)(?P<student_id>[A-Za-z0-9][A-Za-z0-9.@_]*(?:-[A-Za-z0-9.@_]+)*)"
    r"--(?P<timestamp>20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])T[0-2]\d[0-5]\d[0-5]\dZ)"
    r"[^/\\]*"
)
TIME_FORMAT = "%Y%m%dT%H%M%SZ"
_STUDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.@_]*(?:-[A-Za-z0-9.@_]+)*")
CLIP = 60  # characters quoted of a name in a student's file


def make_submission(folder: Path, student: str, target: Path, now: datetime | None = None) -> Path:
    """Write the zip that a student hands in, and return its path.

    It holds the notebooks and the answers in the folder and nothing else: no checkpoint, no lock,
    no file of another kind, and nothing that a link points to.

    Args:
        folder: the assignment's folder.
        student: the name under which the instructor knows the student.
        target: the folder that the zip is written to.
        now: the time of handing in; the present if None.

    Raises:
        InputError: something is missing, or the name cannot be used.
    """
    folder = folder.resolve()
    if not _STUDENT.fullmatch(student):
        _refuse(
            Path(f"--as '{student}'"),
            "this cannot stand in a file's name; use letters and digits, with . _ @ or single "
            "hyphens between them, as your instructor wrote your name",
        )
    if not folder.is_dir():
        _refuse(folder, "is not a folder; give the folder of the assignment")
    notebooks = sorted(path for path in folder.glob("*.ipynb") if not fault(path, MAX_NOTEBOOK))
    if not any(path.stem == folder.name for path in notebooks):
        _refuse(folder, _missing_notebook(folder, notebooks))
    _check_answers(folder)
    stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime(TIME_FORMAT)
    path = target / f"{folder.name}--{student}--{stamp}.zip"
    _write(path, [*notebooks, folder / FILE_NAME])
    return path


def _missing_notebook(folder: Path, notebooks: list[Path]) -> str:
    """Say why the assignment's notebook cannot be handed in, and what mends it."""
    name = f"{folder.name}.ipynb"
    if (folder / name).is_file():
        return (
            f"{name} is larger than {in_bytes(MAX_NOTEBOOK)}; clear its outputs in JupyterLab "
            "(Edit, Clear Outputs of All Cells), save, and hand in again"
        )
    for path in notebooks:
        if _assignment_of(path) == folder.name:
            return f"has no {name}, but {path.name} is it: rename it to {name}"
    return f"has no {name}; give the folder that you were given, unrenamed"


def _assignment_of(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())["metadata"]["imuran_edu"]["assignment"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _check_answers(folder: Path) -> None:
    """Make sure that the answers can be graded, and are those that the student means.

    Raises:
        InputError: they are not.
    """
    path = folder / FILE_NAME
    read = read_file(path)
    others = [f"{name} ({count} answers)" for name, count in other_answers(folder)]
    meant = f"; is {others[0]} meant? Then give it the name {FILE_NAME}" if others else ""
    if read.fault is Fault.MISSING:
        mend = meant or "; open the assignment and answer a question first"
        _refuse(path, f"is missing{mend}")
    if read.fault is not Fault.NONE:
        _refuse(path, f"cannot be handed in: {read.problem}{meant}")
    if others and not read.responses.answers:
        _refuse(path, f"holds no answer{meant}")
    found = read.responses.assignment
    if found is not None and found != folder.name:
        _refuse(
            path,
            f"holds the answers of '{found[:CLIP]}', and you hand in '{folder.name}': two "
            "assignments were unpacked into one folder; unpack each into its own and answer there",
        )


def hand_in_notes(folder: Path) -> list[str]:
    """Return what a student should know before handing in a folder that can be handed in."""
    return [
        f"{name} holds {count} answers and is not handed in; {FILE_NAME} is"
        for name, count in other_answers(folder)
    ]


def make_feedback_zips(course: Path, assignment: str) -> list[Path]:
    """Write a zip of feedback for each student, and return the paths.

    It holds the pages of the assignment's own notebooks and nothing else. The zips go to
    `handed_back/ASSIGNMENT`.

    Args:
        course: folder with `nbgrader_config.py`.
        assignment: name of the assignment.

    Raises:
        InputError: there is no feedback for this assignment.
    """
    own = {path.stem for path in (course / "source" / assignment).glob("*.ipynb")}
    pages: dict[str, list[Path]] = {}
    for page in sorted((course / "feedback").glob(f"*/{assignment}/*.html")):
        if page.stem in own and not fault(page):
            pages.setdefault(page.parents[1].name, []).append(page)
    if not pages:
        message = f"there is none for '{assignment}'; run first: nbgrader generate_feedback"
        _refuse(course / "feedback", f"{message} {assignment}")
    target = course / "handed_back" / assignment
    written = []
    for student, found in pages.items():
        path = target / f"{assignment}--{student}--feedback.zip"
        _write(path, found)
        written.append(path)
    return written


def _write(path: Path, files: list[Path]) -> None:
    """Write a zip whole or not at all."""
    half = path.with_name(f".{path.name}.half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.writestr(file.name, file.read_bytes())
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        _refuse(path, f"could not be written: {error.strerror}")


def _refuse(path: Path, message: str) -> NoReturn:
    raise InputError([Problem(path, 0, message)])
