"""An empty course of the same shape on another drug: `imuran-edu new DIR --drug NAME`."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from imuran_edu.authoring.build_course import build_course
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.errors import CourseError

SMALL: Final = "@drug@"
CAPITAL: Final = "@Drug@"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,40}")


class NewCourseError(CourseError):
    """The course cannot be made there; the message says why and what would do."""


def new_course(folder: Path, drug: str) -> Path:
    """Write a course of one lesson, one practice and one graded bank, and build it.

    Args:
        folder: a new folder, or an empty one.
        drug: the drug's name.

    Raises:
        NewCourseError: the folder holds something, or the name is none.
    """
    if not _NAME.fullmatch(drug):
        raise NewCourseError(f"--drug: '{drug[:40]}' is no name; use letters, digits and hyphens")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewCourseError(f"{folder}: holds something already; name a new folder")
    _copy(files("imuran_edu.authoring.new_course").joinpath("files"), folder, drug)
    for _ in build_course(folder, sorted(folder.glob("quizzes/graded/*.yaml"))):
        pass  # all of it is new
    return folder


def _copy(source: Traversable, target: Path, drug: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for each in sorted(source.iterdir(), key=lambda item: item.name):
        if each.name == "__pycache__":
            continue  # pip compiles what it installs
        if each.is_dir():
            # no wheel carries a folder of that name, lest it carry keys
            _copy(each, target / each.name.replace("graded_", "graded"), drug)
            continue
        text = each.read_text(encoding="utf-8")
        text = text.replace(SMALL, drug).replace(CAPITAL, drug[:1].upper() + drug[1:])
        write_if_changed(target / each.name, text)
