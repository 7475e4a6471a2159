"""What the report pages share: one HTML file that needs nothing from elsewhere, light or dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

_STYLES = Path(__file__).with_name("style")


@cache
def style(*names: str) -> str:
    """Return stylesheets of `core/style` as one text; first the variables that all pages share."""
    texts = (_STYLES.joinpath(name).read_text(encoding="utf-8") for name in names)
    return re.sub(r"/\*.*?\*/|\n\s*", "", "".join(texts), flags=re.DOTALL)


def page(title: str, body: Iterable[str]) -> str:
    """Return a whole page; the title is text, the body HTML."""
    look = style("variables.css", "page.css")
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        "<meta name='referrer' content='no-referrer'>"
        f"<title>{escape(title)}</title><style>{look}</style></head><body>"
        f"<main><h1>{escape(title)}</h1>{''.join(body)}</main></body></html>\n"
    )


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Sequence[int] = (),
    bold: Sequence[int] = (),
    box: str = "wide",
) -> str:
    """Return a table; all cells are HTML already.

    Args:
        caption: above it.
        head: of the columns.
        rows: the first cell of each names the row.
        numbers: the columns that hold numbers.
        bold: the rows that hold what is right.
        box: the class of the box around it, which scrolls where it is too narrow.
    """

    def kind(column: int) -> str:
        return " class='n'" if column in numbers else ""

    columns = "".join(f"<th scope='col'{kind(n)}>{cell}</th>" for n, cell in enumerate(head))
    body = []
    for number, (first, *rest) in enumerate(rows):
        cells = "".join(f"<td{kind(n)}>{cell}</td>" for n, cell in enumerate(rest, 1))
        mark = " class='key'" if number in bold else ""
        body.append(f"<tr{mark}><th scope='row'{kind(0)}>{first}</th>{cells}</tr>")
    return (
        f"<div class='{box}' tabindex='0' role='region' aria-label='{escape(caption)}'><table>"
        f"<caption>{escape(caption)}</caption><thead><tr>{columns}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def notes(lines: Iterable[str]) -> str:
    """Return remarks, one paragraph each, or nothing."""
    return "".join(f"<p class='note'>{escape(line)}</p>" for line in lines)
