"""Show a figure in a notebook or on a page, with words for those who cannot see it."""

from __future__ import annotations

import csv
import html
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from imuran_edu.core.words import _
from imuran_edu.widgets.figure_spec import drawn_file, figure_spec

__all__ = ["figure", "figure_html", "figure_style", "with_words"]

_STYLE: Final = Path(__file__).with_name("static") / "figure.css"  # built from js/
_NUMBER: Final = re.compile(r"[-−+<>≤≥×]?\s?[\d.,]+\s?%?")


def figure(name: str) -> None:
    """Show one of the course's figures under the cell.

    It was drawn when the course was built, and follows a light or dark theme. Where only text can
    be shown, the text alternative stands.

    Args:
        name: such as "pathway"; the error for an unknown name lists them all.

    Raises:
        ValueError: there is no figure of that name.
    """
    from IPython.display import display

    publish: Any = display
    page = f"<style>{figure_style()}</style>{figure_html(name)}"
    publish({"text/html": page, "text/plain": figure_spec(name).alt}, raw=True)


@cache
def figure_style() -> str:
    """Return the stylesheet of all figures; without it they are as in a light theme."""
    return _STYLE.read_text(encoding="utf-8")


@cache
def figure_html(name: str) -> str:
    """Return a figure as HTML: the drawing, its caption, and what it shows in words and numbers.

    Raises:
        ValueError: there is no figure of that name.
        FileNotFoundError: it was not drawn; `imuran-edu build` draws it.
    """
    given = figure_spec(name)
    drawing = with_words(drawn_file(name, ".svg").read_text(encoding="utf-8").strip(), given.alt)
    rows = _rows(name)
    named = _("Figure")
    told = _("In words and numbers") if rows else _("In words")
    return (
        '<figure class="imuran-figure">'
        f'<div class="imuran-figure-box" tabindex="0" role="group" aria-label="{named}">'
        f"{drawing}</div>"
        f"<figcaption>{html.escape(given.caption)}</figcaption>"
        f'<details class="imuran-figure-words"><summary>{told}</summary>'
        f"<p>{html.escape(given.alt)}</p>{_table(rows)}</details></figure>"
    )


def with_words(svg: str, words: str) -> str:
    """Return a drawing as one picture that is read out by these words."""
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(words)}" ', 1)


def _rows(name: str) -> list[list[str]]:
    path = drawn_file(name, ".csv")
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _table(rows: list[list[str]]) -> str:
    if not rows:
        return ""
    head, *body = rows
    numbers = [
        all(_NUMBER.fullmatch(row[column]) for row in body if row[column])
        for column in range(len(head))
    ]
    heads = _row(["th"] * len(head), head, numbers, "col")
    lines = "".join(_row(["th", *["td"] * (len(head) - 1)], row, numbers, "row") for row in body)
    return f"<table><thead>{heads}</thead><tbody>{lines}</tbody></table>"


def _row(tags: list[str], texts: list[str], numbers: list[bool], scope: str) -> str:
    cells = zip(tags, texts, numbers, strict=True)
    return f"<tr>{''.join(_cell(tag, text, number, scope) for tag, text, number in cells)}</tr>"


def _cell(tag: str, text: str, number: bool, scope: str) -> str:
    kind = ' class="imuran-figure-number"' if number else ""
    scoped = f' scope="{scope}"' if tag == "th" else ""
    return f"<{tag}{kind}{scoped}>{html.escape(text)}</{tag}>"
