"""What it costs an author to have the whole course checked and linted: processor time, warm.

    python -m tests.benchmarks checking

Goal: both commands together at most 2 s. The first run of each is not counted: it compiles modules
and looks at every row of every template, which later runs need not.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.process import Build, command

ROOT = Path(__file__).parents[2]
ROUNDS = 5
GOAL = 2.0  # seconds for both


def main() -> None:
    build = Build("this build", ROOT, Path(sys.executable))
    used: dict[str, list[float]] = {"check": [], "lint": [], "--version": []}
    for turn in range(ROUNDS + 1):
        for name, values in used.items():
            seconds = command(build, ROOT, name).seconds
            if turn:
                values.append(seconds)
    for name, values in used.items():
        print(f"{name:10} {median(values):.2f} s, at least {min(values):.2f} s")
    both = median(used["check"]) + median(used["lint"])
    print(f"check and lint together {both:.2f} s, goal {GOAL:g} s")
