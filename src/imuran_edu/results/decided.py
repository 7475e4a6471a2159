"""Questions that something was decided of after the exam, with the statistics of before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from imuran_edu.core.csv_text import as_csv, number
from imuran_edu.core.html_page import table
from imuran_edu.questions import Bank, QuestionType, score
from imuran_edu.questions.decisions import Decision
from imuran_edu.results.item_analysis import Analysis, Item, analyse
from imuran_edu.results.records import ResponseRecord
from imuran_edu.results.reliability import Estimate

_COLUMNS = (
    *("question", "decided", "reason", "points", "facility", "discrimination"),
    *("points_now", "facility_now", "discrimination_now"),
)


@dataclass(frozen=True)
class DecidedItem:
    """A question before and after what was decided.

    Attributes:
        id: of the question, or of one within a case.
        told: what was decided, in the sentences that students read.
        reasons: why.
        possible: its points on the day of the exam.
        facility: the mean share of these that was earned by the key of that day.
        discrimination: the correlation with the rest of the test of that day; None if not known.
        now: the question as it counts now; None if it does not.
    """

    id: str
    told: str
    reasons: str
    possible: float
    facility: float
    discrimination: Estimate | None
    now: Item | None


def decided_items(
    bank: Bank, today: Analysis, possible: Mapping[str, float], records: Sequence[ResponseRecord]
) -> list[DecidedItem]:
    """Return the questions that something was decided of, in the order of the bank.

    Args:
        bank: with its decisions.
        today: the analysis by what counts now.
        possible: the points of each graded cell now.
        records: the students' work, with the points of now.
    """
    if not bank.decisions:
        return []
    touched = {each.id: each for each in bank.questions if _is_touched(each, bank)}
    before = {
        name: touched[name].points if name in touched else points
        for name, points in possible.items()
    }
    then = [_of_then(record, touched) for record in records]
    items = analyse(today.assignment, before, bank.by_id, then).items
    about: dict[str, list[Decision]] = {}
    for decision in bank.decisions:
        about.setdefault(decision.question, []).append(decision)
    now = {item.id: item for item in today.items}
    return [
        DecidedItem(
            item.id,
            " ".join(each.told for each in about[item.id]),
            " ".join(each.reason for each in about[item.id]),
            item.possible,
            item.facility,
            item.discrimination,
            now.get(item.id),
        )
        for item in items
        if item.id in about
    ]


def _is_touched(question: QuestionType, bank: Bank) -> bool:
    return any(each.id in bank.rulings for each in (question, *question.parts))


def _of_then(record: ResponseRecord, touched: Mapping[str, QuestionType]) -> ResponseRecord:
    """Return a student's work with the points of the key of the day of the exam."""
    points = dict(record.points)
    for name, question in touched.items():
        if name not in points:
            continue
        found = score(question.for_seed(record.seed), record.answers.get(name))
        points[name] = None if found.status == "manual" else found.earned
    return replace(record, points=points)


def decided_csv(items: Sequence[DecidedItem]) -> str:
    """Return a row for each question, with the figures of before and of now."""
    return as_csv(_COLUMNS, [(item.id, item.told, item.reasons, *_figures(item)) for item in items])


def decided_html(items: Sequence[DecidedItem]) -> str:
    """Return a table of the questions; `""` if there are none."""
    if not items:
        return ""
    rows = [
        (
            f"<code>{escape(item.id)}</code>",
            f"{escape(item.told)} {escape(item.reasons)}",
            *(f"{value:.2f}" if isinstance(value, float) else "" for value in _values(item)),
        )
        for item in items
    ]
    figures = ("Points", "Facility", "Discrimination")
    head = ("Question", "Decision and reason", *figures, *(f"{name} now" for name in figures))
    note = (
        "<p>Points, facility and discrimination are first those of the day of the exam, by the "
        "key of that day, then those that count now. A question that was dropped counts nowhere "
        "else on this page.</p>"
    )
    shown = table("Decided after the exam", head, rows, numbers=range(2, 8))
    return f"<h2>Decided after the exam</h2>{note}{shown}"


def _values(item: DecidedItem) -> tuple[float | None, ...]:
    now = item.now
    return (
        float(item.possible),
        item.facility,
        item.discrimination.value if item.discrimination else None,
        float(now.possible) if now else 0.0,
        now.facility if now else None,
        now.discrimination.value if now and now.discrimination else None,
    )


def _figures(item: DecidedItem) -> tuple[str, ...]:
    return tuple("" if value is None else str(number(value)) for value in _values(item))
