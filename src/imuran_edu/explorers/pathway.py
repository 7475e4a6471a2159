"""The pathway from azathioprine to its three targets.

Sources: CPIC 2018, Figure 1, and Dubinsky 2004, Figure 1 (enzymes from 6-MP on); Eklund 2006
(glutathione transferases); Reactome R-HSA-9750555 (NUDT15); Stet 1993 (meTIMP); Tiede 2003 (Rac1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from imuran_edu.explorers.diagram import draw_diagram

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw() -> Figure:
    """Draw it from `pathway.yaml`."""
    return draw_diagram("pathway")
