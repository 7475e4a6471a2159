"""6-TGN against 6-MMP: the limits of BSG 2019, and four invented patients."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

WIDEST: Final = 600  # 6-TGN at the right edge
HIGHEST: Final = 10_000  # 6-MMP at the upper edge
LINE: Final = {"color": plotting.GREY, "linewidth": 1.3}


def draw(given: FigureSpec) -> Figure:
    """Draw the areas, their names, and the patients."""
    drawn = new_figure(7.6, 5.7)
    axes = drawn.add_axes((0.125, 0.115, 0.85, 0.865))
    low, high = given.number("tgn-low"), given.number("tgn-high")
    limit, ratio = given.number("mmp-limit"), given.number("ratio")
    _areas(axes, low, high, limit, ratio)
    _names(axes, low, high, limit, ratio)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.75}
    for patient in given.data["patients"]:
        x, y = patient["levels"]
        axes.plot(x, y, "o", color=plotting.INK, markersize=11, clip_on=False, zorder=5)
        words = patient["name"] if x else f"{patient['name']}: neither"
        at, align = ((x + 12, y + 330), "left") if x < high - 50 else ((x - 8, y - 420), "center")
        write(axes, at if x else (58, 310), words, weight="bold", ha=align, bbox=box)
    axes.set(xlim=(0, WIDEST), ylim=(0, HIGHEST), xticks=(0, low, high, WIDEST))
    axes.set_yticks((0, limit, HIGHEST), ("0", f"{limit:.0f}", f"{HIGHEST:,}"))
    name_axes(axes, "6-TGN  (pmol per 8 × 10⁸ red cells)", "6-MMP  (same unit)")
    axes.yaxis.set_label_coords(-0.075, 0.3)
    despine(axes)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    rows = [[p["name"], *map(str, p["levels"])] for p in given.data["patients"]]
    low, high = given.fact("tgn-low").text, given.fact("tgn-high").text
    limits = f"limits: 6-TGN {low} to {high}, 6-MMP {given.number('mmp-limit'):.0f}"
    return [[f"Patient ({limits})", "6-TGN", "6-MMP"], *rows]


def _areas(axes: Any, low: float, high: float, limit: float, ratio: float) -> None:
    lost, target = plotting.STROKES["lost"], plotting.STROKES["target"]
    axes.fill([0, low, low, 0], [0, ratio * low, HIGHEST, HIGHEST], color=lost.fill, linewidth=0)
    axes.fill(
        [low, high, high, low],
        [limit, limit, HIGHEST, HIGHEST],
        facecolor=lost.fill,
        edgecolor=lost.colour,
        hatch="//",
        linewidth=0,
        alpha=0.5,
    )
    axes.fill([low, high, high, low], [0, 0, limit, limit], color=target.fill, linewidth=0)
    axes.plot((low, low), (0, HIGHEST), **LINE)
    axes.plot((high, high), (0, HIGHEST), **LINE)
    axes.plot((0, high), (limit, limit), **LINE)
    axes.plot((0, low), (0, ratio * low), color=lost.colour, linewidth=2.2, dashes=(3, 2))


def _names(axes: Any, low: float, high: float, limit: float, ratio: float) -> None:
    lost, target = plotting.STROKES["lost"], plotting.STROKES["target"]
    middle = (low + high) / 2
    box = {"facecolor": "white", "edgecolor": "none", "pad": 2.5, "alpha": 0.9}
    write(axes, (12, 6800), "hypermethylator", lost.words, weight="bold")
    write(axes, (middle, 9300), "liver in danger", lost.words, ha="center", weight="bold", bbox=box)
    write(axes, (middle, limit - 1100), "in range", target.words, ha="center", weight="bold")
    write(axes, ((high + WIDEST) / 2, 4600), "6-TGN\nabove\nrange", plotting.GREY, ha="center")
    write(axes, (12, 3700), f"above ratio {ratio:.0f}:\nso here too", lost.words)
