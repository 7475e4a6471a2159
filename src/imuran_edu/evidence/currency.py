"""How old an authority is, what has taken its place, and how a text says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from imuran_edu.core import Problem, Source
from imuran_edu.core.words import _
from imuran_edu.evidence.model import Reference


def successors(reference: Reference, references: Mapping[str, Reference]) -> list[Reference]:
    """Return what has taken the place of a reference, and of its successors in turn.

    Unknown ids are passed over, and a circle ends where it closes: `load_evidence` names both.
    """
    found: dict[str, Reference] = {}
    waiting = list(reference.superseded_by)
    while waiting:
        name = waiting.pop(0)
        if name in references and name not in found:
            found[name] = references[name]
            waiting.extend(references[name].superseded_by)
    return list(found.values())


def named_in_text(reference: Reference, references: Mapping[str, Reference]) -> str:
    """Return how a sentence names an authority: `BSR 2017, replaced in November 2025`.

    Args:
        reference: the authority; one that is in force is named by its `short` name alone.
        references: all of them by id; the first successor's date is when it was replaced.
    """
    if not reference.superseded_by:
        return reference.short
    first = references.get(reference.superseded_by[0])
    name = reference.short
    if first and first.issued:
        return _("{name}, replaced in {date}", name=name, date=first.issued.month_in_words)
    return _("{name}, replaced", name=name)


def dated(reference: Reference) -> str:
    """Return the date of an authority as a reader needs it: `2017` or `read on 22 November 2026`.

    What carries no date of its own has the day on which it was last looked at.
    """
    if reference.issued:
        return reference.issued.month_in_words
    if reference.checked:
        day = f"{reference.checked.day} {reference.checked:%B %Y}"
        return _("read on {day}", day=day)
    return _("without a date")


def currency_problems(
    source: Source, references: Mapping[str, Reference], today: date | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the dates and the successors in `references.yaml`.

    Args:
        source: the file as read; its references are those of `references`, in any order.
        references: by id.
        today: no date may lie after this day; without it a date in the future is let through, so
            that a student's clock that is slow stops no lesson.
    """
    for index, item in enumerate(source.data["references"]):
        reference, at = references[item["id"]], ("references", index)
        name = f"reference '{reference.id}'"
        issued, checked = reference.issued, reference.checked
        if issued and today and issued.first_day > today:
            message = f"{name} was issued in the future ({issued.in_words}); mend the date"
            yield source.problem((*at, "issued"), message)
        if checked and today and checked > today:
            message = f"{name} was checked in the future ({checked}); mend the date"
            yield source.problem((*at, "checked"), message)
        if checked and issued and checked < issued.first_day:
            message = f"{name} was checked on {checked}, before it was issued ({issued.in_words}); "
            yield source.problem((*at, "checked"), message + "mend one of the two dates")
        for place, message in _successor_faults(reference, references):
            yield source.problem((*at, "superseded-by", place), f"{name}: {message}")


def _successor_faults(
    reference: Reference, references: Mapping[str, Reference]
) -> Iterator[tuple[int, str]]:
    for place, name in enumerate(reference.superseded_by):
        successor = references.get(name)
        if successor is None:
            yield place, f"unknown successor '{name}'; add it to references.yaml or mend the id"
            continue
        if circle := _circle(reference, successor, references):
            chain = " -> ".join((reference.id, *circle))
            yield place, f"supersedes itself: {chain}; delete one of these superseded-by"
        if successor.issued is None:
            yield place, f"its successor '{name}' has no date; give it 'issued'"
        elif reference.issued and successor.issued.first_day < reference.issued.first_day:
            yield place, f"its successor '{name}' is older than it; mend a date or the id"


def _circle(
    reference: Reference, successor: Reference, references: Mapping[str, Reference]
) -> list[str] | None:
    """Return the ids from a successor back to the reference that it supersedes, if they lead so."""
    paths = [[successor.id]]
    seen = {successor.id}
    while paths:
        path = paths.pop(0)
        if path[-1] == reference.id:
            return path
        for name in references[path[-1]].superseded_by:
            if name in references and name not in seen:
                seen.add(name)
                paths.append([*path, name])
    return None
