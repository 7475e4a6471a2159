"""The commands that tell what a class got, and take its grades elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imuran_edu.cli.grade import Assignment, Course

results = typer.Typer()

Reports = Annotated[
    Path | None, typer.Option("--out", help="Where the report goes; COURSE/reports/ASSIGNMENT.")
]


@results.command("item-analysis", hidden=True)
@results.command()
def items(assignment: Assignment, course: Course = None, out: Reports = None) -> None:
    """Tell what the grades say: how hard each question was, and how well it told students apart.

    Writes a page, CSV and JSON; they hold right answers and names, so keep them to yourself.
    """
    from imuran_edu.grading.report_commands import report_items

    raise typer.Exit(report_items(assignment, course, out))


@results.command("similarity", hidden=True)
@results.command()
def alike(assignment: Assignment, course: Course = None, out: Reports = None) -> None:
    """Tell whose wrong answers agree more than chance explains.

    Something to look at, never a verdict. Writes a page, CSV and JSON.
    """
    from imuran_edu.grading.report_commands import report_similarity

    raise typer.Exit(report_similarity(assignment, course, out))


@results.command()
def export(
    assignments: Annotated[list[str], typer.Argument(help="Names of assignments.")],
    to: Annotated[str, typer.Option(help="canvas, moodle, blackboard, or long.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    ids: Annotated[
        Path | None,
        typer.Option(help="CSV: who is who there, with a column 'nbgrader'; else names are equal."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help='NAME=HEADING: what an assignment is called there. "hw1=Quiz (4711)".'),
    ] = None,
    zeros: Annotated[
        bool, typer.Option("--zeros", help="Give 0 to those of whom nothing was ever received.")
    ] = False,
    skip_unknown: Annotated[
        bool,
        typer.Option("--skip-unknown", help="Leave out who has no line in the file of ids."),
    ] = False,
    allow_empty: Annotated[
        bool,
        typer.Option("--allow-empty", help="Write empty cells, which take grades away there."),
    ] = False,
    course: Course = None,
) -> None:
    """Write grades as Canvas, Moodle or Blackboard import them, or each question in a row.

    Who handed nothing in is left out, so that no grade there is wiped out, and so is everybody
    whose grade is not known: named, with the reason.
    """
    from imuran_edu.grading.export_grades import ExportOptions
    from imuran_edu.grading.report_commands import export as write

    how = ExportOptions(zeros, skip_unknown, allow_empty)
    raise typer.Exit(write(assignments, to, course, ids, out, column or [], how))


@results.command()
def passback(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Names of assignments.", show_default=False)
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent; send nothing.")
    ] = False,
    zeros: Annotated[
        bool, typer.Option("--zeros", help="Give 0 to those of whom nothing was ever received.")
    ] = False,
    overwrite: Annotated[
        list[str] | None,
        typer.Option(help="A student whose grade there was given by hand and gives way."),
    ] = None,
    overwrite_all: Annotated[
        bool, typer.Option("--overwrite-all", help="All grades given by hand there give way.")
    ] = False,
    make_key: Annotated[
        bool,
        typer.Option("--make-key", help="Make the key, if there is none; print its public half."),
    ] = False,
    course: Course = None,
) -> None:
    """Give grades back to the learning platform, by LTI 1.3; lti.yaml says where it is.

    Whose grade is not known is left out and named, and a grade that was given by hand there is
    kept and named. passback/ASSIGNMENT.jsonl has what was sent.
    """
    from imuran_edu.grading.passback import command
    from imuran_edu.grading.passback.run import PassbackOptions

    if make_key:
        raise typer.Exit(command.make_key(course))
    if not assignments:
        raise typer.BadParameter("name one or more", param_hint="ASSIGNMENTS")
    how = PassbackOptions(dry_run, zeros, frozenset(overwrite or ()), overwrite_all)
    raise typer.Exit(command.passback(assignments, course, how))


@results.command("practice-report")
def practice_report(
    files: Annotated[
        list[Path], typer.Argument(help="Files for the class, progress files, or folders of them.")
    ],
    names: Annotated[
        bool, typer.Option("--names", help="Say under each objective whose files miss it.")
    ] = False,
) -> None:
    """Tell which objectives are weak in the practice that learners handed in, without names.

    Learners make the file on the start page: Today, My data, 'Save the file for my class'.
    """
    from imuran_edu.grading.practice_report import practice_report as report

    raise typer.Exit(report(files, names))
