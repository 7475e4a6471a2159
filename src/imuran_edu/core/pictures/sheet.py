"""A sheet of paper as HTML: letters stay letters, and a table is read out as one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from imuran_edu.core.pictures.spec import Sheet


def sheet_html(sheet: Sheet) -> str:
    """Return a sheet as HTML."""
    mark = f"<span aria-hidden='true' class='imuran-sheet-mark'>{escape(sheet.mark)}</span> "
    parts = [
        f"<p>{mark if sheet.mark else ''}<strong>{escape(sheet.title)}</strong></p>",
        *_lines(sheet.lines),
        _table(sheet) if sheet.rows else "",
        *_lines(sheet.text),
        f"<p><em>{escape(sheet.foot)}</em></p>" if sheet.foot else "",
    ]
    name = f"tabindex='0' role='group' aria-label='{escape(sheet.title)}'"
    return f"<div class='imuran-sheet' {name}>{''.join(parts)}</div>"


def _lines(lines: Sequence[str]) -> list[str]:
    return [f"<p>{escape(line)}</p>" for line in lines]


def _table(sheet: Sheet) -> str:
    head = "".join(
        f"<th scope='col'>{escape(name)}</th>" if name else "<td></td>" for name in sheet.columns
    )
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in sheet.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def sheet_words(sheet: Sheet) -> str:
    """Return a sheet as Markdown, for what cannot show it."""
    rows = [" | ".join(row) for row in (sheet.columns, ["---"] * len(sheet.columns), *sheet.rows)]
    table = "\n".join(f"| {row} |" for row in rows) if sheet.rows else ""
    foot = f"*{sheet.foot}*" if sheet.foot else ""
    parts = (f"**{sheet.title}**", *sheet.lines, table, *sheet.text, foot)
    return "\n\n".join(part for part in parts if part)
