"""Adverse effects by frequency, kidney recipients beside rheumatoid arthritis."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, one_line, write
from imuran_edu.widgets.figure_spec import FigureSpec

GROUPS: Final = (("kidney", 0.2, "active"), ("ra", -0.2, "lost"))
HEIGHT: Final = 0.36


def draw(given: FigureSpec) -> Figure:
    """Draw a pair of bars for each effect."""
    drawn = new_figure(7.6, 5.6)
    axes = drawn.add_axes((0.235, 0.115, 0.755, 0.865))
    rows = given.data["rows"]
    for index, row in enumerate(rows):
        at = len(rows) - 1 - index
        for group, shift, kind in GROUPS:
            _bar(axes, given, row[group], at + shift, plotting.STROKES[kind])
    top = len(rows) - 1
    write(axes, (1.2, top + 0.2), "kidney recipients", "white", weight="bold", fontsize=12)
    write(axes, (1.2, top - 0.2), "rheumatoid arthritis", "white", weight="bold", fontsize=12)
    axes.set(xlim=(0, 72), ylim=(-0.62, top + 0.62), xticks=(0, 10, 20, 30, 40, 50))
    axes.set_yticks(range(len(rows)), [row["effect"] for row in reversed(rows)])
    axes.set_xticklabels([f"{share}%" for share in (0, 10, 20, 30, 40, 50)])
    name_axes(axes, x="patients with the effect")
    despine(axes)
    axes.tick_params(axis="y", length=0, labelsize=plotting.TEXT)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""

    def words(name: str) -> str:
        return given.fact(name).text if name in given.facts else name

    head = ["Effect", "Kidney recipients", "Rheumatoid arthritis"]
    rows = given.data["rows"]
    return [head, *([one_line(r["effect"]), words(r["kidney"]), words(r["ra"])] for r in rows)]


def _bar(axes: Any, given: FigureSpec, name: str, y: float, stroke: plotting.Stroke) -> None:
    if name not in given.facts:
        write(axes, (0.9, y), name, stroke.words, style="italic")
        return
    share, words = given.number(name), given.fact(name).text
    unsure = words.startswith("under")
    axes.barh(
        y,
        share,
        HEIGHT,
        color="white" if unsure else stroke.colour,
        edgecolor=stroke.colour,
        linewidth=1.4,
    )
    if words.startswith("more"):
        axes.plot(share + 1.1, y, ">", color=stroke.colour, markersize=12, clip_on=False)
        share += 1.6
    write(axes, (share + 0.9, y), words, stroke.words, weight="bold")
