"""Figures of `builds` as they were kept in a file: told in the architecture page, compared.

    python -m tests.benchmarks measured [FILE_OF_ANOTHER_COMMIT]

Writes the table of `measured.json` into the architecture page; with the file of another commit it
prints both side by side instead, each against the anchor of its own run.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.process import Figure, as_json, table

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).with_name("measured.json")
PAGE = ROOT / "src" / "imuran_edu" / "ARCHITECTURE.md"
HERE, ANCHOR = "this build", "anchor"
PLACE = re.compile("(<!-- measured -->\n).*?(<!-- /measured -->)", re.DOTALL)


def keep(path: Path, commit: str, against: str, figures: Sequence[Figure]) -> None:
    """Write figures into a file; those that it has of other names stay."""
    known: dict[str, Any] = {}
    if path.exists():
        known = {each["name"]: each for each in json.loads(path.read_text())["figures"]}
    known |= {each["name"]: {**each, "commit": commit} for each in as_json(figures)}
    kept = {"against": against, "figures": list(known.values())}
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> tuple[str, list[Figure]]:
    """Return what the figures of a file are held against, and the figures."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    names = ("name", "unit", "goal", "values", "most")
    return kept["against"], [Figure(*(each[name] for name in names)) for each in kept["figures"]]


def page_with(text: str, path: Path = KEPT) -> str:
    """Return the architecture page with the table of a file of figures."""
    against, figures = read(path)
    told = table(figures, HERE, against, ANCHOR)
    return PLACE.sub(lambda match: f"{match[1]}{told}\n{match[2]}", text)


def compared(one: Path, other: Path) -> str:
    """Return two files side by side: each build's medians as multiples of its run's anchor."""
    lines = ["| what | this file | the other | ratio |", "|-|-|-|-|"]
    theirs = {each.name: each for each in read(other)[1]}
    for each in read(one)[1]:
        found = [_of_anchor(figure) for figure in (each, theirs.get(each.name))]
        told = ["" if value is None else f"{value:.3g}" for value in found]
        ratio = f"{found[0] / found[1]:.2f}" if found[0] and found[1] else ""
        lines.append(f"| {' | '.join([each.name, *told, ratio])} |")
    return "\n".join(lines)


def _of_anchor(figure: Figure | None) -> float | None:
    if figure is None or not figure.values.get(HERE):
        return None
    anchor = figure.values.get(ANCHOR)
    return median(figure.values[HERE]) / (median(anchor) if anchor else 1)


def main() -> None:
    if sys.argv[2:]:
        print(compared(KEPT, Path(sys.argv[2])))
        return
    PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Written: {PAGE}")
