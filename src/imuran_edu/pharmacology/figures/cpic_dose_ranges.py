"""Starting doses by phenotype as spans on one axis of mg/kg a day."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import name_axes, quiet, sheet, write
from imuran_edu.pharmacology.registry import FigureSpec

THICK: Final = 0.42
END: Final = 3.4  # mg/kg a day: where the axis ends, with room for words


def draw(given: FigureSpec) -> Figure:
    """Draw one bar for each phenotype and source."""
    drawn = sheet(7.6, 4.5)
    axes = drawn.subplots()
    drawn.subplots_adjust(left=0.285, right=0.985, top=0.98, bottom=0.14)
    low, high = given.number("low"), given.number("high")
    shares = {
        name: given.number(name) / 100
        for name in ("one-low", "one-high", "one-high-2011", "both-low", "both-high", "dutch")
    }
    rows = (
        ("normal for both", "CPIC 2018", low, high, "active"),
        (
            "intermediate for one",
            "CPIC 2018",
            shares["one-low"] * low,
            shares["one-high"] * high,
            "active",
        ),
        (
            "intermediate for both",
            "CPIC 2024",
            shares["both-low"] * low,
            shares["both-high"] * high,
            "active",
        ),
        (
            "intermediate for one",
            "DPWG 2025",
            shares["dutch"] * low,
            shares["dutch"] * high,
            "target",
        ),
    )
    for row, (who, source, start, end, kind) in enumerate(rows):
        _bar(axes, -row, who, source, (start, end), kind)
    _old_end(axes, shares["one-high-2011"] * high)
    _name(axes, -len(rows), "poor for either", "CPIC 2018")
    write(axes, (0.06, -len(rows)), "no bar: consider another drug", plotting.STROKES["lost"].words)
    axes.set(
        xlim=(0, END), ylim=(-len(rows) - 0.55, 0.5), yticks=(), xticks=(0, 0.5, 1, 1.5, 2, 2.5, 3)
    )
    name_axes(axes, x="start, mg/kg of azathioprine a day")
    quiet(axes)
    return drawn


def _bar(axes: Any, y: float, who: str, source: str, span: tuple[float, float], kind: str) -> None:
    stroke = plotting.STROKES[kind]
    axes.barh(
        y,
        span[1] - span[0],
        left=span[0],
        height=THICK,
        facecolor=stroke.fill,
        edgecolor=stroke.colour,
        linewidth=2,
        hatch="//" if kind == "target" else None,
    )
    write(axes, (span[0] - 0.04, y), f"{span[0]:.1f}", stroke.words, weight="bold", ha="right")
    write(axes, (span[1] + 0.04, y), f"{span[1]:.1f}", stroke.words, weight="bold")
    _name(axes, y, who, source)


def _name(axes: Any, y: float, who: str, source: str) -> None:
    place = {"transform": axes.get_yaxis_transform(), "ha": "right"}
    write(axes, (-0.02, y + 0.13), who, **place)
    write(axes, (-0.02, y - 0.2), source, plotting.GREY, fontsize=plotting.SMALL, **place)


def _old_end(axes: Any, at: float) -> None:
    axes.plot(
        (at, at), (-1 - THICK / 2, -1 + THICK / 2), color=plotting.INK, linewidth=2, linestyle="--"
    )
    words = f"{at:.1f}: end of the span in 2011"
    write(axes, (at, -1.42), words, fontsize=plotting.SMALL, ha="center")
