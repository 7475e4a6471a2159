"""6-TGN against 6-MMP: where a pair of levels lies, and what BSG 2019 reads in it."""

from __future__ import annotations

from textwrap import fill
from typing import Any, Final

import numpy as np

from imuran_edu.core import plotting
from imuran_edu.core.blit_canvas import Canvas
from imuran_edu.core.chart import despine, name_axes, new_figure, write
from imuran_edu.pharmacology.explorers._words import Words
from imuran_edu.pharmacology.models.metabolite_pair import MEANINGS, Reading, limits, read_pair
from imuran_edu.widgets.explorer_spec import Values

WIDEST, HIGHEST = 600.0, 10_000.0  # the ends of the sliders, pmol/8e8 RBC
TRACE: Final = 1e-6  # a 6-TGN of 0 is one that the assay does not find
WIDTH, HEIGHT, LEFT = 7.8, 5.1, 5.2  # inches: the sheet, and where the text begins
COLUMN: Final = 31  # letters a line of the text beside the chart
CAVEAT: Final = "Limits of BSG 2019. Assays differ: a laboratory's own limits come first."


class View:
    """A chart with five areas, the pair as a point, and its reading beside it."""

    def __init__(self) -> None:
        drawn = new_figure(WIDTH, HEIGHT)
        axes: Any = drawn.add_axes((0.105, 0.12, 0.525, 0.85))
        self._limits = limits()
        self._areas = _areas()
        _still(axes, self._areas)
        (self._frame,) = axes.plot([], [], color=plotting.INK, lw=3.2, clip_on=False)
        (self._ray,) = axes.plot([], [], color=plotting.GREY, lw=1.6, dashes=(1, 1.5))
        faint = {"color": plotting.GREY, "alpha": 0.5, "markersize": 11, "clip_on": False}
        (self._former,) = axes.plot([], [], "o", **faint)
        self._was = write(axes, (0, 0), "before", plotting.GREY, fontsize=plotting.SMALL)
        edge: dict[str, Any] = {"markeredgecolor": "white", "markeredgewidth": 1.5}
        (self._point,) = axes.plot([], [], "o", color=plotting.INK, ms=14, clip_on=False, **edge)
        side: Any = drawn.add_axes((0, 0, 1, 1))
        side.set_axis_off()
        side.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        self._reading = Words(side, (LEFT, 4.75), size=plotting.TITLE, bold=True)
        self._levels = Words(side, (LEFT, 4.05))
        self._meaning = Words(side, (LEFT, 2.8), size=plotting.SMALL)
        style: dict[str, Any] = {"fontsize": plotting.SMALL, "va": "bottom", "linespacing": 1.3}
        write(side, (LEFT, 0.12), fill(CAVEAT, COLUMN), plotting.GREY, **style)
        lines = [self._frame, self._ray, self._former, self._was, self._point]
        self._canvas = Canvas(drawn, [*lines, self._reading, self._levels, self._meaning])

    def show(self, now: Values, before: Values | None) -> Canvas:
        """Return the picture, with the former point faint and a line from it."""
        tgn, mmp = _pair(now)
        reading = _read(tgn, mmp)
        self._frame.set_data(*np.transpose((*self._areas[reading], self._areas[reading][0])))
        self._point.set_data((tgn,), (mmp,))
        far = min(WIDEST / tgn if tgn else np.inf, HIGHEST / mmp if mmp else np.inf)
        ray = (0.0, far) if np.isfinite(far) else ()
        self._ray.set_data([tgn * end for end in ray], [mmp * end for end in ray])
        old = _pair(before) if before is not None else None
        self._former.set_data(((old[0],), (old[1],)) if old else ((), ()))
        self._was.set_visible(old is not None and old != (tgn, mmp))
        if old:
            left = old[0] > 0.8 * WIDEST
            self._was.set(
                x=old[0] + (-15 if left else 15), y=old[1], ha="right" if left else "left"
            )
        self._reading.set_text(fill(_name(reading), 20))
        self._levels.set_text(
            f"6-TGN {tgn:.0f}: {self._tgn_is(tgn)}\n"
            f"6-MMP {_count(mmp)}: {self._mmp_is(mmp)}\n"
            f"{self._ratio_is(tgn, mmp)}"
        )
        self._meaning.set_text(fill(self._means(tgn, mmp), COLUMN))
        return self._canvas

    def brief(self, now: Values) -> str:
        """Say what a move has come to."""
        tgn, mmp = _pair(now)
        return f"6-TGN {tgn:.0f}, 6-MMP {_count(mmp)}: {_name(_read(tgn, mmp))}"

    def describe(self, now: Values) -> str:
        """Say where each level and the ratio lie, what that is called, and what it means."""
        (tgn, mmp), given = _pair(now), self._limits
        return (
            f"6-TGN {tgn:.0f} ({self._tgn_is(tgn)}; range {given.tgn_low:.0f} to "
            f"{given.tgn_high:.0f}), 6-MMP {_count(mmp)} ({self._mmp_is(mmp)}; limit "
            f"{given.mmp_high:.0f}), {self._ratio_is(tgn, mmp).replace(chr(10), ' ')}; "
            f"levels in pmol per 8 × 10⁸ red cells. Read by BSG 2019: {_name(_read(tgn, mmp))}. "
            f"{self._means(tgn, mmp)}{_by_ratio(_read(tgn, mmp), mmp)}"
        )

    def _tgn_is(self, tgn: float) -> str:
        given = self._limits
        return "high" if tgn > given.tgn_high else "in range" if tgn >= given.tgn_low else "low"

    def _mmp_is(self, mmp: float) -> str:
        return "high" if mmp > self._limits.mmp_high else "not high"

    def _ratio_is(self, tgn: float, mmp: float) -> str:
        if not tgn:
            return "no ratio: no 6-TGN found"
        ratio, given = mmp / tgn, self._limits
        shown = f"{ratio:.1f}" if ratio < 99.95 else f"{ratio:.0f}"
        if ratio <= given.ratio:
            return f"ratio {shown}: not above {given.ratio:.0f}"
        counts = "" if tgn < given.tgn_low else ",\nbut 6-TGN is not low"
        return f"ratio {shown}: above {given.ratio:.0f}{counts}"

    def _means(self, tgn: float, mmp: float) -> str:
        reading = _read(tgn, mmp)
        more = ""
        if reading is Reading.HIGH and mmp > self._limits.mmp_high:
            more = " 6-MMP is high as well."
        if not (tgn or mmp):
            more = " With neither found, think first of tablets not taken."
        return MEANINGS[reading] + more


