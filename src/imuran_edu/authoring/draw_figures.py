"""Draw the figures into files of their package, and say which are not in step.

A drawing notes a digest of all that it was made from, so a check draws nothing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection
from pathlib import Path
from typing import Final

from imuran_edu.authoring.drawn_from import digest_of, out_of_step
from imuran_edu.core import Problem, read_yaml
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.content_packages import content_file, content_files
from imuran_edu.widgets.figure_spec import draw, drawn_file, figure_names, figure_spec, table

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


def is_drawn_for(facts: Collection[str]) -> bool:
    """Whether the installed figures belong to a course: they draw some of its facts."""
    drawn = (read_yaml(content_file("figures", name)).data for name in figure_names())
    return any(each in facts for data in drawn for each in (data.get("facts") or {}).values())


def figure_problems() -> list[Problem]:
    """Say which figures are faulty or not drawn as their files now stand."""
    problems = out_of_step("figures", figure_names(), figure_digest, _noted)
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
    data = given.model_dump_json(exclude={"alt", "caption"}) + json.dumps(facts, sort_keys=True)
    return digest_of(data, "figures", name, has_module=given.diagram is None)


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
