"""Warfarin, azathioprine and INR of two published patients, column by column."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, new_figure, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

HIGHEST: Final = 150  # mg of warfarin a week, at the upper edge
NOT_TOLD: Final = "not told"
LINES: Final = (-17, -45, -76)  # where the words below the bars stand, in mg of the axis
SIDE: Final = -0.76  # where the names of these lines end


def draw(given: FigureSpec) -> Figure:
    """Draw one panel for each patient, bars above and words below."""
    drawn = new_figure(7.8, 7.8)
    panels = drawn.subplots(2, 1, gridspec_kw={"hspace": 0.98})
    drawn.subplots_adjust(left=0.205, right=0.985, top=0.96, bottom=0.185)
    for axes, row in zip(panels, given.data["rows"], strict=True):
        _panel(axes, row, given)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""

    def words(name: str | None) -> str:
        return given.fact(name).text if name else NOT_TOLD

    rows = [
        [row["name"], when, words(warfarin), words(aza) if aza else "none", words(inr)]
        for row in given.data["rows"]
        for when, warfarin, aza, inr in row["bars"]
    ]
    return [["Patient", "When", "Warfarin", "Azathioprine a day", "INR"], *rows]


def _panel(axes: Any, row: dict[str, Any], given: FigureSpec) -> None:
    stroke = plotting.STROKES["active"]
    for place, (when, warfarin, azathioprine, inr) in enumerate(row["bars"]):
        if warfarin:
            height = given.number(warfarin)
            axes.bar(place, height, 0.5, color=stroke.fill, edgecolor=stroke.colour, linewidth=2)
            words = given.fact(warfarin).text.removesuffix(" mg a week")
            _word(axes, place, height + 9, words, stroke.words)
        else:
            _word(axes, place, 12, NOT_TOLD, plotting.GREY)
        taken = given.fact(azathioprine).text if azathioprine else "none"
        _word(axes, place, LINES[1], taken, plotting.INK)
        _inr(axes, place, given, inr)
        write(axes, (place, LINES[0]), when, plotting.GREY, ha="center")
    for height, name in zip(LINES[1:], ("azathioprine\na day", "INR"), strict=True):
        write(axes, (SIDE, height), name, ha="right", clip_on=False)
    axes.set(xlim=(-0.5, 3.5), ylim=(0, HIGHEST), xticks=(), yticks=(0, 50, 100, 150))
    despine(axes)
    write(axes, (SIDE, 75), "warfarin,\nmg a week", ha="right", clip_on=False)
    axes.tick_params(axis="y", pad=1)
    set_title(axes, row["name"])


def _inr(axes: Any, place: int, given: FigureSpec, name: str | None) -> None:
    if not name:
        _word(axes, place, LINES[2], NOT_TOLD, plotting.GREY)
        return
    fact = given.fact(name)
    value = fact.text if "to" not in fact.text else f"{given.number(name):g}"
    high = float(value) > 5
    lost = plotting.STROKES["lost"]
    box = {"boxstyle": "round,pad=0.3", "facecolor": lost.fill, "edgecolor": lost.colour}
    _word(
        axes,
        place,
        LINES[2],
        value,
        lost.words if high else plotting.INK,
        fontsize=plotting.TITLE + 3 if high else plotting.TEXT,
        bbox=box if high else None,
    )


def _word(axes: Any, place: int, height: float, text: str, colour: str, **style: Any) -> None:
    write(axes, (place, height), text, colour, ha="center", weight="bold", clip_on=False, **style)
