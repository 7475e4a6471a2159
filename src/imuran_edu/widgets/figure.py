"""Show a figure in a notebook, with words for those who cannot see it."""

from __future__ import annotations

import base64
import html
from functools import cache
from typing import Any

from imuran_edu.core.chart import as_svg
from imuran_edu.widgets.figure_spec import draw, figure_spec

__all__ = ["as_html", "figure"]

_CARD = (
    "max-width:{width}px;margin:0.5em 0;padding:14px 16px 10px;box-sizing:border-box;"
    "background:#fff;color:#222;border:1px solid #d0d0d0;border-radius:10px"
)
_CAPTION = "margin-top:8px;font-size:0.92em;line-height:1.45;color:#333"
_PIXELS_PER_INCH = 96
_CARD_EDGES = 34  # pixels: padding and border, left and right


def figure(name: str) -> None:
    """Show one of the course's figures under the cell.

    It comes as a picture on a white card, so that it reads the same in light and dark themes, with
    a text alternative and a caption. Where only text can be shown, the text alternative stands.

    Args:
        name: such as "pathway"; the error for an unknown name lists them all.

    Raises:
        ValueError: there is no figure of that name.
    """
    from IPython.display import display

    publish: Any = display
    publish({"text/html": as_html(name), "text/plain": figure_spec(name).alt}, raw=True)


@cache
def as_html(name: str) -> str:
    """Return the figure as one piece of HTML that needs nothing from elsewhere.

    Raises:
        ValueError: there is no figure of that name.
    """
    entry = figure_spec(name)
    drawn = draw(name)
    source = base64.b64encode(as_svg(drawn)).decode("ascii")
    width = round(drawn.get_figwidth() * _PIXELS_PER_INCH) + _CARD_EDGES
    return (
        f'<figure style="{_CARD.format(width=width)}">'
        f'<img src="data:image/svg+xml;base64,{source}" alt="{html.escape(entry.alt)}" '
        'style="display:block;width:100%;height:auto">'
        f'<figcaption style="{_CAPTION}">{html.escape(entry.caption)}</figcaption></figure>'
    )
