"""Drawings are made anew when what they are drawn from has changed, and then only."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from imuran_edu.authoring import drawn_from
from imuran_edu.authoring.draw_figures import draw_figures, figure_problems
from imuran_edu.core import content_packages
from imuran_edu.core.content_packages import content_files
from imuran_edu.widgets.figure import figure_html
from imuran_edu.widgets.figure_spec import figure_spec

WORDS = """\
alt: Two bars, one twice as high as the other.
caption: A ladder of two steps.
facts: {high: tgn-high-bsg}
data: {steps: [1, 2]}
"""
DRAW = """\
from imuran_edu.core.chart import new_figure
from ladder_drug.steps import SCALE


def draw(given):
    drawn = new_figure(3, 2)
    heights = [SCALE * each for each in given.data["steps"]]
    drawn.add_axes((0, 0, 1, 1)).bar([0, 1], heights, color="black")
    return drawn


def table(given):
    return [["step", "height"], *([f"{i}", SCALE * x] for i, x in enumerate(given.data["steps"]))]
"""


def forget() -> None:
    for each in (content_files, figure_spec, figure_html, drawn_from._imported, drawn_from._path):
        each.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the one figure of another drug."""
    package = tmp_path / "ladder_drug"
    (package / "figures").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "steps.py").write_text("SCALE = 1\n")
    (package / "figures" / "ladder.yaml").write_text(WORDS)
    (package / "figures" / "ladder.py").write_text(DRAW)
    monkeypatch.syspath_prepend(str(tmp_path))
    points = [EntryPoint("ladder", "ladder_drug", content_packages.GROUP)]
    with monkeypatch.context() as patched:
        patched.setattr(content_packages, "entry_points", lambda group: points)
        forget()
        yield package / "figures"
    forget()
    for name in [each for each in sys.modules if each.startswith("ladder_drug")]:
        del sys.modules[name]


def stale() -> list[str]:
    return [f"{each.file.name}: {each.message}" for each in figure_problems()]


def test_what_is_not_drawn_is_named_and_drawn_once(folder: Path) -> None:
    assert stale() == ["ladder.yaml: has changed since it was drawn; run imuran-edu build"]
    assert draw_figures() == ["ladder"]
    assert stale() == []
    drawing = folder / "drawn" / "ladder.svg"
    before = drawing.stat().st_mtime_ns
    assert draw_figures() == []
    assert drawing.stat().st_mtime_ns == before
    assert (folder / "drawn" / "ladder.csv").read_text() == "step,height\n0,1\n1,2\n"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("figures/ladder.yaml", "[1, 2]", "[1, 3]"),
        ("figures/ladder.yaml", "tgn-high-bsg", "tgn-low-bsg"),
        ("figures/ladder.py", "new_figure(3, 2)", "new_figure(3, 3)"),
        ("steps.py", "SCALE = 1", "SCALE = 2"),
    ],
)
def test_a_change_of_data_fact_module_or_model_is_found(
    folder: Path, file: str, old: str, new: str
) -> None:
    draw_figures()
    path = folder.parent / file
    path.write_text(path.read_text().replace(old, new))
    forget()
    assert stale() == ["ladder.yaml: has changed since it was drawn; run imuran-edu build"]


def test_other_words_need_no_other_drawing(folder: Path) -> None:
    draw_figures()
    path = folder / "ladder.yaml"
    path.write_text(path.read_text().replace("A ladder of two steps", "Climb it"))
    forget()
    assert stale() == []
    assert "Climb it" in figure_html("ladder")


def test_a_drawing_that_lost_its_figure_is_named_and_goes(folder: Path) -> None:
    draw_figures()
    stray = folder / "drawn" / "rope.svg"
    stray.write_text("<svg/>")
    assert stale() == ["rope.svg: is the drawing of no figure; run imuran-edu build"]
    draw_figures()
    assert not stray.exists() and stale() == []


@pytest.mark.parametrize("alt", ["''", "A ladder of two steps."])
def test_words_that_tell_nothing_to_who_cannot_see_are_a_finding(folder: Path, alt: str) -> None:
    path = folder / "ladder.yaml"
    path.write_text(re.sub("alt: .*", f"alt: {alt}", path.read_text()))
    forget()
    (found,) = stale()
    assert found.startswith("ladder.yaml: ") and "'alt' has to say what is to be seen" in found


def test_the_models_behind_a_figure_are_found() -> None:
    models = drawn_from.modules_of(["imuran_edu.pharmacology.figures.gout_and_neutrophils"])
    assert "imuran_edu.pharmacology.models.blood_counts" in models
    assert "imuran_edu.pharmacology.models.parameters" in models


def test_a_check_of_drawings_imports_nothing_that_draws() -> None:
    code = """
import sys
from imuran_edu.authoring.draw_explorers import explorer_problems
from imuran_edu.authoring.draw_figures import figure_problems
assert not figure_problems() and not explorer_problems()
print([each for each in ("matplotlib", "numpy", "anywidget") if each in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
