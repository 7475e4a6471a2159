"""Read 6-TGN and 6-MMP together, by the table of BSG 2019.

All in pmol per 8 x 10⁸ red cells, the unit of that table. Laboratories differ in their assays
(Lennard, Dervieux): a limit holds for the assay that it was found with, and a laboratory's own
limits come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from imuran_edu.evidence import course_facts


class Reading(StrEnum):
    """What a pair of levels suggests."""

    TOO_LITTLE = "under-dosed or not taken"
    SHUNTER = "shunter"
    ON_TARGET = "on target"
    ON_TARGET_MMP_HIGH = "on target, 6-MMP high"
    HIGH = "6-TGN high"


@dataclass(frozen=True)
class Limits:
    """The limits of BSG 2019, pmol/8e8 RBC, and the ratio of 6-MMP to 6-TGN."""

    tgn_low: float
    tgn_high: float
    mmp_high: float
    ratio: float


def limits() -> Limits:
    """Return the limits as the course's facts give them."""
    names = ("tgn-low-bsg", "tgn-high-bsg", "mmp-limit-bsg", "ratio-limit-bsg")
    low, high, mmp, ratio = (course_facts()[name].figures[0] for name in names)
    return Limits(low, high, mmp, ratio)


def read_pair(tgn: float, mmp: float) -> Reading:
    """Say what a pair of levels suggests, by BSG 2019.

    Args:
        tgn: 6-TGN, pmol/8e8 RBC.
        mmp: 6-MMP, pmol/8e8 RBC.

    Raises:
        ValueError: a level is negative or no number.
    """
    if not (tgn >= 0 and mmp >= 0):
        raise ValueError("a level is 0 or more")
    given = limits()
    if tgn > given.tgn_high:
        return Reading.HIGH
    if tgn >= given.tgn_low:
        return Reading.ON_TARGET_MMP_HIGH if mmp > given.mmp_high else Reading.ON_TARGET
    if mmp > given.mmp_high or mmp > given.ratio * tgn > 0:
        return Reading.SHUNTER
    return Reading.TOO_LITTLE


MEANINGS = {
    Reading.TOO_LITTLE: "Both are low: the dose is too small, or the tablets are not taken. Ask.",
    Reading.SHUNTER: (
        "6-TGN is low while 6-MMP is high or over eleven times as high: the drug arrives and most "
        "of it is methylated. More of it would feed 6-MMP first."
    ),
    Reading.ON_TARGET: "6-TGN is in its range. If the illness is active all the same, rethink it.",
    Reading.ON_TARGET_MMP_HIGH: (
        "6-TGN is in its range, but 6-MMP is where liver injury becomes more likely."
    ),
    Reading.HIGH: "6-TGN is above its range: the marrow is at risk. A reason is to be looked for.",
}
