"""The ages of the authorities and the reviews of the lessons as a page that a browser opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from imuran_edu.authoring.currency import KINDS, MONTHS, Standing
from imuran_edu.authoring.lesson_reviews import Reviewed
from imuran_edu.core.html_page import page, table
from imuran_edu.evidence import Reference

ROW, LEFT, WIDTH = 20, 320, 940  # height of a row, place of the first year, width of the picture
IN_FORCE, REPLACED, LOOKED = "#0072B2", "#767676", "#009E73"


def as_page(found: Sequence[Standing], today: date, reviewed: Sequence[Reviewed] = ()) -> str:
    """Return one HTML page that needs nothing from elsewhere.

    Args:
        found: what was measured.
        today: the right end of the timeline.
        reviewed: the lessons, with who reviewed them.
    """
    silent = [(each, name) for each in found for name in each.silent]
    due = [each for each in found if each.due]
    replaced = [each for each in found if each.successors]
    body = [
        "<p>For authors: every reference of the course, when it was issued, when somebody last "
        f"looked whether it stands, and what rests on it. After {MONTHS} months somebody looks "
        "again. Findings (studies) are added to and not replaced, so they are never due.</p>",
        _verdict(silent),
        "<h2>Replaced</h2>",
        table(
            "What was replaced, and by what",
            ("Authority", "Replaced", "By", *_HEADS),
            [
                (_named(each.reference), each.replaced, _names(each.successors), *_carried(each))
                for each in replaced
            ],
        ),
        "<h2>Due for a look</h2>",
        table(
            f"Not checked for more than {MONTHS} months" if due else "None is due",
            ("Authority", "Months", *_HEADS),
            [(_named(each.reference), _age(each), *_carried(each)) for each in due],
        ),
        "<h2>Reviews of the lessons</h2>",
        _reviews(reviewed),
        "<h2>Timeline</h2>",
        timeline([each for each in found if each.reference.genre != "study"], today),
        "<h2>All, the longest without a look first</h2>",
        table(
            "Every reference",
            ("Authority", "Issued", "Checked", "Months", *_HEADS),
            [
                (
                    _named(each.reference),
                    each.reference.issued.in_words if each.reference.issued else "",
                    each.reference.checked.isoformat() if each.reference.checked else "",
                    _age(each),
                    *_carried(each),
                )
                for each in found
            ],
        ),
    ]
    return page("How old the authorities are", body)


_HEADS = ("Keys", "Claims", "Facts", "Lessons", "Figures", "Explorers")


def _verdict(silent: Sequence[tuple[Standing, str]]) -> str:
    if not silent:
        return "<p class='note'>Nothing rests on what was replaced without saying so.</p>"
    items = "".join(
        f"<li>{escape(name)}: {escape(each.reference.short)}</li>" for each, name in silent
    )
    return (
        f"<div class='look'><p>{len(silent)} places rest on what was replaced without saying so:"
        f"</p><ul>{items}</ul></div>"
    )


def _reviews(reviewed: Sequence[Reviewed]) -> str:
    never = sum(each.state == "never" for each in reviewed)
    rows = [
        (escape(each.lesson.title), each.lesson.id, each.version, each.state, escape(each.told))
        for each in reviewed
    ]
    caption = f"Who reviewed which version; {never} of {len(rows)} were never reviewed"
    return table(caption, ("Lesson", "Id", "Version now", "State", "Reviews"), rows)


def _named(reference: Reference) -> str:
    link = f"<a href='{escape(reference.link)}' rel='noopener noreferrer'>"
    return f"{link}{escape(reference.short)}</a>"


def _names(references: Sequence[Reference]) -> str:
    return ", ".join(_named(each) for each in references)


def _age(each: Standing) -> str:
    return "never" if each.months is None else str(each.months)


def _carried(each: Standing) -> list[str]:
    cells = []
    for kind in KINDS:
        names = each.carries.get(kind, [])
        listed = "; ".join(map(escape, names))
        more = f"<details><summary>{len(names)}</summary>{listed}</details>"
        cells.append(more if names else "")
    return cells


def timeline(found: Sequence[Standing], today: date) -> str:
    """Return a picture of what was in force when, as SVG; what has no date is left out.

    Args:
        found: the references to draw, in any order.
        today: the right end.
    """
    rows = [(each, each.reference.issued.first_day) for each in found if each.reference.issued]
    rows.sort(key=lambda row: row[1], reverse=True)
    if not rows:
        return "<p>No reference has a date.</p>"
    first = max(min(start.year for _, start in rows), today.year - 20)
    span = (today - date(first, 1, 1)).days or 1

    def at(day: date) -> float:
        share = (day - date(first, 1, 1)).days / span
        return LEFT + max(share, 0) * (WIDTH - LEFT - 10)

    height = ROW * (len(rows) + 2)
    parts = [
        f"<line x1='{at(date(year, 1, 1)):.1f}' x2='{at(date(year, 1, 1)):.1f}' y1='{ROW}' "
        f"y2='{height}' stroke='#ddd'/><text x='{at(date(year, 1, 1)):.1f}' y='14' "
        f"text-anchor='middle'>{year}</text>"
        for year in range(first, today.year + 1, 2)
    ]
    for number, (each, start) in enumerate(rows, 1):
        parts.append(_bar(each, at(start), at(_end(each, today)), number, at))
    words = (
        f"{len(rows)} authorities by date of issue, the latest first. A blue bar is in force, a "
        "grey one was replaced where it ends; a green dot is the day of the last look."
    )
    return (
        f"<figure><div class='wide'><svg viewBox='0 0 {WIDTH} {height}' role='img' "
        f"aria-label='{escape(words)}' style='min-width:640px;width:100%;font:12px system-ui' "
        f"fill='#222'>{''.join(parts)}</svg></div><figcaption>{escape(words)}</figcaption></figure>"
    )


def _end(each: Standing, today: date) -> date:
    issued = each.successors[0].issued if each.successors else None
    return issued.first_day if issued else today


def _bar(each: Standing, start: float, end: float, number: int, at: Callable[[date], float]) -> str:
    middle = ROW * number + ROW / 2 + 4
    colour = REPLACED if each.successors else IN_FORCE
    issued = each.reference.issued
    told = f"{each.reference.short}: issued {issued.in_words if issued else 'on no known day'}"
    if each.successors:
        told += f", replaced in {each.replaced} by {each.successors[0].short}"
    checked = each.reference.checked
    dot = ""
    if checked:
        told += f", checked {checked.isoformat()}"
        dot = f"<circle cx='{at(checked):.1f}' cy='{middle}' r='4' fill='{LOOKED}'/>"
    return (
        f"<g><title>{escape(told)}</title><text x='{LEFT - 8}' y='{middle + 4}' text-anchor='end'>"
        f"{escape(each.reference.short)}</text><rect x='{start:.1f}' y='{middle - 4}' "
        f"width='{max(end - start, 2):.1f}' height='8' rx='3' fill='{colour}'/>{dot}</g>"
    )
