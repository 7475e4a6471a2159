"""Starting doses by phenotype as spans on one axis of mg/kg a day."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

THICK: Final = 0.42
END: Final = 3.4  # mg/kg a day: where the axis ends, with space for words


def draw(given: FigureSpec) -> Figure:
    """Draw one bar for each phenotype and source."""
    drawn = new_figure(7.6, 4.3)
    axes = drawn.subplots()
    drawn.subplots_adjust(left=0.285, right=0.985, top=0.9, bottom=0.14)
    start = given.number("start")
    share = {
        name: given.number(name) / 100
        for name in ("one-low", "one-high", "both-low", "both-high", "dutch")
    }
    rows = (
        ("intermediate for one", "CPIC 2025", ("one-low", "one-high"), "active"),
        ("intermediate for one", "DPWG 2025", ("dutch", "dutch"), "target"),
        ("intermediate for both", "CPIC 2025", ("both-low", "both-high"), "active"),
    )
    for row, (who, source, (low, high), kind) in enumerate(rows):
        _bar(axes, -row, who, source, (share[low] * start, share[high] * start), kind)
    _old_end(axes, share["one-high"] * start, share["one-high"] * given.number("start-2018"))
    _name(axes, -len(rows), "poor for either", "CPIC 2025")
    write(axes, (0.06, -len(rows)), "no bar: another drug", plotting.STROKES["lost"].words)
    axes.axvline(start, color=plotting.INK, linewidth=2)
    top = {"transform": axes.get_xaxis_transform(), "ha": "center"}
    write(axes, (start, 1.05), f"usual start {start:.0f}", plotting.INK, weight="bold", **top)
    axes.set(
        xlim=(0, END), ylim=(-len(rows) - 0.55, 0.5), yticks=(), xticks=(0, 0.5, 1, 1.5, 2, 2.5, 3)
    )
    name_axes(axes, x="start, mg/kg of azathioprine a day")
    despine(axes)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    start = given.number("start")

    def at(name: str) -> str:
        return f"{given.number(name) / 100 * start:.1f}"

    return [
        ["Metaboliser", "Source", "Lowest start, mg/kg/day", "Highest start, mg/kg/day"],
        ["usual start", "CPIC 2025", f"{start:.1f}", f"{start:.1f}"],
        ["intermediate for one", "CPIC 2025", at("one-low"), at("one-high")],
        ["intermediate for one", "DPWG 2025", at("dutch"), at("dutch")],
        ["intermediate for both", "CPIC 2025", at("both-low"), at("both-high")],
        ["poor for either", "CPIC 2025", "another drug", "another drug"],
    ]


def _bar(axes: Any, y: float, who: str, source: str, span: tuple[float, float], kind: str) -> None:
    """Draw a span, or a mark where a source names one figure alone."""
    stroke = plotting.STROKES[kind]
    low, high = span
    if low == high:
        axes.plot(low, y, "D", color=stroke.colour, markersize=11)
    else:
        axes.barh(
            y,
            high - low,
            left=low,
            height=THICK,
            facecolor=stroke.fill,
            edgecolor=stroke.colour,
            linewidth=2,
        )
        write(axes, (low - 0.04, y), f"{low:.1f}", stroke.words, weight="bold", ha="right")
    gap = 0.1 if low == high else 0.04
    write(axes, (high + gap, y), f"{high:.1f}", stroke.words, weight="bold")
    _name(axes, y, who, source)


def _name(axes: Any, y: float, who: str, source: str) -> None:
    place = {"transform": axes.get_yaxis_transform(), "ha": "right"}
    write(axes, (-0.02, y + 0.13), who, **place)
    write(axes, (-0.02, y - 0.2), source, plotting.GREY, fontsize=plotting.SMALL, **place)


def _old_end(axes: Any, end: float, old: float) -> None:
    """Draw how much farther the span for one gene ran in 2018."""
    axes.plot((end, old), (-THICK / 2, -THICK / 2), color=plotting.INK, linewidth=2, linestyle="--")
    words = f"{old:.1f} in 2018"
    write(axes, (old + 0.05, -THICK / 2), words, fontsize=plotting.SMALL)
