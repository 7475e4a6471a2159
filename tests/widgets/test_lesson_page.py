"""A page has all that its calls show, without a kernel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imuran_edu.answers import Entry, Store
from imuran_edu.core.lesson_text import KINDS
from imuran_edu.widgets.lesson_page import SHOWN, lesson_page
from imuran_edu.widgets.outline import course_outline
from tests.courses import ROOT, code

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_every_call_is_shown() -> None:
    assert set(SHOWN) == set(KINDS)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_lesson_is_a_page_of_which_nothing_is_missing(path: Path, tmp_path: Path) -> None:
    page = lesson_page(json.loads(path.read_text()), tmp_path)
    assert page is not None
    assert {cell["kind"] for cell in page["cells"]} & {"problem", "code"} == set()
    for cell in page["cells"]:
        shown = {"quiz": "quiz", "figure": "html", "html": "html", "explorer": "still"}
        assert cell[shown.get(cell["kind"], "id")]
    assert json.loads(json.dumps(page)) == page
    # reading writes no answers; the folder only gets its name
    assert {each.name for each in tmp_path.iterdir()} <= {".responses.id"}


def test_an_assignment_is_a_page_without_a_key() -> None:
    folder = ROOT / "course" / "source" / "mechanism"
    page = lesson_page(json.loads((folder / "mechanism.ipynb").read_text()), folder)
    assert page is not None and page["assignment"] == "mechanism"
    asked = [cell for cell in page["cells"] if cell["kind"] == "ask"]
    assert len(asked) == len(json.loads((folder / "questions.json").read_text())["questions"])
    assert '"key"' not in json.dumps(page) and "rationale" not in json.dumps(page)


def test_a_page_is_not_changed_by_who_got_it_before(tmp_path: Path) -> None:
    notebook = {
        "metadata": {"imuran_edu": {"lesson": "mechanism"}},
        "cells": [code("a", 'quiz("mechanism-warm-up")')],
    }
    first = lesson_page(notebook, tmp_path)
    assert first is not None
    first["cells"][0]["quiz"]["questions"].clear()
    second = lesson_page(notebook, tmp_path)
    assert second is not None and second["cells"][0]["quiz"]["questions"]


def test_a_round_of_the_version_before_keeps_its_order(tmp_path: Path) -> None:
    notebook = {
        "metadata": {"imuran_edu": {"lesson": "mechanism"}},
        "cells": [code("a", 'quiz("mechanism")')],
    }
    store = Store.at(tmp_path)

    def order() -> list[str]:
        page = lesson_page(notebook, tmp_path)
        assert page is not None
        return [asked["id"] for asked in page["cells"][0]["quiz"]["questions"]]

    before = order()
    store.save("round-of-mechanism", Entry(7))
    assert order() != before and sorted(order()) == sorted(before)


@pytest.mark.parametrize("call", ['quiz("no-such")', 'figure("no-such")', 'ask("q")', "quiz()"])
def test_what_is_not_there_is_said_in_its_place(tmp_path: Path, call: str) -> None:
    notebook = {"metadata": {"imuran_edu": {"lesson": "x"}}, "cells": [code("a", call)]}
    page = lesson_page(notebook, tmp_path)
    assert page is not None
    (cell,) = page["cells"]
    assert cell["kind"] == "problem" and cell["text"]


def test_the_outline_names_every_lesson_and_its_questions() -> None:
    outline = course_outline()
    assert [lesson["file"] for lesson in outline] == [path.name for path in LESSONS]
    assert all(lesson["questions"] and lesson["title"] for lesson in outline)
