"""The feedback page has a language, headings and names for its links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from bs4 import BeautifulSoup
from traitlets.config import Config

from imuran_edu.grading.nbgrader.feedback_exporter import FeedbackExporter

THEIRS = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
REPORT = (
    '<div class="imuran-mark tex2jax_ignore mathjax_ignore"><p><strong>What is it? '
    '<a href="https://example.org">Source</a></strong></p><div>Answer given: <span>6-MP</span>'
    "</div><p>1 of 2 points. Two words.</p></div>"
)


def graded_cell(number: int) -> Any:
    output = nbformat.v4.new_output("display_data", {"text/html": REPORT, "text/plain": ""})
    cell = nbformat.v4.new_code_cell(f'ask("mech-g0{number}")', outputs=[output])
    about = {"grade": True, "solution": False, "task": False, "grade_id": f"mech-g0{number}"}
    cell.metadata["nbgrader"] = {**about, "points": 2.0, "score": 1.0}
    return cell


def feedback_page() -> str:
    """Return a page of two questions as `nbgrader generate_feedback` draws it."""
    config = Config()
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = [str(THEIRS / "templates")]
    css = THEIRS / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    config.HTMLExporter.extra_template_paths = [str(css)]
    text = nbformat.v4.new_markdown_cell("# Assignment 1\n\nAnswer all.")
    code = nbformat.v4.new_code_cell("from imuran_edu import ask")
    notebook = nbformat.v4.new_notebook(cells=[text, code, graded_cell(1), graded_cell(2)])
    about = {"notebook": "mechanism", "score": 2.0, "max_score": 4.0, "late_penalty": 0}
    page, _resources = FeedbackExporter(config=config).from_notebook_node(
        notebook, {"nbgrader": about}
    )
    return str(page)


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup(feedback_page(), "html.parser")


def test_it_has_a_language_a_title_and_one_main(page: BeautifulSoup) -> None:
    assert page.html is not None and page.html["lang"] == "en"
    assert page.title is not None and page.title.string == "Feedback on mechanism"
    assert len(page.select("main")) == 1
    assert page.select("meta[name=viewport]")


def test_each_question_has_a_heading_and_a_link_of_its_name(page: BeautifulSoup) -> None:
    assert [each.text for each in page.select("h2")] == ["Question 1", "Question 2"]
    assert [each.text for each in page.select("#toc a")] == ["Question 1", "Question 2"]
    assert page.select_one("h1") is not None and "2.0 / 4.0" in page.select("h1")[0].text
    for link in page.select("#toc a"):
        assert page.find(attrs={"name": str(link["href"]).removeprefix("#")})
