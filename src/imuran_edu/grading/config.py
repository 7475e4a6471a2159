"""Make plain `nbgrader autograde`, and formgrader's button, grade by reading answers."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import Any

from imuran_edu.grading.zip_transfer import NAME_PATTERN

_HERE = "imuran_edu.grading.nbgrader"


def configure(c: Any, course: Path, banks: Path | None = None, course_id: str = "imuran") -> None:
    """Set up nbgrader for a course; call it from `nbgrader_config.py`.

    Args:
        c: the configuration, from `get_config()`.
        course: the folder of the course, which holds `source/`.
        banks: the folder of the graded banks; by default `quizzes/graded` beside the course.
        course_id: nbgrader's name for the course, used by its exchange.
    """
    from nbgrader.converters import Autograde, GenerateAssignment

    _put_scripts_on_path()
    course = course.resolve()
    c.CourseDirectory.root = str(course)
    c.CourseDirectory.course_id = course_id
    c.QuestionGrading.bank_folder = str(banks or course.parent / "quizzes" / "graded")
    c.OverwriteCells.add_missing_cells = True
    # what comes as a zip: `imuran-edu hand-in` makes the names, and answers are .json
    c.FileNameCollectorPlugin.named_regexp = NAME_PATTERN
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
    c.ZipCollectApp.strict = True
    # names, not classes: formgrader shows its configuration as JSON
    c.ExchangeFactory.collect = f"{_HERE}.collect.CarefulCollect"
    c.Autograde.exporter_class = f"{_HERE}.exporter.CheckedExporter"
    c.Autograde.sanitize_preprocessors = [
        f"{_HERE}.restore.RestoreCells",
        *_names(Autograde, "sanitize_preprocessors", {}),
    ]
    ours = {
        "Execute": f"{_HERE}.preprocessors.ReadAnswers",
        "SaveAutoGrades": f"{_HERE}.preprocessors.SaveGrades",
    }
    c.Autograde.autograde_preprocessors = _names(Autograde, "autograde_preprocessors", ours)
    c.GenerateAssignment.preprocessors = [
        *_names(GenerateAssignment, "preprocessors", {}),
        f"{_HERE}.restore.LeaveAnswersOut",
    ]
    # else the answers of an instructor who tried an assignment would replace a student's
    c.Autograde.exclude_overwriting = {
        folder.name: ["responses.json", ".responses.lock"] for folder in course.glob("source/*/")
    }


def _put_scripts_on_path() -> None:
    """Let nbgrader find `alembic`, which it starts by its bare name to make a gradebook.

    Without this `.venv/bin/nbgrader` works only where the environment is activated.
    """
    scripts = sysconfig.get_path("scripts")
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if scripts not in paths:
        os.environ["PATH"] = os.pathsep.join([scripts, *paths])


def _names(converter: Any, trait: str, replaced: dict[str, str]) -> list[str]:
    """Return nbgrader's own list of preprocessors by name, with some of them replaced."""
    classes = converter.class_traits()[trait].default()
    return [replaced.get(cls.__name__, f"{cls.__module__}.{cls.__name__}") for cls in classes]
