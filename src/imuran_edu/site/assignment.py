"""An assignment as a folder without a server: questions without keys, and the file to hand in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from imuran_edu.core import InputError, Problem
from imuran_edu.core.dates_file import dates_for_page
from imuran_edu.core.markup import to_html
from imuran_edu.core.words import _
from imuran_edu.grading.assignment_contents import OURS, asked
from imuran_edu.grading.build import assignment_problems
from imuran_edu.questions import Bank, QuestionType, find_bank, load_bank
from imuran_edu.questions.page import front_view
from imuran_edu.questions.public import public_view, versions_of
from imuran_edu.site.page import STATIC, data_script, page, words_scripts
from imuran_edu.site.write import put_in_place

SEED: Final = ""
"""Of the order of options as they are written down: each copy has its own (`js/copy.ts`)."""
DATA: Final = "data/assignment.js"
PARTS: Final = ("sheet.js", "sheet.css")


def write_assignment(root: Path, name: str, target: Path) -> list[str]:
    """Write an assignment as static pages into a folder of its own, to which nothing links.

    What an earlier call wrote there is replaced.

    Args:
        root: the checkout, with the graded bank and the assignment that was built from it.
        name: of the bank.
        target: the folder; it need not be there.

    Returns:
        The names of the files, with `/` between folder and name.

    Raises:
        SiteError: the folder holds something else, or a page says what only the key says; it is
            then left as it was.
        InputError: the bank has a fault, or the assignment is not in step with it or has a cell
            that no page can ask.
        FileNotFoundError: there is no such bank.
    """
    path = find_bank(name, "graded", root)
    bank = load_bank(path)
    if problems := assignment_problems(path, root / "course", bank):
        raise InputError(problems)
    files = assignment_files(root, bank, path.stem)
    put_in_place(target, files, DATA, bank.questions, root)
    return sorted(files)


def assignment_files(root: Path, bank: Bank, name: str) -> dict[str, str]:
    """Return the text of each file of the folder, by its name.

    Args:
        root: the checkout.
        bank: the graded bank.
        name: of the assignment.

    Raises:
        InputError: the assignment has a cell that no page can ask.
    """
    notebook = root / "course" / "source" / name / f"{name}.ipynb"
    text = notebook.read_text(encoding="utf-8")
    data = {
        "assignment": name,
        "title": bank.title,
        "introduction": to_html(bank.introduction),
        "points": bank.points,
        "dates": dates_for_page(notebook.parent),
        "notebook": text,
        "cells": list(_cells(bank, json.loads(text)["cells"], notebook)),
    }
    note = _("This page needs scripts: allow them for it, and load it again.")
    body = f"<main id='main'><noscript><p>{note}</p></noscript></main>"
    words = words_scripts()
    return {
        **words,
        **{part: STATIC.joinpath(part).read_text(encoding="utf-8") for part in PARTS},
        DATA: data_script("assignment", data),
        "index.html": page(bank.title, body, (*words, DATA, "sheet.js"), style="sheet.css"),
    }


def _cells(bank: Bank, cells: list[dict[str, Any]], path: Path) -> Iterator[dict[str, Any]]:
    """Yield what stands on the page, in the order of the notebook."""
    questions = {each.id: (number, each) for number, each in enumerate(bank.questions, 1)}
    for cell in cells:
        source = "".join(cell["source"])
        if cell["id"] in OURS:
            continue
        if cell["cell_type"] == "code" and (found := asked(source)) in questions:
            number, question = questions[found]
            yield {"question": public_page_view(question, str(number))}
        elif cell["cell_type"] == "markdown" and "nbgrader" not in cell["metadata"]:
            yield {"html": to_html(source)}
        elif source.strip():
            message = (
                f"has a cell ('{cell['id']}') that is more than text and the bank's questions; "
                "no page without Jupyter can ask it: hand the assignment out as a notebook"
            )
            raise InputError([Problem(path, 1, message)])


def public_page_view(question: QuestionType, number: str) -> dict[str, Any]:
    """Return a question as the page draws it, without its key; a template with all its rows."""

    def shown(each: QuestionType) -> dict[str, Any]:
        return front_view(public_view(each), number, SEED)

    if (template := question.template) is None:
        return shown(question)
    rows = {**template.differing(shown), "versions": versions_of(template)}
    return {**shown(template.question(question.row)), "rows": {**rows, "row": question.row}}
