"""From a weight to a supply of tablets, each step with its rule."""

from __future__ import annotations

from imuran_edu.evidence import course_facts
from imuran_edu.pharmacology.explorers._tables import card, headline, panel, table, td, th, words
from imuran_edu.pharmacology.explorers.dose_desk_steps import choices, ends_of, span, steps
from imuran_edu.pharmacology.models.cpic import GeneName, GeneResult, Typed, read_diplotype
from imuran_edu.pharmacology.models.dose_calculator import (
    Order,
    Partner,
    Shelf,
    Worked,
    refusals,
    work,
)
from imuran_edu.pharmacology.models.dosing import Purpose
from imuran_edu.widgets.explorer_spec import Values

NO_DOSE = "no dose"


class View:
    """A table of the steps, or one panel that says why there is no dose."""

    def show(self, now: Values, before: Values | None) -> str:
        """Return the table as HTML, with the former results faint."""
        order, former = order_of(now), order_of(before) if before is not None else None
        was = f"Before: {_former(before, former)}." if before and former else ""
        if reasons := _reasons(now, order):
            return card(panel("No dose is worked out", reasons, _then(order)), words(was, True))
        worked = work(order)
        old = (
            [step.result for step in steps(former)]
            if before and former and not _reasons(before, former)
            else []
        )
        head = [th(name) for name in ("Step", "How")]
        head += [th(name, align="right") for name in ("Result", "Before")] + [th("Whose rule")]
        body = [
            (
                th(step.name, "row"),
                td(step.how),
                td(step.result, "right", strong=True),
                td(_beside(step.result, old[index] if old else ""), "right", faint=True),
                td(step.authority),
            )
            for index, step in enumerate(steps(order))
        ]
        shown = table("Every step of the sum", head, body, (14, 30, 21, 19, 16))
        note = words(_note(worked)) if _note(worked) else ""
        typed = words(" ".join(_typed(now)))
        return card(headline(_answer(worked), _per_kg(worked, order), was), shown, typed, note)

    def brief(self, now: Values) -> str:
        """Say what a move has come to."""
        order = order_of(now)
        if reasons := _reasons(now, order):
            return f"No dose is worked out. {reasons[0]}"
        worked = work(order)
        return f"{_answer(worked)} {_per_kg(worked, order)}".strip()

    def describe(self, now: Values) -> str:
        """Say every step of the sum, or why there is none."""
        order = order_of(now)
        asked = (
            f"Asked for: {order.mg_per_kg:g} mg/kg/day in {order.purpose.value}, "
            f"{order.weight_kg:g} kg, TPMT {order.tpmt.value}, NUDT15 {order.nudt15.value}, "
            f"other medicine {order.partner.value}, tablets of {order.shelf.value}, "
            f"{order.days} days."
        )
        asked = " ".join((asked, *_typed(now)))
        if reasons := _reasons(now, order):
            return f"{asked} No dose is worked out. {' '.join(reasons)} {_then(order)}"
        worked = work(order)
        said = "; ".join(
            f"{step.name}, {step.how} ({step.authority}): {step.result}" for step in steps(order)
        )
        rest = _note(worked)
        return (
            f"{asked} Worked out: {_answer(worked)} {_per_kg(worked, order)}. Step by step: "
            f"{said.replace(chr(10), ' ')}.{' ' if rest else ''}{rest}"
        ).replace(" .", ".")


def order_of(values: Values) -> Order:
    """Return the order that the controls make."""
    return Order(
        weight_kg=float(values["weight"]),
        purpose=Purpose[values["purpose"].upper()],
        mg_per_kg=round(float(values["dose"]), 2),
        tpmt=_report(values, "TPMT").result or GeneResult.INDETERMINATE,
        nudt15=_report(values, "NUDT15").result or GeneResult.INDETERMINATE,
        partner=Partner(values["other"]),
        shelf=Shelf[values["tablets"].upper()],
        days=int(values["days"]),
    )


def _report(values: Values, gene: GeneName) -> Typed:
    """Return what is known of a gene: the diplotype if one was typed, else the choice."""
    typed = str(values[f"{gene.lower()}_typed"]).strip()
    return read_diplotype(gene, typed) if typed else Typed(GeneResult(values[gene.lower()]), "")


def _typed(values: Values) -> list[str]:
    """Return a sentence for each diplotype that was typed and read."""
    reports = (_report(values, "TPMT"), _report(values, "NUDT15"))
    return [f"{each.words}." for each in reports if each.words and each.result]


def _reasons(values: Values, order: Order) -> list[str]:
    """Return every reason why no dose is worked out, what cannot be read first."""
    reports = (_report(values, "TPMT"), _report(values, "NUDT15"))
    return [f"{each.words}." for each in reports if not each.result] + refusals(order)


def _answer(worked: Worked) -> str:
    return f"{choices(worked.final)} a day" if worked.final else "No whole tablets"


def _per_kg(worked: Worked, order: Order) -> str:
    if not worked.final:
        return ""
    per_kg = span([dose / order.weight_kg for dose in ends_of(worked.final)], 2)
    return f"({per_kg} mg/kg/day)"


def _note(worked: Worked) -> str:
    if worked.final:
        many = len(worked.final) > 1
        return "Whoever prescribes chooses within the range." if many else ""
    meant = worked.beside or worked.by_genes
    liquid = course_facts()["suspension-strength"].text
    return (
        f"The tablets at hand make no dose between {span((meant.low, meant.high), 1, 'and')} mg. "
        f"Others may, or a suspension ({liquid}, Jayempi): ask the prescriber."
    )


def _then(order: Order) -> str:
    if order.poor or order.partner is not Partner.NONE:
        return "The way on is a call to the prescriber, before the first tablet."
    return "Mend what was entered, or look again at what is treated."


def _former(values: Values, order: Order) -> str:
    return NO_DOSE if _reasons(values, order) else _answer(work(order))


def _beside(now: str, former: str) -> str:
    return "same" if former == now else former
