"""The figures that a lesson can show: `figures/NAME.yaml` holds the words and data of each.

A scheme of boxes and arrows is all data (`diagram`). A chart is drawn by the function `draw` of
`figures/NAME.py` (hyphens become underscores), which is given the file as read. `imuran-edu build`
draws each into `figures/drawn/NAME.svg`, and its numbers into `NAME.csv`; pages show these.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import model_validator

from imuran_edu.core.content_packages import content_file, content_files, content_module
from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence import Fact, course_facts
from imuran_edu.evidence.model import Slug
from imuran_edu.widgets.content_spec import load_spec

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class FigureSpec(Strict):
    """A figure's file.

    Attributes:
        alt: what the figure shows, for those who cannot see it.
        caption: what to look at, where the numbers come from, and what is schematic.
        facts: the figures of the drug that it draws: a name of its own to the id of a fact.
        data: whatever else a chart draws.
        diagram: the boxes and arrows of a scheme.
        table: what it shows as rows, the heads first, for those who would rather read it. A chart
            whose rows are reckoned has a function `table` beside `draw` instead.
    """

    alt: str
    caption: str
    facts: dict[str, Slug] = {}
    data: dict[str, Any] = {}
    diagram: dict[str, Any] | None = None
    table: list[list[str]] = []

    @model_validator(mode="after")
    def _words_for_those_who_cannot_see(self) -> FigureSpec:
        if not self.alt.strip() or self.alt.split() == self.caption.split():
            raise ValueError("'alt' has to say what is to be seen, and not what the caption says")
        return self

    def fact(self, name: str) -> Fact:
        """Return the fact that the file calls `name`.

        Raises:
            KeyError: the file names no such fact, or the fact is not in the register.
        """
        return course_facts()[self.facts[name]]

    def number(self, name: str) -> float:
        """Return the number of the fact that the file calls `name`.

        Raises:
            ValueError: the fact has no number of its own.
        """
        fact = self.fact(name)
        if fact.number is None:
            raise ValueError(f"the fact '{fact.id}' has no number; add one in quizzes/facts/")
        return fact.number


def figure_names() -> list[str]:
    """Return the names of all figures."""
    return list(content_files("figures"))


@cache
def figure_spec(name: str) -> FigureSpec:
    """Return a figure's words and data.

    Raises:
        ValueError: there is no figure of that name.
        InputError: its file is faulty.
    """
    return load_spec("figures", name, FigureSpec)


def drawn_file(name: str, suffix: str) -> Path:
    """Return where a figure's drawing (".svg") or table (".csv") lies, if it has one.

    Raises:
        ValueError: there is no figure of that name.
    """
    return content_file("figures", name).parent / "drawn" / f"{name}{suffix}"


def draw(name: str) -> Figure:
    """Draw a figure; matplotlib is imported here and not before."""
    given = figure_spec(name)
    if given.diagram is not None:
        from imuran_edu.core.diagram import Diagram, draw_diagram

        return draw_diagram(Diagram.model_validate(given.diagram))
    drawn: Figure = content_module("figures", name).draw(given)
    return drawn


def table(name: str) -> list[list[str]]:
    """Return what a figure shows as rows, the heads first; nothing if it has no table."""
    given = figure_spec(name)
    if given.table or given.diagram is not None:
        return given.table
    rows = getattr(content_module("figures", name), "table", None)
    return [[str(cell) for cell in row] for row in rows(given)] if rows else []
