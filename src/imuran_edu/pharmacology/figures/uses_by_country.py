"""What three labels say of ten uses, as a table whose cells differ in word, sign and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, one_line, write
from imuran_edu.widgets.figure_spec import FigureSpec

WIDTH, TOP, ROW, FOOT = 7.8, 0.72, 0.56, 0.08  # inches
NAMES, COLUMN, GAP = 2.3, 1.82, 0.06


@dataclass(frozen=True)
class Cell:
    """How one kind of answer looks."""

    sign: str
    words: str
    note: str
    stroke: plotting.Stroke
    strong: bool = False


_NO = plotting.STROKES["lost"]
_YES = plotting.STROKES["target"]
_PLAIN = plotting.STROKES["plain"]
CELLS: Final = {
    "listed": Cell("●", "licensed", "", _YES),
    "active": Cell("●", "licensed", "if active", _YES),
    "after": Cell("●", "licensed", "after other drugs", _YES),
    "moderate": Cell("●", "licensed", "moderate to severe", _YES),
    "severe": Cell("●", "licensed", "severe cases", _YES),
    "steroids": Cell("●", "licensed", "if steroids fail", _YES),
    "absent": Cell("○", "off-label", "", _NO),
    "never": Cell("✕", "contraindicated", "", _NO, strong=True),
    "open": Cell("", "not compared", "", _PLAIN),
    "silent": Cell("", "not among its", "contraindications", _PLAIN),
}


def draw(given: FigureSpec) -> Figure:
    """Draw the table, the heading row first."""
    rows, columns = given.data["rows"], given.data["columns"]
    height = TOP + ROW * len(rows) + FOOT
    drawn = new_figure(WIDTH, height)
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    for index, column in enumerate(columns):
        at = (NAMES + COLUMN * (index + 0.5), TOP / 2)
        write(axes, at, column, ha="center", weight="bold", linespacing=1.15)
    for number, row in enumerate(rows):
        y = TOP + ROW * number
        axes.plot((0.05, WIDTH - 0.05), (y, y), color=plotting.PALE, linewidth=1.2, zorder=0)
        write(axes, (0.1, y + ROW / 2), row["name"], linespacing=1.1, fontsize=plotting.SMALL + 0.5)
        for index, cell in enumerate(row["cells"]):
            _cell(axes, (NAMES + COLUMN * index, y), CELLS[cell])
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""

    def words(name: str) -> str:
        cell = CELLS[name]
        return (
            f"{cell.words}, {cell.note}"
            if cell.stroke is _YES and cell.note
            else (f"{cell.words} {cell.note}".strip())
        )

    head = ["Use", *(one_line(column) for column in given.data["columns"])]
    rows = given.data["rows"]
    return [head, *([one_line(row["name"]), *map(words, row["cells"])] for row in rows)]


def _cell(axes: Any, corner: tuple[float, float], cell: Cell) -> None:
    """Draw one cell: its box, its sign, its word and what limits it."""
    x, y = corner
    stroke = cell.stroke
    box = FancyBboxPatch(
        (x + GAP, y + GAP),
        COLUMN - 2 * GAP,
        ROW - 2 * GAP,
        boxstyle="round,pad=0,rounding_size=0.08",
        facecolor=stroke.words if cell.strong else stroke.fill,
        edgecolor=stroke.colour,
        linewidth=1.3,
    )
    box.set_linestyle("solid" if cell.strong else stroke.linestyle)
    axes.add_patch(box)
    colour = "white" if cell.strong else stroke.words
    middle, centre = x + COLUMN / 2, y + ROW / 2
    words = f"{cell.sign} {cell.words}".strip()
    lift = 0.085 if cell.note else 0.0
    write(
        axes,
        (middle, centre - lift),
        words,
        colour,
        ha="center",
        fontsize=plotting.SMALL,
        weight="bold",
    )
    write(axes, (middle, centre + 0.105), cell.note, colour, ha="center", fontsize=plotting.SMALL)
