"""Show a figure in a notebook, with words for those who cannot see it."""

from __future__ import annotations

import base64
import html
import io
from functools import cache
from typing import TYPE_CHECKING, Any

from imuran_edu.explorers.catalogue import draw, drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["as_html", "as_svg", "figure"]

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
    publish({"text/html": as_html(name), "text/plain": drawing(name).alt}, raw=True)


@cache
def as_html(name: str) -> str:
    """Return the figure as one piece of HTML that needs nothing from elsewhere.

    Raises:
        ValueError: there is no figure of that name.
    """
    entry = drawing(name)
    drawn = draw(name)
    source = base64.b64encode(as_svg(drawn)).decode("ascii")
    width = round(drawn.get_figwidth() * _PIXELS_PER_INCH) + _CARD_EDGES
    return (
        f'<figure style="{_CARD.format(width=width)}">'
        f'<img src="data:image/svg+xml;base64,{source}" alt="{html.escape(entry.alt)}" '
        'style="display:block;width:100%;height:auto">'
        f'<figcaption style="{_CAPTION}">{html.escape(entry.caption)}</figcaption></figure>'
    )


def as_svg(drawn: Figure) -> bytes:
    """Return a figure as SVG whose letters are outlines: the same on every machine, every time."""
    from matplotlib import rc_context

    file = io.BytesIO()
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "imuran-edu"}):
        drawn.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()
