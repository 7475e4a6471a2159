"""Words as one filled path, for pictures whose words change with every move.

Matplotlib's own text costs about 0.05 ms a letter each time it is drawn, the path about a fiftieth
of that, once its letters are set; and most words of an explorer come back in the next picture.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath, text_to_path

from imuran_edu.core import plotting

Side = Literal["left", "right"]
LEADING = 1.35  # from line to line, in heights of the letters


class Words(PathPatch):
    """Words on axes whose unit is an inch; `at` is the foot of the first line, at its `side`."""

    def __init__(
        self,
        axes: Any,
        at: tuple[float, float],
        size: float = plotting.TEXT,
        colour: str = plotting.INK,
        bold: bool = False,
        side: Side = "left",
    ) -> None:
        self._at, self._size, self._bold, self._side = at, size, bold, side
        self._text = ""
        self._axes = axes
        super().__init__(Path(np.zeros((0, 2))), facecolor=colour, linewidth=0)
        axes.add_patch(self)

    def set_text(self, text: str) -> None:
        """Change the words; a line break begins a line."""
        self._text = text
        corners: list[Any] = [np.zeros((0, 2))]
        codes: list[Any] = [np.zeros(0, dtype=np.uint8)]
        gap = _word("n n", self._size, self._bold)[2] - 2 * _word("n", self._size, self._bold)[2]
        for number, line in enumerate(text.split("\n")):
            words = [_word(word, self._size, self._bold) for word in line.split(" ")]
            ends = np.cumsum([width + gap for *_, width in words])
            start = -(ends[-1] - gap) if self._side == "right" else 0.0
            for end, (outline, kinds, width) in zip(ends, words, strict=True):
                foot = (start + end - gap - width, -number * LEADING * self._size / 72)
                corners.append(outline + foot)
                codes.append(kinds)
        self.set_path(Path(np.concatenate(corners) + self._at, np.concatenate(codes)))

    def draw(self, renderer: Any) -> None:
        """Draw the path, or in a file that knows letters, as SVG does, the words."""
        figure: Any = self.get_figure()
        if not figure.canvas.is_saving():
            super().draw(renderer)
            return
        for number, line in enumerate(self._text.split("\n")):
            x, y = self._at[0], self._at[1] - number * LEADING * self._size / 72
            text = Text(x, y, line, fontproperties=_font(self._size, self._bold))
            text.set(ha=self._side, va="baseline", color=self.get_facecolor())
            text.set_figure(figure)
            text.set_transform(self._axes.transData)
            text.draw(renderer)


def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=plotting.FONT, weight="bold" if bold else "normal", size=size)


@lru_cache(maxsize=2048)
def _word(word: str, size: float, bold: bool) -> tuple[Any, Any, float]:
    """Return a word's outline from its foot at 0, the kinds of its corners, and its width."""
    style = _font(size, bold)
    if not word:
        return np.zeros((0, 2)), np.zeros(0, dtype=np.uint8), 0.0
    path = TextPath((0, 0), word, prop=style)
    width, *_ = text_to_path.get_text_width_height_descent(word, style, False)
    return np.asarray(path.vertices) / 72, path.codes, width / 72  # points to inches
