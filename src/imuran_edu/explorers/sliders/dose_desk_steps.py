"""The rows of the dose desk: each step of the sum in words, with its result and its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imuran_edu.evidence import course_facts
from imuran_edu.models.dose_desk import Count, Order, Worked, counted, low_start, work
from imuran_edu.models.dosing import azathioprine_per_mercaptopurine


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
    each_day = _tablets(found, [count.a_day for count in found])
    in_all = _tablets(found, [count.supply for count in found])
    return [
        Step("Weight", f"{kg} × 2.2046", f"{worked.pounds:.1f} lb", "arithmetic"),
        Step(
            "Doses for this use",
            f"{doses.low:g} to {doses.cap:g} mg/kg × {kg}",
            f"{span(ends)} mg",
            doses.authority,
        ),
        Step("Exact dose", f"{order.mg_per_kg:g} mg/kg × {kg}", exact, "arithmetic"),
        _genes(order, worked),
        Step(
            f"In steps of {order.shelf.step_mg:g} mg",
            _rounding(order, worked),
            choices(worked.choices),
            "section 1: a limit is never passed",
        ),
        _partner(worked),
        Step(
            "The same as 6-MP",
            f"divided by {factor:.2f}",
            f"{span(ends_of(worked.mercaptopurine), 0)} mg" if worked.final else "none",
            "molar masses; Reactome R-HSA-9748996",
        ),
        Step("Tablets a day", order.shelf.value, each_day, "what is at hand"),
        Step("The supply", f"for {order.days} days", in_all, "arithmetic"),
    ]


def _genes(order: Order, worked: Worked) -> Step:
    name, result = "TPMT, NUDT15", f"{span((worked.by_genes.low, worked.by_genes.high))} mg"
    if worked.share is not None:
        both = order.intermediate == 2
        genes, year = ("both intermediate", 2024) if both else ("one intermediate", 2018)
        how = f"{genes}: {worked.share.because[0]} of {milligrams(worked.exact_mg)} mg, as a start"
        return Step(name, how, result, f"CPIC {year}")
    if low_start(order):
        how = "one intermediate; a start as low as this may need no cut"
        return Step(name, how, result, "CPIC database; the US label asks for less")
    return Step(name, "both normal: the usual start", result, "CPIC 2018")


def _rounding(order: Order, worked: Worked) -> str:
    dose, step = worked.rounded, order.shelf.step_mg
    if dose is None:
        return f"from {milligrams(worked.by_genes.low)} to {milligrams(worked.by_genes.high)} mg, rounded inwards"
    if dose.capped:
        cap = milligrams(worked.doses.cap * order.weight_kg)
        return f"{milligrams(dose.given_mg + step)} mg is nearer, but passes {cap} mg"
    if dose.raised:
        least = milligrams(worked.doses.low * order.weight_kg)
        return f"{milligrams(dose.given_mg - step)} mg is nearer, but below {least} mg"
    return f"nearest to {milligrams(dose.exact_mg)} mg"


def _partner(worked: Worked) -> Step:
    if worked.beside is None:
        return Step("Other medicine", "none: no cut", choices(worked.final), "US label")
    share = course_facts()["allopurinol-dose-share"].text
    cut = span((worked.beside.low, worked.beside.high))
    how = f"allopurinol: {share} of {milligrams(worked.choices[0])} mg is {cut} mg, rounded inwards"
    return Step("Other medicine", how, choices(worked.final), "US label")


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
    text = f"{dose:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tablets(found: Sequence[Count], numbers: Sequence[dict[float, float]]) -> str:
    lines = []
    for count, number in zip(found, numbers, strict=True):
        parts = [
            f"{_half(each)} × {strength:g} mg"
            for strength, each in sorted(number.items(), reverse=True)
        ]
        which = f"{count.dose_mg:g} mg: " if len(found) > 1 else ""
        lines.append(which + " + ".join(parts))
    return "\n".join(lines) or "none"


def _half(number: float) -> str:
    whole = int(number)
    return f"{whole or ''}½" if number != whole else f"{whole}"
