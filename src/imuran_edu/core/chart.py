"""What the charts share: figures, headings, words and axes without a frame, all in one style."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.figure import Figure

from imuran_edu.core import plotting


def new_figure(width: float, height: float) -> Figure:
    """Return an empty white figure; width and height in inches, at most 7.8 wide."""
    return Figure(figsize=(width, height), facecolor="white")


def despine(axes: Any) -> None:
    """Leave of a frame only the left and lower line, and set the tick labels in the style."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=plotting.SMALL, labelfontfamily=plotting.FONT)


def set_title(axes: Any, text: str, colour: str = plotting.INK) -> None:
    """Write a panel's heading, flush left above it."""
    axes.set_title(
        text, loc="left", fontsize=plotting.TITLE, family=plotting.FONT, weight="bold", color=colour
    )


def name_axes(axes: Any, x: str = "", y: str = "") -> None:
    """Write what the axes count, with the unit."""
    axes.set_xlabel(x, fontsize=plotting.TEXT, family=plotting.FONT)
    axes.set_ylabel(y, fontsize=plotting.TEXT, family=plotting.FONT)


def write(
    axes: Any, at: tuple[float, float], text: str, colour: str = plotting.INK, **style: Any
) -> Any:
    """Write words at a point of the axes, in data coordinates unless `transform` says otherwise.

    Returns:
        matplotlib's text, for those who want to change it later.
    """
    style = {"va": "center", "fontsize": plotting.TEXT, **style}
    return axes.text(*at, text, family=plotting.FONT, color=colour, **style)


def one_line(words: str) -> str:
    """Return words without the breaks that a drawing needs."""
    return " ".join(words.split())


def as_svg(drawn: Figure) -> bytes:
    """Return a figure as SVG whose letters are outlines: the same on every machine, every time."""
    from matplotlib import rc_context

    file = io.BytesIO()
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "imuran-edu"}):
        drawn.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()
