"""The commands of authors: is it well asked, is it still in force, do names of options tell?"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from imuran_edu.cli.console import checkout, fail, seen_from
from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line

author = typer.Typer()
Format = Literal["text", "json", "sarif"]


@author.command()
def lint(
    banks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[BANK]...", help="Files or names of banks; all of them if none."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How findings are written.")] = "text",
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="RULE", help="Say why a rule is there.")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules, one a line.")] = False,
) -> None:
    """Say what an experienced item writer would mend in the questions.

    Each finding is one line: file:line: severity: message [rule letters]. A question that is right
    as it is waives the rule by `waive`, with the letters and the reason; `--explain` says more.
    Exit code 1 if there is an error or a warning; a note alone lets it pass.
    """
    gc.disable()  # nearly all that is read is kept to the end, which is near
    from imuran_edu.authoring.lint import all_rules, lint_course
    from imuran_edu.authoring.lint.report import (
        HOW_TO_WAIVE,
        as_json,
        as_sarif,
        explained,
        summary_of,
    )

    known = all_rules()
    if rules:
        for rule in known.values():
            print_line(f"{rule.name} ({rule.severity}): {summary_of(rule)}")
        return
    if explain is not None:
        if explain not in known:
            fail(f"--explain: there is no rule '{explain}'; there are: {', '.join(known)}")
        print_line(f"{explained(known[explain])}\n\n{HOW_TO_WAIVE}")
        return
    root = checkout()
    try:
        found = seen_from(root, lint_course(root, _paths_of(root, banks or [])))
    except InputError as error:
        fail(error)
    if form != "text":
        print_line(as_json(found) if form == "json" else as_sarif(found, known))
    else:
        for finding in found:
            print_line(finding)
    if not any(each.severity != "note" for each in found):
        if form == "text":
            print_line("Nothing to mend.")
        return
    print_error(f"{len(found)} findings. {HOW_TO_WAIVE}")
    raise typer.Exit(1)


def _paths_of(root: Path, banks: Sequence[str]) -> list[Path]:
    """Return the files of banks that were named by path or by name; end the command if unknown."""
    found: list[Path] = []
    for name in banks:
        place = name if "/" in name else f"[pg]r*/{name}"  # practice and graded
        paths = [Path(name)] if Path(name).is_file() else sorted(root.glob(f"quizzes/{place}.yaml"))
        if not paths:
            names = sorted(each.stem for each in root.glob("quizzes/[pg]r*/*.yaml"))
            fail(f"{name}: is no bank; there are: {', '.join(dict.fromkeys(names))}")
        found += paths
    return found


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
    """List the references by age, what rests on them, what was replaced, and who reviewed lessons.

    Writes a page with a timeline, and CSV. A reference that nobody checked for more than 24 months
    is a warning. Exit code 0: nothing rests on what was replaced without saying so, warnings or
    not. Exit code 1: something does, or a file is faulty, or, with --strict, a reference is due.
    A lesson that nobody reviewed, or that changed since, is named and fails nothing.
    """
    from imuran_edu.authoring import lesson_reviews
    from imuran_edu.authoring.currency import csv_text, measure, summary
    from imuran_edu.authoring.currency_page import as_page
    from imuran_edu.core.atomic_write import write_if_changed

    root = checkout()
    today = date.today()
    try:
        found = measure(root, today)
        reviewed = lesson_reviews.measure_reviews(root, today)
    except InputError as error:
        fail(error)
    page = page or root / "course" / "currency.html"
    csv = csv or root / "course" / "currency.csv"
    write_if_changed(page, as_page(found, today, reviewed))
    write_if_changed(csv, csv_text(found, reviewed))
    for line in (
        *summary(found),
        *lesson_reviews.summary(reviewed),
        f"The whole table: {page} and {csv}",
    ):
        print_line(line)
    silent = any(each.silent for each in found)
    if silent or (strict and any(each.due for each in found)):
        print_error("Something is to be mended." if silent else "Something is due for a look.")
        raise typer.Exit(1)


@author.command()
def stress(
    banks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[BANK]...", help="Files or names of banks; all of them if none."),
    ] = None,
) -> None:
    """Go through every row of every template and pool: what would a student meet?

    Names rows whose options collide, whose numbers are absurd, whose slips count as right, and
    templates with too few distinct keys. Exit code 1 if there is any.
    """
    from imuran_edu.authoring.stress import stress as go_through

    root = checkout()
    paths = _paths_of(root, banks or []) or sorted(root.glob("quizzes/[pg]r*/*.yaml"))
    problems = []
    for path in paths:
        try:
            found, wrong = go_through(path)
        except InputError as error:
            problems += error.problems
            continue
        problems += wrong
        for each in found:
            print_line(each)
    for problem in seen_from(root, problems):
        print_line(problem)
    if problems:
        print_error(f"{len(problems)} to mend.")
        raise typer.Exit(1)


@author.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")],
    drug: Annotated[str, typer.Option("--drug", metavar="NAME", help="What it is about.")],
) -> None:
    """Make an empty course of the same shape on another drug, ready to check, build and open."""
    from imuran_edu.authoring.new_course import NewCourseError, new_course

    try:
        made = new_course(folder, drug)
    except (NewCourseError, InputError) as error:
        fail(error)
    print_line(f"{made} holds a course on {drug}; go there and give: imuran-edu check")


@author.command()
def preview(
    bank: Annotated[str, typer.Argument(metavar="BANK", help="File or name of a bank.")],
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
) -> None:
    """Show each question of a bank as a student sees it, beside key, findings and rows.

    The page follows the file: save it, and within a second it shows what was saved. It is served
    on this computer alone, under an address that nobody can guess. End it with Ctrl-C.
    """
    import webbrowser

    from imuran_edu.authoring.preview.contents import Preview
    from imuran_edu.authoring.preview.server import PreviewServer

    root = checkout()
    paths = _paths_of(root, [bank])
    if len(paths) > 1:
        files = " or ".join(str(each.relative_to(root)) for each in paths)
        fail(f"{bank}: is the name of two banks; name the file: {files}")
    path = paths[0].resolve()
    try:
        shown = Preview(root, path)
    except InputError as error:
        fail(error)
    server = PreviewServer(shown.contents, [path])
    print_line(f"{path.name} is shown at {server.address}")
    if browser:
        webbrowser.open(server.address)
    with suppress(KeyboardInterrupt):
        server.serve()


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
