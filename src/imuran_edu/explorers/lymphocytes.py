"""A resting and a dividing lymphocyte, their purines, and the three blows of the drug.

Sources: JCI commentary 2003 (purines and DNA), Stet 1993 (meTIMP), Tiede 2003 (CD28 and Rac1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from imuran_edu.explorers.diagram import draw_diagram

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw() -> Figure:
    """Draw it from `lymphocytes.yaml`."""
    return draw_diagram("lymphocytes")
