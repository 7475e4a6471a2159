"""The pages that students get back, as `nbgrader generate_feedback` writes them.

nbgrader's own template renders a page once for all students whose notebooks have the same cells,
with placeholders for their scores and answers; then each student's values are put in.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_solution, is_task

from imuran_edu.grading.class_run.staging import remove
from imuran_edu.grading.nbgrader.class_grades import Scores
from imuran_edu.grading.nbgrader.course import GradingError, NbgraderCourse
from imuran_edu.grading.nbgrader.preprocessors.cached import classes_of
from imuran_edu.grading.nbgrader.preprocessors.tell_grades import (
    TellGrades,
    tell_level,
    tell_waiting,
)
from imuran_edu.grading.nbgrader.settings import QuestionGrading
from imuran_edu.grading.safety.submission_files import files_to_copy

REPORT = '<div class="imuran-mark'  # how the report of a question begins
NO_ALT = "No description has been provided for this image"  # as nbconvert says
CACHED = 32  # pages kept; a class has one, and one more for each student who added cells


Task = tuple[str, dict[str, Scores]]
"""A student, and the scores of each notebook."""


class Placeholder(str):
    """Stands for a value in a rendered page.

    nbgrader's template asks whether a penalty is above zero: where there is one, it is.
    """

    def __gt__(self, other: object) -> bool:
        return True


class FeedbackRenderer:
    """Writes the pages of one assignment, one student after the other.

    Attributes:
        course: the course and its configuration.
    """

    def __init__(self, course: Path, assignment: str) -> None:
        """Read the course's configuration, once for a class."""
        self.course = NbgraderCourse(course, assignment, "GenerateFeedback")
        converter = self.course.converter
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        steps = classes_of(converter.preprocessors)
        grades = (GetGrades, TellGrades)
        if not isinstance(exporter, HTMLExporter) or not set(grades) & set(steps):
            raise GradingError("feedback of another kind than pages needs: nbgrader")
        register: Any = exporter.register_preprocessor
        for step in steps:
            if step not in grades:
                register(step)
        self._exporter = exporter
        bank = QuestionGrading(parent=converter).bank(assignment)
        self._questions = bank.by_id if bank else {}
        self._number: Callable[[Any], str] = _rounding(exporter)
        # another template may do more with a score than print it
        self._shares_pages = (
            set(steps) <= {*grades, CSSHTMLHeaderPreprocessor}
            and exporter.template_name == "feedback"
            and all(_of_nbgrader(path) for path in exporter.extra_template_basedirs)
            and not exporter.sanitize_html
            and not exporter.embed_images
        )
        self._token = secrets.token_hex(8)
        self._split = re.compile(f"\ue000{self._token}:(\\d+)\ue001")
        self._rendered = lru_cache(CACHED)(self._render)

    def write(self, task: Task, staging_name: str, notebook: str = "") -> str:
        """Write a student's pages in the staging folder; return why it failed, or `""`.

        Never raises.

        Args:
            task: the student, and the scores.
            staging_name: the staging folder.
            notebook: the one whose page is written; the pages of all if `""`.
        """
        student, scores = task
        made = self.course.staged_path("feedback", staging_name, student)
        try:
            self._write(student, scores, made, notebook)
        except (GradingError, OSError) as error:
            return str(error)
        except Exception as error:
            lines = str(error).strip().splitlines()
            return f"{type(error).__name__}: {lines[0] if lines else ''}"[:300]
        return ""

    def _write(self, student: str, scores: dict[str, Scores], made: Path, notebook: str) -> None:
        folder = self.course.folder("autograded", student)
        notebooks = self.course.notebooks(folder)
        if not notebooks:
            raise GradingError("nothing of this submission was graded")
        remove(made)  # left by a worker that died
        made.mkdir(parents=True)
        for name in files_to_copy(folder, False, self.course.coursedir.ignore).names:
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / name, made / name)
        for path in notebooks:
            former = self.course.folder("feedback", student) / f"{path.stem}.html"
            if notebook not in ("", path.stem):
                if former.is_file():
                    shutil.copy(former, made / former.name)
                continue
            if path.stem not in scores:
                raise GradingError(
                    f"the gradebook has no grades of {path.name}; grade it again, or delete "
                    f"{folder} if the student has left"
                )
            text = self.page(_read(path), path.stem, scores[path.stem])
            (made / f"{path.stem}.html").write_text(text, encoding="utf-8")
        self.course.set_permissions(made)

    def page(self, nb: Any, name: str, scores: Scores) -> str:
        """Return the page of one graded notebook."""
        values: list[str] = []

        def placeholder(value: Any, text: str) -> Any:
            if not self._shares_pages:
                return value
            values.append(text)
            return Placeholder(f"\ue000{self._token}:{len(values) - 1}\ue001")

        def number(value: float) -> Any:
            return placeholder(value, self._number(value))

        for cell in nb.cells:
            self._set_grades(cell, scores, number)
            for output in cell.get("outputs", []):
                html = output.get("data", {}).get("text/html")
                if isinstance(html, str) and html.startswith(REPORT):
                    output.data["text/html"] = placeholder(html, _as_nbconvert(html))
                    output.data["text/plain"] = ""
        about = {
            "score": number(scores.score - scores.penalty),
            "max_score": number(scores.possible),
            "late_penalty": number(scores.penalty) if scores.penalty > 0 else 0,
        }
        render = self._rendered if self._shares_pages else self._render
        parts = self._split.split(render(json.dumps([name, nb, about], sort_keys=True)))
        parts[1::2] = [values[int(index)] for index in parts[1::2]]
        return "".join(parts)

    def _set_grades(self, cell: Any, scores: Scores, number: Callable[[float], Any]) -> None:
        """Do as nbgrader's `GetGrades`."""
        about = cell.metadata.get("nbgrader", {})
        try:
            if is_solution(cell) or is_task(cell):
                about["comment"] = scores.comments[about["grade_id"]]
            if is_grade(cell) or is_task(cell):
                score, possible = scores.cells[about["grade_id"]]
                about["score"], about["points"] = number(score), number(possible)
                if about["grade_id"] in scores.waiting:
                    tell_waiting(cell)
                else:
                    tell_level(cell, self._questions.get(about["grade_id"]), score)
        except KeyError as error:
            raise GradingError(f"the gradebook has no grade of cell {error}") from None

    def _render(self, text: str) -> str:
        """Render a page by nbgrader's template, from a text that holds all that it shows."""
        name, cells, about = json.loads(text, object_hook=self._hook)
        resources = self.course.resources("", name)
        resources["nbgrader"].update(about)
        return str(self._exporter.from_notebook_node(nbformat.from_dict(cells), resources)[0])

    def _hook(self, found: dict[str, Any]) -> dict[str, Any]:
        return {
            key: Placeholder(value)
            if isinstance(value, str) and self._split.fullmatch(value)
            else value
            for key, value in found.items()
        }


def _read(path: Path) -> Any:
    """Return a graded notebook; it was validated as it was graded, and is not again."""
    return nbformat.convert(nbformat.reader.reads(path.read_text(encoding="utf-8")), 4)


def _rounding(exporter: Any) -> Callable[[Any], str]:
    """Let the template's number filters pass placeholders on; return what they make of a number."""
    filters = exporter.environment.filters
    to_float, to_round = filters["float"], filters["round"]

    def passing(real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda value, *more: value if isinstance(value, Placeholder) else real(value, *more)

    exporter.register_filter("float", passing(to_float))
    exporter.register_filter("round", passing(to_round))
    return lambda value: str(to_round(to_float(value), 2))


def _of_nbgrader(path: str) -> bool:
    return Path(path).resolve().is_relative_to(Path(nbgrader.__file__).resolve().parent)


@lru_cache(4096)
def _as_nbconvert(html: str) -> str:
    """Write HTML as nbconvert does with the whole page."""
    soup = BeautifulSoup(html, features="html.parser")
    for image in soup.select("img:not([alt])"):
        image.attrs["alt"] = NO_ALT
    return str(soup)
