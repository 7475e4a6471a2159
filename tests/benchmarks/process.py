"""Measure programs by processor time: on a machine that others use, a clock says little."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

WIDE = 0.5
"""Of the middle half's width to the median: beyond it a figure is not judged."""


@dataclass(frozen=True)
class Build:
    """A checkout with an environment in which it is installed."""

    name: str
    root: Path
    python: Path

    def environment(self) -> dict[str, str]:
        """Return the environment of its commands: as a user's, so with compiled modules kept."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        return {**kept, "PATH": f"{self.python.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


@dataclass(frozen=True)
class Used:
    """What a program used: processor seconds, and MB of memory at most."""

    seconds: float
    memory: float


def run(build: Build, cwd: Path, *arguments: str) -> Used:
    """Run a build's Python with arguments to its end.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryFile() as said:
        command = [str(build.python), *arguments]
        environment = build.environment()
        started = subprocess.Popen(command, cwd=cwd, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            said.seek(0)
            raise RuntimeError(f"{build.name}: {arguments}:\n{said.read().decode()[-2000:]}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def command(build: Build, cwd: Path, *arguments: str) -> Used:
    """Run `imuran-edu` of a build."""
    return run(build, cwd, "-c", "from imuran_edu.cli import main; main()", *arguments)


@dataclass
class Figure:
    """The values of one figure, by build or anchor.

    Attributes:
        name: what is measured.
        unit: of the values.
        goal: the largest share of the other build's value that is aimed at; None if there is none.
        values: by build.
        most: the largest value that is aimed at; None if there is none.
    """

    name: str
    unit: str
    goal: float | None = None
    values: dict[str, list[float]] = field(default_factory=dict)
    most: float | None = None

    def add(self, whose: str, value: float) -> None:
        self.values.setdefault(whose, []).append(value)

    def share(self, one: str, other: str) -> float | None:
        """Return the median of the rounds' ratios; None if either was not measured."""
        if not (self.values.get(one) and self.values.get(other)):
            return None
        pairs = zip(self.values[one], self.values[other], strict=False)
        return median(mine / theirs for mine, theirs in pairs if theirs > 0)

    def verdict(self, one: str, other: str) -> str:
        """Say whether the goal is reached, or that the figures scatter too much to tell."""
        if self.most is not None and self.values.get(one):
            if spread(self.values[one]) > WIDE:
                return "scatters too much to judge"
            return "reached" if median(self.values[one]) <= self.most else "MISSED"
        found = self.share(one, other)
        if found is None or self.goal is None:
            return ""
        if any(spread(self.values[each]) > WIDE for each in (one, other)):
            return "scatters too much to judge"
        return "reached" if found <= self.goal else "MISSED"


def spread(values: Sequence[float]) -> float:
    """Return the width of the middle half of some values, as a share of their median."""
    ordered = sorted(values)
    cut = len(ordered) // 4
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return (high - low) / abs(median(ordered)) if median(ordered) else float("inf")


def as_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return figures as plain data."""
    return [
        {
            "name": each.name,
            "unit": each.unit,
            "goal": each.goal,
            "most": each.most,
            "values": each.values,
        }
        for each in figures
    ]


def table(figures: Sequence[Figure], here: str, there: str, anchor: str) -> str:
    """Return figures as a table in Markdown: medians, and the middle half in brackets."""
    lines = [f"| what | {anchor} | {there} | {here} | {here} / {there} | goal | |", "|-" * 7 + "|"]
    for each in figures:
        told = (_told(each.values.get(whose), each.unit) for whose in (anchor, there, here))
        found = each.share(here, there)
        ratio = "" if found is None else f"{found:.2f}"
        wanted = each.most if each.goal is None else each.goal
        goal = "" if wanted is None else f"at most {wanted:g}"
        cells = [each.name, *told, ratio, goal, each.verdict(here, there)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _told(values: list[float] | None, unit: str) -> str:
    if not values:
        return ""
    ordered = sorted(values)
    cut = len(ordered) // 4
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return f"{median(ordered):.3g} {unit} ({low:.3g} to {high:.3g})"
