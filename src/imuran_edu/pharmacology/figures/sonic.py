"""SONIC: three bars with their counts, on a scale that starts at nothing and ends at everybody."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, one_line, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

THICK: Final = 0.62
BRACKET: Final = 60.0  # where it stands, in %, right of the words on the bars that it joins


def draw(given: FigureSpec) -> Figure:
    """Draw the bars from the first down, and the difference between the last two."""
    drawn = new_figure(7.6, 4.1)
    axes = drawn.add_axes((0.2, 0.17, 0.775, 0.7))
    bars = given.data["bars"]
    shares = [_bar(axes, given, row, bar) for row, bar in enumerate(bars)]
    _bracket(axes, len(bars) - 2, shares[-2] - shares[-1])
    axes.set(xlim=(0, 100), ylim=(len(bars) - 0.5, -0.5), xticks=range(0, 101, 25))
    axes.set_yticks(range(len(bars)), [bar["name"] for bar in bars])
    despine(axes)
    axes.tick_params(axis="y", length=0, labelsize=plotting.TEXT)
    name_axes(axes, x="% of patients")
    set_title(axes, f"Steroid-free remission at {given.fact('weeks').text}")
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    rows = []
    for bar in given.data["bars"]:
        name = bar["fact"]
        share = given.number(name) / given.number(f"{name}-all")
        rows.append([one_line(bar["name"]), given.fact(name).text, f"{share:.1%}"])
    return [["Group", "In steroid-free remission", "Share"], *rows]


def _bar(axes: Any, given: FigureSpec, row: int, bar: dict[str, str]) -> float:
    """Draw one bar with its words and return its length in per cent."""
    name = bar["fact"]
    share = 100 * given.number(name) / given.number(f"{name}-all")
    axes.barh(row, 100, THICK, color=plotting.PALE)
    axes.barh(row, share, THICK, color=plotting.BLUE)
    count = given.fact(name).text
    write(axes, (1.5, row), count, "white", weight="bold")
    write(axes, (share + 1.2, row), f"{share:.1f}%", weight="bold")
    return share


def _bracket(axes: Any, row: int, points: float) -> None:
    """Mark the difference between a bar and the next."""
    at = {"color": plotting.INK, "linewidth": 1.6}
    axes.plot((BRACKET - 2, BRACKET, BRACKET, BRACKET - 2), (row, row, row + 1, row + 1), **at)
    write(axes, (BRACKET + 1.5, row + 0.5), f"{points:.1f} points", weight="bold")
