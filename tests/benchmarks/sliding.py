"""From a slider's move to the new picture: an explorer beside the same drawing under `interact`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page

from tests.benchmarks.answering import run_cell, wait_for_kernel
from tests.benchmarks.report import ratio, row
from tests.browser.conftest import copy_course
from tests.browser.lab import PATIENCE, chromium, jupyter_lab

MOVES = 40
PAUSE = 500  # milliseconds; interact's messages go on for 250 after its picture is there

# The same explorer with its figure drawn in full for each move, as most notebooks do it: the view's
# own drawing, but the whole figure is displayed where the canvas redraws only the curves.
INTERACT = """import ipywidgets
import matplotlib.pyplot
from IPython.display import display
from imuran_edu.widgets.explorer_spec import explorer_spec
from imuran_edu.pharmacology.explorers import metabolites
%matplotlib inline
class Whole:
    def __init__(self, drawn, moving):
        drawn.set_dpi(144)
        self.drawn = drawn
    def png(self):
        display(self.drawn)
own = metabolites.Canvas
start = explorer_spec('metabolites').start
def show(dose=2.0):
    view = metabolites.View()
    view.show({**start, 'dose': dose}, start).png()
    print(view.describe({**start, 'dose': dose}))
def again(dose=2.0):
    metabolites.Canvas = Whole
    show(dose)
    metabolites.Canvas = own
ipywidgets.interact(again, dose=(0.0, 3.0, 0.1))"""

# The clock runs in the page: from the key that moves the slider to the frame with the new picture.
ARM = """cell => { window.moved = new Promise(done => {
  const area = document.querySelectorAll('.jp-CodeCell')[cell];
  const pictures = 'img.imuran-shown-picture, .jp-RenderedImage img';
  const last = () => [...area.querySelectorAll(pictures)].at(-1);
  const old = last()?.src;
  let start = null;
  addEventListener('keydown', () => { start ??= performance.now(); }, {capture: true, once: true});
  setTimeout(() => done(null), 20000);
  const look = () => {
    const image = last();
    const fresh = start && image && image.src !== old && image.complete && image.naturalWidth;
    if (fresh) done((performance.now() - start) / 1000); else requestAnimationFrame(look);
  };
  look();
}); }"""


def notebook(root: Path) -> None:
    cells = [
        nbformat.v4.new_code_cell("from imuran_edu import explore", id="import"),
        nbformat.v4.new_code_cell('explore("metabolites")', id="explorer"),
        nbformat.v4.new_code_cell(INTERACT, id="interact"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(made, root / "bench.ipynb")


def move(page: Page, cell: int, handle: Locator, key: str) -> float:
    """Press a key on a slider's handle and return the seconds until the picture has changed."""
    page.wait_for_timeout(PAUSE)
    handle.focus()
    page.evaluate(ARM, cell)
    page.keyboard.press(key)
    seconds = page.evaluate("() => window.moved")
    if seconds is None:
        raise RuntimeError("the picture did not follow the slider within 20 s")
    return float(seconds)


def main() -> None:
    with tempfile.TemporaryDirectory() as base:
        root = copy_course(Path(base) / "course")
        notebook(root)
        home = Path(base) / "home"
        home.mkdir()
        with chromium() as browser, jupyter_lab(root, home) as lab:
            page = browser.new_page(viewport={"width": 1280, "height": 3200})
            page.goto(lab.url("bench.ipynb"))
            wait_for_kernel(page)
            for index in (1, 2):
                run_cell(page, index)
            cells = page.locator(".jp-CodeCell")
            cells.nth(2).locator(".widget-interact img").wait_for(timeout=PATIENCE)
            cells.nth(1).locator(".imuran-explorer button").first.click()
            cells.nth(1).locator("img.imuran-shown-picture").wait_for(timeout=PATIENCE)
            handles = [
                cells.nth(1).get_by_role("slider", name="Dose", exact=True),
                cells.nth(2).locator(".noUi-handle").first,
            ]
            ours: list[float] = []
            theirs: list[float] = []
            for turn in range(MOVES):
                key = "ArrowLeft" if turn % 10 < 5 else "ArrowRight"
                ours.append(move(page, 1, handles[0], key))
                theirs.append(move(page, 2, handles[1], key))
        mine = row("an explorer, from key to picture", ours)
        other = row("the same drawing under interact", theirs)
        ratio("an explorer, milliseconds", 1000 * mine, "at most 80")
        ratio("interact / explorer", other / mine, "at least 4")
