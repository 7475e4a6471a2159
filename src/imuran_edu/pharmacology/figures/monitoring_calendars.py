"""Four calendars of tests over the first year: US label, NHS SPS, BSR 2017 and EU SmPC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import despine, name_axes, new_figure, write
from imuran_edu.widgets.figure_spec import FigureSpec

YEAR: Final = 52
MARKS: Final = {"o": 9, "s": 8.5, "^": 9, "D": 6.8}  # shapes and their sizes, in points
MONTH: Final = 4  # weeks: a convention of the lesson, stated in the caption


def weeks_of_tests(blocks: Sequence[tuple[float, float]]) -> list[float]:
    """Return the weeks of all tests after the baseline, up to a year.

    Args:
        blocks: for each block its last week and its interval, in weeks.
    """
    weeks: list[float] = []
    last = 0.0
    for end, interval in blocks:
        while last + interval <= min(end, YEAR):
            last += interval
            weeks.append(last)
    return weeks


def draw(given: FigureSpec) -> Figure:
    """Draw the four rows on one axis of weeks."""
    drawn = new_figure(7.7, 5.2)
    axes = drawn.add_axes((0.035, 0.135, 0.85, 0.845))
    axes.axvspan(0, 3 * MONTH, color=plotting.PALE, linewidth=0)
    write(axes, (0.4, 4.77), "first 12 weeks", plotting.GREY)
    rows = (
        ("US label: blood counts", _american(given), "active", "o"),
        ("NHS SPS (UK), bowel disease: blood, liver, kidneys", _of_the_gut(given), "plain", "^"),
        ("BSR 2017 (UK, replaced in 2025): the same tests", _of_2017(given), "target", "s"),
    )
    for row, (name, weeks, kind, mark) in enumerate(rows):
        _row(axes, 3.95 - 1.15 * row, name, weeks, kind, mark, str(len(weeks)))
    end = given.number("eu-weeks")
    european = weeks_of_tests([(end, given.number("eu-start"))])
    _row(axes, 0.5, "EU SmPC: blood counts", european, "lost", "D", f"{len(european)} +")
    stroke = plotting.STROKES["lost"]
    axes.plot((end + 0.8, YEAR), (0.5, 0.5), color=stroke.colour, linewidth=2.2, dashes=(3, 2.4))
    write(axes, (30, 0.24), "less often, but it goes on", stroke.words, ha="center")
    write(axes, (YEAR + 1.3, 4.77), "tests in\nthe year", plotting.GREY)
    axes.set(xlim=(0, YEAR + 0.6), ylim=(0, 5.1), yticks=(), xticks=(0, 4, 8, 12, 24, 36, 52))
    name_axes(axes, x="week of treatment")
    despine(axes)
    axes.spines["left"].set_visible(False)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    end, start = given.number("eu-weeks"), given.number("eu-start")
    plans = {
        "US label": _american(given),
        "NHS SPS (UK), bowel disease": _of_the_gut(given),
        "BSR 2017 (UK), replaced in 2025": _of_2017(given),
        "EU SmPC, then less often": weeks_of_tests([(end, start)]),
    }
    rows = [
        [name, ", ".join(f"{week:g}" for week in weeks), str(len(weeks))]
        for name, weeks in plans.items()
    ]
    return [["Plan", "Weeks of the tests", "Tests"], *rows]


def _american(given: FigureSpec) -> list[float]:
    return weeks_of_tests(
        [
            (MONTH, given.number("us-month-1")),
            (3 * MONTH, given.number("us-months-2-3")),
            (YEAR, given.number("us-later")),
        ]
    )


def _of_the_gut(given: FigureSpec) -> list[float]:
    """Return the weeks of NHS SPS: named one by one at first, then every few months."""
    first: list[float] = given.data["sps-first"]
    step = int(given.number("sps-later")) * MONTH
    return [*first, *range(int(first[-1]) + step, YEAR + 1, step)]


def _of_2017(given: FigureSpec) -> list[float]:
    stable = given.number("bsr-stable")
    return weeks_of_tests(
        [
            (stable, given.number("bsr-start")),
            (stable + given.number("bsr-months") * MONTH, MONTH),
            (YEAR, given.number("bsr-later")),
        ]
    )


def _row(
    axes: Any, y: float, name: str, weeks: list[float], kind: str, mark: str, total: str
) -> None:
    stroke = plotting.STROKES[kind]
    end = weeks[-1] if kind == "lost" else YEAR
    axes.plot((0, end), (y, y), color=stroke.colour, alpha=0.28, linewidth=3)
    axes.plot(
        weeks,
        [y] * len(weeks),
        mark,
        color=stroke.colour,
        markersize=MARKS[mark],
        markeredgecolor="white",
        markeredgewidth=0.8,
    )
    write(axes, (0.4, y + 0.38), name, stroke.words, weight="bold")
    write(axes, (YEAR + 1.3, y), total, stroke.words, weight="bold", fontsize=plotting.TITLE + 3)
