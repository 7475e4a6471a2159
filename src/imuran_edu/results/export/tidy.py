"""Results in long form: a row for each question of each student."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from imuran_edu.core.csv_text import as_csv, escape_formula, number

HEADER = ("student", "assignment", "question", "part", "answer", "score", "max", "answered")


@dataclass(frozen=True)
class LongRow:
    """One question of one student, or one part of a case.

    Attributes:
        student: the name in nbgrader.
        assignment: its name.
        question: the graded cell.
        part: the question within a case; `""` for the whole, whose rows add up to the grade.
        answer: as the student's file holds it; None if there is none.
        score: points; None while a person has to give them.
        possible: points.
        answered: when it was saved, ISO 8601 in UTC; `""` if that is not known.
    """

    student: str
    assignment: str
    question: str
    part: str
    answer: Any
    score: float | None
    possible: float
    answered: str


def long_form(rows: Iterable[LongRow]) -> str:
    """Return the rows as CSV, UTF-8, with commas.

    A typed answer stands as it was typed, any other one as JSON with the ids of its options. An
    apostrophe is put before a text that a spreadsheet would calculate.
    """
    return as_csv(
        HEADER,
        (
            (
                escape_formula(row.student),
                row.assignment,
                row.question,
                row.part,
                _answer(row.answer),
                number(row.score),
                number(row.possible),
                escape_formula(row.answered),
            )
            for row in rows
        ),
    )


def _answer(answer: Any) -> str:
    if answer is None:
        return ""
    if isinstance(answer, str):
        return escape_formula(answer)
    try:
        return json.dumps(answer, ensure_ascii=False, sort_keys=True)
    except ValueError:  # Python writes no number of more than 4300 digits
        return "(unreadable)"
