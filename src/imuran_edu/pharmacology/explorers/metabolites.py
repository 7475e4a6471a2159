"""6-TGN and 6-MMP over half a year of tablets."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from imuran_edu.core import plotting
from imuran_edu.core.blit_canvas import Canvas
from imuran_edu.core.chart import despine, name_axes, new_figure, set_title, write
from imuran_edu.pharmacology.models.metabolite_pair import limits
from imuran_edu.pharmacology.models.metabolites import (
    Array,
    Concentrations,
    DosingHistory,
    course,
    levels,
    missed,
    steps,
)
from imuran_edu.pharmacology.models.parameters import Phenotype
from imuran_edu.widgets.explorer_spec import Values

DAYS: Final = 182
TOPS: Final = (2500.0, 12000.0)  # of the axes for 6-TGN and 6-MMP, pmol/8e8 RBC
NEAR: Final = 0.09  # of an axis: labels that are nearer to each other would overlap
BAND: Final = plotting.STROKES["target"].fill


class View:
    """Two panels that share their weeks, on scales that hold every setting."""

    def __init__(self) -> None:
        drawn = new_figure(7.8, 5.5)
        panels = drawn.subplots(2, 1, sharex=True, gridspec_kw={"hspace": 0.32})
        drawn.subplots_adjust(left=0.11, right=0.885, top=0.935, bottom=0.105)
        upper, lower = panels
        self._limits = given = limits()
        self._weeks = np.arange(DAYS + 1) / 7
        for axes, top, name in zip(panels, TOPS, ("6-TGN", "6-MMP"), strict=True):
            despine(axes)
            # a root scale shows 100 and 2000 on one axis and still reaches 0
            axes.set_yscale("function", functions=(np.sqrt, np.square))
            axes.set(xlim=(0, 26), ylim=(0, top), xticks=range(0, 27, 2))
            set_title(axes, f"{name} in red cells")
            name_axes(axes, y="pmol per 8 × 10⁸")
            axes.yaxis.set_label_coords(-0.098, 0.5)
        upper.axhspan(given.tgn_low, given.tgn_high, color=BAND, linewidth=0)
        lower.axhline(given.mmp_high, color=plotting.VERMILION, dashes=(4, 2.2))
        upper.set_yticks((0, 100, given.tgn_low, given.tgn_high, 1000, 2000))
        lower.set_yticks((0, 500, 1500, 3000, given.mmp_high, 10000))
        name_axes(lower, x="weeks since the first tablet", y="pmol per 8 × 10⁸")
        self._change = [
            axes.axvline(0, color=plotting.GREY, lw=1.6, dashes=(1, 1.6)) for axes in panels
        ]
        self._before = [self._line(axes, plotting.GREY, 2.2, 0.5) for axes in panels]
        self._now = [self._line(axes, plotting.BLUE, 3.4, 1.0) for axes in panels]
        _key(
            upper,
            f"shaded: {given.tgn_low:.0f} to {given.tgn_high:.0f}, range of BSG 2019",
            "target",
        )
        _key(lower, f"dashes: {given.mmp_high:.0f}, liver at risk above (BSG 2019)", "lost")
        blue = plotting.STROKES["active"].words
        self._ends = [write(axes, (26.4, 0), "", blue, weight="bold") for axes in panels]
        self._were = [
            write(axes, (26.4, 0), "", plotting.GREY, fontsize=plotting.SMALL) for axes in panels
        ]
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.8}
        self._beyond = [
            write(
                axes,
                (0.99, 0.95),
                "",
                ha="right",
                weight="bold",
                transform=axes.transAxes,
                bbox=ground,
            )
            for axes in panels
        ]
        self._words = write(lower, (0, 0.8 * TOPS[1]), "", fontsize=plotting.SMALL)
        lines = [*self._change, *self._before, *self._now]
        self._canvas = Canvas(drawn, [*lines, self._words, *self._were, *self._ends, *self._beyond])

    def _line(self, axes: Any, colour: str, width: float, alpha: float) -> Any:
        (line,) = axes.plot(self._weeks, 0 * self._weeks, color=colour, lw=width, alpha=alpha)
        return line

    def show(self, now: Values, before: Values | None) -> Canvas:
        """Return the picture, with the former levels faint."""
        found = _both(_levels(now))
        former = _both(_levels(before)) if before is not None else (None, None)
        self._show_change(now)
        for index, (level, old, top) in enumerate(zip(found, former, TOPS, strict=True)):
            self._now[index].set_ydata(level)
            high = f"rises to {_count(level.max())}, above this scale" if level.max() > top else ""
            self._beyond[index].set_text(high)
            end = self._ends[index]
            end.set(y=min(level[-1], top), text=_count(level[-1]))
            self._before[index].set_visible(old is not None)
            self._were[index].set_visible(old is not None and _apart(level[-1], old[-1], top))
            if old is not None:
                self._before[index].set_ydata(old)
                self._were[index].set(y=min(old[-1], top), text=f"was {_count(old[-1])}")
        return self._canvas

    def _show_change(self, now: Values) -> None:
        words, week = _change(now), int(now["start"])
        for line in self._change:
            line.set_xdata((week, week))
            line.set_visible(bool(words))
        left = week < 14
        self._words.set(
            text=words, x=week + (0.3 if left else -0.3), ha="left" if left else "right"
        )

    def brief(self, now: Values) -> str:
        """Say what a move has come to."""
        found, given = _levels(now), self._limits
        tgn, mmp = found.tgn[-1], found.mmp[-1]
        place = "above" if tgn > given.tgn_high else "within" if tgn >= given.tgn_low else "below"
        side = "above" if mmp > given.mmp_high else "below"
        return f"Week 26: 6-TGN {_count(tgn)}, {place} range; 6-MMP {_count(mmp)}, {side} its limit"

    def describe(self, now: Values) -> str:
        """Say what is taken, where the levels stand in some weeks, and what limits they pass."""
        found, given = _levels(now), self._limits
        change, start = _change(now), int(now["start"])
        weeks = sorted({4, start, min(start + 2, 26), 26} if change else {2, 4, 26})
        tgn, mmp = found.tgn[-1], found.mmp[-1]
        place = "above" if tgn > given.tgn_high else "within" if tgn >= given.tgn_low else "below"
        side = "above" if mmp > given.mmp_high else "below"
        ratio = f"{mmp / tgn:.1f}" if tgn >= 0.5 else "none, as hardly any 6-TGN is left"
        return " ".join(
            [
                f"A typical person with {now['tpmt']} TPMT takes {_dose(now)}.",
                *([f"From week {start}: {change}."] if change else []),
                f"6-TGN: {_at(found.tgn, weeks)}, which is {place} the range of BSG 2019.",
                f"6-MMP: {_at(found.mmp, weeks)}, which is {side} the limit of BSG 2019.",
                f"Ratio of 6-MMP to 6-TGN in week 26: {ratio}.",
                "All levels in pmol per 8 × 10⁸ red cells.",
                *_doubts(now),
            ]
        )


def _key(axes: Any, words: str, kind: str) -> None:
    colour = plotting.STROKES[kind].words
    write(axes, (1, 1.065), words, colour, ha="right", transform=axes.transAxes)


def _count(level: float) -> str:
    return f"{level:,.0f}" if level >= 10_000 else f"{level:.0f}"


def _both(found: Concentrations) -> tuple[Array, Array]:
    return found.tgn, found.mmp


def _apart(one: float, other: float, top: float) -> bool:
    return bool(abs(np.sqrt(min(one, top)) - np.sqrt(min(other, top))) > NEAR * np.sqrt(top))


def _at(level: Array, weeks: list[int]) -> str:
    return ", ".join(f"{_count(level[7 * week])} in week {week}" for week in weeks)


def _dose(now: Values) -> str:
    skipped = f" and misses about {now['missed']:.0f}% of the days" if now["missed"] else ""
    return f"{now['dose']:.1f} mg/kg/day{skipped}" if now["dose"] else "no azathioprine"


def _change(now: Values) -> str:
    """Return what changes in the week of the change; nothing if nothing does."""
    share = now["later"]
    dose = "no tablets" if share == 0 else "the same dose" if share == 100 else f"{share:.0f}%"
    dose += " of the dose" if 0 < share < 100 else ""
    if now["allopurinol"]:
        return f"{dose}, with allopurinol"
    return dose if share < 100 else ""


def _doubts(now: Values) -> list[str]:
    if now["tpmt"] == "poor" and now["allopurinol"]:
        return ["Poor TPMT with allopurinol was never measured: the model multiplies the two."]
    return []


def _levels(values: Values) -> Concentrations:
    return levels(taken(values), Phenotype(values["tpmt"]))


def taken(values: Values) -> DosingHistory:
    """Return what a patient with these settings takes."""
    change = 7 * int(values["start"])
    doses = steps(DAYS, (0, values["dose"]), (change, values["dose"] * values["later"] / 100))
    doses = missed(doses, values["missed"] / 100)
    return course(doses, bool(values["allopurinol"]) & (np.arange(DAYS) >= change))
