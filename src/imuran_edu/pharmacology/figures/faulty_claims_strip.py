"""Where on each page the faulty claims stand: one bar per claim, in reading order."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.figure import Figure

from imuran_edu.core import plotting
from imuran_edu.core.chart import new_figure, one_line, set_title, write
from imuran_edu.evidence import Claim, Verdict, load_evidence
from imuran_edu.widgets.figure_spec import FigureSpec

HOLDS, VAGUE, FAILS = 1.0, 2.0, 4.0  # heights of the bars: classes, no measure
LOOKS: Final = {HOLDS: plotting.GREEN, VAGUE: plotting.MIDDLE, FAILS: plotting.VERMILION}
ROW: Final = 1.15  # distance of the two rows of names


def height_of(claim: Claim) -> float:
    """Return the height of a claim's bar."""
    if claim.verdict is Verdict.SUPPORTED:
        return HOLDS
    return VAGUE if claim.verdict is Verdict.VAGUE else FAILS


def draw(given: FigureSpec) -> Figure:
    """Draw one strip for each page, to the same scale."""
    drawn = new_figure(7.7, 5.4)
    every = load_evidence().claims.values()
    pages = {page: [c for c in every if c.document == page] for page in given.data["pages"]}
    longest = max(len(claims) for claims in pages.values())
    strips = drawn.subplots(len(pages), 1, gridspec_kw={"hspace": 0.22})
    drawn.subplots_adjust(left=0.02, right=0.985, top=0.93, bottom=0.015)
    for axes, (page, claims) in zip(strips, pages.items(), strict=True):
        _draw_strip(axes, given.data["pages"][page], claims, longest)
    shortest = min(len(claims) for claims in pages.values())
    for height, word in given.data["key"].items():
        strips[0].plot((shortest + 0.3, shortest + 1.2), (height, height), color=plotting.GREY)
        write(strips[0], (shortest + 1.7, height), word)
    return drawn


def table(given: FigureSpec) -> list[list[str]]:
    """Return the same as rows."""
    every = load_evidence().claims.values()
    rows = []
    for page, told in given.data["pages"].items():
        heights = [height_of(claim) for claim in every if claim.document == page]
        starts = [first - 1 for first, _, _ in told["parts"]]
        for start, end, (_, name, _) in zip(
            starts, [*starts[1:], len(heights)], told["parts"], strict=True
        ):
            counted = [str(heights[start:end].count(each)) for each in (HOLDS, VAGUE, FAILS)]
            rows.append([told["title"], one_line(name), *counted])
    return [["Page", "Part", "Claims that hold", "Vague", "Fail"], *rows]


def _draw_strip(axes: Any, page: dict[str, Any], claims: list[Claim], longest: int) -> None:
    heights = [height_of(claim) for claim in claims]
    places = [i + 0.5 for i in range(len(claims))]
    axes.bar(places, heights, 0.82, color=[LOOKS[height] for height in heights])
    axes.plot((0, len(claims)), (0, 0), color=plotting.INK, linewidth=1.2)
    fails = heights.count(FAILS)
    set_title(axes, f"{page['title']}: {fails} of {len(claims)} claims fail")
    starts = [first - 1 for first, _, _ in page["parts"]]
    ends = [*starts[1:], len(claims)]
    for start, end, (_, name, row) in zip(starts, ends, page["parts"], strict=True):
        axes.plot((start + 0.25, end - 0.25), (-0.42, -0.42), color=plotting.INK, linewidth=2.6)
        middle = (start + end) / 2
        low = -1.05 - ROW * row
        if row:
            axes.plot((middle, middle), (-0.5, low + 0.42), color=plotting.GREY, linewidth=1.0)
        write(axes, (middle, low + 0.38), name, ha="center", va="top", linespacing=1.15)
    axes.set(xlim=(-0.3, longest + 0.3), ylim=(-2.9, FAILS + 0.2))
    axes.set_axis_off()
