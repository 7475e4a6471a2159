"""A figure that is drawn once; later only what moves is drawn again.

A full redraw costs 60 to 110 ms. Copying the still part back and drawing some lines on it costs
about 1 ms, and packing the picture about 10 ms.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final, cast

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

DOTS_PER_INCH: Final = 144  # one and a half of a plain screen's, so that letters are crisp


class Canvas:
    """A figure with still and moving parts.

    Args:
        drawn: the figure, with everything in place.
        moving: what changes with the sliders, the lowest first.
    """

    def __init__(self, drawn: Figure, moving: Sequence[Artist]) -> None:
        self._figure: Any = drawn
        self._moving = list(moving)
        drawn.set_dpi(DOTS_PER_INCH)
        self._agg = cast(Any, FigureCanvasAgg(drawn))  # matplotlib gives its methods no types
        for artist in self._moving:
            artist.set_animated(True)
        self._agg.draw()
        self._still = self._agg.copy_from_bbox(drawn.bbox)

    def png(self) -> bytes:
        """Return the picture as it is now."""
        self._agg.restore_region(self._still)
        for artist in self._moving:
            self._figure.draw_artist(artist)
        dots = self._agg.buffer_rgba()
        height, width = dots.shape[:2]
        image = Image.frombuffer("RGBA", (width, height), dots, "raw", "RGBA", 0, 1).convert("RGB")
        file = io.BytesIO()
        image.save(file, "png", compress_level=1)  # more would save bytes and cost the time
        return file.getvalue()
