"""nbconvert 7 and mistune 3: why `imuran_edu.grading.safety.sanitize` makes text inert."""

from __future__ import annotations

import html

import pytest
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)


@pytest.mark.parametrize("text", ["# points", "x\n---", "x\n===", "> # points", "- # points"])
def test_a_heading_gets_an_id_of_the_writers_choice(text: str) -> None:
    assert ' id="' in markdown2html(text)


def test_html_in_markdown_and_raw_cells_is_passed_on() -> None:
    cells = [new_markdown_cell('<b onclick="x">a</b>'), new_raw_cell("<i>b</i>")]
    cells[1].metadata["raw_mimetype"] = "text/html"
    page = HTMLExporter().from_notebook_node(new_notebook(cells=cells))[0]
    assert '<b onclick="x">' in page
    assert "<i>b</i>" in page


@pytest.mark.parametrize("blank", ["", " ", "\N{NO-BREAK SPACE}"])
def test_a_blank_of_any_kind_may_stand_before_a_fences_language(blank: str) -> None:
    page = markdown2html(f"```{blank}html\n<b>\n```")
    assert 'class="nt"' in page  # coloured as HTML


def test_a_long_number_in_an_entity_is_refused_by_python() -> None:
    with pytest.raises(ValueError, match="4300 digits"):
        html.unescape(f"&#{'1' * 5000};")


def test_a_picture_without_words_is_given_some() -> None:
    """`feedback_pages.NO_ALT`."""
    output = new_output("display_data", data={"text/html": '<img src="a.png">'})
    notebook = new_notebook(cells=[new_code_cell("x", outputs=[output])])
    page = HTMLExporter().from_notebook_node(notebook)[0]
    assert "No description has been provided for this image" in page
