"""Every lesson runs from top to bottom, as a reader's Jupyter runs it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.courses import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_runs_and_every_cell_shows_something(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    ignored = shutil.ignore_patterns("graded")
    shutil.copytree(ROOT / "quizzes", tmp_path / "quizzes", ignore=ignored)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(entry for entry in sys.path if entry))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})
    client.execute()  # raises if a cell does
    calls = [cell for cell in notebook.cells if cell.cell_type == "code"][1:]
    assert calls
    for cell in calls:
        kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
        assert "text/html" in kinds, f"cell {cell.id} shows nothing"
        assert not [output for output in cell.outputs if output.output_type == "stream"]
        text = "".join(str(output.get("data", {}).get("text/html")) for output in cell.outputs)
        assert "This cannot be shown" not in text
        widget = "application/vnd.jupyter.widget-view+json" in kinds
        alive = ("quiz(", "claims_game(", "explore(", "progress(", "today(")
        assert widget == cell.source.startswith(alive)
    # a lesson that is only read leaves nothing behind
    assert not (folder / "responses.json").exists()


def test_the_start_page_leads_to_every_lesson() -> None:
    start, *lessons = LESSONS
    prose = "".join(cell.source for cell in nbformat.read(start, as_version=4).cells)
    for lesson in lessons:
        assert f"]({lesson.name})" in prose
