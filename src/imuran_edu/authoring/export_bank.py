"""Write the questions of a bank as another system reads them, keys guarded."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from imuran_edu.core import InputError, Problem
from imuran_edu.questions.formats import Exported, FormatError, Heading, find_format
from imuran_edu.questions.load import load_bank

LICENCE: Final = "CC BY 4.0"


def export_bank(
    path: Path, name: str, folder: Path, with_keys: bool = False, source: str = "", seed: int = 1
) -> tuple[list[Path], Exported]:
    """Write a bank's questions and return the paths and what was not carried.

    Args:
        path: of the bank.
        name: of the format.
        folder: that the files go to.
        with_keys: whether the keys of a graded bank may leave the course.
        source: what a practice export says of where it is from, in Markdown.
        seed: of what is shuffled once and for all.

    Raises:
        InputError: the bank is faulty or graded, the format does not write, or a file cannot be
            written; no file is half-written.
    """
    bank = load_bank(path)
    if bank.kind == "graded" and not with_keys:
        message = "is graded, and an export tells its keys; if that is wanted, use --with-keys"
        raise InputError([Problem(path, 0, message)])
    practice = bank.kind == "practice"
    heading = Heading(path.stem, bank.title, not practice, source if practice else "", seed)
    items = [question.to_interchange() for question in bank.questions]
    try:
        exported = find_format(name, "write").write(items, heading)
    except FormatError as error:
        raise InputError([Problem(path, 0, str(error))]) from None
    written = []
    for file, data in exported.files.items():
        target = folder / file
        half = target.with_name(f".{target.name}.half")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            half.write_bytes(data)
            half.replace(target)
        except OSError as error:
            half.unlink(missing_ok=True)
            message = f"could not be written: {error.strerror}"
            raise InputError([Problem(target, 0, message)]) from None
        written.append(target)
    return written, exported


def course_line() -> str:
    """Return what a practice export says of the course: its name, version and licence."""
    from imuran_edu import __version__

    return f"From the course imuran-edu {__version__} on azathioprine. Questions: {LICENCE}."
