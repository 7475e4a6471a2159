"""The way from a weight to a supply of tablets, one step after the other, with every rule named.

Where a rule gives a range, the range is carried to the end: whoever prescribes chooses within it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from imuran_edu.pharmacology.models.cpic import GeneResult, is_low_start, share_of_start
from imuran_edu.pharmacology.models.dosing import (
    POUNDS_PER_KG,
    ROUNDING,
    STEP_MG,
    WITH_FEBUXOSTAT,
    Dose,
    Doses,
    Purpose,
    Range,
    RefusedError,
    beside_allopurinol,
    daily_dose,
    doses_for,
    scored_tablets,
    tablets,
    to_mercaptopurine,
    whole_steps,
)

TABLET_MG: Final = 50.0
HAIR: Final = 1e-9  # 2.625 / 2.5 is a hair over 1.05


class Partner(StrEnum):
    """The other medicine."""

    NONE = "none"
    ALLOPURINOL = "allopurinol"
    FEBUXOSTAT = "febuxostat"


class Shelf(StrEnum):
    """The tablets at hand: 25 and 50 mg, or 50 mg alone, which may be halved or not."""

    BOTH = "25 and 50 mg"
    SCORED = "50 mg, scored"
    WHOLE = "50 mg, whole"

    @property
    def step_mg(self) -> float:
        """The smallest part of a dose that these tablets make, mg."""
        return TABLET_MG if self is Shelf.WHOLE else STEP_MG


@dataclass(frozen=True)
class Order:
    """What is asked for: weight in kg, dose in mg/kg/day, supply in days."""

    weight_kg: float
    purpose: Purpose
    mg_per_kg: float
    tpmt: GeneResult
    nudt15: GeneResult
    partner: Partner
    shelf: Shelf
    days: int

    @property
    def intermediate(self) -> int:
        """How many of the two genes count as intermediate."""
        return sum(each.counts_as_intermediate for each in (self.tpmt, self.nudt15))

    @property
    def poor(self) -> list[str]:
        """The genes that work poorly."""
        return self._with(GeneResult.POOR)

    @property
    def unknown(self) -> list[str]:
        """The genes whose report tells nothing of how they work."""
        return self._with(GeneResult.INDETERMINATE)

    def _with(self, result: GeneResult) -> list[str]:
        genes = {"TPMT": self.tpmt, "NUDT15": self.nudt15}
        return [gene for gene, found in genes.items() if found is result]


@dataclass(frozen=True)
class Count:
    """The tablets of one daily dose: how many of each strength in mg, a day and for the supply."""

    dose_mg: float
    a_day: dict[float, float]
    supply: dict[float, float]


@dataclass(frozen=True)
class Worked:
    """Every step of the sum; doses in mg/day.

    Attributes:
        pounds: the weight once more, lb.
        doses: of the purpose, mg/kg/day.
        exact_mg: weight times dose.
        by_genes: after CPIC's share, if there is one.
        share: CPIC's share, 0.3 for 30%; none if the dose stays whole.
        rounded: the one dose that tablets make, with how it was rounded; none where there is a
            range.
        choices: the doses in whole steps before the other medicine is looked at.
        beside: the range beside allopurinol, mg/day.
        final: the doses in whole steps; none if tablets at hand make no dose that fits.
    """

    pounds: float
    doses: Doses
    exact_mg: float
    by_genes: Range
    share: Range | None
    rounded: Dose | None
    choices: list[float]
    beside: Range | None
    final: list[float]

    @property
    def mercaptopurine(self) -> list[float]:
        """The doses of 6-MP, mg/day, that count as the final ones."""
        return [to_mercaptopurine(dose) for dose in self.final]


def refusals(order: Order) -> list[str]:
    """Return every reason why no dose is worked out, each with who gives it."""
    doses = doses_for(order.purpose)
    found = []
    if order.mg_per_kg > doses.cap:
        found.append(_above(order.mg_per_kg, doses, order.purpose))
    if order.mg_per_kg < doses.low:
        found.append(
            f"{order.mg_per_kg:g} mg/kg/day is below the doses in {order.purpose.value}, which "
            f"begin at {doses.low:g} mg/kg/day ({doses.authority})."
        )
    if order.poor:
        found.append(
            f"A poor metaboliser of {' and '.join(order.poor)}: in non-malignant disease CPIC 2025 "
            "says to consider a drug other than a thiopurine and gives no dose of azathioprine; "
            "the US label says to consider another treatment."
        )
    if order.partner is Partner.FEBUXOSTAT:
        found.append(f"{WITH_FEBUXOSTAT[0].upper()}{WITH_FEBUXOSTAT[1:]}.")
    if order.partner is Partner.ALLOPURINOL and (order.poor or order.intermediate):
        found.append(
            "Allopurinol and low enzyme activity close two ways out at once: the US label says to "
            "consider a further cut or another drug, and gives no number."
        )
    return found


def _above(mg_per_kg: float, doses: Doses, purpose: Purpose) -> str:
    """Say how far a dose lies above the highest, and whether that is rounding or an error."""
    over = mg_per_kg / doses.cap - 1
    told = (
        f"{mg_per_kg:g} mg/kg/day is {over:.0%} above the highest dose in {purpose.value}, "
        f"{doses.cap:g} mg/kg/day ({doses.authority}). "
    )
    if over <= ROUNDING + HAIR:
        return (
            told + "So much can be rounding, and harms nobody; as a dose to aim at it is refused."
        )
    return told + "No rounding explains that: ask what was meant before anything is supplied."


def work(order: Order) -> Worked:
    """Work an order out.

    Raises:
        RefusedError: the rules give a reason against it; `refusals` lists them all.
    """
    if reasons := refusals(order):
        raise RefusedError(" ".join(reasons))
    doses, step = doses_for(order.purpose), order.shelf.step_mg
    exact = order.weight_kg * order.mg_per_kg
    share = _share(order)
    rounded = None
    if share is None:
        least = doses.low if doses.firm else 0.0
        rounded = daily_dose(order.weight_kg, order.mg_per_kg, doses.cap, least, step)
        by_genes, choices = Range(exact, exact), [rounded.given_mg] if rounded.given_mg else []
    else:
        by_genes = Range(exact * share.low, exact * share.high)
        choices = whole_steps(by_genes.low, by_genes.high, step)
    beside, final = None, choices
    if order.partner is Partner.ALLOPURINOL and choices:
        beside = beside_allopurinol(choices[0])  # normal enzymes, so there is one dose
        final = whole_steps(beside.low, beside.high, step)
    pounds = order.weight_kg * POUNDS_PER_KG
    return Worked(pounds, doses, exact, by_genes, share, rounded, choices, beside, final)


def counted(dose_mg: float, shelf: Shelf, days: int) -> Count:
    """Return the tablets of a daily dose; a scored one counts as two halves, a last half as one."""
    if shelf is Shelf.SCORED:
        day, supply = (scored_tablets(dose_mg, TABLET_MG, each) for each in (1, days))
        return Count(dose_mg, {TABLET_MG: day}, {TABLET_MG: ceil(supply)})
    strengths = (TABLET_MG,) if shelf is Shelf.WHOLE else (STEP_MG, TABLET_MG)
    a_day = tablets(dose_mg, strengths)
    return Count(dose_mg, {**a_day}, {each: number * days for each, number in a_day.items()})


def low_start(order: Order) -> bool:
    """Whether slow genes leave the dose whole because it lies below the one that CPIC cuts."""
    return order.intermediate > 0 and is_low_start(order.mg_per_kg)


def _share(order: Order) -> Range | None:
    """Return CPIC's share of this dose, or None if the dose stays whole."""
    if not order.intermediate or low_start(order):
        return None
    low, high, words = share_of_start(order.intermediate)
    return Range(low, high, [words])
