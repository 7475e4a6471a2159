"""Hypoxanthine, 6-mercaptopurine and azathioprine: skeletal formulas from the places of atoms."""

from __future__ import annotations

from math import hypot
from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.patches import Circle

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

UNIT: Final = 0.555  # inches a bond
WIDTH, HEIGHT = 7.8, 3.9  # inches
LEFT, FOOT = 0.55, 1.15  # inches: where the first ring's middle lies
MARK: Final = 0.36  # of a bond: radius of the mark around an atom
DOUBLE: Final = 0.13  # of a bond: from one line of a double bond to the other
Place = tuple[float, float]
Atom = tuple[str, Place]  # an unnamed carbon is "C"


def draw(given: FigureSpec) -> Figure:
    """Draw the molecules side by side, the atom on carbon 6 of each marked."""
    drawn = new_figure(WIDTH, HEIGHT)
    axes: Any = drawn.add_axes((0, 0, 1, 1))
    right, top = (WIDTH - LEFT) / UNIT, (HEIGHT - FOOT) / UNIT
    axes.set(xlim=(-LEFT / UNIT, right), ylim=(-FOOT / UNIT, top))
    axes.set_axis_off()
    for molecule in given.data["molecules"]:
        atoms, bonds = structure(given.data["ring"], molecule)
        _draw_molecule(axes, atoms, bonds, molecule["marked"])
        x, y = molecule["at"]
        active = plotting.STROKES["active"].words
        write(axes, (x + 0.4, y - 1.35), molecule["name"], active, ha="center", weight="bold")
        size = plotting.SMALL
        write(axes, (x + 0.4, y - 1.75), molecule["note"], ha="center", fontsize=size)
    return drawn


def structure(
    ring: dict[str, Any], molecule: dict[str, Any]
) -> tuple[dict[str, Atom], list[tuple[str, str, int]]]:
    """Return a molecule's atoms and bonds, its ring included.

    Returns:
        The letters and place of each atom by name, an unnamed carbon as "C"; and for each bond the
        names of its ends and how many pairs of electrons it is.
    """
    x, y = molecule["at"]
    letters = molecule.get("instead", {})
    atoms = {
        name: (letters.get(name, text), (x + right, y + up))
        for name, (text, right, up) in {**ring["atoms"], **molecule["atoms"]}.items()
    }
    double = {frozenset(pair) for pair in molecule.get("double", [])}
    bonds = [
        (start, end, 2 if {start, end} in double else order)
        for start, end, order in [*ring["bonds"], *molecule["bonds"]]
    ]
    return atoms, bonds


def _draw_molecule(
    axes: Any,
    atoms: dict[str, Atom],
    bonds: list[tuple[str, str, int]],
    marked: list[str],
) -> None:
    lost = plotting.STROKES["lost"]
    for name in marked:
        circle = Circle(atoms[name][1], MARK, facecolor=lost.fill, edgecolor=lost.colour, lw=1.4)
        axes.add_patch(circle)
    middles = _ring_middles(atoms)
    free = {
        name: MARK if name in marked else 0.0 if text == "C" else 0.14 + 0.09 * len(text)
        for name, (text, _) in atoms.items()
    }
    for start, end, order in bonds:
        gaps = free[start], free[end]
        _draw_bond(axes, (atoms[start][1], atoms[end][1]), gaps, order, middles)
    for name, (text, place) in atoms.items():
        if text != "C":
            colour = lost.words if name in marked else plotting.INK
            write(axes, place, text, colour, ha="center", weight="bold")


def _ring_middles(atoms: dict[str, Atom]) -> list[Place]:
    """Return the middles of the rings: the second line of a double bond lies towards them."""
    rings = [("N1", "C2", "N3", "C4", "C5", "C6"), ("C4", "C5", "N7", "C8", "N9")]
    rings += [("N1i", "C2i", "N3i", "C4i", "C5i")] if "N1i" in atoms else []
    places = [[atoms[name][1] for name in ring] for ring in rings]
    return [
        (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
        for ring in places
    ]


def _draw_bond(
    axes: Any, ends: tuple[Place, Place], gaps: Place, order: int, middles: list[Place]
) -> None:
    """Draw a bond that leaves so much free at each end; a second line on the side of its ring."""
    (x, y), (far_x, far_y) = ends
    length = hypot(far_x - x, far_y - y)
    along = (far_x - x) / length, (far_y - y) / length

    def line(aside: Place, short: Place) -> None:
        first, last = gaps[0] + short[0], length - gaps[1] - short[1]
        xs = [x + along[0] * at + aside[0] for at in (first, last)]
        ys = [y + along[1] * at + aside[1] for at in (first, last)]
        axes.plot(xs, ys, color=plotting.INK, linewidth=1.9, solid_capstyle="round")

    line((0.0, 0.0), (0.0, 0.0))
    if order == 2:
        middle = (x + far_x) / 2, (y + far_y) / 2
        near = min(middles, key=lambda each: hypot(each[0] - middle[0], each[1] - middle[1]))
        side = along[0] * (near[1] - middle[1]) - along[1] * (near[0] - middle[0])
        left = DOUBLE if side > 0 else -DOUBLE
        short = 0.12 if gaps[0] == 0 else 0.0, 0.12 if gaps[1] == 0 else 0.0
        line((-along[1] * left, along[0] * left), short)
