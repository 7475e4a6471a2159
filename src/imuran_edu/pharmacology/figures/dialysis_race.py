"""What empties the plasma: haemodialysis, the body, or both."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

ROOM: Final = 3.4  # hours at the right for the words


def draw(given: FigureSpec) -> Figure:
    """Draw the three lines, each with its words at its end."""
    drawn = new_figure(7.6, 4.5)
    axes = drawn.subplots()
    drawn.subplots_adjust(left=0.11, right=0.98, top=0.91, bottom=0.14)
    end = given.number("hours")
    hours = np.linspace(0, end, 200)
    machine = (1 - given.number("removed") / 100) ** (hours / end)
    body = 0.5 ** (hours / given.number("half-life"))
    rows = (
        (machine, "plain", "dialysis alone", 0.0),
        (body, "active", "the body alone", 5.0),
        (machine * body, "target", "both", -1.8),
    )
    for left, kind, words, lift in rows:
        stroke = plotting.STROKES[kind]
        dashes = (0.0, (5.0, 2.5)) if kind == "target" else "solid"
        axes.plot(hours, 100 * left, color=stroke.colour, linewidth=3.2, linestyle=dashes)
        at = (end + 0.2, 100 * left[-1] + lift)
        write(axes, at, f"{100 * left[-1]:.0f}%  {words}", stroke.words, weight="bold")
    axes.set(xlim=(0, end + ROOM), ylim=(0, 104), xticks=range(0, int(end) + 1, 2))
    axes.set_yticks((0, 25, 50, 75, 100))
    despine(axes)
    axes.spines["bottom"].set_bounds(0, end)
    name_axes(axes, x="hours of haemodialysis", y="% left in the plasma")
    axes.xaxis.set_label_coords(end / 2 / (end + ROOM), -0.1)
    set_title(axes, "Who empties the plasma?")
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    end = given.number("hours")
    machine, body = 1 - given.number("removed") / 100, 0.5 ** (1 / given.number("half-life"))
    rows = [
        [f"{hour:g}", *(f"{left:.0%}" for left in (alone, body**hour, alone * body**hour))]
        for hour in np.arange(0, end + 1, 2)
        for alone in [machine ** (hour / end)]
    ]
    return [["Hours", "Left with dialysis alone", "With the body alone", "With both"], *rows]
