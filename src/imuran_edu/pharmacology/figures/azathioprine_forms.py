"""The forms of azathioprine by country: tablets, a suspension and an injection."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

COLUMNS, CELL = 3, (2.55, 2.5)  # inches: width and height of a panel
MIDDLE = 1.12  # height of the drawings in their panel
LINE = plotting.STROKES["active"]
LOOKS: dict[str, Any] = {"facecolor": LINE.fill, "edgecolor": LINE.words, "linewidth": 1.6}
EMPTY: dict[str, Any] = {**LOOKS, "facecolor": "white"}
COAT: dict[str, Any] = {**LOOKS, "facecolor": "none"}


def draw(given: FigureSpec) -> Figure:
    """Draw the panels, three in a row."""
    panels = given.data["panels"]
    rows = -(-len(panels) // COLUMNS)
    width, height = COLUMNS * CELL[0] + 0.15, rows * CELL[1] + 0.1
    drawn = new_figure(width, height)
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    for place, panel in enumerate(panels):
        row, column = divmod(place, COLUMNS)
        corner = 0.1 + column * CELL[0], 0.1 + (rows - 1 - row) * CELL[1]
        _draw_panel(axes, corner, panel, given)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""

    def strengths(panel: dict[str, Any]) -> str:
        if panel["draws"] == "tablets":
            return "; ".join(
                f"{each['mg']} mg{', scored' if each.get('scored') else ''}"
                for each in panel["tablets"]
            )
        unit, fact = {
            "twin": ("mg", "us-brand"),
            "bottle": ("mg/mL", "suspension"),
            "vial": ("mg", "vial"),
        }[panel["draws"]]
        return f"{given.number(fact):g} {unit}"

    panels = given.data["panels"]
    rows = ([panel["title"], strengths(panel), panel["note"]] for panel in panels)
    return [["Product", "Strengths", "Look"], *rows]


def _draw_panel(
    axes: Any, corner: tuple[float, float], panel: dict[str, Any], given: FigureSpec
) -> None:
    x, y = corner
    frame = FancyBboxPatch(
        (x + 0.04, y + 0.04),
        CELL[0] - 0.13,
        CELL[1] - 0.13,
        boxstyle="round,pad=0,rounding_size=0.1",
        facecolor="white",
        edgecolor=plotting.GREY,
        linewidth=1.0,
    )
    axes.add_patch(frame)
    middle = x + CELL[0] / 2 - 0.03
    write(axes, (middle, y + 2.12), panel["title"], weight="bold", ha="center")
    write(axes, (middle, y + 0.27), panel["note"], fontsize=plotting.SMALL, ha="center")
    at = middle, y + MIDDLE
    match panel["draws"]:
        case "twin":
            _draw_twin(axes, at, given.number("us-brand"))
        case "bottle":
            _draw_bottle(axes, at, f"{given.number('suspension'):g}\nmg/mL")
        case "vial":
            _draw_vial(axes, at, f"{given.number('vial'):g}\nmg")
        case _:
            _draw_tablets(axes, at, panel["tablets"])


def _score(axes: Any, x: float, y: float, radius: float) -> None:
    axes.plot((x, x), (y - radius, y + radius), color=LINE.words, linewidth=2)


def _draw_twin(axes: Any, at: tuple[float, float], mg: float) -> None:
    x, y = at
    for fill, edge in (("none", LINE.words), (LINE.fill, "none")):  # the rim shows outside only
        for shift in (-0.28, 0.28):
            circle = Circle((x + shift, y + 0.1), 0.4, facecolor=fill, edgecolor=edge, linewidth=3)
            axes.add_patch(circle)
    _score(axes, x, y + 0.1, 0.28)
    write(axes, (x, y - 0.5), f"{mg:g} mg", ha="center")


def _draw_tablets(axes: Any, at: tuple[float, float], tablets: list[dict[str, Any]]) -> None:
    x, y = at
    pitch, words = (0.58, "{}") if len(tablets) > 2 else (0.95, "{} mg")
    for number, tablet in enumerate(tablets):
        middle = x + (number - (len(tablets) - 1) / 2) * pitch
        radius = 0.12 + 0.1 * (tablet["mg"] / 50) ** 0.5
        axes.add_patch(Circle((middle, y + 0.1), radius, **LOOKS))
        if tablet.get("coated"):
            axes.add_patch(Circle((middle, y + 0.1), radius + 0.06, **COAT))
        if tablet.get("scored"):
            _score(axes, middle, y + 0.1, radius)
        write(axes, (middle, y - 0.5), words.format(tablet["mg"]), ha="center")


def _draw_bottle(axes: Any, at: tuple[float, float], words: str) -> None:
    x, y = at
    axes.add_patch(Rectangle((x - 0.16, y + 0.34), 0.32, 0.2, **LOOKS))
    axes.add_patch(Rectangle((x - 0.22, y + 0.52), 0.44, 0.16, **EMPTY))
    box = "round,pad=0,rounding_size=0.12"
    axes.add_patch(FancyBboxPatch((x - 0.42, y - 0.6), 0.84, 0.95, boxstyle=box, **LOOKS))
    write(axes, (x, y - 0.13), words, ha="center")


def _draw_vial(axes: Any, at: tuple[float, float], words: str) -> None:
    x, y = at
    axes.add_patch(Rectangle((x - 0.17, y + 0.26), 0.34, 0.16, **EMPTY))
    axes.add_patch(Rectangle((x - 0.22, y + 0.42), 0.44, 0.16, **EMPTY))
    box = "round,pad=0,rounding_size=0.1"
    axes.add_patch(FancyBboxPatch((x - 0.33, y - 0.5), 0.66, 0.77, boxstyle=box, **LOOKS))
    write(axes, (x, y - 0.12), words, ha="center")
