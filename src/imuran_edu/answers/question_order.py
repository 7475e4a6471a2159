"""The practice questions in an order that never changes, so that old resume codes stay readable."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from imuran_edu.core import InputError, Problem, find_data, read_yaml, validate
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.strict_model import Strict
from imuran_edu.questions import Bank

FILE_NAME = "resume.yaml"
HEAD = """\
# Every practice question that there ever was, with its lesson, in the order in which it came.
# Resume codes count along this list: `imuran-edu build` adds to its end, and nothing in it moves.
"""


class Register(Strict):
    """The file `quizzes/resume.yaml`.

    Attributes:
        questions: the lesson of each practice question, by the question's id.
        retired: ids of questions that the course no longer asks.
    """

    questions: dict[str, str] = {}
    retired: list[str] = []

    @property
    def lessons(self) -> list[str]:
        """The lessons, in the order in which they came."""
        return list(dict.fromkeys(self.questions.values()))

    def asked_in(self, lesson: str) -> list[str]:
        """Return the questions that the course asks in a lesson today."""
        gone = set(self.retired)
        return [name for name, its in self.questions.items() if its == lesson and name not in gone]


@cache
def load_register(path: Path | None = None) -> Register:
    """Read the register: of the course, or the given file.

    Raises:
        FileNotFoundError: the course has none.
        InputError: it is not what `imuran-edu build` wrote.
    """
    return validate(Register, read_yaml(path or find_data("quizzes", FILE_NAME)))


def grown(register: Register, banks: Iterable[Bank]) -> Register:
    """Return the register with the questions that came at its end and those that went marked."""
    asked = {question.id: str(bank.lesson) for bank in banks for question in bank.scored}
    new = {name: lesson for name, lesson in asked.items() if name not in register.questions}
    return Register(
        questions={**register.questions, **new},
        retired=[name for name in register.questions if name not in asked],
    )


def write_register(quizzes: Path, banks: Iterable[Bank]) -> bool:
    """Bring the register in the folder `quizzes` up to date; return whether it changed.

    Raises:
        InputError: the register that is there cannot be read; it must not be begun anew, for that
            would make every code that was ever written down worthless.
    """
    path = quizzes / FILE_NAME
    before = validate(Register, read_yaml(path)) if path.exists() else Register()
    return write_if_changed(path, _text(grown(before, banks)))


def register_problems(quizzes: Path, banks: Iterable[Bank]) -> list[Problem]:
    """Say whether the register has every practice question of the course."""
    path = quizzes / FILE_NAME
    stale = [Problem(path, 1, "is not in step with the practice banks; run 'imuran-edu build'")]
    if not path.exists():
        return stale
    try:
        register = validate(Register, read_yaml(path))
    except InputError as error:
        return list(error.problems)
    return [] if grown(register, banks) == register else stale


def _text(register: Register) -> str:
    lines = [f"  {name}: {lesson}" for name, lesson in register.questions.items()]
    retired = [f"  - {name}" for name in register.retired]
    parts = ["questions:", *lines, *(["retired:", *retired] if retired else [])]
    return HEAD + "\n".join(parts) + "\n"
