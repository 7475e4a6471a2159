"""Print to the terminal, in one way for every command.

Texts are printed as they are: no markup is read in them, and no line is broken.
"""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

_out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
_err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


def print_line(text: object) -> None:
    """Print a line on standard output."""
    _out.print(str(text))


def print_error(text: object) -> None:
    """Print a line on standard error."""
    _err.print(str(text))


def print_table(table: Table) -> None:
    """Print a table on standard output, as wide as the terminal is."""
    _out.print(table, soft_wrap=False)


def progress_bar(error: bool = True) -> Progress:
    """Return a progress bar with a name, a count and the time; it appears when it is started.

    Args:
        error: whether it is drawn on standard error, so that output can be redirected.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=error))
