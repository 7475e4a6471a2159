"""A notebook becomes a page by what it says and names; nothing of it runs."""

from __future__ import annotations

from typing import Any

import pytest

import imuran_edu
from imuran_edu.core.lesson_text import KINDS, lesson_text
from imuran_edu.core.markup import lesson_html
from tests.courses import code, lesson, markdown


def page(*cells: dict[str, Any], mark: Any = None) -> dict[str, Any]:
    notebook = {"metadata": {"imuran_edu": mark or {"lesson": "doses"}}, "cells": [*cells]}
    made = lesson_text(notebook)
    assert made is not None
    return made


def test_a_lesson_is_its_text_and_its_calls() -> None:
    made = lesson_text(lesson())
    assert made is not None
    assert (made["lesson"], made["assignment"], made["title"]) == ("doses", "", "On doses")
    kinds = [cell["kind"] for cell in made["cells"]]
    assert kinds == ["markdown", "quiz", "html", "html", "progress"], "the import shows nothing"
    assert made["cells"][2]["call"] == ["claims_table", "D1-001", "D1-002"]


def test_every_call_of_a_lesson_is_known() -> None:
    assert set(KINDS) == set(imuran_edu.__all__)


@pytest.mark.parametrize(
    "source",
    [
        "quiz(name)",
        "quiz('../graded/exam')",
        "import os",
        "quiz('a'); quiz('b')",
        "print(1)",
        "((",
        "\0",
        "(" * 1000,
        "from os import system",
    ],
)
def test_what_is_no_call_of_the_course_is_shown_as_the_text_that_it_is(source: str) -> None:
    (cell,) = page(code("a", source))["cells"]
    assert cell == {"id": "a", "kind": "code", "source": source}


@pytest.mark.parametrize(
    "notebook",
    [
        None,
        [],
        "text",
        {},
        {"metadata": {}, "cells": []},
        {"metadata": {"imuran_edu": {}}, "cells": []},
        {"metadata": {"imuran_edu": "lesson"}, "cells": []},
        {"metadata": {"imuran_edu": {"lesson": "a"}}},
        {"metadata": {"imuran_edu": {"lesson": "a"}}, "cells": 3},
    ],
)
def test_a_notebook_that_is_none_of_ours_is_no_page(notebook: Any) -> None:
    assert lesson_text(notebook) is None


def test_cells_that_are_none_are_passed_over() -> None:
    broken = [None, 3, {}, {"cell_type": "markdown", "source": 7}, {"cell_type": "code"}]
    made = page(*broken, markdown("a", "text"))  # type: ignore[arg-type]
    assert [cell["id"] for cell in made["cells"]] == ["a"]


def test_an_assignment_in_which_students_write_code_is_for_a_notebook() -> None:
    exam = {"assignment": "exam"}
    assert not page(code("q", 'ask("q")'), mark=exam)["editable"]
    assert page(code("q", 'ask("q")'), code("own", "x = 1"), mark=exam)["editable"]
    own = markdown("own", "Your text")
    own["metadata"] = {"nbgrader": {"solution": True}}
    assert page(code("q", 'ask("q")'), own, mark=exam)["editable"]
    assert not page(code("own", "x = 1"))["editable"], "a lesson is read all the same"


def test_headings_have_the_ids_that_jupyterlab_gives_them() -> None:
    assert '<h2 id="1-A-drug-&amp;-its-acid">' in lesson_html("## 1 A *drug* & its acid")


def test_of_raw_html_only_what_lessons_are_written_with_passes() -> None:
    known = '<span class="fact ra-max">2 mg</span> H<sub>2</sub>O<br>'
    assert known in lesson_html(known)
    assert "<details>" in lesson_html("<details>\n<summary>More</summary>\n\ntext\n\n</details>")
    for raw in ('<span onclick="x">', "<b>", "<style>", "<div>\n</div>", '<a href="x">'):
        assert raw not in lesson_html(raw)


def test_links_within_the_course_stay_here_and_others_open_elsewhere() -> None:
    assert lesson_html("[a](02_b.ipynb#c)") == '<p><a href="02_b.ipynb#c">a</a></p>\n'
    assert 'target="_blank"' in lesson_html("[a](https://example.org)")
