"""CPIC's rules for the first dose of azathioprine, and the way from a diplotype to a phenotype.

CPIC 2025 update (doi 10.1002/cpt.70209), Table 4, for disease that is not malignant; every number
comes from the course's facts, every allele from `alleles.yaml`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, Literal

from imuran_edu.core import read_yaml, validate
from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence import course_facts

FILE: Final = Path(__file__).with_name("alleles.yaml")
AUTHORITY: Final = "CPIC 2025"
_SHARES: Final = {1: "cpic-im-share", 2: "cpic-im-im-share"}
_DIPLOTYPE: Final = re.compile(r"\*?([0-9]+[A-Z]?)\s*[/|]\s*\*?([0-9]+[A-Z]?)")

GeneName = Literal["TPMT", "NUDT15"]


class GeneResult(StrEnum):
    """A report on TPMT or NUDT15, in CPIC's terms.

    `possible intermediate` has one lost allele and one of uncertain function; `indeterminate` has
    one or two of uncertain function and none that is lost.
    """

    NORMAL = "normal"
    POSSIBLE = "possible intermediate"
    INTERMEDIATE = "intermediate"
    POOR = "poor"
    INDETERMINATE = "indeterminate"

    @property
    def counts_as_intermediate(self) -> bool:
        """Whether CPIC gives the dose of an intermediate metaboliser."""
        return self in (GeneResult.INTERMEDIATE, GeneResult.POSSIBLE)


class Alleles(Strict):
    """What is known of the alleles of one gene; names without the star.

    Attributes:
        gene: its symbol.
        source: who lists the functions.
        url: where the list was read.
        date: of the list.
        normal: alleles of normal function.
        lost: alleles of no function.
        uncertain: alleles of uncertain or unknown function.
        counted_in: alleles that are no longer of their own, and those that they are part of.
        judged_anew: alleles whose function CPIC has judged anew and we have not read.
    """

    gene: GeneName
    source: str
    url: str
    date: dt.date
    normal: list[str]
    lost: list[str]
    uncertain: list[str] = []
    counted_in: dict[str, str] = {}
    judged_anew: list[str] = []


class AlleleTable(Strict):
    """The file `alleles.yaml`."""

    genes: list[Alleles]


@dataclass(frozen=True)
class Typed:
    """What a typed diplotype means.

    Attributes:
        result: the phenotype; None if the text cannot be read or the alleles do not tell.
        words: one sentence: how the phenotype follows, or what to type instead.
    """

    result: GeneResult | None
    words: str


@cache
def alleles(gene: GeneName) -> Alleles:
    """Return what is known of the alleles of a gene."""
    table = validate(AlleleTable, read_yaml(FILE))
    return next(each for each in table.genes if each.gene == gene)


def read_diplotype(gene: GeneName, text: str) -> Typed:
    """Return the phenotype of a diplotype such as `*1/*3A`.

    Two normal alleles: normal; one lost: intermediate; two lost: poor; one lost and one uncertain:
    possible intermediate; any other pair with an uncertain one: indeterminate.

    Args:
        gene: whose alleles they are.
        text: as typed; the stars, spaces and the gene's name may be left out or in.
    """
    given = text.strip().upper().removeprefix(gene).strip()
    match = _DIPLOTYPE.fullmatch(given)
    if match is None:
        shown = re.sub(r"[^\w*/ ]", "?", text.strip()[:20])
        return Typed(None, f"'{shown}' is no diplotype; type two alleles like *1/*3")
    known = alleles(gene)
    notes, kinds = [], []
    for name in match.groups():
        core = known.counted_in.get(name, name)
        if core != name:
            notes.append(f"*{name} is counted in *{core}")
        kind = _kind(known, core)
        if kind == "unknown":
            return Typed(
                None,
                f"{gene}*{name} is not in the list of {known.date}; enter the "
                "phenotype that the laboratory gives",
            )
        if kind == "judged anew":
            return Typed(
                None,
                f"CPIC judged {gene}*{name} anew in 2026; enter the phenotype that "
                "the laboratory gives",
            )
        kinds.append(kind)
    result = _phenotype(kinds)
    pair = "/".join(f"*{name}" for name in match.groups())
    also = f" ({'; '.join(dict.fromkeys(notes))})" if notes else ""
    return Typed(result, f"{gene} {pair}: {result.value}{also}; list of {known.date}")


def _kind(known: Alleles, name: str) -> str:
    lists = {
        "normal": known.normal,
        "lost": known.lost,
        "uncertain": known.uncertain,
        "judged anew": known.judged_anew,
    }
    return next((kind for kind, names in lists.items() if name in names), "unknown")


def _phenotype(kinds: list[str]) -> GeneResult:
    match sorted(kinds):
        case ["normal", "normal"]:
            return GeneResult.NORMAL
        case ["lost", "normal"]:
            return GeneResult.INTERMEDIATE
        case ["lost", "lost"]:
            return GeneResult.POOR
        case ["lost", "uncertain"]:
            return GeneResult.POSSIBLE
        case _:
            return GeneResult.INDETERMINATE


def is_low_start(mg_per_kg: float) -> bool:
    """Whether a first dose lies below the one from which on CPIC cuts it, mg/kg/day."""
    return mg_per_kg < course_facts()["cpic-cut-from"].figures[0]


def share_of_start(intermediate: int) -> tuple[float, float, str]:
    """Return CPIC's share of the standard start for 1 or 2 intermediate genes.

    Returns:
        The lowest and the highest share, 0.3 for 30%, and the words for both.
    """
    words = course_facts()[_SHARES[intermediate]]
    least, most = (each / 100 for each in words.figures)
    return least, most, words.text
