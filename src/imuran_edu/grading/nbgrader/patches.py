"""Everything that is replaced in nbgrader while it runs, in one place.

Written for nbgrader 0.9.6; `pyproject.toml` bounds it below 0.10. `tests/upstream/test_nbgrader.py`
has a test for each function here: it fails when nbgrader no longer needs it or has changed beneath
it. What other software needs is in `imuran_edu.core.patches`.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from nbgrader.converters import NbGraderException, base
from nbgrader.utils import gettz, parse_utc

from imuran_edu.grading.graded_answers import answers_in
from imuran_edu.grading.safety.ordinary_files import (
    MAX_TIMESTAMP,
    TIMESTAMP,
    escape_control,
    text_problem,
)
from imuran_edu.grading.safety.submission_files import answer_files, files_to_copy

HANDLERS = "nbgrader.server_extensions.formgrader.handlers"
INERT = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"


def put_scripts_on_path() -> None:
    """Let nbgrader find `alembic`, which it starts by its bare name to make a gradebook.

    Without this `.venv/bin/nbgrader` works only where the environment is activated.
    """
    scripts = sysconfig.get_path("scripts")
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if scripts not in paths:
        os.environ["PATH"] = os.pathsep.join([scripts, *paths])


def existing_timestamp(folder: Path) -> datetime | None:
    """Return the time in a submission's `timestamp.txt`, in UTC; None if it holds none.

    nbgrader opens whatever has that name, and fails for the whole class if it holds no time. A zone
    that it does not know, such as `IST`, it takes for UTC.
    """
    path = folder / TIMESTAMP
    if text_problem(path, MAX_TIMESTAMP):
        return None
    try:
        text = path.read_text(encoding="utf-8").strip()
        if unknown_zone(text):
            return None
        time: datetime = parse_utc(text)
    except (ValueError, OverflowError, OSError):
        return None
    return time


def unknown_zone(text: str) -> str:
    """Return what stands for a time zone in a timestamp and is none that is known, or `""`."""
    words = text.strip().split(" ")
    if len(words) != 3 or re.fullmatch(r"[+-]?\d+(:\d+)?", words[2]):
        return ""
    return "" if gettz(words[2]) else words[2]


def read_timestamps_safely() -> None:
    """Let formgrader list a class in which a submission's time cannot be read."""
    from nbgrader.apps.api import NbGraderAPI

    def get_submitted_timestamp(self: Any, assignment_id: str, student_id: str) -> datetime | None:
        step = self.coursedir.submitted_directory
        return existing_timestamp(
            Path(self.coursedir.format_path(step, student_id, assignment_id)).resolve()
        )

    NbGraderAPI.get_submitted_timestamp = get_submitted_timestamp


def collect_whatever_the_times_are(coursedir: Any) -> None:
    """Let one run of `nbgrader collect` go on where a collected submission holds no time."""
    coursedir.get_existing_timestamp = lambda folder: existing_timestamp(Path(folder))


def serve_submissions_inertly() -> None:
    """Let formgrader serve files beside a graded notebook so that a browser runs nothing in them.

    nbgrader serves any file of the course under a submission's address, on the page where grades
    are set. Does nothing where formgrader is not loaded.
    """
    handlers = sys.modules.get(HANDLERS)
    if handlers is None:
        return

    def set_extra_headers(self: Any, path: str) -> None:
        self.set_header("Content-Security-Policy", INERT)
        self.set_header("X-Content-Type-Options", "nosniff")

    handlers.SubmissionFilesHandler.set_extra_headers = set_extra_headers


def skip_unsafe_submissions(converter: Any, refused: dict[str, str], log: Any) -> None:
    """Make one run of `nbgrader autograde` skip submissions, name them at its end, and fail.

    Args:
        converter: nbgrader's `Autograde`.
        refused: why each is skipped, by folder as in `converter.assignments`.
        log: where they are named.
    """
    if not refused:
        return
    for folder in refused:
        del converter.assignments[folder]
    convert_the_others = converter.convert_notebooks

    def convert_notebooks() -> None:
        try:
            convert_the_others()
        finally:
            for folder, problem in sorted(refused.items()):
                student = escape_control(Path(folder).parent.name)
                log.error("%s: not graded: %s", student, problem)
        raise NbGraderException(f"{len(refused)} submissions were not graded.")

    converter.convert_notebooks = convert_notebooks


def remember_graded_answers(converter: Any) -> None:
    """Make one run of `nbgrader autograde` keep the answers that each student was graded by.

    nbgrader removes the graded folder before it grades again. With the answers of before, a person
    is asked to look again only where the answer has changed. They stand in the converter's
    `answered_before`, by question; None if nothing was graded. `graded_folder` says where it lies
    if the run writes elsewhere.

    Args:
        converter: nbgrader's `Autograde`.
    """
    prepare = converter.init_destination
    converter.answered_before = None

    def init_destination(assignment_id: str, student_id: str) -> bool:
        place = getattr(converter, "graded_folder", None)
        folder = place or converter._format_dest(assignment_id, student_id)
        converter.answered_before = answers_in(Path(folder))
        return bool(prepare(assignment_id, student_id))

    converter.init_destination = init_destination


def limit_copied_files(converter: Any, questions_only: bool, log: Any) -> None:
    """Make one run of `nbgrader autograde` copy only what is safe of each submission.

    nbgrader would follow a link to a device until the disk is full, takes time with the square of
    the number of files, and copies pages that a browser runs. It asks one function which files
    there are; that one is replaced while a submission's files are copied, and put back.

    Args:
        converter: nbgrader's `Autograde`.
        questions_only: whether only the answers and nbgrader's two small files are copied.
        log: where it is named what was left out.
    """
    copy_all = converter.init_assignment

    def init_assignment(assignment_id: str, student_id: str) -> None:
        select = partial(_selected, questions_only, student_id, log)
        coursedir = converter.coursedir
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment_id))
        excluded = _own_answers_excluded(converter, source, assignment_id)
        with _replaced("find_all_files", select), excluded:
            copy_all(assignment_id, student_id)

    converter.init_assignment = init_assignment


def _selected(
    questions_only: bool, student: str, log: Any, folder: str, exclude: list[str] | None = None
) -> list[str]:
    selection = files_to_copy(Path(folder), questions_only, exclude or [])
    for line in selection.left_out:
        log.warning("%s: %s", escape_control(student), line)
    return [str(Path(folder, name)) for name in selection.names]


@contextmanager
def _replaced(name: str, value: Any) -> Iterator[None]:
    """Replace a function of the module with nbgrader's converters."""
    before = getattr(base, name)
    setattr(base, name, value)
    try:
        yield
    finally:
        setattr(base, name, before)


@contextmanager
def _own_answers_excluded(converter: Any, source: Path, assignment: str) -> Iterator[None]:
    """Keep an instructor's trial answers in `source/` from replacing a student's."""
    before = converter.exclude_overwriting
    listed = before.get(assignment, [])
    converter.exclude_overwriting = {**before, assignment: [*listed, *answer_files(source)]}
    try:
        yield
    finally:
        converter.exclude_overwriting = before
