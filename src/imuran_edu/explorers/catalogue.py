"""The figures that a lesson can show: what draws each, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Entry:
    """A figure: the module of this room that draws it, and its words."""

    module: str
    alt: str
    caption: str

    def draw(self) -> Figure:
        """Draw it; matplotlib is imported here and not before."""
        drawn: Figure = import_module(f"imuran_edu.explorers.{self.module}").draw()
        return drawn


FIGURES = {
    "pathway": Entry(
        module="pathway",
        alt=(
            "Flow chart. The active route runs down the middle: azathioprine to 6-mercaptopurine "
            "(6-MP) by glutathione transferases, with the nitroimidazole leaving; 6-MP to TIMP by "
            "HPRT1; TIMP to TXMP by IMPDH; TXMP to 6-TGMP by GMPS; 6-TGMP to 6-TGDP and 6-TGTP by "
            "kinases. A frame around the last two boxes is marked 6-TGN, the active drug. "
            "Inactivating routes lead away: 6-MP to 6-thiouric acid by xanthine oxidase; 6-MP to "
            "6-MMP and TIMP to meTIMP by TPMT; 6-TGTP back to 6-TGMP by NUDT15. Three targets "
            "stand at the foot: (1) meTIMP blocks the making of new purines, (2) false nucleotides "
            "enter DNA and RNA, (3) 6-TGTP takes the place of GTP on Rac1."
        ),
        caption=(
            "From the tablet to its three targets. The pathway follows CPIC 2018 and Dubinsky "
            "2004; the first step, Eklund 2006; target 1, Stet 1993; target 3, Tiede 2003. Left "
            "out: ITPA, aldehyde oxidase, methylated thioguanine, and the steps that make the "
            "deoxy forms. Lengths and widths mean nothing."
        ),
    ),
    "purine-starvation": Entry(
        module="lymphocytes",
        alt=(
            "Two cells side by side. A resting lymphocyte meets a small need for purines by "
            "salvage; the line for de novo synthesis is thin, and the purines serve upkeep. A "
            "dividing lymphocyte on azathioprine has a large need that goes unmet, and three blows "
            "fall on it: (1) meTIMP cuts the thick line of de novo synthesis, (2) thioguanine is "
            "built into the new DNA and division fails, (3) Rac1, which carries the second signal "
            "from CD28, holds 6-thio-GTP; survival is lost and the cell dies by apoptosis."
        ),
        caption=(
            "Why the dividing lymphocyte is hit. A scheme: thicker lines carry more, but not to "
            "scale; dashed lines are what the drug leaves. Blow 1: Stet 1993. Blow 2, and the "
            "dependence on de novo synthesis: JCI commentary 2003. Blow 3: Tiede 2003, in human "
            "CD4 T cells."
        ),
    ),
    "onset": Entry(
        module="onset",
        alt=(
            "Two panels over the first eight weeks of the same dose every day. Above, 6-TGN in red "
            "cells climbs towards its steady state: 50% after about 5 days, 86% after 2 weeks, 98% "
            "after 4 weeks; a grey band shows half-lives from 3 to 8 days; a bar marks weeks 6 to "
            "8, when rheumatoid arthritis usually responds. Below, 6-MP in plasma, half-life about "
            "2 hours: a narrow spike after each dose, gone before the next, the same in week 8 as "
            "on day 1."
        ),
        caption=(
            "One drug, two clocks. Drawn with a half-life of about 5 days for 6-TGN (estimated in "
            "patients on 6-thioguanine, Derijks 2006) and of about 2 hours for 6-MP (Chan 1990). "
            "The grey band, 3 to 8 days, is an assumption that shows what 'about' may mean. The "
            "bar: US label. 6-TGN is smoothed over each day; the rise of each spike is schematic."
        ),
    ),
}
