"""The rows of the dose desk: each step of the sum in words, with its result and its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imuran_edu.evidence import course_facts
from imuran_edu.pharmacology.models.cpic import AUTHORITY
from imuran_edu.pharmacology.models.dose_calculator import Order, Worked, counted, low_start, work
from imuran_edu.pharmacology.models.dosing import azathioprine_per_mercaptopurine


@dataclass(frozen=True)
class Step:
    """One row: what is worked out, how, the result, and whose rule it is."""

    name: str
    how: str
    result: str
    authority: str


def steps(order: Order) -> list[Step]:
    """Return the rows of an order that is not refused."""
    worked, kg = work(order), f"{order.weight_kg:g} kg"
    doses, exact = worked.doses, f"{milligrams(worked.exact_mg)} mg"
    ends = (doses.low * order.weight_kg, doses.cap * order.weight_kg)
    factor = azathioprine_per_mercaptopurine()
    found = [counted(dose, order.shelf, order.days) for dose in ends_of(worked.final)]
    each_day = _tablets([count.a_day for count in found])
    in_all = _tablets([count.supply for count in found])
    return [
        Step("Weight", f"{kg} × 2.2046", f"{worked.pounds:.1f} lb", "arithmetic"),
        Step(
            "Range",
            f"{doses.low:g} to {doses.cap:g} mg/kg × {kg}",
            f"{span(ends)} mg",
            doses.authority,
        ),
        Step("Exact dose", f"{order.mg_per_kg:g} mg/kg × {kg}", exact, "arithmetic"),
        _genes(order, worked),
        Step("Rounded", _rounding(order, worked), choices(worked.choices), "section 1"),
        _allopurinol(worked),
        Step(
            "As 6-MP",
            f"divided by {factor:.2f}: masses, and the share converted",
            f"{span(ends_of(worked.mercaptopurine), 0)} mg" if worked.final else "none",
            "Reactome",
        ),
        Step("Each day", f"tablets of {order.shelf.value}", each_day, "arithmetic"),
        Step("Supply", f"for {order.days} days", in_all, "arithmetic"),
    ]


def _genes(order: Order, worked: Worked) -> Step:
    name, result = "Enzymes", f"{span((worked.by_genes.low, worked.by_genes.high))} mg"
    both = order.intermediate == 2
    genes = "both count as intermediate" if both else "one counts as intermediate"
    if worked.share is not None:
        how = f"{genes}: {worked.share.because[0]} of {milligrams(worked.exact_mg)} mg, as a start"
        return Step(name, how, result, AUTHORITY)
    if low_start(order):
        how = f"{genes}: a start below 2 mg/kg may need no cut"
        return Step(name, how, result, f"{AUTHORITY}; the US label asks for less")
    if order.unknown:
        how = f"{' and '.join(order.unknown)} not known: no share; watch the counts closely"
        return Step(name, how, result, AUTHORITY)
    return Step(name, "both normal: no cut", result, AUTHORITY)


def _rounding(order: Order, worked: Worked) -> str:
    dose, step = worked.rounded, order.shelf.step_mg
    by = f"in steps of {step:g} mg"
    if dose is None:
        return f"{by}, inwards into {span((worked.by_genes.low, worked.by_genes.high))} mg"
    if dose.capped:
        cap = milligrams(worked.doses.cap * order.weight_kg)
        over = (dose.given_mg + step) / (worked.doses.cap * order.weight_kg) - 1
        nearer = f"{milligrams(dose.given_mg + step)} mg is nearer, but {over:.0%} over {cap} mg"
        return f"{by}: {nearer}"
    if dose.raised:
        least = milligrams(worked.doses.low * order.weight_kg)
        return f"{by}: {milligrams(dose.given_mg - step)} mg is nearer, but below {least} mg"
    return f"{by}, nearest to {milligrams(dose.exact_mg)} mg"


def _allopurinol(worked: Worked) -> Step:
    name, result = "Allopurinol", choices(worked.final)
    if worked.beside is None:
        return Step(name, "not taken: no cut", result, "US label")
    share = course_facts()["allopurinol-dose-share"].text
    cut = span((worked.beside.low, worked.beside.high))
    how = f"{share} of {milligrams(worked.choices[0])} mg is {cut} mg, rounded inwards"
    return Step(name, how, result, "US label")


def ends_of(doses: Sequence[float]) -> list[float]:
    """Return the lowest and the highest of some doses, one if there is one."""
    return [doses[0], doses[-1]][: len(doses)] if doses else []


def choices(doses: Sequence[float]) -> str:
    """Return doses in whole steps as `50 to 100 mg`."""
    return f"{span(ends_of(doses))} mg" if doses else "none"


def span(ends: Sequence[float], digits: int = 1, between: str = "to") -> str:
    """Return two numbers as `42 to 112`, one if they look alike."""
    texts = list(dict.fromkeys(milligrams(end, digits) for end in ends))
    return f" {between} ".join(texts)


def milligrams(dose: float, digits: int = 1) -> str:
    """Return a number without idle zeros."""
    text = f"{dose + 1e-9:.{digits}f}"  # a half goes up
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tablets(numbers: Sequence[dict[float, float]]) -> str:
    lines = [
        " + ".join(
            f"{_half(each)} × {strength:g} mg"
            for strength, each in sorted(number.items(), reverse=True)
        )
        for number in numbers
    ]
    return "\nto ".join(lines) or "none"


def _half(number: float) -> str:
    whole = int(number)
    return f"{whole or ''}½" if number != whole else f"{whole}"
