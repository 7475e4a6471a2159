"""Words as one filled path, for pictures whose words change with every move.

Matplotlib's own text costs about 0.05 ms a letter each time it is drawn, the path about a fiftieth
of that, once its letters are set; the texts of an explorer come back again and again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from imuran_edu.explorers import style

Side = Literal["left", "right"]
LEADING = 1.35  # from line to line, in heights of the letters


class Words(PathPatch):
    """Words on axes whose unit is an inch; `at` is the foot of the first line, at its `side`."""

    def __init__(
        self,
        axes: Any,
        at: tuple[float, float],
        size: float = style.TEXT,
        colour: str = style.INK,
        bold: bool = False,
        side: Side = "left",
    ) -> None:
        self._at, self._size, self._bold, self._side = at, size, bold, side
        super().__init__(Path(np.zeros((0, 2))), facecolor=colour, linewidth=0)
        axes.add_patch(self)

    def say(self, text: str) -> None:
        """Change the words; a line break begins a line."""
        letters = _letters(text, self._size, self._bold, self._side)
        self.set_path(Path(np.asarray(letters.vertices) + self._at, letters.codes))


@lru_cache(maxsize=512)
def _letters(text: str, size: float, bold: bool, side: Side) -> Path:
    looks = FontProperties(family=style.FONT, weight="bold" if bold else "normal")
    lines = []
    for number, line in enumerate(text.split("\n")):
        path = TextPath((0, 0), line, size=size, prop=looks)
        corners = np.asarray(path.vertices)
        end = corners[:, 0].max() if side == "right" and line.strip() else 0.0
        lines.append(Path(corners - (end, number * LEADING * size), path.codes))
    whole = Path.make_compound_path(*lines)
    return Path(np.asarray(whole.vertices) / 72, whole.codes)  # points to inches
