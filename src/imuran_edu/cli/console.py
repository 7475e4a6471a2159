"""How the commands end: with an error in one form for all, and an exit code.

An error is one line: `file:line: what is wrong, how to mend it` where there is a line, and
`what: how to mend it` where there is none.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

from imuran_edu.core import Problem, course_root
from imuran_edu.core.console import print_error

if TYPE_CHECKING:
    from imuran_edu.authoring.lint import Finding

_Found = TypeVar("_Found", "Problem", "Finding")
PROGRAM = "imuran-edu"

# click's, or that of the copy of click which newer versions of typer bring
_UsageError: Any = typer.BadParameter.__mro__[1]


def fail(message: object) -> NoReturn:
    """Print an error and end the command with exit code 1."""
    print_error(message)
    raise typer.Exit(1)


def checkout() -> Path:
    """Return the checkout around the working folder; where there is none, end the command."""
    root = course_root()
    if root is None:
        fail(
            f"{Path.cwd()}: this is no checkout of the course, for no folder upwards has "
            "quizzes/documents.yaml; change to one"
        )
    return root


def seen_from(root: Path, found: Iterable[_Found]) -> list[_Found]:
    """Return problems or findings with their files named from a folder, where they lie in it."""
    return [
        replace(each, file=each.file.relative_to(root)) if each.file.is_relative_to(root) else each
        for each in found
    ]


def run(app: Any) -> NoReturn:
    """Run a typer app and end Python with its exit code: 2 if it was called wrongly."""
    atexit.register(gc.freeze)  # else Python looks through all that is left, a tenth of a second
    try:
        sys.exit(app(prog_name=PROGRAM, standalone_mode=False))
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
        else:
            command = error.ctx.command_path if error.ctx else PROGRAM
            what = error.format_message().strip().rstrip(".?").replace(". Did", "; did")
            print_error(f"{command}: {what[:1].lower()}{what[1:]}; see: {command} --help")
        sys.exit(error.exit_code)
    except OSError as error:
        if error.filename is None:
            raise
        what = f"{error.filename}: {error.strerror or error}"
        print_error(f"{what}; free the disk, or work in a folder that you may write to")
        sys.exit(1)
    except typer.Abort:
        sys.exit(1)
