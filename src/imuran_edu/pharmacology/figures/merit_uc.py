"""Relapses in MERIT-UC: two bars that look different, and the interval that says they are not."""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, set_title, write
from imuran_edu.widgets.figure_spec import FigureSpec

NORMAL_95: Final = 1.96  # standard errors to each side of a 95% interval


def difference(first: float, n_first: float, second: float, n_second: float) -> tuple[float, float]:
    """Return the difference of two shares and half of its 95% interval, in percentage points."""
    spread = sqrt(first * (100 - first) / n_first + second * (100 - second) / n_second)
    return first - second, NORMAL_95 * spread


def draw(given: FigureSpec) -> Figure:
    """Draw the bars above and the difference below."""
    drawn = new_figure(7.4, 4.7)
    upper, lower = drawn.subplots(2, 1, gridspec_kw={"height_ratios": (1.5, 1), "hspace": 0.75})
    drawn.subplots_adjust(left=0.185, right=0.97, top=0.93, bottom=0.125)
    _draw_bars(upper, given)
    _draw_difference(lower, given)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    names = ("methotrexate", "placebo")
    shares = {name: given.number(name) for name in names}
    sizes = {name: given.number(f"n-{name}") for name in names}
    found, half = difference(
        shares["methotrexate"], sizes["methotrexate"], shares["placebo"], sizes["placebo"]
    )
    rows = [[name, f"{sizes[name]:.0f}", f"{shares[name]:g}%", ""] for name in names]
    span = f"{found - half:+.0f} to {found + half:+.0f}".replace("-", "−")
    rows.append(["difference, percentage points", "", f"+{found:.0f}", span])
    return [["Group", "Patients", "Relapsed", "95% interval"], *rows]


def _draw_bars(axes: Any, given: FigureSpec) -> None:
    rows = (("methotrexate", "lost", 1), ("placebo", "plain", 0))
    for name, kind, height in rows:
        stroke = plotting.STROKES[kind]
        share = given.number(name)
        axes.barh(height, share, height=0.62, color=stroke.colour)
        words = f"{given.fact(name).text} of {given.fact(f'n-{name}').text}"
        write(axes, (share + 1.5, height), words, stroke.words, weight="bold")
    axes.set(xlim=(0, 100), ylim=(-0.5, 1.5), xticks=range(0, 101, 20))
    axes.set_yticks((1, 0), ("methotrexate", "placebo"))
    despine(axes)
    name_axes(axes, x="% of patients who relapsed")
    set_title(axes, "Relapse, after all had responded")


def _draw_difference(axes: Any, given: FigureSpec) -> None:
    found, half = difference(
        given.number("methotrexate"),
        given.number("n-methotrexate"),
        given.number("placebo"),
        given.number("n-placebo"),
    )
    stroke = plotting.STROKES["active"]
    axes.axvline(0, color=plotting.INK, linewidth=1.4, linestyle=(0, (5, 3)))
    axes.plot((found - half, found + half), (0, 0), color=stroke.colour, linewidth=3.6)
    axes.plot(found, 0, "o", color=stroke.words, markersize=11)
    write(axes, (found, 0.52), f"+{found:.0f}", stroke.words, ha="center", weight="bold")
    for end in (found - half, found + half):
        write(axes, (end, 0.52), f"{end:+.0f}".replace("-", "−"), stroke.words, ha="center")
    write(axes, (-1.5, -0.55), "no difference", ha="right")
    axes.set(xlim=(-40, 40), ylim=(-0.9, 0.9), yticks=(), xticks=range(-40, 41, 20))
    despine(axes)
    axes.spines["left"].set_visible(False)
    name_axes(axes, x="percentage points:  fewer relapses  |  more relapses")
    set_title(axes, "Methotrexate less placebo, with 95% interval", stroke.words)
