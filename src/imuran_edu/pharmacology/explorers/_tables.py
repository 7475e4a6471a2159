"""Tables of the explorers, all in the one style: white, calm, with every look in the tag itself.

JupyterLab paints the rows of a table in the colours of its theme. So each cell says its own ink and
paper, and a table reads the same in a light and in a dark theme.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, Literal

from imuran_edu.core import plotting

Align = Literal["left", "right", "center"]

_SIZE: Final = "font-size:15px;line-height:1.4"  # 11.25 points
_PAPER: Final = f"background:#fff;color:{plotting.INK}"
_EDGE: Final = "border:0;border-bottom:1px solid #dcdcdc"


def card(*parts: str) -> str:
    """Return pieces of HTML on a white card."""
    style = f"{_PAPER};{_SIZE};border-radius:8px;padding:8px 10px;overflow-x:auto"
    return f"<div style='{style};font-family:inherit'>{''.join(parts)}</div>"


def headline(text: str, beside: str = "", faint: str = "") -> str:
    """Return the result of it all, large, with words beside it and the former result faint."""
    former = f" <span style='color:{plotting.GREY}'>{escape(faint)}</span>" if faint else ""
    words = f" {escape(beside)}" if beside else ""
    large = f"<strong style='font-size:22px'>{escape(text)}</strong>"
    return f"<p style='margin:2px 0 8px;{_PAPER};{_SIZE}'>{large}{words}{former}</p>"


def words(text: str, faint: bool = False) -> str:
    """Return a paragraph."""
    ink = plotting.GREY if faint else plotting.INK
    return f"<p style='margin:6px 0;background:#fff;color:{ink};{_SIZE}'>{escape(text)}</p>"


def th(
    text: str,
    scope: Literal["col", "row"] = "col",
    align: Align = "left",
    rows: int = 1,
) -> str:
    """Return a heading of a column, of a row, or of so many rows."""
    paper = plotting.PALE if scope == "col" else "#fff"
    style = f"background:{paper};color:{plotting.INK};font-weight:{600 if scope == 'col' else 500}"
    return _cell("th", text, f"{style};text-align:{align}", f" scope='{scope}'", rows)


def td(text: str, align: Align = "left", faint: bool = False, strong: bool = False) -> str:
    """Return a cell; digits stand under one another, and a line break stays one."""
    style = f"background:#fff;color:{plotting.GREY if faint else plotting.INK};text-align:{align}"
    weight = ";font-weight:700" if strong else ""
    return _cell("td", text, f"{style}{weight};font-variant-numeric:tabular-nums")


def bar(text: str, columns: int) -> str:
    """Return one shaded cell across so many columns: a mark between rows."""
    style = f"background:{plotting.PALE};color:{plotting.INK};text-align:left;font-style:italic"
    return _cell("td", text, style, f" colspan='{columns}'")


def _cell(tag: str, text: str, style: str, more: str = "", rows: int = 1) -> str:
    span = f" rowspan='{rows}'" if rows > 1 else ""
    shape = f"{_SIZE};{_EDGE};padding:5px 8px;vertical-align:top;white-space:normal;max-width:none"
    inside = escape(text).replace("\n", "<br>")
    return f"<{tag}{more}{span} style='{style};{shape}'>{inside}</{tag}>"


def table(
    caption: str, head: Sequence[str], body: Iterable[Sequence[str]], widths: Sequence[int] = ()
) -> str:
    """Return a table.

    Args:
        caption: what it shows.
        head: the cells of its head, made by `th`.
        body: the cells of each row.
        widths: of the columns, per cent; none lets the browser choose.
    """
    columns = "".join(f"<col style='width:{width}%'>" for width in widths)
    rows = "".join(f"<tr style='background:#fff'>{''.join(row)}</tr>" for row in body)
    style = f"{_PAPER};border-collapse:collapse;width:100%;margin:4px 0 8px;border:0;table-layout:"
    said = f"caption-side:top;text-align:left;padding:2px 0 4px;{_PAPER};{_SIZE};font-weight:600"
    return (
        f"<table style='{style}{'fixed' if widths else 'auto'}'>"
        f"<caption style='{said}'>{escape(caption)}</caption><colgroup>{columns}</colgroup>"
        f"<thead><tr>{''.join(head)}</tr></thead><tbody>{rows}</tbody></table>"
    )


def download(name: str, kind: str, data: bytes, text: str) -> str:
    """Return a link that saves a file, which travels in the link itself.

    Args:
        name: of the file.
        kind: its media type.
        data: its bytes.
        text: of the link.
    """
    style = (
        f"display:inline-block;margin:2px 0 8px;padding:6px 12px;border-radius:6px;{_SIZE};"
        "border:1px solid #004F7D;background:#fff;color:#004F7D;text-decoration:underline"
    )
    inside = base64.b64encode(data).decode("ascii")
    return (
        f"<a download='{escape(name)}' href='data:{kind};base64,{inside}' style='{style}'>"
        f"{escape(text)}</a>"
    )


def panel(title: str, reasons: Sequence[str], then: str = "") -> str:
    """Return the one calm panel of a refusal: what is not done, why, and what helps."""
    style = f"background:#fff;color:{plotting.INK};border:1px solid #b9b9b9;border-left-width:6px"
    points = "".join(
        f"<li style='color:{plotting.INK};margin:3px 0'>{escape(r)}</li>" for r in reasons
    )
    return (
        f"<div style='{style};border-radius:8px;padding:10px 14px;margin:4px 0 8px;{_SIZE}'>"
        f"<strong style='font-size:18px'>{escape(title)}</strong>"
        f"<ul style='margin:6px 0;padding-left:20px'>{points}</ul>"
        f"{words(then) if then else ''}</div>"
    )
