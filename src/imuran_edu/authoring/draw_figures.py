"""Draw the figures into files of their package, and say which are not in step.

A drawing notes a digest of all that it was made from: the figure's words, data and facts, the
modules that draw it, and the claims if it counts them. So a check draws nothing.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from imuran_edu.core import InputError, Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.content_packages import content_file, content_files
from imuran_edu.evidence import load_evidence
from imuran_edu.widgets.figure_spec import draw, drawn_file, figure_names, figure_spec, table

DRAWING: Final = tuple(
    f"imuran_edu.core.{name}" for name in ("svg", "chart", "diagram", "plotting")
)
NOTE: Final = "data-made-from"


def draw_figures() -> list[str]:
    """Draw every figure that has changed since it was drawn, and return their names.

    Raises:
        InputError: the file of a figure is faulty.
    """
    changed = []
    for name in figure_names():
        digest = figure_digest(name)
        if _noted(name) == digest:
            continue
        from imuran_edu.core.svg import page_svg

        svg = page_svg(draw(name), name, **{NOTE: digest})
        drawn_file(name, ".svg").parent.mkdir(exist_ok=True)
        if rows := table(name):
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            write_if_changed(drawn_file(name, ".csv"), text.getvalue())
        else:
            drawn_file(name, ".csv").unlink(missing_ok=True)
        write_if_changed(drawn_file(name, ".svg"), svg)
        changed.append(name)
    for path in _strays():
        path.unlink()
    return changed


def figure_problems() -> list[Problem]:
    """Say which figures are faulty or not drawn as their files now stand."""
    problems: list[Problem] = []
    for name in figure_names():
        try:
            digest = figure_digest(name)
        except InputError as error:
            problems += error.problems
            continue
        if _noted(name) != digest:
            message = "has changed since it was drawn; run imuran-edu build"
            problems.append(Problem(content_file("figures", name), 1, message))
    message = "is the drawing of no figure; run imuran-edu build"
    return problems + [Problem(path, 1, message) for path in _strays()]


def figure_digest(name: str) -> str:
    """Return a digest of all that a figure is drawn from.

    Raises:
        ValueError: there is no figure of that name.
        InputError: its file is faulty.
    """
    given = figure_spec(name)
    facts = {each: given.fact(each).model_dump(mode="json") for each in given.facts}
    made = hashlib.sha256(given.model_dump_json(exclude={"alt", "caption"}).encode())
    made.update(json.dumps(facts, sort_keys=True).encode())
    module = f"{content_files('figures')[name][0]}.figures.{name.replace('-', '_')}"
    begin = [] if given.diagram is not None else [module]
    parts = _modules([*begin, *DRAWING])
    for part in sorted(parts):
        made.update(_source(part))
    for path in sorted({each for part in parts for each in _data_beside(part)}):
        made.update(path.read_bytes())
    if any(b"load_evidence" in _source(each) for each in begin):
        claims = load_evidence().claims.values()
        made.update(repr([(c.document, str(c.verdict)) for c in claims]).encode())
    return made.hexdigest()[:16]


def _strays() -> list[Path]:
    folders = {drawn_file(name, "").parent for name in figure_names()}
    return sorted(
        path
        for folder in folders
        for path in folder.glob("*.*")
        if path.stem not in content_files("figures")
    )


def _noted(name: str) -> str:
    """Return the digest that a drawing notes; nothing if there is no drawing."""
    try:
        head = drawn_file(name, ".svg").read_text(encoding="utf-8")[:500]
    except FileNotFoundError:
        return ""
    return head.partition(f'{NOTE}="')[2].partition('"')[0]


def _modules(names: list[str]) -> set[str]:
    """Return modules of drawing and models, and all such that they import."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _imported(name)
    return found


@cache
def _imported(name: str) -> list[str]:
    drugs = tuple(f"{package}." for package, _ in content_files("figures").values())
    found = []
    for node in ast.walk(ast.parse(_source(name))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
            found += [each for each in names if each.startswith(drugs) or each in DRAWING]
    return [each for each in found if _path(each)]


def _source(name: str) -> bytes:
    path = _path(name)
    return path.read_bytes() if path else b""


def _data_beside(name: str) -> list[Path]:
    """Return the data of a model: the YAML files of its folder."""
    path = _path(name)
    return list(path.parent.glob("*.yaml")) if path and ".models." in name else []


@cache
def _path(name: str) -> Path | None:
    """Return the file of a module without importing it; its packages are."""
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return None
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None
