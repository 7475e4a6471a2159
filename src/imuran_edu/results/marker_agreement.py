"""How far two people who marked the same answers agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class MarkerAgreement:
    """What two people gave to the same answers.

    Attributes:
        answers: how many both have marked.
        same: how many of these have the same points from both.
        kappa: Cohen's weighted kappa with quadratic weights; None where it is not defined, since
            both gave everybody the same or nothing was marked twice.
    """

    answers: int
    same: int
    kappa: float | None


def agreement_of(pairs: Sequence[tuple[float, float]]) -> MarkerAgreement:
    """Compare the points of two markers.

    Cohen J. Weighted kappa. Psychol Bull 1968;70:213-220. A disagreement weighs as the square of
    the difference in points; kappa is one less the mean weight of what was given, divided by that
    of what chance would give with each marker's own frequencies.

    Args:
        pairs: for each answer the points of the first and of the second.
    """
    same = sum(one == other for one, other in pairs)
    count = len(pairs)
    if not count:
        return MarkerAgreement(0, 0, None)
    observed = sum((one - other) ** 2 for one, other in pairs) / count
    first = Counter(one for one, _ in pairs)
    second = Counter(other for _, other in pairs)
    by_chance = sum(
        n * m * (one - other) ** 2 for one, n in first.items() for other, m in second.items()
    ) / (count * count)
    return MarkerAgreement(count, same, 1 - observed / by_chance if by_chance else None)
