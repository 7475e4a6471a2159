"""The statistics of a test.

The sources: G. F. Kuder and M. W. Richardson, Psychometrika 2 (1937) 151, for KR-20;
L. J. Cronbach, Psychometrika 16 (1951) 297, for alpha; L. S. Feldt, Psychometrika 30 (1965) 357,
and Feldt, Woodruff and Salih, Applied Psychological Measurement 11 (1987) 93, for its interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

Table = np.ndarray[Any, np.dtype[np.float64]]
"""Points: a row for each student, a column for each question."""

LEVEL = 0.95  # of every confidence interval


@dataclass(frozen=True)
class Estimate:
    """A number with its 95% confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Reliability:
    """How far the order of the students would come out the same in a test of the same kind.

    Attributes:
        name: KR-20 if every question was right or wrong and counted the same, else Cronbach's
            alpha, of which KR-20 is that special case.
        estimate: of the coefficient, with Feldt's interval.
        error: the standard error of measurement, in points.
        questions: how many were added up.
    """

    name: str
    estimate: Estimate
    error: float
    questions: int


def reliability(points: Table, possible: Sequence[float]) -> Reliability | None:
    """Return KR-20 or alpha; None with fewer than two questions or students, or equal totals.

    Args:
        points: what each student earned for each question.
        possible: what each question is worth.
    """
    from scipy.special import fdtri  # a tenth of what importing scipy.stats takes

    students, questions = points.shape
    if students < 2 or questions < 2:
        return None
    spread = float(points.sum(axis=1).var(ddof=1))
    if spread <= 1e-12:
        return None
    each = float(points.var(axis=0, ddof=1).sum())
    alpha = questions / (questions - 1) * (1 - each / spread)
    one, other = students - 1, (students - 1) * (questions - 1)
    tail = (1 - LEVEL) / 2
    low = 1 - (1 - alpha) * float(fdtri(one, other, 1 - tail))
    high = 1 - (1 - alpha) * float(fdtri(one, other, tail))
    dichotomous = len(set(possible)) == 1 and bool(np.isin(points, (0, possible[0])).all())
    return Reliability(
        "KR-20" if dichotomous else "Cronbach's alpha",
        Estimate(alpha, low, high),
        float(np.sqrt(spread * (1 - alpha))),
        questions,
    )


def correlation(points: Table, rest: Table) -> Estimate | None:
    """Return how a question's points go with those for the rest of the test.

    It is the corrected point-biserial correlation where the question is right or wrong, and the
    product-moment correlation where it gives part of its points. None if either never varies.
    Its interval is Fisher's: R. A. Fisher, Metron 1 (1921) 3.
    """
    if len(points) < 4 or np.ptp(points) < 1e-12 or np.ptp(rest) < 1e-12:
        return None
    x, y = points - points.mean(), rest - rest.mean()
    found = float(np.clip((x / np.linalg.norm(x)) @ (y / np.linalg.norm(y)), -1, 1))
    with np.errstate(divide="ignore"):  # of a perfect correlation: its interval is itself
        middle = np.arctanh(found)
    reach = NormalDist().inv_cdf((1 + LEVEL) / 2) / (len(points) - 3) ** 0.5
    return Estimate(found, float(np.tanh(middle - reach)), float(np.tanh(middle + reach)))


def thirds(totals: Table) -> list[int]:
    """Return for each student 0, 1 or 2: the low, middle or high third of the totals.

    Students with equal totals are in one third, so that the thirds need not be of one size.
    """
    _, group, sizes = np.unique(totals, return_inverse=True, return_counts=True)
    places = (np.cumsum(sizes) - sizes / 2)[group]  # how many are below, and half of the equal
    return [min(2, int(3 * place / len(totals))) for place in places]
