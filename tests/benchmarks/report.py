"""How a figure is printed: median, least and most, and the ratio to what it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median


def row(name: str, seconds: Sequence[float]) -> float:
    """Print a row of timings in milliseconds and return their median in seconds."""
    low, middle, high = (1000 * value for value in (min(seconds), median(seconds), max(seconds)))
    print(f"{name:58} median {middle:8.1f} ms   ({low:.1f} to {high:.1f}, n = {len(seconds)})")
    return median(seconds)


def ratio(name: str, value: float, goal: str) -> None:
    """Print a ratio and the figure it is meant to reach."""
    print(f"{name:58} {value:15.2f}      goal: {goal}")
