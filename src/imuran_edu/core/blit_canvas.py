"""A figure that is drawn once; later only what moves is drawn again.

A full redraw costs 60 to 110 ms. Copying the still part back and drawing some lines on it costs
1 to 3 ms. Packing it in 256 colours costs 4 ms, in true colour 14 ms and twice the bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageChops

from imuran_edu.core import plotting
from imuran_edu.core.svg import page_svg

DOTS_PER_INCH: Final = 144  # one and a half of a plain screen's, so that letters are crisp
FAINTEST: Final = 24  # of 255: a smaller difference in a colour is not seen
SAMPLED: Final = 3  # one dot of so many each way is looked at; lines are three wide or more
CORNER: Final = (0, 0)  # is paper
NEAREST: Final = Image.Resampling.NEAREST


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
        self._colours: Image.Image | None = None

    def svg(self, name: str) -> str:
        """Return the picture as it is now as SVG; `name` as in `page_svg`."""
        return page_svg(self._figure, name)

    def png(self, dark: bool = False) -> bytes:
        """Return the picture as it is now, if wanted in the colours of a dark page."""
        self._agg.restore_region(self._still)
        for artist in self._moving:
            self._figure.draw_artist(artist)
        dots = self._agg.buffer_rgba()
        height, width = dots.shape[:2]
        image = Image.frombuffer("RGBA", (width, height), dots, "raw", "RGBA", 0, 1).convert("RGB")
        file = io.BytesIO()
        few = self._few_colours(image)
        if dark:
            colours = few.getpalette() or []
            few.putpalette(in_the_dark(tuple(colours)))
        # paper lets the page through, whose white or black may be another
        few.save(file, "png", compress_level=2, transparency=few.getpixel(CORNER))
        return file.getvalue()

    def _few_colours(self, image: Image.Image) -> Image.Image:
        """Return the picture in 256 colours: those of an earlier one, if they still do."""
        if self._colours is not None:
            few = image.quantize(palette=self._colours, dither=Image.Dither.NONE)
            size = image.width // SAMPLED, image.height // SAMPLED
            seen, meant = (each.resize(size, NEAREST) for each in (few, image))
            apart = ImageChops.difference(seen.convert("RGB"), meant).getextrema()
            if max(most for _, most in cast(Any, apart)) <= FAINTEST:
                return few
        self._colours = image.quantize(256, method=Image.Quantize.FASTOCTREE)
        colours, paper = self._colours.getpalette() or [], cast(int, self._colours.getpixel(CORNER))
        colours[3 * paper : 3 * paper + 3] = cast(Any, image.getpixel(CORNER))
        self._colours.putpalette(colours)
        return image.quantize(palette=self._colours, dither=Image.Dither.NONE)


@cache
def in_the_dark(colours: tuple[int, ...]) -> list[int]:
    """Return a palette (red, green, blue, 0 to 255, one after the other) for a dark page.

    The colours of `plotting.PALETTE` become their partners there; one between two of them, as the
    edges of letters are, becomes one between their partners.
    """
    pairs = [(light, plotting.DARK[name]) for light, name in plotting.PALETTE.items()]
    light, dark = (np.array([_rgb(pair[side]) for pair in pairs], dtype=float) for side in (0, 1))
    given = np.array(colours, dtype=float).reshape(-1, 1, 3)
    near = 1 / (np.sum((given - light) ** 2, axis=2) + 0.5) ** 1.5
    mixed = near @ dark / near.sum(axis=1, keepdims=True)
    return [int(value) for value in mixed.round().ravel()]


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
