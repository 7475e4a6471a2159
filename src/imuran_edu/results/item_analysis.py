"""The analysis of a test, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from imuran_edu.questions import QuestionType
from imuran_edu.results.distractors import Choice, choices, odd_choices
from imuran_edu.results.records import (
    ResponseRecord,
    ScoredItem,
    ScoredResponse,
    all_given,
    asked_in,
    stem_line,
)
from imuran_edu.results.reliability import (
    Estimate,
    Reliability,
    Table,
    correlation,
    reliability,
    thirds,
)

FEW = 20
"""Students. With fewer, nothing is said of discrimination, reliability and thirds: the 95%
interval of a correlation of 0.3 then reaches from below -0.16 to above 0.65, so that not even its
sign is known, and a third is six people or fewer."""

_WIDTHS = (0.5, 1, 2, 2.5, 5, 10, 20, 25, 50, 100)


@dataclass(frozen=True)
class Item:
    """One question, or one question of a case.

    Attributes:
        id: of the graded cell, or of the question within the case.
        within: the case; `""` if it stands alone.
        type: of the question; `"code"` for a cell that the instructor added.
        stem: what is asked, in one line.
        possible: points.
        facility: the mean share of its points, from 0 to 1: high is easy.
        blank: how many students left it without an answer; None if that is not known.
        discrimination: the correlation of its points with those for the rest of the test.
        choices: who chose what.
        flags: why it is worth a look; empty if nothing stands out.
    """

    id: str
    within: str
    type: str
    stem: str
    possible: float
    facility: float
    blank: int | None
    discrimination: Estimate | None
    choices: tuple[Choice, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Totals:
    """The scores of the class, in points, and how they spread: `counts[i]` from `edges[i]` on."""

    possible: float
    mean: float
    median: float
    deviation: float
    lowest: float
    highest: float
    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Analysis:
    """What the grades of a class say.

    Attributes:
        assignment: its name.
        students: whose work was counted.
        totals: of the questions that were counted.
        reliability: of the whole; None if it cannot be told.
        thirds: how many students are in the low, middle and high third; None with too few.
        items: in the order of the assignment.
        notes: what was left out or cannot be said, and why.
    """

    assignment: str
    students: int
    totals: Totals | None
    reliability: Reliability | None
    thirds: tuple[int, int, int] | None
    items: tuple[Item, ...]
    notes: tuple[str, ...] = field(default=())


def analyse(
    assignment: str,
    possible: Mapping[str, float],
    questions: Mapping[str, QuestionType],
    sittings: Sequence[ResponseRecord],
) -> Analysis:
    """Analyse an assignment.

    Args:
        assignment: its name.
        possible: the points of each graded cell, in the order of the assignment.
        questions: the bank's questions by id; cells that are none of them are code tests.
        sittings: the students' work.
    """
    notes: list[str] = []
    counted = [each for each in sittings if _is_work(each)]
    if left := len(sittings) - len(counted):
        notes.append(f"{left} of {len(sittings)} submissions hold no answer and were left out.")
    worth = [name for name, points in possible.items() if points > 0]
    cells = [n for n in worth if all(each.points.get(n) is not None for each in counted)]
    if len(cells) < len(worth):
        names = ", ".join(name for name in worth if name not in cells)
        notes.append(f"Not yet graded for everybody, and so left out everywhere: {names}.")
    enough = len(counted) >= FEW
    if not enough:
        notes.append(
            f"Too few students to say: {len(counted)}. Discrimination, reliability and thirds "
            f"need at least {FEW}, for with fewer chance decides even their sign."
        )
    if not counted or not cells:
        return Analysis(assignment, len(counted), None, None, None, (), tuple(notes))
    table: Table = np.array([[each.points[name] or 0.0 for name in cells] for each in counted])
    totals: Table = table.sum(axis=1)
    third = thirds(totals) if enough else None
    whole = float(sum(possible[name] for name in cells))
    found = reliability(table, [possible[name] for name in cells]) if enough else None
    if enough and found is None:
        notes.append("Reliability cannot be told: all totals are equal, or there is one question.")
    view = _View(counted, third)
    items: list[Item] = []
    for column, name in enumerate(cells):
        points = table[:, column]
        items += view.items(name, questions.get(name), possible[name], points, totals - points)
    sizes = (third.count(0), third.count(1), third.count(2)) if third else None
    return Analysis(
        assignment, len(counted), _spread(totals, whole), found, sizes, tuple(items), tuple(notes)
    )


def _is_work(record: ResponseRecord) -> bool:
    """Whether a submission holds anything: an answer, or points for code or by hand."""
    return bool(record.answers) or any(record.points.values())


def _spread(totals: Table, possible: float) -> Totals:
    width = next((w for w in _WIDTHS if possible / w <= 12), possible / 12)
    bins = max(1, int(np.ceil(possible / width - 1e-9)))
    edges = np.arange(bins + 1) * width
    # a total above the points that there are (rounding, a hand's generosity) joins the last bar
    counts, _ = np.histogram(np.clip(totals, 0, edges[-1]), edges)
    return Totals(
        possible,
        float(totals.mean()),
        float(np.median(totals)),
        float(totals.std(ddof=1)) if len(totals) > 1 else 0.0,
        float(totals.min()),
        float(totals.max()),
        tuple(float(edge) for edge in edges),
        tuple(int(count) for count in counts),
    )


class _View:
    """The class as each question sees it."""

    def __init__(self, sittings: Sequence[ResponseRecord], third: list[int] | None) -> None:
        self._sittings, self._third = sittings, third

    def items(
        self, name: str, question: QuestionType | None, possible: float, points: Table, rest: Table
    ) -> Iterator[Item]:
        """Yield the item of a graded cell and, of a case, those of its questions."""
        if question is None:
            yield self._measured(_blank_item(name, "", "code", "", possible), points, rest)
            return
        stem = stem_line(question)
        item = self._measured(_blank_item(name, "", question.type, stem, possible), points, rest)
        asked = list(asked_in([question]))
        if [each.id for each in asked] == [name]:
            yield self._with_answers(item, question, self._given(asked[0]))
            return
        yield item
        for part in asked:
            answers = self._given(part)
            earned = np.array([answer.earned for answer in answers])
            about = part.question
            item = _blank_item(part.id, name, about.type, stem_line(about), about.points)
            yield self._with_answers(self._measured(item, earned, rest), about, answers)

    def _given(self, asked: ScoredItem) -> list[ScoredResponse]:
        return all_given(asked, self._sittings)

    def _measured(self, item: Item, points: Table, rest: Table) -> Item:
        facility = float(points.mean()) / item.possible
        found = correlation(points, rest) if self._third else None
        flags = tuple(_flags(facility, found, len(points)))
        return replace(item, facility=facility, discrimination=found, flags=flags)

    def _with_answers(
        self, item: Item, question: QuestionType, answers: list[ScoredResponse]
    ) -> Item:
        found = choices(question, answers, self._third)
        flags = item.flags
        if self._third:
            flags += tuple(odd_choices(question, found, self._third.count(2)))
        blank = sum(answer.state == "blank" for answer in answers)
        return replace(item, blank=blank, choices=tuple(found), flags=flags)


def _blank_item(name: str, within: str, kind: str, stem: str, possible: float) -> Item:
    return Item(name, within, kind, stem, possible, 0.0, None, None, (), ())


def _flags(facility: float, found: Estimate | None, students: int) -> Iterator[str]:
    if students > 1 and facility <= 0:
        yield "Nobody earned a point: too hard, not taught, or a wrong key."
    elif students > 1 and facility >= 1 - 1e-9:
        yield "Everybody earned all points: it tells nobody apart."
    if found and found.value < 0:
        chance = " This may be chance." if found.high > 0 else ""
        yield (
            f"Those who do well elsewhere do worse here (discrimination {found.value:.2f}, 95% "
            f"interval {found.low:.2f} to {found.high:.2f}): perhaps a wrong key.{chance}"
        )
