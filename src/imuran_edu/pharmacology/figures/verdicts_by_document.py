"""How many claims of each page hold, are vague, or fail: stacked columns."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, write
from imuran_edu.evidence import load_evidence
from imuran_edu.widgets.figure_spec import FigureSpec

WIDTH: Final = 1.0
PLACES: Final = (-0.72, 0.72)  # centres of the columns
LABEL_GAP: Final = 5.2  # claims: the least distance between two labels
HEAVY: Final = {"good", "vague"}  # the looks below the thick line
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "good": {"facecolor": plotting.GREEN},
    "vague": {"facecolor": plotting.PALE},
    "pale": {"facecolor": plotting.STROKES["lost"].fill},
    "dotted": {"facecolor": plotting.STROKES["lost"].fill, "hatch": ".."},
    "strong": {"facecolor": plotting.VERMILION},
    "hatched": {"facecolor": "white", "hatch": "////"},
    "empty": {"facecolor": "white"},
}


def counts(page: str) -> Counter[str]:
    """Return how many claims of a page have each verdict."""
    claims = load_evidence().claims.values()
    return Counter(str(claim.verdict) for claim in claims if claim.document == page)


def spread(wanted: list[float], gap: float) -> list[float]:
    """Return heights near those wanted, in their order and at least `gap` apart."""
    placed: list[float] = []
    for height in wanted:
        placed.append(max(height, placed[-1] + gap) if placed else height)
    return placed


def draw(given: FigureSpec) -> Figure:
    """Draw both columns, each with its labels on its outer side."""
    drawn = new_figure(7.6, 6.0)
    axes = drawn.add_axes((0.0, 0.0, 1.0, 1.0))
    for place, side, (page, title) in zip(
        PLACES, (-1, 1), given.data["pages"].items(), strict=True
    ):
        _draw_column(axes, place, side, page, title, given.data["verdicts"])
    axes.set(xlim=(-2.95, 2.95), ylim=(-2, 111))
    axes.set_axis_off()
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    pages = given.data["pages"]
    found = [counts(page) for page in pages]
    rows = [
        [words, *(str(each[verdict]) for each in found)]
        for verdict, words, _ in given.data["verdicts"]
    ]
    return [["Claims that are or do", *pages.values()], *rows]


def _draw_column(
    axes: Any, x: float, side: int, page: str, title: str, verdicts: list[list[str]]
) -> None:
    number = counts(page)
    bottom = 0
    middles: list[float] = []
    for verdict, _, look in verdicts:
        size = number[verdict]
        axes.bar(x, size, WIDTH, bottom, edgecolor=plotting.INK, linewidth=1.1, **LOOKS[look])
        middles.append(bottom + size / 2)
        bottom += size
        if verdict == "supported-but-vague":
            edges = (x - WIDTH / 2, x + WIDTH / 2)
            axes.plot(edges, (bottom, bottom), color=plotting.INK, linewidth=4.5, zorder=3)
    edge = x + side * WIDTH / 2
    heights = spread(middles, LABEL_GAP)
    for (verdict, words, look), middle, height in zip(verdicts, middles, heights, strict=True):
        axes.plot(
            (edge, edge + side * 0.1, edge + side * 0.2),
            (middle, height, height),
            color=plotting.GREY,
            linewidth=1.0,
        )
        write(
            axes,
            (edge + side * 0.24, height),
            f"{number[verdict]}  {words}",
            weight="normal" if look in HEAVY else "bold",
            ha="left" if side > 0 else "right",
        )
    write(
        axes,
        (x, 104.5),
        f"{title}\n{bottom} claims",
        ha="center",
        weight="bold",
        linespacing=1.25,
    )
