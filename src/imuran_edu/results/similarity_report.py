"""Pairs of students whose wrong answers agree: as a page, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from html import escape

from imuran_edu.core.csv_text import as_csv, escape_formula
from imuran_edu.core.html_page import notes, page, table
from imuran_edu.results.charts import as_figures, pairs_chart
from imuran_edu.results.similarity import LEVEL, LIMITS, STATISTIC, Alike, SimilarPair

_HEADER = (
    *("student", "other", "identical_wrong", "both_wrong", "expected", "probability"),
    "pairs_by_chance",
)


def as_page(found: Alike) -> str:
    """Return the report as one HTML page."""
    return page(f"Answers alike in {found.assignment}", _body(found))


def as_table(found: Alike) -> str:
    """Return a row of CSV for each pair that stands out."""
    return as_csv(
        _HEADER,
        (
            (
                *map(escape_formula, pair.students),
                pair.same,
                pair.both_wrong,
                f"{pair.expected:.2f}",
                f"{pair.chance:.2g}",
                f"{pair.by_chance:.2g}",
            )
            for pair in found.pairs
        ),
    )


def as_json(found: Alike) -> str:
    """Return everything as JSON, with the statistic and its limits."""
    data = {**asdict(found), "statistic": STATISTIC, "level": LEVEL, "limits": LIMITS}
    del data["dots"]
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def summary_lines(found: Alike) -> Iterator[str]:
    """Yield the report in lines for a terminal."""
    yield from found.notes
    if not found.compared:
        return
    yield (
        f"{found.compared} pairs of {found.students} students compared in {found.questions} "
        f"questions; {len(found.pairs) or 'none'} of them agree more than chance explains"
    )
    for pair in found.pairs:
        one, other = pair.students
        yield (
            f"{one}, {other}: {pair.same} identical wrong answers where chance makes "
            f"{pair.expected:.1f}; by chance {_small(pair.by_chance)} such pairs in a class"
        )
    if found.pairs:
        yield "Something to look at, not a verdict: the page says what else can explain it."


def _small(value: float) -> str:
    return f"{value:.2g}" if value >= 1e-6 else "fewer than one in a million"


def _body(found: Alike) -> Iterator[str]:
    yield (
        "<p>For instructors only. <strong>Something to look at, never a verdict:</strong> below "
        "stands what else can make answers agree. Speak with the students before you judge.</p>"
    )
    yield notes(found.notes)
    if found.compared:
        yield _summary(found)
        yield as_figures([pairs_chart(found)])
        for number, pair in enumerate(found.pairs, 1):
            yield _pair(number, pair)
    yield f"<h2>How this was computed, and its limits</h2><p>{escape(STATISTIC)}</p>"
    yield (
        "<p>For each pair: how likely each of the two is to be wrong on a question is read from "
        "their scores and the question's difficulty. How likely two wrong answers are the same is "
        "read from the wrong answers that the class gave, so that a mistake which many make says "
        "little. An answer that is right in part counts as wrong. A pair is named if a class of "
        f"honest students would hold less than {LEVEL:g} pairs as alike; so chance names a pair in "
        "about one class of a hundred.</p>"
    )
    items = "".join(f"<li>{escape(limit)}</li>" for limit in LIMITS)
    yield f"<ul>{items}</ul>"


def _summary(found: Alike) -> str:
    count = len(found.pairs)
    many = (
        "No pair agrees" if not count else "1 pair agrees" if count == 1 else f"{count} pairs agree"
    )
    mark = "look" if count else "note"
    return (
        f"<p class='{mark}'>{many} more than chance explains, of {found.compared} pairs of "
        f"{found.students} students in {found.questions} questions.</p>"
    )


def _pair(number: int, pair: SimilarPair) -> str:
    one, other = map(escape, pair.students)
    rows = [
        (
            f"<code>{escape(each.question)}</code>",
            escape(each.stem),
            escape(each.words),
            f"{each.others} of {each.wrong - 2}",
        )
        for each in pair.shared
    ]
    head = ("Question", "Asked", "Both answered", "Others who erred and said so")
    return (
        f"<h2>Pair {number}: {one} and {other}</h2><p>Of {pair.both_wrong} questions that both had "
        f"wrong, {pair.same} have the same wrong answer; chance would make {pair.expected:.1f}. A "
        f"class of honest students would hold {_small(pair.by_chance)} pairs as alike.</p>"
        + table(
            f"Wrong answers that {pair.students[0]} and {pair.students[1]} share", head, rows, (3,)
        )
    )
