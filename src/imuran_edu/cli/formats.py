"""The commands that carry questions in from other systems and out to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from imuran_edu.cli.console import checkout, fail
from imuran_edu.core import InputError
from imuran_edu.core.console import print_error, print_line

question_files = typer.Typer()

_SHOWN = 40  # lines of what was not carried; the bank has them all


def _tell(losses: Sequence[object], where: str = "") -> None:
    """Print what was not carried, and of many how many more there are, and where."""
    for loss in losses[:_SHOWN]:
        print_line(loss)
    if (more := len(losses) - _SHOWN) > 0:
        print_line(f"... and {more} more{where}")


@question_files.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The file of another system.")],
    to: Annotated[
        str, typer.Option("--to", help="The new bank: practice/NAME, graded/NAME or a path.")
    ],
    from_: Annotated[
        str | None, typer.Option("--from", help="The file's format; told by the file if left out.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a bank that is there.")] = False,
) -> None:
    """Make a draft bank of a file from Moodle, Canvas, jupyterquiz or a text editor.

    Formats: aiken, gift, jupyterquiz, moodle-xml, qti12, qti21. What the file does not say
    (objective, level, evidence) is named in comments and by check. What was not carried is told
    line by line, here and in the bank. Exit code 1: nothing was written.
    """
    from imuran_edu.authoring.import_bank import import_bank

    root = checkout()
    target = Path(to)
    if target.suffix != ".yaml":
        target = root / "quizzes" / f"{to}.yaml"
    try:
        draft = import_bank(file, from_, target, force)
    except InputError as error:
        fail(error)
    _tell(draft.losses, ", which the bank names")
    count = "1 question" if len(draft.items) == 1 else f"{len(draft.items)} questions"
    print_line(f"{count} in {target}; fill in what its comments name, then run: imuran-edu check")


@question_files.command("export-questions")
def export_questions(
    bank: Annotated[str, typer.Argument(help="A bank: practice/NAME, graded/NAME or a path.")],
    to: Annotated[str, typer.Option("--to", help="The format.")],
    out: Annotated[
        Path, typer.Option("--out", help="The folder that the files go to; exported by default.")
    ] = Path("exported"),
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="Let the keys of a graded bank leave the course.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Of the order on paper.")] = 1,
) -> None:
    """Write a bank's questions for Moodle, Canvas, another QTI system, Anki, jupyterquiz or paper.

    Formats: anki, jupyterquiz, moodle-xml, paper, qti12, qti21, qti30. What a format could not
    carry is told question by question.
    """
    from imuran_edu.authoring.export_bank import course_line, export_bank

    root = checkout()
    path = Path(bank) if bank.endswith(".yaml") else root / "quizzes" / f"{bank}.yaml"
    try:
        written, exported = export_bank(path, to, out, with_keys, course_line(), seed)
    except InputError as error:
        fail(error)
    _tell(exported.losses)
    for each in written:
        print_line(f"Written: {each}")
    if with_keys and path.parent.name == "graded":
        print_error("These files hold the keys of graded questions: keep them from students.")
