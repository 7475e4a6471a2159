"""Lymphoma in 10,000 people in one year, without and on a thiopurine: two squares of cells."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

SIDE: Final = 100  # cells on a side, so 10,000 people
PER: Final = SIDE * SIDE / 1000  # the rates are per 1000 person-years
PANELS: Final = (
    ("without", "without a thiopurine", "active", "o"),
    ("thiopurine", "on a thiopurine", "lost", "D"),
)


def draw(given: FigureSpec) -> Figure:
    """Draw the two squares side by side."""
    drawn = new_figure(7.7, 4.75)
    for index, (name, words, kind, mark) in enumerate(PANELS):
        axes = drawn.add_axes((0.012 + 0.5 * index, 0.015, 0.476, 0.77))
        exact = PER * given.number(name)
        _square(axes, given.data["marks"][: round(exact)], plotting.STROKES[kind], mark)
        stroke = plotting.STROKES[kind]
        write(axes, (0, 120), words, stroke.words, weight="bold", fontsize=plotting.TITLE)
        counted = f"{round(exact)} of 10,000 in a year  ({exact:.1f})"
        write(axes, (0, 108.5), counted, stroke.words)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    rows = [[words, f"{PER * given.number(name):.1f}"] for name, words, *_ in PANELS]
    return [["10,000 people for a year", "Lymphomas"], *rows]


def _square(axes: Any, marks: list[list[int]], stroke: plotting.Stroke, mark: str) -> None:
    ends = np.tile((0.0, SIDE, np.nan), SIDE + 1)
    places = np.repeat(np.arange(SIDE + 1.0), 3)
    for xs, ys in ((ends, places), (places, ends)):
        axes.plot(xs, ys, color=plotting.GREY, alpha=0.3, linewidth=0.5)
    for column, row in marks:
        axes.plot(
            column + 0.5,
            row + 0.5,
            mark,
            color=stroke.colour,
            markersize=10,
            markeredgecolor="white",
        )
    axes.set(xlim=(-0.5, SIDE + 0.5), ylim=(-0.5, SIDE + 0.5))
    axes.set_axis_off()
