"""What becomes of a student's answer in Markdown before it is shown."""

from __future__ import annotations

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from imuran_edu.grading.nbgrader.master_cells import Master
from imuran_edu.grading.nbgrader.preprocessors.restore_cells import _answer

MASTER = Master("essay", "markdown", "YOUR ANSWER", False, True, {})


@pytest.mark.parametrize("name", ["drawing.png", "gone.png"])
def test_a_picture_that_is_not_there_does_not_hinder_the_page(name: str) -> None:
    cell = new_markdown_cell(f"My words ![x](attachment:{name})")
    cell.attachments = nbformat.from_dict({"drawing.png": {"image/png": "aGVsbG8="}})
    shown = _answer(cell, MASTER, run=False)
    page, _ = HTMLExporter().from_notebook_node(new_notebook(cells=[shown]))
    assert "My words" in page
    assert ("data:image/png;base64,aGVsbG8=" in page) == (name == "drawing.png")
