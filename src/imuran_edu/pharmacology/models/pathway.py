"""Where 6-MP goes when an enzyme works less: a scheme for a drawing, not a measurement.

At each fork the ways share what arrives: a way takes its usual share times the activity of its
enzyme, over the same sum for all ways. What one enzyme leaves, the others get.

    6-MP -> TPMT 6-MMP | xanthine oxidase 6-thiouric acid | HPRT1 TIMP | other ways
    TIMP -> TPMT meTIMP | IMPDH, GMPS 6-TGN
    6-TGN: kinases make triphosphate of all of it; NUDT15 turns a half back

Schematic: the usual shares are assumed, for no set of shares agrees with all that was published
(poor TPMT metabolisers need about a tenth of the dose, people on allopurinol about a third). They
are chosen so that half the TPMT gives nearly twice the 6-TGN, as one variant allele does (Lennard
2013), and so that a fall of each enzyme moves 6-TGN, its triphosphate and the product of that
enzyme the way that was seen. One direction is not as seen: without xanthine oxidase 6-MMP rises
here, and in patients on allopurinol it falls, for a reason that nobody is sure of. For levels over
time, with medians of patients, see `metabolites.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

# usual shares of 6-MP, and of TIMP: assumed (see above)
MMP, THIOURIC, TIMP, OTHER = 0.36, 0.40, 0.20, 0.04
METIMP: Final = 2 / 3
TURNED_BACK: Final = 0.5  # of the triphosphate, by NUDT15


@dataclass(frozen=True)
class Enzymes:
    """How much of its usual activity each enzyme has, 0 to 1."""

    tpmt: float = 1.0
    xanthine_oxidase: float = 1.0
    hprt1: float = 1.0
    nudt15: float = 1.0


@dataclass(frozen=True)
class Flows:
    """Shares of the 6-MP that is released, 0 to 1.

    Attributes:
        mmp: becomes 6-MMP.
        thiouric: becomes 6-thiouric acid.
        other: goes other ways, such as unchanged with the urine.
        timp: becomes TIMP, whatever follows.
        metimp: becomes meTIMP.
        tgn: becomes 6-TGN; the total of mono-, di- and triphosphates follows it.
        back: is turned back from triphosphate by NUDT15.
    """

    mmp: float
    thiouric: float
    other: float
    timp: float
    metimp: float
    tgn: float
    back: float

    @property
    def tgtp(self) -> float:
        """What stands as triphosphate, the part of 6-TGN that acts."""
        return self.tgn - self.back

    def of(self, name: str) -> float:
        """Return one of the shares by its name.

        Raises:
            AttributeError: there is no share of that name.
        """
        share: float = getattr(self, name)
        return share


def flows(enzymes: Enzymes) -> Flows:
    """Return where 6-MP goes.

    Args:
        enzymes: the activities.

    Raises:
        ValueError: an activity is not between 0 and 1.
    """
    for field in fields(enzymes):
        if not 0 <= getattr(enzymes, field.name) <= 1:
            raise ValueError(f"the activity of {field.name} is between 0 and 1")
    pulls = {
        "mmp": MMP * enzymes.tpmt,
        "thiouric": THIOURIC * enzymes.xanthine_oxidase,
        "timp": TIMP * enzymes.hprt1,
        "other": OTHER,  # never 0, so that 6-MP always has a way to go
    }
    first = {name: pull / sum(pulls.values()) for name, pull in pulls.items()}
    methylated = METIMP * enzymes.tpmt
    metimp = first["timp"] * methylated / (methylated + 1 - METIMP)
    tgn = first["timp"] - metimp
    return Flows(**first, metimp=metimp, tgn=tgn, back=tgn * TURNED_BACK * enzymes.nudt15)
