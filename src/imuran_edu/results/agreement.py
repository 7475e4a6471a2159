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


@dataclass(frozen=True)
class Agreement:
    """The agreement of every pair; each matrix has a row and a column for each student.

    Attributes:
        same: identical wrong answers.
        expected: how many chance alone would make.
        both_wrong: questions that both had wrong.
        chance: the probability of agreeing at least so much by chance.
    """

    same: Matrix
    expected: Matrix
    both_wrong: Matrix
    chance: Matrix


@dataclass(frozen=True)
class _Question:
    """The wrong answers to one question: who gave which, and how telling it is to share one."""

    column: int
    students: Matrix
    answer: Matrix
    weight: Matrix
    meeting: Matrix  # the probability that two wrong students both give this answer


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
    questions = [
        found for column in range(wrong.shape[1]) if (found := _question(table, wrong, column))
    ]
    error = chances_of_error(wrong, there)
    same = np.zeros((students, students), dtype=int)
    weight, expected = same.copy(), np.zeros(same.shape)
    for each in questions:
        pair = np.ix_(each.students, each.students)
        equal = each.answer[:, None] == each.answer[None, :]
        same[pair] += equal
        weight[pair] += equal * each.weight[each.answer][:, None]
        p = error[:, each.column]
        expected += np.outer(p, p) * each.meeting.sum()
    both = wrong.astype(int) @ wrong.T.astype(int)
    return Agreement(same, expected, both, _tails(questions, error, weight))


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


def _tails(questions: Sequence[_Question], error: Matrix, weight: Matrix) -> Matrix:
    """Return for each pair the probability of at least its weight.

    The weights of a pair's questions add up independently; their sum's distribution is the product
    of the questions' Fourier transforms, and so exact but for rounding.
    """
    students = len(error)
    chance = np.ones((students, students))
    if not questions:
        return chance
    most = 1 + sum(int(each.weight.max()) for each in questions)
    length = 1 << most.bit_length()
    waves = []
    for each in questions:
        steps = np.zeros(length)
        np.add.at(steps, each.weight, each.meeting)
        waves.append(np.fft.rfft(steps) - each.meeting.sum())
    p = error[:, [each.column for each in questions]]
    for one in range(students - 1):
        others = slice(one + 1, None)
        both = p[one] * p[others]
        product = np.ones((len(both), length // 2 + 1), dtype=complex)
        for column, wave in enumerate(waves):
            product *= 1 + np.outer(both[:, column], wave)
        tails = np.fft.irfft(product, length, axis=1)[:, ::-1].cumsum(axis=1)[:, ::-1]
        found = weight[one, others]
        tail = np.clip(tails[np.arange(len(found)), found], SMALLEST, 1)
        chance[one, others] = chance[others, one] = np.where(found > 0, tail, 1)
    return chance
