"""How 6-TGN builds up over weeks while plasma 6-MP comes and goes within hours."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

ASSUMED_RANGE: Final = (3.0, 8.0)  # days: an assumption, to show what 'about' may mean
PEAK_6MP: Final = 1.5 / 24  # days to the peak, drawn inside the US label's 1 to 2 h
RESPONSE_RA: Final = (6, 8)  # weeks: US label, Dosage and Administration, Rheumatoid Arthritis
WEEKS: Final = 8
# days, words, and where the words start: weeks and % of steady state
MARKS: Final = (
    (5, "about 5 days", (0.95, 44)),
    (14, "2 weeks", (2.25, 79)),
    (28, "4 weeks", (4.1, 88)),
)


def share_of_steady_state(days: Any, half_life: float) -> Any:
    """Return the share of the steady state that is reached, 0 to 1, under a constant daily dose.

    Args:
        days: days since the first dose, a number or an array.
        half_life: of the substance that builds up, in days.
    """
    return 1 - 0.5 ** (days / half_life)


def draw(given: FigureSpec) -> Figure:
    """Draw both clocks, one above the other."""
    drawn = new_figure(7.6, 5.9)
    upper, lower = drawn.subplots(
        2, 1, sharex=True, gridspec_kw={"height_ratios": (3.1, 1), "hspace": 0.34}
    )
    drawn.subplots_adjust(left=0.125, right=0.975, top=0.94, bottom=0.1)
    _draw_6tgn(upper, given)
    _draw_6mp(lower, given)
    for axes in (upper, lower):
        axes.yaxis.set_label_coords(-0.085, 0.5)
        despine(axes)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    half_life = given.number("half-life-6tgn")
    rows = [
        [str(days), f"{100 * share_of_steady_state(days, half_life):.0f}%"]
        for days in (1, 5, 7, 14, 21, 28, 42, 56)
    ]
    return [["Days of the same dose", "6-TGN, share of steady state"], *rows]


def _draw_6tgn(axes: Any, given: FigureSpec) -> None:
    stroke = plotting.STROKES["active"]
    usual_half_life = given.number("half-life-6tgn")
    weeks = np.linspace(0, WEEKS, 400)
    fast, usual, slow = (
        100 * share_of_steady_state(7 * weeks, half_life)
        for half_life in (ASSUMED_RANGE[0], usual_half_life, ASSUMED_RANGE[1])
    )
    axes.axhline(100, color=plotting.GREY, linewidth=1.2, linestyle=(0, (6, 3)))
    axes.fill_between(weeks, slow, fast, color=plotting.PALE, linewidth=0)
    axes.plot(weeks, usual, color=stroke.colour, linewidth=stroke.width)
    for days, words, at in MARKS:
        share = 100 * share_of_steady_state(days, usual_half_life)
        axes.plot(days / 7, share, "o", color=stroke.words, markersize=8, zorder=3)
        write(axes, at, f"{share:.0f}%  {words}", stroke.words, weight="bold")
    target = plotting.STROKES["target"]
    axes.plot(RESPONSE_RA, (22, 22), color=target.colour, linewidth=9, solid_capstyle="butt")
    write(
        axes,
        (RESPONSE_RA[1], 37),
        "response in rheumatoid arthritis,\nusually: weeks 6 to 8",
        target.words,
        ha="right",
    )
    axes.set(xlim=(0, WEEKS), ylim=(0, 108), yticks=(0, 25, 50, 75, 100))
    name_axes(axes, y="% of steady state")
    words = given.fact("half-life-6tgn").text
    set_title(axes, f"6-TGN in red cells: half-life {words}", stroke.words)


def _draw_6mp(axes: Any, given: FigureSpec) -> None:
    stroke = plotting.STROKES["lost"]
    days = np.linspace(0, 7 * WEEKS, 7 * WEEKS * 96, endpoint=False)
    since_dose = days % 1
    rise = np.minimum(since_dose / PEAK_6MP, 1)
    fall = 0.5 ** (np.maximum(since_dose - PEAK_6MP, 0) / (given.number("half-life-6mp") / 24))
    axes.plot(days / 7, 100 * rise * fall, color=stroke.colour, linewidth=1.1)
    axes.set(xlim=(0, WEEKS), ylim=(0, 112), yticks=(0, 100), xticks=range(WEEKS + 1))
    name_axes(axes, x="weeks of the same dose every day", y="% of peak")
    words = given.fact("half-life-6mp").text
    set_title(axes, f"6-MP in plasma: half-life {words}", stroke.words)
