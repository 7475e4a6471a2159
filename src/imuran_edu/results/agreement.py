"""Do two students' wrong answers agree more than chance explains? The numbers behind it.

The statistic is the generalised binomial test on identical incorrect answers: W. J. van der Linden
and L. Sotaridona, Journal of Educational and Behavioral Statistics 31 (2006) 283, in the line of
F. S. Bellezza and S. F. Bellezza, Teaching of Psychology 16 (1989) 151. Three things are particular
here. How likely a student is to be wrong on a question comes from a Rasch model of the class. How
likely two wrong answers are the same comes from the wrong answers that the class gave. And each
agreement weighs the more the rarer the answer is, since many share a popular mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Matrix = np.ndarray[Any, np.dtype[Any]]

RIGHT = ""
"""What stands for a right answer in the table of answers; None stands for no answer."""

STEP = 0.25  # natural logarithms: the weights are whole numbers of these, and so can be added up
SMALLEST = 1e-12  # the sums below are not exact beyond it
_ABILITIES, _DIFFICULTIES = 4.0, 9.0  # variances that keep a perfect student's ability finite
_ROUNDS = 100
_PAIRS_AT_ONCE = 512  # keeps the transforms of a large class small


@dataclass(frozen=True)
class _Question:
    """The wrong answers to one question: who gave which, and how telling it is to share one."""

    column: int
    students: Matrix
    answer: Matrix
    weight: Matrix
    meeting: Matrix  # the probability that two wrong students both give this answer


@dataclass(frozen=True)
class Agreement:
    """The agreement of every pair; each matrix has a row and a column for each student.

    Attributes:
        same: identical wrong answers.
        expected: how many chance alone would make.
        both_wrong: questions that both had wrong.
        floor: the logarithm of a number that the pair's chance is not below. To agree on just
            the answers that the two share is one way of agreeing at least so much.
    """

    same: Matrix
    expected: Matrix
    both_wrong: Matrix
    floor: Matrix
    _weight: Matrix
    _error: Matrix
    _questions: tuple[_Question, ...]

    def chances(self, rows: Matrix, columns: Matrix) -> Matrix:
        """Return the probability of agreeing at least so much by chance, for pairs of students.

        Args:
            rows: the one student of each pair.
            columns: the other.
        """
        found = self._weight[rows, columns]
        chance = np.ones(len(found))
        (some,) = np.nonzero(found)
        for start in range(0, len(some), _PAIRS_AT_ONCE):
            part = some[start : start + _PAIRS_AT_ONCE]
            both = self._error[rows[part]] * self._error[columns[part]]
            chance[part] = _tails(self._questions, both, found[part])
        return chance


def agreement(table: Sequence[Sequence[str | None]]) -> Agreement:
    """Compare all pairs of students.

    Args:
        table: a row for each student, a cell for each question: `RIGHT`, None, or a wrong answer
            in a form in which equal answers are equal texts.
    """
    students = len(table)
    wrong = np.array([[bool(cell) for cell in row] for row in table], dtype=bool)
    there = np.array([[cell is not None for cell in row] for row in table], dtype=bool)
    wrong, there = wrong.reshape(students, -1), there.reshape(students, -1)
    questions = tuple(
        found for column in range(wrong.shape[1]) if (found := _question(table, wrong, column))
    )
    error = chances_of_error(wrong, there)
    # small numbers, exact in float32, and one product of matrices for all pairs of a question
    same, weight, floor = (np.zeros((students, students), dtype=np.float32) for _ in range(3))
    expected = np.zeros((students, students))
    for each in questions:
        p = error[:, each.column]
        expected += np.outer(p, p) * each.meeting.sum()
        gave = np.zeros((students, len(each.weight)), dtype=np.float32)
        gave[each.students, each.answer] = 1
        with np.errstate(divide="ignore"):  # a student who cannot be wrong gave no wrong answer
            logs = np.where(gave.any(axis=1), np.log(p), 0)[:, None] * gave
            meeting = np.where(each.meeting > 0, np.log(each.meeting), 0).astype(np.float32)
        same += gave @ gave.T
        weight += (gave * each.weight.astype(np.float32)) @ gave.T
        floor += ((2 * logs + meeting * gave).astype(np.float32) @ gave.T) / 2
    floor += floor.T.copy()
    both = wrong.astype(np.float32) @ wrong.T.astype(np.float32)
    counts = [each.astype(np.int16) for each in (same, both, weight)]
    return Agreement(counts[0], expected, counts[1], floor, counts[2], error, questions)


def _question(
    table: Sequence[Sequence[str | None]], wrong: Matrix, column: int
) -> _Question | None:
    students = np.flatnonzero(wrong[:, column])
    if len(students) < 2:
        return None
    given = [table[int(student)][column] for student in students]
    _, answer, count = np.unique(np.array(given), return_inverse=True, return_counts=True)
    all_wrong = len(students)
    weight = np.maximum(1, np.rint(np.log1p(all_wrong / count) / STEP)).astype(int)
    meeting = count * (count - 1) / (all_wrong * (all_wrong - 1))
    return _Question(column, students, answer, weight, meeting)


def chances_of_error(wrong: Matrix, there: Matrix) -> Matrix:
    """Return for each student and question the probability of a wrong answer, by a Rasch model.

    Args:
        wrong: whether the answer is wrong.
        there: whether there is an answer; where there is none the probability is 0.
    """
    ability, difficulty = np.zeros(wrong.shape[0]), np.zeros(wrong.shape[1])
    for _ in range(_ROUNDS):
        moved = 0.0
        for axis, values, variance in ((0, difficulty, _DIFFICULTIES), (1, ability, _ABILITIES)):
            p = _logistic(ability, difficulty) * there
            slope = (wrong - p).sum(axis=axis) - values / variance
            step = slope / ((p * (1 - p)).sum(axis=axis) + 1 / variance)
            values += np.clip(step, -1, 1)
            moved = max(moved, float(np.abs(step).max(initial=0)))
        if moved < 1e-6:
            break
    return np.asarray(_logistic(ability, difficulty) * there)


def _logistic(ability: Matrix, difficulty: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-(ability[:, None] + difficulty[None, :]))))


def _tails(questions: Sequence[_Question], both: Matrix, found: Matrix) -> Matrix:
    """Return for each pair the probability of at least its weight.

    The weights of a pair's questions add up independently; their sum's distribution is the product
    of the questions' Fourier transforms, and so exact but for rounding.

    Args:
        questions: that two students or more had wrong.
        both: a row for each pair: the probability, by question, that both are wrong.
        found: the weight of what each pair shares.
    """
    most = 1 + sum(int(each.weight.max()) for each in questions)
    length = 1 << most.bit_length()
    product = np.ones((len(both), length // 2 + 1), dtype=complex)
    for each in questions:
        steps = np.zeros(length)
        np.add.at(steps, each.weight, each.meeting)
        product *= 1 + np.outer(both[:, each.column], np.fft.rfft(steps) - each.meeting.sum())
    tails = np.fft.irfft(product, length, axis=1)[:, ::-1].cumsum(axis=1)[:, ::-1]
    return np.asarray(np.clip(tails[np.arange(len(found)), found], SMALLEST, 1))
