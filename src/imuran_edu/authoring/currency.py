"""How old the authorities are, what they carry, and which have been replaced.

Its table holds the lessons too, with who reviewed them (`lesson_reviews.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from imuran_edu.authoring.check_currency import places_of, silent_on
from imuran_edu.authoring.lesson_reviews import Reviewed
from imuran_edu.core.csv_text import as_csv
from imuran_edu.evidence import Reference, load_evidence, load_facts

MONTHS: Final = 24  # after so long without a look, somebody looks again
KINDS: Final = ("question", "claim", "fact", "lesson", "figure", "explorer")
COLUMNS: Final = (
    *("id", "name", "issued", "checked", "months", "due", "superseded_by", "replaced"),
    *("keys", "claims", "facts", "lessons", "figures", "explorers", "silent"),
    *("kind", "version", "review", "reviews"),
)


@dataclass(frozen=True)
class Standing:
    """One reference: its age, what rests on it, and what has replaced it.

    Attributes:
        reference: the authority.
        months: since it was last checked, or issued if it never was; None if neither is known.
        due: whether somebody has to look again whether it stands.
        successors: what has taken its place, the first of them first.
        carries: the names of what rests on it, by kind (`KINDS`).
        silent: the names of what rests on it and does not say that it was replaced.
    """

    reference: Reference
    months: int | None
    due: bool
    successors: list[Reference] = field(default_factory=list)
    carries: dict[str, list[str]] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)

    @property
    def replaced(self) -> str:
        """When it was replaced, in words; `""` if it is in force."""
        issued = self.successors[0].issued if self.successors else None
        return issued.month_in_words if issued else ""


def measure(root: Path, today: date) -> list[Standing]:
    """Return every reference of a course, the one that was looked at longest ago first.

    Args:
        root: the checkout.
        today: from which ages are counted.

    Raises:
        InputError: the register or the facts cannot be read.
    """
    quizzes = root / "quizzes"
    evidence, facts = load_evidence(quizzes, today), load_facts(quizzes / "facts")
    carries: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    silent: dict[str, list[str]] = defaultdict(list)
    for fact in facts.values():
        carries[fact.rests_on.id]["fact"].append(fact.id)
    for place in places_of(root):
        for name in {cited for cited, _ in place.rests_on(facts)} | place.authorities:
            carries[name][place.kind].append(place.name)
        for name in silent_on(place, evidence, facts):
            silent[name].append(f"{place.kind} {place.name}")
    found = []
    for name, reference in evidence.references.items():
        months = _months(reference, today)
        old = months is None or months > MONTHS
        due = old and reference.genre != "study" and not reference.superseded_by
        successors = evidence.successors(name)
        found.append(
            Standing(reference, months, due, successors, dict(carries[name]), silent[name])
        )
    return sorted(found, key=lambda each: (each.months is not None, -(each.months or 0)))


def _months(reference: Reference, today: date) -> int | None:
    last = reference.checked or (reference.issued.first_day if reference.issued else None)
    if last is None:
        return None
    return (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day)


def summary(found: Sequence[Standing]) -> list[str]:
    """Return what a maintainer has to know, for a terminal: the replaced, then what is due."""
    replaced = [each for each in found if each.successors]
    due = [each for each in found if each.due]
    silent = sum(len(each.silent) for each in found)
    lines = [
        f"{len(found)} references: {len(replaced)} were replaced, {len(due)} were not checked for "
        f"more than {MONTHS} months.",
        "Replaced:",
    ]
    for each in replaced:
        by = ", ".join(new.short for new in each.successors)
        lines.append(
            f"  {each.reference.short}, replaced in {each.replaced} by {by}: {_carried(each)}"
        )
    lines.append(f"Warning, due for a look (more than {MONTHS} months):" if due else "None is due.")
    for each in due:
        age = "never checked, no date" if each.months is None else f"{each.months} months"
        lines.append(f"  {each.reference.short} ({age}): {_carried(each)}")
    lines.append(f"{silent} places rest on what was replaced without saying so.")
    lines += [f"  {name}: {each.reference.short}" for each in found for name in each.silent]
    return lines


def _carried(each: Standing) -> str:
    counts = (
        f"{len(names)} {_PLURALS[kind] if len(names) > 1 else kind}"
        for kind in KINDS
        if (names := each.carries.get(kind))
    )
    return ", ".join(counts) or "carries nothing"


_PLURALS = {
    "question": "questions",
    "claim": "claims",
    "fact": "facts",
    "lesson": "places in lessons",
    "figure": "figures",
    "explorer": "explorers",
}


def as_rows(found: Iterable[Standing]) -> list[list[str | int | None]]:
    """Return a row of `COLUMNS` for each reference; several names in a cell are parted by spaces.

    Names of places in lessons hold spaces, so they are parted by semicolons.
    """
    return [
        [
            each.reference.id,
            each.reference.short,
            each.reference.issued.in_words if each.reference.issued else None,
            each.reference.checked.isoformat() if each.reference.checked else None,
            each.months,
            "yes" if each.due else "no",
            " ".join(new.id for new in each.successors),
            each.replaced,
            *("; ".join(each.carries.get(kind, ())) for kind in KINDS),
            "; ".join(each.silent),
            "reference",
            *[None] * 3,
        ]
        for each in found
    ]


def rows_of_lessons(reviewed: Iterable[Reviewed]) -> list[list[str | int | None]]:
    """Return a row of `COLUMNS` for each lesson: checked is its last review, due is no or yes."""
    return [
        [
            *(each.lesson.id, each.lesson.title, None),
            each.reviews[0].reviewed.isoformat() if each.reviews else None,
            *(None, "no" if each.state == "reviewed" else "yes"),
            *[None] * (COLUMNS.index("kind") - COLUMNS.index("superseded_by")),
            *("lesson", each.version, each.state, each.told),
        ]
        for each in reviewed
    ]


def csv_text(found: Iterable[Standing], reviewed: Iterable[Reviewed]) -> str:
    """Return the table as CSV: the references, then the lessons."""
    return as_csv(COLUMNS, [*as_rows(found), *rows_of_lessons(reviewed)])
