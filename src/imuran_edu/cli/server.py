"""The commands of a class: hand in and hand back by files, and the check of a hub."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from imuran_edu.cli.console import fail
from imuran_edu.core import InputError
from imuran_edu.core.console import print_line

by_files = typer.Typer()
hub = typer.Typer(help="A class on JupyterHub.", no_args_is_help=True)


@hub.callback()
def _on_a_server() -> None:
    """A class on JupyterHub."""
    if os.name != "posix":
        fail("imuran-edu hub: needs Linux; on Windows see hand-in and hand-back")


@by_files.command("hand-in")
def hand_in(
    folder: Annotated[Path, typer.Argument(help="The folder of the assignment.")],
    student: Annotated[str, typer.Option("--as", help="Your name, as your instructor wrote it.")],
) -> None:
    """Make the zip to hand in where there is no exchange: notebook, answers and nothing else."""
    from imuran_edu.grading.zip_transfer import hand_in_notes, make_submission
    from imuran_edu.widgets.ask import QuestionsFileError, read_questions
    from imuran_edu.widgets.unfinished import in_sentences, unfinished_in

    try:
        with suppress(QuestionsFileError):  # the grader has the questions; this is a courtesy
            total = len(read_questions(folder)[1])
            for sentence in in_sentences(unfinished_in(folder), total):
                print_line(sentence)
        made = make_submission(folder, student, Path.cwd())
        for line in hand_in_notes(folder):
            print_line(line)
        print_line(f"Hand in this file: {made}")
    except InputError as error:
        fail(error)


@by_files.command("hand-back")
def hand_back(
    assignment: Annotated[str, typer.Argument(help="The assignment's name.")],
    course: Annotated[
        Path | None,
        typer.Option(
            "--course", help="The nbgrader course; the working folder, or the checkout's."
        ),
    ] = None,
) -> None:
    """Make a zip of feedback for each student, to give back where there is no exchange."""
    from imuran_edu.grading.nbgrader.course import GradingError, find_course
    from imuran_edu.grading.zip_transfer import make_feedback_zips

    try:
        for path in make_feedback_zips(find_course(course), assignment):
            print_line(path)
    except (GradingError, InputError) as error:
        fail(error)


@hub.command("check")
def check() -> None:
    """Say what would let students read the instructor's files, and what mends it. Run as root."""
    from imuran_edu.server.hub.commands import check_here

    raise typer.Exit(check_here())


@hub.command("name")
def name(sign_in: Annotated[str, typer.Argument(help="The platform's name of a person.")]) -> None:
    """Say which account a person of the platform has here, as the gradebook shows it."""
    from imuran_edu.server.hub.commands import name_of

    raise typer.Exit(name_of(sign_in))
