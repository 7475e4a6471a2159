"""From allele to phenotype: Hardy-Weinberg squares of NUDT15 and TPMT."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

PANELS: Final = (
    ("NUDT15, East Asians", ("nudt15-2", "nudt15-3"), ("nudt15-one", "nudt15-two")),
    ("TPMT, Europeans", ("tpmt-2", "tpmt-3a", "tpmt-3c"), ("tpmt-one", "tpmt-two")),
)


def phenotypes(lost: float) -> tuple[float, float, float]:
    """Return the shares of people with no, one and two lost alleles.

    Args:
        lost: the share of alleles that have lost their function, 0 to 1.
    """
    return (1 - lost) ** 2, 2 * lost * (1 - lost), lost**2


def draw(given: FigureSpec) -> Figure:
    """Draw the two squares side by side, with the label's figures below."""
    drawn = new_figure(7.6, 5.4)
    for column, (title, alleles, label) in enumerate(PANELS):
        axes = drawn.add_axes((0.015 + 0.505 * column, 0.02, 0.475, 0.9))
        lost = sum(given.number(name) for name in alleles) / 100
        _square(axes, lost)
        one, two = (given.fact(name).text for name in label)
        _words(axes, lost, one, two)
        set_title(axes, title)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    head = [
        "Gene, population",
        "No-function alleles",
        "One such allele",
        "Two such alleles",
        "US label: one",
        "US label: two",
    ]
    rows = []
    for title, alleles, label in PANELS:
        lost = sum(given.number(name) for name in alleles) / 100
        _, one, two = phenotypes(lost)
        told = [given.fact(name).text for name in label]
        rows.append([title, f"{lost:.1%}", f"{one:.1%}", f"{two:.2%}", *told])
    return [head, *rows]


def _square(axes: Any, lost: float) -> None:
    active, out = plotting.STROKES["active"], plotting.STROKES["lost"]
    parts = (
        ((0, lost), 1 - lost, 1 - lost, active.fill, None),
        ((1 - lost, lost), lost, 1 - lost, out.fill, "//"),
        ((0, 0), 1 - lost, lost, out.fill, "//"),
        ((1 - lost, 0), lost, lost, out.colour, None),
    )
    for corner, width, height, fill, hatch in parts:
        axes.add_patch(
            Rectangle(
                corner, width, height, facecolor=fill, edgecolor=out.words, linewidth=1, hatch=hatch
            )
        )
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.45, 1.02), aspect="equal", anchor="N")
    axes.set_axis_off()


def _words(axes: Any, lost: float, label_one: str, label_two: str) -> None:
    active, out = plotting.STROKES["active"], plotting.STROKES["lost"]
    none, one, two = phenotypes(lost)
    write(axes, (0.45, 0.66), f"{100 * none:.1f}%", active.words, weight="bold", ha="center")
    write(axes, (0.45, 0.57), "both alleles work", active.words, ha="center")
    write(axes, (0.45, 0.37), f"no-function alleles: {100 * lost:.1f}%", ha="center", fontsize=11)
    write(axes, (0, -0.09), f"one, intermediate: {100 * one:.1f}%", out.words, weight="bold")
    write(axes, (0, -0.18), f"US label: {label_one}", plotting.GREY, fontsize=plotting.SMALL)
    decimals = 1 if two > 0.005 else 2
    rare = f"two, poor: {100 * two:.{decimals}f}%, 1 in {1 / two:.0f}"
    write(axes, (0, -0.31), rare, out.words, weight="bold")
    write(axes, (0, -0.4), f"US label: {label_two}", plotting.GREY, fontsize=plotting.SMALL)
    style = {"arrowstyle": "->", "color": out.words, "linewidth": 1.3}
    axes.annotate("", (1 - lost / 2, lost / 2), (0.86, -0.28), arrowprops=style)
    axes.annotate("", (0.3, lost / 2), (0.3, -0.05), arrowprops=style)
