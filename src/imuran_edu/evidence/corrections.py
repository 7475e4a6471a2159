"""Keys and facts that were put right: `quizzes/corrections.yaml`.

The file is public. Corrections of graded questions would give their keys away there, so they stand
in `quizzes/graded/corrections/corrections.yaml`, in the same form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from imuran_edu.core import read_yaml, validate
from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence.facts import AUTHORITY, with_facts, words_of
from imuran_edu.evidence.model import Slug

PUBLIC = Path("corrections.yaml")
GRADED = Path("graded", "corrections", "corrections.yaml")
Text = Annotated[str, Field(min_length=1)]


class Correction(Strict):
    """One thing that was put right.

    Attributes:
        question: the id of the question whose key was wrong; or
        fact: the id of the fact.
        date: the day from which on the course says what is right.
        said: what it said before, in words.
        says: what it says since.
        why: how it came to be wrong, with the authority.
    """

    question: Slug | None = None
    fact: Slug | None = None
    date: dt.date
    said: Text
    says: Text
    why: Text

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> Correction:
        if (self.question is None) == (self.fact is None):
            raise ValueError("a correction is of one thing: give it 'question:' or 'fact:'")
        return self

    @property
    def day(self) -> str:
        """The date as a sentence has it: `28 November 2026`."""
        return f"{self.date.day} {self.date:%B %Y}"


class Corrections(Strict):
    """A file of corrections, in any order."""

    corrections: list[Correction] = []


def load_corrections(quizzes: Path, name: Path = PUBLIC) -> list[Correction]:
    """Return the corrections of a file, the latest first; none if there is no such file.

    Args:
        quizzes: the folder `quizzes`.
        name: `PUBLIC` or `GRADED`.

    Raises:
        InputError: with every problem found, each with its file and line.
    """
    path = quizzes / name
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8", errors="replace")
    source = read_yaml(path)
    if "{{" in text:
        source = with_facts(source, words_of(quizzes, AUTHORITY in text))
    found = validate(Corrections, source).corrections
    return sorted(found, key=lambda each: each.date, reverse=True)


def corrected_since(
    corrections: Iterable[Correction], question: str, saved: str
) -> list[Correction]:
    """Return the corrections of a question that came after an answer to it, the latest first.

    Args:
        corrections: of the course.
        question: its id.
        saved: when the answer was saved, ISO 8601 in UTC; `""` if it never was.
    """
    return [
        each
        for each in corrections
        if each.question == question and saved and saved[:10] < each.date.isoformat()
    ]