def _count(level: float) -> str:
    return f"{level:,.0f}" if level >= 10_000 else f"{level:.0f}"


def _pair(values: Values) -> tuple[float, float]:
    return float(values["tgn"]), float(values["mmp"])


def _read(tgn: float, mmp: float) -> Reading:
    return read_pair(max(tgn, TRACE), mmp)


def _by_ratio(reading: Reading, mmp: float) -> str:
    alone = reading is Reading.SHUNTER and mmp <= limits().mmp_high
    return " Here the ratio alone says so: 6-MMP has not reached its own limit." if alone else ""


def _name(reading: Reading) -> str:
    return "shunter, or hypermethylator" if reading is Reading.SHUNTER else str(reading)


def _areas() -> dict[Reading, list[tuple[float, float]]]:
    """Return the corners of the five areas."""
    given = limits()
    low, high, limit, corner = (
        given.tgn_low,
        given.tgn_high,
        given.mmp_high,
        given.ratio * given.tgn_low,
    )
    return {
        Reading.TOO_LITTLE: [(0, 0), (low, 0), (low, corner)],
        Reading.SHUNTER: [(0, 0), (low, corner), (low, HIGHEST), (0, HIGHEST)],
        Reading.ON_TARGET: [(low, 0), (high, 0), (high, limit), (low, limit)],
        Reading.ON_TARGET_MMP_HIGH: [(low, limit), (high, limit), (high, HIGHEST), (low, HIGHEST)],
        Reading.HIGH: [(high, 0), (WIDEST, 0), (WIDEST, HIGHEST), (high, HIGHEST)],
    }


def _still(axes: Any, areas: dict[Reading, list[tuple[float, float]]]) -> None:
    """Draw the areas, their names and the axes."""
    given = limits()
    low, high, limit = given.tgn_low, given.tgn_high, given.mmp_high
    lost, target = plotting.STROKES["lost"], plotting.STROKES["target"]
    hatch = {"hatch": "/", "edgecolor": lost.edge}
    style: dict[Reading, dict[str, Any]] = {
        Reading.TOO_LITTLE: {"facecolor": "white"},
        Reading.SHUNTER: {"facecolor": lost.fill},
        Reading.ON_TARGET: {"facecolor": target.fill},
        Reading.ON_TARGET_MMP_HIGH: {"facecolor": lost.fill, **hatch},
        Reading.HIGH: {"facecolor": plotting.PALE},
    }
    for reading, corners in areas.items():
        axes.fill(*np.transpose(corners), linewidth=0, **style[reading])
        axes.fill(*np.transpose(corners), facecolor="none", edgecolor=plotting.GREY, linewidth=1.1)
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 2, "alpha": 0.85}
    middle, small = (low + high) / 2, {"ha": "center", "weight": "bold"}
    write(axes, (low / 2, 8100), "shunter", lost.words, **small)
    write(axes, (10, 3500), f"ratio\nabove {given.ratio:.0f}", lost.words, fontsize=plotting.SMALL)
    words = "under-dosed\nor not taken"
    write(axes, (low - 6, 430), words, plotting.INK, ha="right", fontsize=plotting.SMALL)
    write(axes, (middle, 3000), "on target", target.words, **small)
    words = "on target,\n6-MMP high"
    write(axes, (middle, 8100), words, lost.words, bbox=ground, **small)
    write(axes, ((high + WIDEST) / 2, 5000), "6-TGN\nhigh", plotting.INK, **small)
    axes.set(xlim=(0, WIDEST), ylim=(0, HIGHEST), xticks=(0, low, high, WIDEST))
    axes.set_yticks((0, limit, HIGHEST), ("0", f"{limit:.0f}", f"{HIGHEST:,.0f}"))
    name_axes(axes, "6-TGN, pmol per 8 × 10⁸ red cells", "6-MMP, same unit")
    axes.yaxis.set_label_coords(-0.1, 0.28)
    despine(axes)
