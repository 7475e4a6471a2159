"""Rows as CSV text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@")
_SEPARATORS = re.compile(r"([;\t\r\n])")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]], every: bool = False) -> str:
    """Return rows as CSV: commas, quotes where they are needed, a line feed after each row.

    Args:
        header: the names of the columns.
        rows: their values; None is an empty cell.
        every: whether every cell that holds text stands in quotes.
    """
    text = io.StringIO()
    writer = csv.writer(
        text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC if every else csv.QUOTE_MINIMAL
    )
    writer.writerow(header)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return text.getvalue()


def escape_formula(text: str) -> str:
    """Return a text that a spreadsheet shows and does not calculate.

    A student may answer `=HYPERLINK(...)`. An apostrophe is put before what a spreadsheet would
    take for a formula; numbers stay as they are. Where a spreadsheet parts cells at semicolons or
    tabs, what follows one begins a cell, and what follows a line break begins a row.
    """
    return "".join(map(_escaped, _SEPARATORS.split(text))) if text.strip() else text


def _escaped(cell: str) -> str:
    if not cell.lstrip(' "').startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def number(value: float | None, decimals: int = 4) -> str:
    """Return a number without needless zeros; `""` for None."""
    if value is None:
        return ""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
