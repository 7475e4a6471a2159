"""The figures of the reports, in the course's style, each with its alternative text."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from imuran_edu.results.item_analysis import Analysis, Item, Totals
from imuran_edu.results.similarity import Alike

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 96


@dataclass(frozen=True)
class Chart:
    """A figure with its alternative text and its caption."""

    drawn: Figure
    alt: str
    caption: str


def scores_chart(totals: Totals, students: int) -> Chart:
    """Draw how many students have which score."""
    from matplotlib.ticker import MaxNLocator

    from imuran_edu.core import chart, plotting

    figure = chart.new_figure(7, 3.2)
    axes = figure.subplots()
    width = totals.edges[1] - totals.edges[0]
    left = totals.edges[:-1]
    axes.bar(left, totals.counts, width, align="edge", color=plotting.BLUE, edgecolor="white")
    for edge, count in zip(left, totals.counts, strict=True):
        if count:
            at = (edge + width / 2, count)
            chart.write(axes, at, str(count), ha="center", va="bottom", fontsize=plotting.SMALL)
    axes.axvline(totals.mean, color=plotting.VERMILION, linewidth=2, linestyle=(0, (4, 2)))
    chart.write(
        axes,
        (totals.mean, 1.02),
        f"mean {totals.mean:.2f}",
        plotting.STROKES["lost"].words,
        transform=axes.get_xaxis_transform(),
        ha="center",
        va="bottom",
    )
    axes.set_xticks(totals.edges)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0, max(totals.counts) * 1.12)
    chart.despine(axes)
    chart.name_axes(axes, "score, points", "students")
    figure.tight_layout()
    bars = ", ".join(
        f"{low:g} to {low + width:g}: {count}"
        for low, count in zip(left, totals.counts, strict=True)
        if count
    )
    alt = f"Histogram of the scores of {students} students. Students by score in points: {bars}."
    caption = (
        f"Scores out of {totals.possible:g} points: mean {totals.mean:.2f}, median "
        f"{totals.median:.2f}, standard deviation {totals.deviation:.2f}, from {totals.lowest:.2f} "
        f"to {totals.highest:.2f}. A score on the border of two bars counts in the right one."
    )
    return Chart(figure, alt, caption)


def items_chart(analysis: Analysis) -> Chart:
    """Draw how easy each question is and how well it tells students apart."""
    from imuran_edu.core import chart, plotting

    items = analysis.items
    figure = chart.new_figure(7.6, 1.3 + 0.27 * len(items))
    easy, telling = figure.subplots(1, 2, sharey=True)
    rows = range(len(items))
    colours = [plotting.VERMILION if item.flags else plotting.BLUE for item in items]
    marks = ["D" if item.flags else "o" for item in items]
    for row, item, colour, mark in zip(rows, items, colours, marks, strict=True):
        easy.plot([0, item.facility], [row, row], color=plotting.PALE, linewidth=5)
        easy.plot(item.facility, row, mark, color=colour, markersize=7)
        if found := item.discrimination:
            telling.plot([found.low, found.high], [row, row], color=plotting.GREY, linewidth=1.5)
            telling.plot(found.value, row, mark, color=colour, markersize=7)
    easy.set_yticks(list(rows), [_row_name(item) for item in items])
    easy.set_ylim(len(items) - 0.4, -0.6)
    easy.set_xlim(0, 1.03)
    telling.axvline(0, color=plotting.INK, linewidth=1)
    telling.set_xlim(-1, 1)
    for axes, heading in ((easy, "Facility"), (telling, "Discrimination")):
        chart.despine(axes)
        chart.set_title(axes, heading)
    chart.name_axes(easy, "mean share of the points")
    chart.name_axes(telling, "correlation with the rest")
    if not any(item.discrimination for item in items):
        chart.write(telling, (0, (len(items) - 1) / 2), "too few students to say", ha="center")
    figure.tight_layout()
    odd = [item.id for item in items if item.flags]
    alt = (
        f"Two dot plots with a row for each of {len(items)} questions: facility from 0 to 1, and "
        "discrimination from -1 to 1 with its 95% interval; the table below has the numbers. "
        + (f"Marked as worth a look: {', '.join(odd)}." if odd else "None is marked.")
    )
    caption = "Orange diamonds are worth a look. Grey lines are 95% intervals."
    return Chart(figure, alt, caption)


def _row_name(item: Item) -> str:
    return f"\u2013 {item.id}" if item.within else item.id


def pairs_chart(found: Alike) -> Chart:
    """Draw how many wrong answers each pair shares, against what chance would make."""
    from matplotlib.ticker import MaxNLocator

    from imuran_edu.core import chart, plotting

    figure = chart.new_figure(7, 4)
    axes = figure.subplots()
    x = [dot[0] for dot in found.dots]
    y = [dot[1] for dot in found.dots]
    sizes = [12 + 24 * dot[2] ** 0.5 for dot in found.dots]
    axes.scatter(x, y, s=sizes, color=plotting.BLUE, alpha=0.35, linewidths=0)
    top = max([*x, *y, 1]) * 1.08
    axes.plot([0, top], [0, top], color=plotting.GREY, linewidth=1.2, linestyle=(0, (4, 2)))
    taken: list[tuple[float, float]] = []
    for number, pair in enumerate(found.pairs, 1):
        axes.plot(pair.expected, pair.same, "D", color=plotting.VERMILION, markersize=8)
        near = sum(abs(pair.expected - a) < 0.4 and pair.same == b for a, b in taken)
        taken.append((pair.expected, pair.same))
        at = (pair.expected + 0.02 * top * (1 + 2 * near), pair.same + 0.025 * top)
        chart.write(axes, at, str(number), plotting.STROKES["lost"].words)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(0, max([*x, 1]) * 1.25)
    axes.set_ylim(-0.4, max([*y, 1]) * 1.12)
    chart.despine(axes)
    chart.name_axes(axes, "identical wrong answers by chance", "identical wrong answers found")
    figure.tight_layout()
    named = "; ".join(
        f"pair {number} shares {pair.same} where chance makes {pair.expected:.1f}"
        for number, pair in enumerate(found.pairs, 1)
    )
    alt = (
        f"Scatter plot of {found.compared} pairs of students: identical wrong answers found, from "
        f"0 to {max(y)}, against those that chance makes, from 0 to {max(x):g}. "
        + (f"Marked: {named}." if named else "No pair is marked.")
    )
    caption = (
        "Every pair of students; the larger a dot, the more pairs. On the broken line a pair "
        "agrees just as chance has it. Orange diamonds, with the numbers used below, stand out."
    )
    return Chart(figure, alt, caption)


def as_figure(chart: Chart) -> str:
    """Return a chart as HTML: a picture on a white card, with its texts."""
    from imuran_edu.core.chart import as_svg

    data = base64.b64encode(as_svg(chart.drawn)).decode("ascii")
    width = round(chart.drawn.get_figwidth() * _DPI)
    return (
        f"<figure style='max-width:{width}px'><img alt='{escape(chart.alt)}' "
        f"src='data:image/svg+xml;base64,{data}'>"
        f"<figcaption>{escape(chart.caption)}</figcaption></figure>"
    )


def as_figures(charts: Sequence[Chart]) -> str:
    """Return charts as HTML, one below the other."""
    return "".join(map(as_figure, charts))
