"""A course as nbgrader's own commands see it: its configuration, folders and log."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from imuran_edu.core import course_root
from imuran_edu.errors import CourseError
from imuran_edu.grading.safety.ordinary_files import (
    MAX_TIMESTAMP,
    TIMESTAMP,
    escape_control,
    fault,
)

CONFIG = "nbgrader_config.py"
ANY = "\x00"  # in place of a student's name where any name fits


class GradingError(CourseError):
    """Nothing can be graded; the message says why and what mends it."""


class WarningCollector(logging.Handler):
    """Keeps nbgrader's warnings, so that they can be told by student and not in a stream."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(record.getMessage())

    @contextmanager
    def capture(self, student: str = "") -> Iterator[list[str]]:
        """Collect the warnings given within a `with` block, without the student's name in front.

        Yields:
            A list that holds them when the block has ended.
        """
        self.lines = []
        captured: list[str] = []
        try:
            yield captured
        finally:
            captured += [line.removeprefix(f"{student}: ") for line in self.lines]


def find_course(folder: Path | None = None) -> Path:
    """Return a course's folder: the one named, else the working folder, else the checkout's.

    Args:
        folder: named by the user; None if none was.

    Raises:
        GradingError: there is no `nbgrader_config.py` there.
    """
    if folder is not None:
        if not (folder / CONFIG).is_file():
            raise GradingError(f"{folder} is no course: it has no {CONFIG}")
        return folder.resolve()
    root = course_root()
    places = [Path.cwd(), *([root / "course"] if root else [])]
    for place in places:
        if (place / CONFIG).is_file():
            return place.resolve()
    raise GradingError(f"no {CONFIG} here; name the folder of the course with --course")


class NbgraderCourse:
    """A course with one assignment, and nbgrader's converter for one command.

    Attributes:
        converter: nbgrader's `Autograde` or `GenerateFeedback`, configured by the course.
        coursedir: nbgrader's view of the folders.
        warnings: nbgrader's warnings.
        assignment: name of the assignment.
    """

    def __init__(self, course: Path, assignment: str, command: str) -> None:
        from nbgrader import apps, converters

        app = getattr(apps, f"{command}App")()
        app.load_cwd_config = False  # the course's own is read in any case
        app.initialize(["--log-level=ERROR"], root=str(course))
        app.log.handlers = [collector := WarningCollector()]
        app.log.propagate = False
        app.log.setLevel(logging.WARNING)
        logging.getLogger("traitlets").addHandler(collector)
        # of cells without an id, in notebooks of older versions: nbformat mends them
        warnings.filterwarnings("ignore", module="nbformat")
        self.app, self.warnings = app, collector
        self.coursedir = app.coursedir
        self.coursedir.assignment_id = assignment
        self.converter = getattr(converters, command)(coursedir=self.coursedir, parent=app)
        self.assignment = assignment

    @property
    def shared(self) -> bool:
        """Whether a group of instructors works here, each under an account of their own."""
        return bool(self.coursedir.groupshared)

    def folder(self, step: str, student: str) -> Path:
        """Return the folder of a student's assignment at a step, such as `"submitted"`.

        Args:
            step: the name before `_directory` in nbgrader's configuration.
            student: a name, or `ANY`.
        """
        name = getattr(self.coursedir, f"{step}_directory")
        return Path(self.coursedir.format_path(name, student, self.assignment))

    def root(self, step: str) -> Path:
        """Return the folder of a step."""
        return Path(self.coursedir.root, getattr(self.coursedir, f"{step}_directory"))

    def staged_path(self, step: str, staging_name: str, student: str) -> Path:
        """Return where a student's folder of a step is made before it is moved to its place."""
        name = f"{getattr(self.coursedir, f'{step}_directory')}/{staging_name}"
        return Path(self.coursedir.format_path(name, student, self.assignment))

    def excluded(self) -> set[str]:
        """Return the students whom the configuration leaves out."""
        return set(self.coursedir.student_id_exclude.split(","))

    def timestamp(self, folder: Path) -> Any:
        """Return when a folder was submitted, in UTC; None if it has no `timestamp.txt`.

        Raises:
            GradingError: the file holds something else.
        """
        if problem := fault(folder / TIMESTAMP, MAX_TIMESTAMP):
            raise GradingError(problem)
        from imuran_edu.grading.nbgrader.patches import existing_timestamp, unknown_zone

        path, time = folder / TIMESTAMP, existing_timestamp(folder)
        if time is None and path.exists() and path.read_bytes().strip():
            if zone := unknown_zone(path.read_text(encoding="utf-8", errors="replace")):
                raise GradingError(
                    f"{TIMESTAMP} names a time zone that is not understood, "
                    f"'{escape_control(zone, 20)}'; write the time in UTC"
                )
            raise GradingError(f"{TIMESTAMP} holds no time")
        return time

    def resources(self, student: str, notebook: str) -> dict[str, Any]:
        """Return what nbgrader tells its steps about one notebook."""
        return {
            "unique_key": notebook,
            "output_files_dir": f"{notebook}_files",
            "nbgrader": {
                "student": student,
                "assignment": self.assignment,
                "notebook": notebook,
                "db_url": self.coursedir.db_url,
            },
        }

    @staticmethod
    def notebooks(folder: Path) -> list[Path]:
        """Return the notebooks of a folder; hidden ones are none, as nbgrader has it."""
        return sorted(path for path in folder.glob("*.ipynb") if path.name[0] != ".")

    def set_permissions(self, folder: Path) -> None:
        """Give the files of a folder the permissions that nbgrader's converter gives."""
        mode = int(str(self.converter.permissions), 8)
        for path in (folder, *folder.rglob("*")):
            if not path.is_dir():
                path.chmod(mode)
            elif self.shared:
                path.chmod((path.stat().st_mode | 0o2770) & 0o2777)
