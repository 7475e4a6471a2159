"""Write the course as a folder of static pages."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from imuran_edu.answers.question_order import load_register
from imuran_edu.core import course_root, find_data
from imuran_edu.errors import CourseError
from imuran_edu.questions import QuestionType
from imuran_edu.site.lesson import lesson_body, lesson_data, page_file
from imuran_edu.site.page import STATIC, data_script, page, words_scripts
from imuran_edu.widgets.course_index import course_index
from imuran_edu.widgets.course_text import course_text
from imuran_edu.widgets.outline import course_outline

PARTS: Final = ("site.js", "site.css")
DATA: Final = "data"
COURSE: Final = f"{DATA}/course.js"


class SiteError(CourseError):
    """No pages were written; the message says why and what mends it."""


def write_site(target: Path) -> list[str]:
    """Write the course as static pages into a folder.

    What an earlier call wrote there is replaced.

    Args:
        target: the folder; it need not be there.

    Returns:
        The names of the files, with `/` between folder and name.

    Raises:
        SiteError: the folder holds something else, or a page names a graded question or says what
            one says. The folder is then left as it was.
        InputError: a bank or the register has a fault.
    """
    files = site_files()
    put_in_place(target, files, COURSE)
    return sorted(files)


def site_files() -> dict[str, str]:
    """Return the text of each file of the pages, by its name.

    Raises:
        SiteError: a lesson is missing.
        InputError: a bank or the register has a fault.
    """
    lessons = find_data("notebooks")
    files = {name: STATIC.joinpath(name).read_text(encoding="utf-8") for name in PARTS}
    words = words_scripts()
    files |= {COURSE: data_script("course", course_data()), **words}
    files[f"{DATA}/text.js"] = data_script("text", course_text())
    for each in course_outline():
        notebook = each["file"]
        path = lessons / notebook
        made = lesson_data(path) if path.is_file() else None
        if made is None:
            raise SiteError(f"{path}: is no lesson of this course; run 'imuran-edu check'")
        own = f"{DATA}/{path.stem}.js"
        files[own] = data_script(notebook, made)
        scripts = (*words, COURSE, own, "site.js")
        files[page_file(notebook)] = page(
            made["title"], lesson_body(made, notebook), scripts, notebook
        )
    return files


def course_data() -> dict[str, Any]:
    """Return what each page knows of the whole course: its lessons, its index, its register."""
    register = load_register()
    return {
        "outline": course_outline(),
        "index": course_index(),
        "register": {"questions": list(register.questions.items()), "retired": register.retired},
        "pages": {each["file"]: page_file(each["file"]) for each in course_outline()},
    }


def put_in_place(
    target: Path,
    files: Mapping[str, str],
    mark: str,
    asked: Sequence[QuestionType] = (),
    root: Path | None = None,
) -> None:
    """Write files into a folder in the place of those of an earlier call, or none of them.

    Args:
        target: the folder; it need not be there.
        files: the text of each, by its name.
        mark: of which a folder that an earlier call wrote has one: nothing else is overwritten.
        asked: graded questions that the files ask: what students see of them may stand there.
        root: the checkout with the graded banks; that around the working folder if None.

    Raises:
        SiteError: the folder holds something else, or a file names or says what is graded.
    """
    target = target.resolve()
    root = root or course_root()
    if target.exists() and not target.is_dir():
        raise SiteError(f"{target} is a file; name a folder")
    if target.exists() and any(target.iterdir()) and not (target / mark).is_file():
        raise SiteError(f"{target} holds what site did not write; name an empty folder")
    if root is not None and target in (root, *root.parents):
        raise SiteError(f"{target} holds the course; name a folder of its own")
    if found := graded_traces_in(root, files, asked):
        raise SiteError("\n".join(found))
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".imuran-site-") as place:
        for name, text in files.items():
            path = Path(place, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        _forget(target)
        for name in files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(place, name), target / name)


def _forget(target: Path) -> None:
    """Delete pages of lessons that the course has no more."""
    for path in [*target.glob("*.html"), *target.glob(f"{DATA}/*.js")]:
        path.unlink()


def graded_traces_in(
    root: Path | None, files: Mapping[str, str], asked: Sequence[QuestionType] = ()
) -> list[str]:
    """Say which file names a graded question or says a sentence of one, by `publish`'s rule.

    Args:
        root: the checkout with its graded banks; without one there is nothing to be told.
        files: the text of each, by its name.
        asked: graded questions that the files ask.
    """
    from imuran_edu.authoring.publish import GradedTraces

    if root is None or not (root / "quizzes" / "graded").is_dir():
        return []
    traces = GradedTraces.of(root, asked)
    return [line for name, text in files.items() for line in traces.in_text(name, text, True)]
