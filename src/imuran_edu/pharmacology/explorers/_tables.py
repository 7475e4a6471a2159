"""Tables of the explorers; how they look stands in the page's stylesheet (`explorer.css`)."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

Align = Literal["left", "right", "center"]


def card(*parts: str) -> str:
    """Put pieces of HTML together."""
    return f"<div class='imuran-sum'>{''.join(parts)}</div>"


def headline(text: str, beside: str = "", faint: str = "") -> str:
    """Return the result of it all, large, with words beside it and the former result faint."""
    former = f" <span class='imuran-faint'>{escape(faint)}</span>" if faint else ""
    words = f" {escape(beside)}" if beside else ""
    return f"<p><strong class='imuran-large'>{escape(text)}</strong>{words}{former}</p>"


def words(text: str, faint: bool = False) -> str:
    """Return a paragraph."""
    return f"<p{_classes(faint and 'imuran-faint')}>{escape(text)}</p>"


def th(
    text: str,
    scope: Literal["col", "row"] = "col",
    align: Align = "left",
    rows: int = 1,
) -> str:
    """Return a heading of a column, of a row, or of so many rows."""
    span = f" rowspan='{rows}'" if rows > 1 else ""
    return f"<th scope='{scope}'{span}{_classes(_side(align))}>{_broken(text)}</th>"


def td(text: str, align: Align = "left", faint: bool = False, strong: bool = False) -> str:
    """Return a cell; digits stand under one another, and a line break stays one."""
    classes = _classes(_side(align), faint and "imuran-faint", strong and "imuran-strong")
    return f"<td{classes}>{_broken(text)}</td>"


def bar(text: str, columns: int) -> str:
    """Return one shaded cell across so many columns: a mark between rows."""
    return f"<td colspan='{columns}' class='imuran-bar'>{_broken(text)}</td>"


def _side(align: Align) -> str:
    return "" if align == "left" else f"imuran-{align}"


def _classes(*names: str | bool) -> str:
    given = " ".join(name for name in names if isinstance(name, str) and name)
    return f" class='{given}'" if given else ""


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def table(
    caption: str, head: Sequence[str], body: Iterable[Sequence[str]], widths: Sequence[int] = ()
) -> str:
    """Return a table in a box that scrolls where it is too narrow.

    Args:
        caption: what it shows.
        head: the cells of its head, made by `th`.
        body: the cells of each row.
        widths: of the columns, per cent; none lets the browser choose.
    """
    columns = "".join(f"<col style='width:{width}%'>" for width in widths)
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in body)
    name = escape(caption)
    return (
        f"<div class='imuran-scroll' tabindex='0' role='group' aria-label='{name}'>"
        f"<table{_classes(bool(widths) and 'imuran-fixed')}><caption>{name}</caption>"
        f"<colgroup>{columns}</colgroup><thead><tr>{''.join(head)}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def download(name: str, kind: str, data: bytes, text: str) -> str:
    """Return a link that saves a file, which travels in the link itself.

    Args:
        name: of the file.
        kind: its media type.
        data: its bytes.
        text: of the link.
    """
    inside = base64.b64encode(data).decode("ascii")
    return (
        f"<a class='imuran-download' download='{escape(name)}' "
        f"href='data:{kind};base64,{inside}'>{escape(text)}</a>"
    )


def panel(title: str, reasons: Sequence[str], then: str = "") -> str:
    """Return the one calm panel of a refusal: what is not done, why, and what helps."""
    points = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    return (
        f"<div class='imuran-refusal'><strong class='imuran-large'>{escape(title)}</strong>"
        f"<ul>{points}</ul>{words(then) if then else ''}</div>"
    )
