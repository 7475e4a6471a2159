"""The commands that grade: rehearse a term, look through what was handed in, grade, feed back."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from imuran_edu.cli.console import fail
from imuran_edu.core import InputError

grade = typer.Typer()

Assignment = Annotated[str, typer.Argument(help="The assignment's name.")]
Course = Annotated[
    Path | None,
    typer.Option("--course", help="The nbgrader course; the working folder, or the checkout's."),
]
Jobs = Annotated[
    int | None, typer.Option(min=1, max=256, help="How many processes; one for each core.")
]
Students = Annotated[
    list[str] | None, typer.Option(help="Only this student; give it once for each.")
]
Notebook = Annotated[
    str, typer.Option(help="Only this notebook of each submission, without .ipynb.")
]
Cluster = Annotated[
    str | None, typer.Option(help="The address of a dask.distributed scheduler that does the work.")
]
OpenCluster = Annotated[
    bool,
    typer.Option(
        "--open-cluster", help="Use a --cluster that other machines reach without TLS all the same."
    ),
]


def wanted_banks(banks: list[Path], names: list[str] | None) -> list[Path]:
    """Return the graded banks of these names, or all; an unknown name ends the command."""
    known = {path.stem: path for path in banks}
    if unknown := [name for name in names or () if name not in known]:
        fail(f"{unknown[0]}: there is no such graded bank; there are: {', '.join(known) or 'none'}")
    return [known[name] for name in names] if names else banks


@grade.command()
def rehearse(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Names of graded banks; all of them if none.")
    ] = None,
    students: Annotated[int, typer.Option(min=1, max=1000, help="How many students.")] = 5,
    folder: Annotated[
        Path, typer.Option("--dir", help="Where the course is made; it must not hold one yet.")
    ] = Path("rehearsal"),
    seed: Annotated[int, typer.Option(help="The same seed gives the same students.")] = 1,
) -> None:
    """Play a whole term with simulated students, through nbgrader's own commands.

    Exit code 1 if any grade differs from what the scoring function says.
    """
    from imuran_edu.grading.build import graded_banks
    from imuran_edu.grading.dry_run import dry_run

    banks = wanted_banks(graded_banks(), assignments)
    try:
        raise typer.Exit(dry_run(students=students, folder=folder, seed=seed, banks=banks))
    except InputError as error:
        fail(error)


@grade.command()
def roster(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="The list of students that the platform exports.")
    ],
    course: Course = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would change.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove who is not listed and never handed in.")
    ] = False,
) -> None:
    """Bring the gradebook's students up to date with a list of Canvas, Moodle or Blackboard.

    Who joined, changed a name or left is told. Nobody with submissions is removed.
    """
    from imuran_edu.grading.roster_command import import_roster

    raise typer.Exit(import_roster(path, course, dry_run, remove))


@grade.command()
def dates(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Names of assignments; all that have a date.")
    ] = None,
    course: Course = None,
    out: Annotated[
        Path | None, typer.Option("--list", help="Write each student's own dates to this CSV file.")
    ] = None,
) -> None:
    """Bring the dates of deadlines.yaml into the gradebook and beside the assignments.

    Extensions count from the next grading on; the class's dates stand on the assignment's card.
    """
    from imuran_edu.grading.dates_command import set_dates

    raise typer.Exit(set_dates(assignments or (), course, out))


@grade.command()
def inspect(
    assignment: Assignment,
    course: Course = None,
) -> None:
    """Look through what was handed in, before or after grading, and tell what is odd.

    Each finding is one line: student: file: what; what it means. Nothing of it is run. Exit code 1
    if there is any.
    """
    from imuran_edu.grading.inspect import report_findings

    raise typer.Exit(report_findings(assignment, course))


@grade.command()
def autograde(
    assignment: Assignment,
    course: Course = None,
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded.")] = False,
    student: Students = None,
    notebook: Notebook = "",
    cluster: Cluster = None,
    open_cluster: OpenCluster = False,
) -> None:
    """Grade a whole class by reading its answers, as nbgrader autograde does, only faster.

    Killed or interrupted, it goes on where it was when it is started again. Exit code 1 if a
    submission could not be graded; it is named, and the others are graded.
    """
    from imuran_edu.grading.grade_commands import grade_class

    raise typer.Exit(
        grade_class(assignment, course, jobs, cluster, force, open_cluster, student or (), notebook)
    )


@grade.command()
def regrade(
    assignment: Assignment,
    course: Course = None,
    jobs: Jobs = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The list; COURSE/reports/ASSIGNMENT/regrade.csv."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Grade again without asking.")] = False,
) -> None:
    """Show who gains and who loses by what the bank says today, then grade everybody again.

    A list for sending is written first. Nothing is graded until you say so: asked in a terminal,
    or by --yes.
    """
    from imuran_edu.grading.regrade_command import regrade as show

    def confirm() -> bool:
        return yes or (sys.stdin.isatty() and typer.confirm("Grade everybody again?"))

    raise typer.Exit(show(assignment, course, jobs, out, confirm))


@grade.command()
def mark(
    assignment: Assignment,
    course: Course = None,
    marker: Annotated[str, typer.Option("--as", help="Your name; that of your account.")] = "",
    second: Annotated[
        int,
        typer.Option(min=0, help="Mark so many answers a second time, to see how far you agree."),
    ] = 0,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Only tell how far those who marked agree.")
    ] = False,
    port: Annotated[int, typer.Option(help="Of 127.0.0.1; any that is free.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Mark written answers on a page of this machine: one question across all students, no names.

    Points and comments go into the gradebook as they are given. --second writes nothing there.
    """
    from imuran_edu.grading.marking.command import mark as serve
    from imuran_edu.grading.marking.command import report_agreement

    if agreement:
        raise typer.Exit(report_agreement(assignment, course))
    name = marker.strip() or getpass.getuser()
    raise typer.Exit(serve(assignment, course, name, second, port, browser))


@grade.command()
def feedback(
    assignment: Assignment,
    course: Course = None,
    jobs: Jobs = None,
    student: Students = None,
    notebook: Notebook = "",
    cluster: Cluster = None,
    open_cluster: OpenCluster = False,
) -> None:
    """Write everybody's feedback page anew, as nbgrader generate_feedback --force does.

    Exit code 1 if a page could not be written; its student is named.
    """
    from imuran_edu.grading.grade_commands import write_class_feedback

    raise typer.Exit(
        write_class_feedback(
            assignment, course, jobs, cluster, open_cluster, student or (), notebook
        )
    )
