"""The analysis of a test as a page, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape

from imuran_edu.core.csv_text import as_csv, escape_formula, number
from imuran_edu.core.html_page import notes, page, table
from imuran_edu.results.charts import as_figures, items_chart, scores_chart
from imuran_edu.results.decided import DecidedItem, decided_html
from imuran_edu.results.item_analysis import FEW, Analysis, Item
from imuran_edu.results.reliability import Estimate

_ITEMS = (
    *("question", "within", "type", "points", "facility", "blank"),
    *("discrimination", "discrimination_low", "discrimination_high", "worth_a_look"),
)
_CHOICES = ("question", "choice", "words", "right", "students", "low", "middle", "high", "shown")


def as_page(analysis: Analysis, decided: Sequence[DecidedItem] = ()) -> str:
    """Return the report as one HTML page. It holds keys, and so is the instructor's alone."""
    return page(f"What the grades of {analysis.assignment} say", _body(analysis, decided))


def items_csv(analysis: Analysis) -> str:
    """Return a row for each question."""
    return as_csv(_ITEMS, map(_item_row, analysis.items))


def choices_csv(analysis: Analysis) -> str:
    """Return a row for each option, pair or typed answer, by thirds of the total score."""
    rows = [
        (
            item.id,
            escape_formula(choice.name),
            escape_formula(choice.words),
            "yes" if choice.right else "no",
            choice.count,
            *(choice.thirds or ("", "", "")),
            "" if choice.shown is None else choice.shown,
        )
        for item in analysis.items
        for choice in item.choices
    ]
    return as_csv(_CHOICES, rows)


def as_json(analysis: Analysis, decided: Sequence[DecidedItem] = ()) -> str:
    """Return everything as JSON."""
    data = {**asdict(analysis), "decided": [asdict(item) for item in decided]}
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _item_row(item: Item) -> tuple[object, ...]:
    found = item.discrimination
    return (
        item.id,
        item.within,
        item.type,
        number(item.possible),
        number(item.facility),
        item.blank,
        *(number(part) if found else "" for part in (_parts(found) if found else (None,) * 3)),
        " ".join(item.flags),
    )


def _parts(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.value, estimate.low, estimate.high


def summary_lines(analysis: Analysis) -> Iterator[str]:
    """Yield the report in lines for a terminal; no right answer is told."""
    totals, found = analysis.totals, analysis.reliability
    if totals:
        yield (
            f"{analysis.students} students: mean {totals.mean:.2f} of {totals.possible:g} points, "
            f"standard deviation {totals.deviation:.2f}"
        )
    if found:
        yield (
            f"{found.name} {found.estimate.value:.2f} (95% interval {found.estimate.low:.2f} to "
            f"{found.estimate.high:.2f}); standard error of measurement {found.error:.2f} points"
        )
    yield from analysis.notes
    odd = [item for item in analysis.items if item.flags]
    if odd:
        yield f"{len(odd)} questions are worth a look: {', '.join(item.id for item in odd)}"


def _body(analysis: Analysis, decided: Sequence[DecidedItem]) -> Iterator[str]:
    yield (
        "<p>For instructors only: this page tells right answers. It describes one class; a flag is "
        "a reason to read a question again, not a verdict on it.</p>"
    )
    yield notes(analysis.notes)
    if analysis.totals is None:
        return
    yield _whole(analysis)
    yield as_figures([scores_chart(analysis.totals, analysis.students)])
    yield decided_html(decided)
    yield "<h2>Worth a look</h2>"
    odd = [item for item in analysis.items if item.flags]
    for item in odd:
        reasons = "".join(f"<li>{escape(flag)}</li>" for flag in item.flags)
        yield f"<div class='look'><p>{_link(item)}: {escape(item.stem)}</p><ul>{reasons}</ul></div>"
    if not odd:
        yield "<p>Nothing stands out.</p>"
    yield "<h2>Questions</h2>"
    yield as_figures([items_chart(analysis)])
    yield _items(analysis)
    yield "<h2>Who chose what</h2>"
    if analysis.thirds:
        low, middle, high = analysis.thirds
        yield (
            f"<p>By thirds of the total score: {low} students in the low, {middle} in the middle, "
            f"{high} in the high third; equal totals stay together. What is right stands in bold "
            "with a tick.</p>"
        )
    yield from (_choices(item) for item in analysis.items if item.choices)
    yield _method()


def _whole(analysis: Analysis) -> str:
    rows = [("Students", str(analysis.students))]
    found = analysis.reliability
    if found:
        value, low, high = _parts(found.estimate)
        rows += [
            (f"Reliability, {found.name}", f"{value:.2f} (95% interval {low:.2f} to {high:.2f})"),
            ("Standard error of measurement", f"{found.error:.2f} points"),
        ]
    elif analysis.students < FEW:
        rows.append(("Reliability", f"too few students to say (at least {FEW})"))
    return table("The whole", ("What", "Value"), rows)


def _items(analysis: Analysis) -> str:
    rows = []
    for item in analysis.items:
        found = item.discrimination
        interval = f"{found.low:.2f} to {found.high:.2f}" if found else ""
        if not found:
            interval = "too few students" if analysis.thirds is None else "does not vary"
        rows.append(
            (
                _link(item),
                item.type.replace("_", " "),
                f"{item.possible:g}",
                f"{item.facility:.2f}",
                "" if item.blank is None else str(item.blank),
                f"{found.value:.2f}" if found else "",
                interval,
                "look" if item.flags else "",
            )
        )
    head = ("Question", "Type", "Points", "Facility", "Blank", "Discrimination", "95% interval", "")
    return table("Questions", head, rows, numbers=(2, 3, 4, 5))


def _link(item: Item) -> str:
    within = "&ndash; " if item.within else ""
    name = f"<code>{escape(item.id)}</code>"
    return within + (f"<a href='#{escape(item.id)}'>{name}</a>" if item.choices else name)


def _choices(item: Item) -> str:
    rows, bold = [], []
    for place, choice in enumerate(item.choices):
        if choice.right:
            bold.append(place)
        words = f"{escape(choice.words)}{' &#10003;' if choice.right else ''}"
        count = str(choice.count)
        if choice.shown is not None:
            count += f" of {choice.shown} who saw it"
        rows.append((words, count, *map(str, choice.thirds or ())))
    head = ["Answer", "Students"]
    if item.choices[0].thirds:
        head += ["Low third", "Middle", "High third"]
    blank = f" {item.blank} left it blank." if item.blank else ""
    return (
        f"<h3 id='{escape(item.id)}'><code>{escape(item.id)}</code></h3>"
        f"<p>{escape(item.stem)}{blank}</p>"
        + table(f"Who chose what in {item.id}", head, rows, numbers=range(1, len(head)), bold=bold)
    )


def _method() -> str:
    return (
        "<h2>How this was computed</h2><p>Facility is the mean share of a question's points. "
        "Discrimination is the correlation of a question's points with the total without it (the "
        "corrected point-biserial; for the questions of a case, without the whole case). "
        "Reliability is KR-20 where all questions are right or wrong and count the same, else "
        "Cronbach's alpha, with Feldt's interval; a case counts as one question, for its parts "
        "hang together. The standard error of measurement is the standard deviation of the totals "
        "times the root of one less the reliability: about two thirds of the students have a score "
        "within one such error of what they would get on average. Penalties for lateness and extra "
        f"credit do not count. With fewer than {FEW} students only facility and counts are given, "
        "since chance would decide even the sign of the rest.</p>"
    )
