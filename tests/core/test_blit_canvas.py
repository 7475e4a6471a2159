"""A figure drawn once, on which only what moves is drawn again."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from imuran_edu.core import plotting
from imuran_edu.core.blit_canvas import FAINTEST, Canvas, in_the_dark

colours = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.fixture(scope="module")
def sheet() -> tuple[Canvas, list]:
    """A figure of 288 dots each way, with two areas that move."""
    drawn = Figure(figsize=(2, 2))
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.axhline(0.5, color="black", linewidth=1)
    areas = [axes.axvspan(left, left + 0.3) for left in (0.1, 0.6)]
    return Canvas(drawn, areas), areas


def dots(png: bytes) -> NDArray[np.int_]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), int)


@settings(max_examples=100)
@given(colours, colours)
def test_colours_that_come_later_are_shown_too(sheet, left, right) -> None:
    canvas, areas = sheet
    for area, colour in zip(areas, (left, right), strict=True):
        area.set_color([part / 255 for part in colour])
    shown = dots(canvas.png())
    assert shown.shape == (288, 288, 3)
    for at, colour in ((72, left), (216, right)):
        assert np.abs(shown[100, at] - colour).max() <= FAINTEST
    assert shown[100, 144].min() == 255  # the paper
    assert shown[143:145, 144].max() <= FAINTEST  # the line, where nothing moves


def test_what_moved_leaves_nothing_behind(sheet) -> None:
    canvas, areas = sheet
    for area in areas:
        area.set_color("red")
    canvas.png()
    for area in areas:
        area.set_visible(False)
    empty = dots(canvas.png())
    for area in areas:
        area.set_visible(True)
    assert (empty[:100] == 255).all()


def test_paper_lets_the_page_through(sheet) -> None:
    canvas, _ = sheet
    for dark in (False, True):
        image = Image.open(io.BytesIO(canvas.png(dark))).convert("RGBA")
        assert image.getpixel((0, 0))[3] == 0 and image.getpixel((143, 143))[3] == 255


def test_named_colours_have_their_partners_in_the_dark_and_others_lie_between() -> None:
    for light, name in plotting.PALETTE.items():
        given = tuple(int(light[at : at + 2], 16) for at in (1, 3, 5))
        wanted = [int(plotting.DARK[name][at : at + 2], 16) for at in (1, 3, 5)]
        apart = np.abs(np.array(in_the_dark(given)) - wanted).max()
        assert apart <= 12, (light, name)
    greys = [in_the_dark((each,) * 3)[0] for each in range(34, 256, 10)]
    assert greys[0] > 180 and greys[-1] < 60
    assert sum(after > before + 8 for before, after in pairwise(greys)) <= 2


def test_the_svg_has_what_moves_too(sheet) -> None:
    canvas, areas = sheet
    for area in areas:
        area.set_color(plotting.BLUE)
    assert canvas.svg("x").count("--imuran-fig-blue,") >= 2
