"""What the sheets of `thousand-patients` share: the icons, and the table of shares beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, write
from imuran_edu.pharmacology.models.cohort import LIMITS
from imuran_edu.pharmacology.models.metabolites import Array

Shares = tuple[int, int, int]  # patients below 1.5, below 1.0 and below 0.5

COLUMNS, ROWS = 40, 25
HEIGHTS, PLACES = (0.788, 0.733, 0.678), (0.79, 0.868, 0.978)  # the table's rows and columns
RED: Final = plotting.STROKES["lost"]
LOOKS: Final[tuple[dict[str, Any], ...]] = (  # from the lowest counts up
    {"marker": "X", "ms": 6, "mfc": plotting.INK, "mec": plotting.INK, "mew": 0.4},
    {"marker": "s", "ms": 4.9, "mfc": RED.colour, "mec": RED.colour},
    {"marker": "^", "ms": 5.2, "mfc": "white", "mec": RED.colour, "mew": 1.1},
    {"marker": "o", "ms": 2.6, "mfc": plotting.GREY, "mec": plotting.GREY, "alpha": 0.55},
)
SIGNS: Final = (
    "One sign is one of 1000 virtual patients, lowest\nneutrophils (10⁹/L) first. Dashed: before."
)
TOO_MILD: Final = "Too mild for TPMT poor: in practice, treat severe harm as certain."


@dataclass(frozen=True)
class Crowd:
    """What both sheets show.

    Attributes:
        title: who they are, what they take.
        lowest: the count of each, 10⁹/L.
        former: the shares before, if any.
        too_mild: whether the model is known to be too mild for them.
    """

    title: str
    lowest: Array
    former: Shares | None
    too_mild: bool

    @property
    def shares(self) -> Shares:
        """How many are below each limit."""
        return shares(self.lowest)


def shares(lowest: Array) -> Shares:
    """Return how many are below 1.5, below 1.0 and below 0.5 × 10⁹/L."""
    mild, moderate, severe = (int(np.sum(lowest < limit)) for limit in LIMITS)
    return mild, moderate, severe


class IconSheet:
    """A sheet with a heading, the icons, the edge of the former ones, and the table.

    Args:
        heading: the sheet's heading.
        columns: the heads of the table's columns; the first is that of the values now.
    """

    def __init__(self, heading: str, columns: Sequence[str]) -> None:
        self.drawn = new_figure(7.8, 5.3)
        self._place: dict[str, Any] = {"transform": self.drawn.transFigure}
        self._page: Any = self.drawn.add_axes((0.03, 0.21, 0.51, 0.63))
        self._page.set(xlim=(-0.8, COLUMNS - 0.2), ylim=(ROWS - 0.2, -0.8))
        self._page.axis("off")
        self.write(0.03, 0.955, heading, weight="bold", fontsize=plotting.TITLE)
        self.write(0.03, 0.145, SIGNS)
        self._title = self.write(0.03, 0.895, "")
        self._warning = self.write(0.03, 0.05, TOO_MILD, RED.words, weight="bold")
        self._icons = [self._page.plot([], [], ls="", **style)[0] for style in LOOKS]
        (self._edge,) = self._page.plot([], [], color=plotting.BLUE, lw=2.6, dashes=(2.4, 1.2))
        self.cells = [[self.cell(index, y) for y in HEIGHTS] for index, _ in enumerate(columns)]
        for x, column in zip(PLACES, columns, strict=False):
            self.write(x, 0.845, column, plotting.GREY, ha="right")
        for y, limit, signs in zip(HEIGHTS, LIMITS, (3, 2, 1), strict=True):
            self.write(0.635, y, f"below {limit:.1f}")
            for place, style in enumerate(LOOKS[:signs]):
                at = [0.575 + 0.02 * place], [y]
                self._page.plot(*at, ls="", clip_on=False, **style, **self._place)
        self.moving: list[Any] = [*self._icons, self._edge, self._title, self._warning]
        self.moving += [cell for column in self.cells for cell in column]

    def write(self, x: float, y: float, text: str, colour: str = plotting.INK, **style: Any) -> Any:
        """Write words at a place of the sheet, 0 to 1 from its lower left."""
        style = {"fontsize": plotting.SMALL, **self._place, **style}
        return write(self._page, (x, y), text, colour, **style)

    def cell(self, column: int, y: float) -> Any:
        """Return an empty cell of the table; those of the first column are bold."""
        colour, weight = (plotting.GREY, "normal") if column else (plotting.INK, "bold")
        return self.write(PLACES[column], y, "", colour, ha="right", weight=weight)

    def set(self, crowd: Crowd) -> None:
        """Place the icons, and fill the table's columns of now and before."""
        self._title.set_text(crowd.title)
        self._warning.set_visible(crowd.too_mild)
        ends = [0, *reversed(crowd.shares), len(crowd.lowest)]
        for icons, start, end in zip(self._icons, ends, ends[1:], strict=False):
            index = np.arange(start, end)
            icons.set_data(index // ROWS, index % ROWS)
        self.fill(0, crowd.shares)
        self.fill(1, crowd.former or ("", "", ""))
        self._edge.set_visible(crowd.former is not None)
        if crowd.former is not None:
            self._edge.set_data(*_edge(crowd.former[0]))

    def fill(self, column: int, values: Sequence[object]) -> None:
        """Fill a column of the table."""
        for cell, value in zip(self.cells[column], values, strict=True):
            cell.set_text(f"{value}")


def _edge(number: int) -> tuple[list[float], list[float]]:
    """Return the line that parts the first so many icons from the rest, column by column."""
    column, row = divmod(number, ROWS)
    right = column - 0.5
    return [right + 1, right + 1, right, right], [-0.5, row - 0.5, row - 0.5, ROWS - 0.5]
