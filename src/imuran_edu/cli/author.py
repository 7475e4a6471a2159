"""The commands of authors: is what is taught still in force, and do names of options tell?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from imuran_edu.cli.console import checkout, fail
from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line

author = typer.Typer()


@author.command()
def currency(
    page: Annotated[
        Path | None, typer.Option("--page", help="Where the page goes; course/currency.html.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Where the table goes; course/currency.csv.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let what is due for a look fail too.")
    ] = False,
) -> None:
    """List the references by age, what rests on them, and what was replaced.

    Writes a page with a timeline, and CSV. A reference that nobody checked for more than 24 months
    is a warning. Exit code 0: nothing rests on what was replaced without saying so, warnings or
    not. Exit code 1: something does, or a file is faulty, or, with --strict, a reference is due.
    """
    from imuran_edu.authoring.currency import csv_text, measure, summary
    from imuran_edu.authoring.currency_page import as_page
    from imuran_edu.core.atomic_write import write_if_changed

    root = checkout()
    today = date.today()
    try:
        found = measure(root, today)
    except InputError as error:
        fail(error)
    page = page or root / "course" / "currency.html"
    csv = csv or root / "course" / "currency.csv"
    write_if_changed(page, as_page(found, today))
    write_if_changed(csv, csv_text(found))
    for line in (*summary(found), f"The whole table: {page} and {csv}"):
        print_line(line)
    silent = any(each.silent for each in found)
    if silent or (strict and any(each.due for each in found)):
        print_error("Something is to be mended." if silent else "Something is due for a look.")
        raise typer.Exit(1)


@author.command("rename-options")
def rename_options() -> None:
    """Give the options of graded questions names that tell nothing about what is right.

    What was renamed before stays; answers under the old names still count. Then run build.
    """
    from imuran_edu.authoring.rename_options import rename_options as rename

    try:
        renamed = rename(checkout() / "quizzes" / "graded")
    except InputError as error:
        fail(error)
    print_line(f"{len(renamed)} questions have new names; now run: imuran-edu build")
