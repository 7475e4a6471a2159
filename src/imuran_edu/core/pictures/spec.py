"""What the file of a picture holds: a sheet of paper, a box, a chart, a calendar, or molecules."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from imuran_edu.core.strict_model import Strict


class Sheet(Strict):
    """A sheet of paper: a prescription, a laboratory report, a record, a printed page.

    Attributes:
        title: at its head.
        mark: a sign at its corner, such as ℞.
        lines: under the title, such as whom it is about.
        columns: of its table, if it has one.
        rows: of the table; a cell may be empty.
        text: under the table, such as directions.
        foot: at its end, such as who signs.
    """

    title: str
    mark: str = ""
    lines: list[str] = []
    columns: list[str] = []
    rows: list[list[str]] = []
    text: list[str] = []
    foot: str = ""

    @model_validator(mode="after")
    def _rows_fit(self) -> Sheet:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"the row {row} has {len(row)} cells, not {len(self.columns)}")
        return self


class Box(Strict):
    """A box of medicine, or a bottle, with what is printed on it and the pharmacy's label.

    Attributes:
        shape: of the pack.
        name: the largest words.
        strength: under the name.
        lines: further print.
        label: the pharmacy's label, line by line.
    """

    shape: Literal["box", "bottle"] = "box"
    name: str
    strength: str
    lines: list[str] = []
    label: list[str] = []


class Chart(Strict):
    """Values over time: counts in the order of their days.

    Attributes:
        title: what is drawn, with its unit.
        across: what is counted along the axis, such as `day`.
        points: pairs of time and value.
        limit: a line to hold them against, if any.
        limit_name: whose limit.
    """

    title: str
    across: str = "day"
    points: list[tuple[float, float]] = Field(min_length=2, max_length=14)
    limit: float | None = None
    limit_name: str = ""


class Calendar(Strict):
    """Leaves of a calendar with marked days.

    Attributes:
        months: the first day of each leaf.
        marks: a word for each marked day.
    """

    months: list[date] = Field(min_length=1, max_length=3)
    marks: dict[date, str]


class Atom(Strict):
    """A corner of a molecule: where it stands (in bond lengths, y downwards), and its letters."""

    x: float
    y: float
    letters: str = ""


class Molecule(Strict):
    """A structural formula.

    Attributes:
        alt: what it shows, for those who do not see it, without the name of the substance.
        atoms: by the names that bonds use.
        bonds: `a-b`, or `a=b` for a double bond.
    """

    alt: str
    atoms: dict[str, Atom]
    bonds: list[str]

    @model_validator(mode="after")
    def _bonds_fit(self) -> Molecule:
        for bond in self.bonds:
            ends = bond.replace("=", "-").split("-")
            if len(ends) != 2 or not set(ends) <= set(self.atoms):
                raise ValueError(f"the bond '{bond}' joins no two atoms of the list")
        return self


class PictureSpec(Strict):
    """The file of a picture: one of the five."""

    sheet: Sheet | None = None
    box: Box | None = None
    chart: Chart | None = None
    calendar: Calendar | None = None
    molecules: list[Molecule] = Field(default=[], max_length=4)

    @model_validator(mode="after")
    def _one(self) -> PictureSpec:
        given = [self.sheet, self.box, self.chart, self.calendar, self.molecules or None]
        if sum(each is not None for each in given) != 1:
            raise ValueError("a picture is one of sheet, box, chart, calendar, molecules")
        return self
