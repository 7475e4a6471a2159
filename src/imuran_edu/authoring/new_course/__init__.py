"""An empty course of the same shape on another drug: `imuran-edu new DIR --drug NAME`."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from imuran_edu.answers.question_order import write_register
from imuran_edu.authoring.lint.report import write_rules
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.errors import CourseError
from imuran_edu.evidence import load_evidence
from imuran_edu.grading.build import build_assignment
from imuran_edu.questions import load_bank
from imuran_edu.questions.schema import write_schema
from imuran_edu.questions.variants.bank_rows import write_rows

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
    quizzes = folder / "quizzes"
    write_schema(quizzes)
    write_rules(quizzes)
    banks = {path: load_bank(path) for path in sorted(quizzes.glob("[pg]r*/*.yaml"))}
    for path, bank in banks.items():
        write_rows(path, bank.templates)
    write_register(quizzes, [bank for bank in banks.values() if bank.kind == "practice"])
    evidence = load_evidence(quizzes)
    for path in sorted(quizzes.glob("graded/*.yaml")):
        build_assignment(path, folder / "course", evidence)
    return folder


def _copy(source: Traversable, target: Path, drug: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for each in sorted(source.iterdir(), key=lambda item: item.name):
        if each.is_dir():
            # no wheel carries a folder of that name, lest it carry keys
            _copy(each, target / each.name.replace("graded_", "graded"), drug)
            continue
        text = each.read_text(encoding="utf-8")
        text = text.replace(SMALL, drug).replace(CAPITAL, drug[:1].upper() + drug[1:])
        write_if_changed(target / each.name, text)
