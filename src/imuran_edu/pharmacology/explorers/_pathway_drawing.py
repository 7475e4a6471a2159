"""The still parts of the explorer `pathway`, and the shape of its arrows. Lengths are inches."""

from __future__ import annotations

from math import hypot
from typing import Any, Final

import numpy as np

from imuran_edu.core.diagram import Diagram, Point

WIDTH, HEIGHT = 7.8, 5.5
WIDEST: Final = 0.42  # an arrow that carries all of the 6-MP
HAIR: Final = 0.014  # an arrow that carries hardly anything

BOXES: Final = (
    ("aza", (3.3, 5.25), (1.5, 0.4), "active", "azathioprine", ""),
    ("mp", (3.3, 4.32), (1.5, 0.56), "active", "6-MP", "6-mercaptopurine"),
    ("timp", (3.3, 3.25), (1.5, 0.42), "active", "TIMP", ""),
    ("tgmp", (3.3, 2.28), (1.5, 0.42), "active", "6-TGMP", ""),
    ("tgtp", (3.3, 1.34), (1.5, 0.42), "active", "6-TGTP", ""),
    ("mmp", (0.8, 4.32), (1.3, 0.42), "lost", "6-MMP", ""),
    ("metimp", (0.8, 3.25), (1.3, 0.42), "lost", "meTIMP", ""),
    ("urate", (6.78, 4.32), (1.72, 0.56), "lost", "6-thiouric acid", "to the urine"),
    ("purines", (0.98, 0.38), (1.7, 0.54), "target", "New purines", "de novo route"),
    ("dna", (3.3, 0.38), (1.9, 0.54), "target", "DNA, RNA, Rac1", "where 6-TGTP acts"),
)
# flow, from, to, kind
WAYS: Final = (
    ("mmp", (2.55, 4.32), (1.47, 4.32), "lost"),
    ("thiouric", (4.05, 4.32), (5.9, 4.32), "lost"),
    ("other", (4.1, 4.1), (5.05, 3.77), "plain"),
    ("timp", (3.3, 4.04), (3.3, 3.46), "active"),
    ("metimp", (2.55, 3.25), (1.47, 3.25), "lost"),
    ("tgn", (3.3, 3.04), (3.3, 2.49), "active"),
    ("tgn", (3.55, 2.07), (3.55, 1.55), "active"),
    ("back", (3.05, 1.55), (3.05, 2.07), "lost"),
    ("tgtp", (3.3, 1.13), (3.3, 0.67), "target"),
)
RELEASE: Final = ((3.3, 5.05), (3.3, 4.6))  # always all of it
BLOCK: Final = ((0.8, 3.01), (0.8, 0.72))  # meTIMP on the making of purines
# control, where its value stands, kind
VALUES: Final = (
    ("tpmt", (1.96, 4.62), "lost"),
    ("tpmt", (1.96, 3.5), "lost"),
    ("xo", (5.5, 4.66), "lost"),
    ("hprt1", (4.25, 3.63), "active"),
    ("nudt15", (2.32, 1.75), "lost"),
)
# words that never change, where, how aligned, kind
STILL: Final = (
    ("TPMT", (1.9, 4.62), "right", "lost"),
    ("TPMT", (1.9, 3.5), "right", "lost"),
    ("xanthine oxidase", (5.44, 4.66), "right", "lost"),
    ("HPRT1", (3.56, 3.63), "left", "active"),
    ("NUDT15", (2.26, 1.75), "right", "lost"),
    ("GSTs", (3.02, 4.84), "right", "active"),
    ("IMPDH, GMPS", (3.56, 2.72), "left", "active"),
    ("kinases", (3.83, 1.75), "left", "active"),
    ("6-TGN", (1.5, 2.36), "left", "active"),
)


def diagram() -> Diagram:
    """Return the boxes."""
    keys = ("id", "at", "size", "kind", "text", "note")
    given = {
        "size": (WIDTH, HEIGHT),
        "frames": [{"corner": (1.36, 1.03), "size": (3.3, 1.6), "kind": "active", "edged": False}],
        "arrows": [],
        "nodes": [dict(zip(keys, box, strict=True)) for box in BOXES],
        "words": [],
    }
    return Diagram.model_validate(given)


def outline(start: Point, end: Point, share: float) -> Any:
    """Return the corners of an arrow that carries a share of the 6-MP; one point if none."""
    if share == 0:
        return np.tile(start, (7, 1))
    half = max(WIDEST * share, HAIR) / 2
    length = hypot(end[0] - start[0], end[1] - start[1])
    along = np.subtract(end, start) / length
    aside = np.array((-along[1], along[0]))
    neck, wing = length - 0.12 - 0.5 * half, half + 0.07
    corners = [(0, half), (neck, half), (neck, wing), (length, 0)]
    corners += [(far, -out) for far, out in corners[2::-1]]
    return np.array([np.array(start) + far * along + out * aside for far, out in corners])
