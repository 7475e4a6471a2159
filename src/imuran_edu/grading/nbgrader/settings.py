"""What an instructor may set in `nbgrader_config.py`, and the bank of an assignment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from traitlets import Bool, Unicode
from traitlets.config import LoggingConfigurable

from imuran_edu.evidence.corrections import GRADED, Correction, load_corrections
from imuran_edu.grading.misfits import ReleasedQuestion, released_question
from imuran_edu.grading.renames import load_renames
from imuran_edu.questions import Bank, kept_bank
from imuran_edu.questions.public import QUESTIONS_FILE


class QuestionGrading(LoggingConfigurable):
    """How questions are graded: `c.QuestionGrading.show_key = True`."""

    bank_folder = Unicode("", help="The folder of the graded banks, with the keys.").tag(
        config=True
    )
    show_key = Bool(False, help="Whether feedback shows the right answer and why it is right.").tag(
        config=True
    )
    run_code = Bool(
        True,
        help="Whether code of students is run where an assignment has code cells to grade. If not, "
        "their questions are graded and the code cells wait for a person.",
    ).tag(config=True)

    def path(self, assignment: str) -> Path:
        """Return where the bank of an assignment must lie."""
        return Path(self.bank_folder) / f"{assignment}.yaml"

    def bank(self, assignment: str) -> Bank | None:
        """Return the bank of an assignment; None if it has none.

        A bank is read once, and again whenever its text changes: formgrader's server goes on
        running while an instructor mends a key.

        Raises:
            InputError: the bank cannot be used.
        """
        path = self.path(assignment)
        if not self.bank_folder or not path.is_file():
            return None
        return kept_bank(path)

    def renames(self) -> Mapping[str, Mapping[str, str]]:
        """Return the options that were called otherwise: question to old name to new name.

        Raises:
            InputError: the list is faulty.
        """
        return load_renames(Path(self.bank_folder)) if self.bank_folder else {}

    def released(self, folder: Path) -> Mapping[str, ReleasedQuestion]:
        """Return what was last built of each question, by id; none if that is not known.

        Args:
            folder: of the assignment in `source`.
        """
        try:
            found = json.loads((folder / QUESTIONS_FILE).read_bytes())["questions"]
            return {each["id"]: released_question(each) for each in found}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def corrections(self) -> Sequence[Correction]:
        """Return which keys of graded questions were put right; read anew when that changed.

        Raises:
            InputError: the list is faulty.
        """
        quizzes = Path(self.bank_folder).parent
        path = quizzes / GRADED
        known = self.bank_folder and path.is_file()
        return _corrections(quizzes, path.stat().st_mtime_ns) if known else ()


@cache
def _corrections(quizzes: Path, changed: int) -> Sequence[Correction]:
    return load_corrections(quizzes, GRADED)
