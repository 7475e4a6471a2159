"""The commands that grade: rehearse a term, look through what was handed in, grade, feed back."""

from __future__ import annotations

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
    cluster: Cluster = None,
    open_cluster: OpenCluster = False,
) -> None:
    """Grade a whole class by reading its answers, as nbgrader autograde does, only faster.

    Killed or interrupted, it goes on where it was when it is started again. Exit code 1 if a
    submission could not be graded; it is named, and the others are graded.
    """
    from imuran_edu.grading.grade_commands import grade_class

    raise typer.Exit(
        grade_class(assignment, course, jobs, cluster, force, open_cluster, student or ())
    )


@grade.command()
def feedback(
    assignment: Assignment,
    course: Course = None,
    jobs: Jobs = None,
    student: Students = None,
    cluster: Cluster = None,
    open_cluster: OpenCluster = False,
) -> None:
    """Write everybody's feedback page anew, as nbgrader generate_feedback --force does.

    Exit code 1 if a page could not be written; its student is named.
    """
    from imuran_edu.grading.grade_commands import write_class_feedback

    raise typer.Exit(
        write_class_feedback(assignment, course, jobs, cluster, open_cluster, student or ())
    )
