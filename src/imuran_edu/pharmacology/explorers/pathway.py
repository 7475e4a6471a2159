"""6-MP on its ways: the arrows are as wide as the flow, by the scheme of `models.pathway`."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.collections import PolyCollection

from imuran_edu.core import plotting
from imuran_edu.core.blit_canvas import Canvas
from imuran_edu.core.chart import despine, write
from imuran_edu.core.diagram import draw_diagram
from imuran_edu.pharmacology.explorers import _pathway_drawing as parts
from imuran_edu.pharmacology.explorers._words import Words
from imuran_edu.pharmacology.models.pathway import Enzymes, Flows, flows
from imuran_edu.widgets.explorer_spec import Values

LEAST, MOST = 0.1, 30.0  # of the scale of levels, against all enzymes at 100%
SHRUNK: Final = 0.03  # of all 6-MP: a smaller loss of width is not worth an outline
ROWS: Final = {
    "6-TGN in all": "tgn",
    "of it 6-TGTP": "tgtp",
    "6-MMP": "mmp",
    "6-thiouric acid": "thiouric",
}
HEIGHTS: Final = -np.arange(len(ROWS), dtype=float)
USUAL: Final = flows(Enzymes())


class View:
    """The drawing of lesson 01 with arrows that swell and shrink, and a scale of levels."""

    def __init__(self) -> None:
        drawn = draw_diagram(parts.diagram())
        axes: Any = drawn.axes[0]
        small: dict[str, Any] = {"fontsize": plotting.SMALL, "style": "italic"}
        note = "A scheme: widths show directions,\nnot shares that anyone measured."
        write(axes, (4.8, 5.22), note, plotting.GREY, **small)
        write(axes, (5.14, 3.73), "other ways", plotting.GREY, **small)
        closed = [np.transpose((start, end)) for _, start, end, _ in parts.WAYS]
        for xs, ys in (*closed, np.transpose(parts.BLOCK)):  # a closed way stays to be seen
            axes.plot(xs, ys, color=plotting.MIDDLE, lw=1.2, dashes=(1, 1.5))
        axes.fill(*parts.outline(*parts.RELEASE, 1.0).T, color=plotting.BLUE, linewidth=0)
        colours = [plotting.STROKES[kind].colour for *_, kind in parts.WAYS]
        self._before = PolyCollection([], facecolor="none", edgecolor=plotting.GREY, linestyle=":")
        self._now = PolyCollection([], facecolor=colours, edgecolor="none")
        for collection in (self._before, self._now):
            axes.add_collection(collection, autolim=False)
        xs, ys = np.transpose((*parts.BLOCK, (0.65, parts.BLOCK[1][1]), (0.95, parts.BLOCK[1][1])))
        (self._block,) = axes.plot(xs, ys, color=plotting.GREEN, lw=2.2)
        style: dict[str, Any] = {"va": "baseline", "weight": "bold"}
        for name, at, side, kind in parts.STILL:
            write(axes, at, name, plotting.STROKES[kind].words, ha=side, **style)
        self._values = [
            Words(axes, at, colour=plotting.STROKES[kind].words, bold=True)
            for _, at, kind in parts.VALUES
        ]
        size = (5.12 / parts.WIDTH, 0.46 / parts.HEIGHT, 2.5 / parts.WIDTH, 2.5 / parts.HEIGHT)
        levels: Any = drawn.add_axes(size)
        self._scale(levels)
        one = np.ones(len(ROWS))
        (self._were,) = levels.plot(one, HEIGHTS, "o", color=plotting.GREY, alpha=0.45, ms=9)
        (self._bars,) = levels.plot(one, HEIGHTS, color=plotting.BLUE, lw=5)
        (self._dots,) = levels.plot(one, HEIGHTS, "o", color=plotting.BLUE, ms=11)
        feet = [(7.62, 2.72 + 2.5 / 4.25 * y) for y in HEIGHTS]
        self._sizes = [Words(axes, foot, bold=True, side="right") for foot in feet]
        self._seen = write(levels, (0.42, -1.58), "(falls in patients)", **small)
        arrows = [self._before, self._now, self._block]
        words = [*self._values, *self._sizes, self._seen]
        self._canvas = Canvas(drawn, [*arrows, self._were, self._bars, self._dots, *words])

    def _scale(self, axes: Any) -> None:
        despine(axes)
        axes.spines["left"].set_visible(False)
        axes.set(xscale="log", xlim=(LEAST, MOST), ylim=(-3.5, 0.75), yticks=())
        axes.set_xticks((0.1, 1, 10), ("× 0.1", "× 1", "× 10"))
        axes.minorticks_off()
        write(axes, (LEAST, 1.0), "Against all at 100%", weight="bold")
        for y, name in zip(HEIGHTS, ROWS, strict=True):
            write(axes, (LEAST, 0.42 + y), name)
            axes.plot((1, 1), (y - 0.17, y + 0.17), color=plotting.GREY, lw=1.4)

    def show(self, now: Values, before: Values | None) -> Canvas:
        """Return the picture; arrows that have shrunk keep their former width as an outline."""
        found = _flows(now)
        former = found if before is None else _flows(before)
        self._now.set_verts([parts.outline(a, b, found.of(name)) for name, a, b, _ in parts.WAYS])
        shrunk = [way for way in parts.WAYS if former.of(way[0]) - found.of(way[0]) > SHRUNK]
        self._before.set_verts([parts.outline(a, b, former.of(name)) for name, a, b, _ in shrunk])
        for text, (control, *_) in zip(self._values, parts.VALUES, strict=True):
            text.set_text(f"{now[control]:.0f}%")
        self._block.set_visible(found.metimp > 0)
        ratios, were = _ratios(found), _ratios(former)
        self._were.set_xdata(np.where(were < LEAST, np.nan, were))
        self._dots.set_xdata(np.where(ratios < LEAST, np.nan, ratios))
        ends = np.where(ratios == 0, np.nan, np.maximum(ratios, LEAST))
        gaps = np.full(len(ROWS), np.nan)
        self._bars.set_data(
            np.column_stack((np.ones(len(ROWS)), ends, gaps)).ravel(), np.repeat(HEIGHTS, 3)
        )
        for text, ratio in zip(self._sizes, ratios, strict=True):
            text.set_text(_size(ratio))
        self._seen.set_visible(_unlike_patients(now))
        return self._canvas

    def brief(self, now: Values) -> str:
        """Say what a move has come to."""
        levels = zip(ROWS, _ratios(_flows(now)), strict=True)
        return ", ".join(f"{name} {_size(ratio)}" for name, ratio in levels)

    def describe(self, now: Values) -> str:
        """Say what works, where 100 molecules of 6-MP go, and what becomes of the levels."""
        found = _flows(now)
        sizes = zip(ROWS, _ratios(found), strict=True)
        levels = ", ".join(f"{name} {_size(ratio)}" for name, ratio in sizes)
        words = (
            f"Activity: TPMT {now['tpmt']:.0f}%, xanthine oxidase {now['xo']:.0f}%, HPRT1 "
            f"{now['hprt1']:.0f}%, NUDT15 {now['nudt15']:.0f}%. Of 100 molecules of 6-MP in this "
            f"scheme {100 * found.mmp:.0f} become 6-MMP, {100 * found.thiouric:.0f} 6-thiouric "
            f"acid and {100 * found.timp:.0f} TIMP ({100 * found.metimp:.0f} of the 100 then "
            f"meTIMP, {100 * found.tgn:.0f} 6-TGN); {100 * found.other:.0f} go other ways. "
            f"Levels against all enzymes at 100%: {levels}."
        )
        if _unlike_patients(now):
            words += " The scheme lets 6-MMP rise; in patients on allopurinol it was seen to fall."
        return words


def _flows(values: Values) -> Flows:
    names = ("tpmt", "xo", "hprt1", "nudt15")
    return flows(Enzymes(*(float(values[name]) / 100 for name in names)))


def _ratios(found: Flows) -> Any:
    return np.array([found.of(name) / USUAL.of(name) for name in ROWS.values()])


def _unlike_patients(now: Values) -> bool:
    return now["xo"] < 100 and _flows(now).mmp > USUAL.mmp


def _size(ratio: float) -> str:
    if ratio < LEAST:
        return "under a tenth" if ratio else "none"
    return f"× {ratio:.1f}" if ratio < 9.95 else f"× {ratio:.0f}"
