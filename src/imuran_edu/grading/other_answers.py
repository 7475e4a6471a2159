"""The files of answers in a submission: the one that is graded, and copies left beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from imuran_edu.answers import FILE_NAME
from imuran_edu.answers.responses_file import read_file
from imuran_edu.grading.safety.ordinary_files import escape_control, folder_fault
from imuran_edu.grading.safety.submission_files import list_folder
from imuran_edu.questions.public import QUESTIONS_FILE


def answers_usable(folder: Path, assignment: str) -> bool:
    """Whether a submission holds answers that were given to this assignment."""
    read = read_file(folder / FILE_NAME)
    return not read.fault and read.responses.assignment == assignment


def needless_notebooks(folder: Path, assignment: str, asking: Sequence[str]) -> Sequence[str]:
    """Return the notebooks of a submission that are graded whether the file is there or not.

    Args:
        folder: of the submission.
        assignment: its name.
        asking: the assignment's notebooks that ask questions and nothing else.
    """
    usable = asking and not folder_fault(folder) and answers_usable(folder, assignment)
    return asking if usable else []


def other_answers(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield each file of answers that is not the one that is graded, with how many it holds.

    A second download or a sync makes such copies, and the page may go on writing into one of them.

    Args:
        folder: of the submission.
    """
    for path in list_folder(folder).paths:
        name = str(path.relative_to(folder))
        if path.suffix.lower() != ".json" or name in (FILE_NAME, QUESTIONS_FILE):
            continue
        read = read_file(path)
        if not read.fault and read.responses.answers:
            yield name, len(read.responses.answers)


def told_of_others(folder: Path) -> list[str]:
    """Return a line for each of these files."""
    return [
        f"{escape_control(name)} holds {count} answers; only {FILE_NAME} is graded"
        for name, count in other_answers(folder)
    ]
