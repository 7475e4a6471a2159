"""Pairs of students whose wrong answers agree more than chance explains.

Something to look at, never a verdict: `LIMITS` says what else can make answers agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from imuran_edu.questions import QuestionType
from imuran_edu.results.agreement import RIGHT, Agreement, agreement
from imuran_edu.results.records import (
    ResponseRecord,
    ScoredItem,
    ScoredResponse,
    all_given,
    asked_in,
    stem_line,
)

FEW_STUDENTS = 20
"""With fewer, the class's own wrong answers tell too little of which wrong answers are common."""

FEW_QUESTIONS = 8
"""With fewer, even two equal submissions have too few wrong answers in common to tell."""

LEVEL = 0.01
"""A pair is named if a whole class of honest students would hold less than this many as alike:
one class in a hundred has a pair named by chance."""

_ROUNDING = 0.01  # of sums of logarithms in float32

STATISTIC = (
    "Generalised binomial test on identical incorrect answers (van der Linden and Sotaridona "
    "2006), weighted by the rarity of each answer, with a Rasch model for the chance of being "
    "wrong; corrected for the number of pairs by Bonferroni."
)

LIMITS = (
    "Students who learned together, from the same notes or with the same misunderstanding, make "
    "the same mistakes without copying.",
    "The questions of one case can hang together: who errs in the first may err alike in the next.",
    "Only wrong answers are compared. Who copied from somebody with few errors cannot be found: "
    "of simulated students who copied everything it finds a third where 12 questions were asked, "
    "two thirds with 20 and more than eight in ten with 30.",
    "Where weak students fall for quite other answers than strong ones do, honest pairs are named "
    "more often in a large class: in 2 of 30 simulated ones of 150 students.",
    "Nothing here says who copied from whom, or whether both had a third source.",
    "Written texts are not compared: read them side by side. imuran-edu inspect tells of files "
    "with a common origin.",
)


@dataclass(frozen=True)
class Shared:
    """A wrong answer that two students have in common.

    Attributes:
        question: its id.
        stem: what is asked, in one line.
        words: the answer.
        others: how many of the class gave it besides these two.
        wrong: how many of the class were wrong here, these two included.
    """

    question: str
    stem: str
    words: str
    others: int
    wrong: int


@dataclass(frozen=True)
class SimilarPair:
    """Two students whose wrong answers agree more than chance explains.

    Attributes:
        students: their names.
        same: identical wrong answers.
        both_wrong: questions that both had wrong.
        expected: identical wrong answers that chance would make.
        chance: the probability of such an agreement for this pair alone.
        by_chance: how many pairs as alike as this a class of honest students would hold.
        shared: the answers.
    """

    students: tuple[str, str]
    same: int
    both_wrong: int
    expected: float
    chance: float
    by_chance: float
    shared: tuple[Shared, ...]


@dataclass(frozen=True)
class Alike:
    """What the comparison of a class found.

    Attributes:
        assignment: its name.
        students: who were compared.
        questions: that were compared, the questions of cases one by one.
        compared: the number of pairs.
        pairs: those that stand out, the most alike first.
        dots: for a figure: expected and found identical wrong answers, and how many pairs have so
            many; no names.
        notes: what was left out or cannot be said, and why.
    """

    assignment: str
    students: int
    questions: int
    compared: int
    pairs: tuple[SimilarPair, ...]
    dots: tuple[tuple[float, int, int], ...]
    notes: tuple[str, ...]


def find_similar(
    assignment: str, questions: Sequence[QuestionType], sittings: Sequence[ResponseRecord]
) -> Alike:
    """Compare the wrong answers of all pairs of students.

    Args:
        assignment: its name.
        questions: of the bank.
        sittings: the students' work.
    """
    asked = list(asked_in(questions))
    counted = [each for each in sittings if each.answers]
    notes = []
    if left := len(sittings) - len(counted):
        notes.append(f"{left} of {len(sittings)} submissions hold no answer and were left out.")
    if len(counted) < FEW_STUDENTS or len(asked) < FEW_QUESTIONS:
        notes.append(
            f"Too few to say: {len(counted)} students and {len(asked)} questions. At least "
            f"{FEW_STUDENTS} students are needed to know which mistakes are common, and "
            f"{FEW_QUESTIONS} questions for two students to have enough of them."
        )
        return Alike(assignment, len(counted), len(asked), 0, (), (), tuple(notes))
    answers = list(zip(*(all_given(each, counted) for each in asked), strict=True))
    table = [[_comparable(answer) for answer in row] for row in answers]
    found = agreement(table)
    size = len(counted)
    compared = size * (size - 1) // 2
    rows, columns = np.nonzero(np.triu(found.floor < np.log(LEVEL / compared) + _ROUNDING, 1))
    chances = found.chances(rows, columns)
    order = np.argsort(chances, kind="stable")
    pairs = []
    for place in order[chances[order] * compared < LEVEL]:
        one, other = int(rows[place]), int(columns[place])
        pairs.append(
            SimilarPair(
                (counted[one].student, counted[other].student),
                int(found.same[one, other]),
                int(found.both_wrong[one, other]),
                float(found.expected[one, other]),
                float(chances[place]),
                float(chances[place] * compared),
                _shared(asked, answers, table, one, other),
            )
        )
    return Alike(
        assignment,
        size,
        len(asked),
        compared,
        tuple(pairs),
        _dots(found),
        tuple(notes),
    )


def _dots(found: Agreement) -> tuple[tuple[float, int, int], ...]:
    """Count the pairs that have so many identical wrong answers, by how many chance makes."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in range(len(found.same) - 1):
        tenths = np.rint(found.expected[row, row + 1 :] * 10).astype(np.int64)
        codes, count = np.unique((tenths << 16) + found.same[row, row + 1 :], return_counts=True)
        for code, number in zip(codes.tolist(), count.tolist(), strict=True):
            counts[code >> 16, code & 0xFFFF] += number
    return tuple((x / 10, y, count) for (x, y), count in sorted(counts.items()))


def _comparable(answer: ScoredResponse) -> str | None:
    """Return what is compared: a wrong answer, `RIGHT`, or None for no answer."""
    if answer.state == "right":
        return RIGHT
    return answer.value if answer.state in ("wrong", "partial") else None


def _shared(
    asked: Sequence[ScoredItem],
    answers: Sequence[Sequence[ScoredResponse]],
    table: Sequence[Sequence[str | None]],
    one: int,
    other: int,
) -> tuple[Shared, ...]:
    found = []
    for column, each in enumerate(asked):
        value = table[one][column]
        if not value or value != table[other][column]:
            continue
        wrong = [row[column] for row in table if row[column]]
        found.append(
            Shared(
                each.id,
                stem_line(each.question),
                answers[one][column].words,
                wrong.count(value) - 2,
                len(wrong),
            )
        )
    return tuple(found)
