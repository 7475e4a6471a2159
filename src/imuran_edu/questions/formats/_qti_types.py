"""Each interaction of QTI 2.1 as an item of ours, or None with the reason told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from imuran_edu.questions.formats import _qti_rules as rules
from imuran_edu.questions.formats._model import one_right
from imuran_edu.questions.formats._texts import from_html
from imuran_edu.questions.formats._xml import (
    children,
    descendants,
    inner_html,
    number_in,
    text_of,
)
from imuran_edu.questions.interchange import Alternative, Choice, Item, Match, Number, Order, Text

Lost = Callable[[str], None]


def _choice(asked: rules.Asked, fields: dict[str, Any], lost: Lost) -> Item | None:
    element = asked.element
    several = asked.cardinality == "multiple"
    right = asked.correct
    found = children(element, "simpleChoice")
    names = asked.names([each.get("identifier") or "" for each in found])
    options = tuple(
        Alternative(
            names[each.get("identifier") or ""],
            from_html(asked.without_feedback(each), lost),
            asked.feedback_on(each, lost),
            each.get("identifier") in right,
        )
        for each in found
    )
    if not right:
        lost("was left out: it names no right answer")
        return None
    shuffle = element.get("shuffle") == "true"
    if asked.label.get("type") == "true_false" and {o.id for o in options} == {"true", "false"}:
        return Choice(**fields, options=options, shuffle=False, verdict=True)
    if not several:
        asked.tell_parts("a wrong answer here was", lost)
        options = one_right(options, lost)
    credit = asked.label.get("credit", "") or asked.credit(lost) if several else ""
    return Choice(**fields, options=options, several=several, shuffle=shuffle, credit=credit)


def _order(asked: rules.Asked, fields: dict[str, Any], lost: Lost) -> Item | None:
    found = children(asked.element, "simpleChoice")
    names = asked.names([each.get("identifier") or "" for each in found])
    if set(asked.correct) != set(names):
        lost("was left out: its right order does not name every thing")
        return None
    things = tuple(
        Alternative(
            names[each.get("identifier") or ""],
            from_html(asked.without_feedback(each), lost),
            asked.feedback_on(each, lost),
        )
        for each in found
    )
    return Order(
        **fields,
        things=things,
        order=tuple(names[each] for each in asked.correct),
        credit=asked.label.get("credit", "off"),
        feedback=asked.notes.pop("order", ""),
    )


def _match(asked: rules.Asked, fields: dict[str, Any], lost: Lost) -> Item | None:
    sides = children(asked.element, "simpleMatchSet")
    if len(sides) != 2:
        lost("was left out: a matching has two sides")
        return None
    left, right = (children(side, "simpleAssociableChoice") for side in sides)
    things = asked.names([each.get("identifier") or "" for each in left])
    partners = asked.names([each.get("identifier") or "" for each in right])
    pairs: dict[str, str] = {}
    for value in asked.correct:
        first, _, second = value.partition(" ")
        if first in partners and second in things:
            first, second = second, first
        if first not in things or second not in partners or things[first] in pairs:
            lost("was left out: each thing on the left needs one partner on the right")
            return None
        pairs[things[first]] = partners[second]
    if not asked.label:
        asked.tell_parts("each pair counts the same here; some were", lost)
    if set(pairs) != set(things.values()):
        lost("was left out: a thing on the left has no partner")
        return None
    return Match(
        **fields,
        things=tuple(
            Alternative(
                things[e.get("identifier") or ""],
                from_html(asked.without_feedback(e), lost),
                asked.feedback_on(e, lost),
            )
            for e in left
        ),
        partners=tuple(
            Alternative(partners[e.get("identifier") or ""], from_html(inner_html(e), lost))
            for e in right
        ),
        pairs=pairs,
        classes=asked.label.get("type") == "categorise",
        credit=asked.label.get("credit", "each-answer"),
    )


def _entry(asked: rules.Asked, fields: dict[str, Any], lost: Lost) -> Item | None:
    if asked.base in ("float", "integer"):
        return _number(asked, fields, lost)
    accepted, others = asked.texts(lost)
    if not accepted:
        lost("was left out: it names no right answer")
        return None
    return Text(
        **fields,
        accepted=tuple(accepted),
        max_typos=int(number_in(asked.label.get("slips")) or 0),
        feedback=asked.notes.pop("right", ""),
        others=tuple(others),
        default_feedback=asked.notes.pop("otherwise", ""),
    )


def _number(asked: rules.Asked, fields: dict[str, Any], lost: Lost) -> Item | None:
    key = asked.number(lost)
    if key is None:
        lost("was left out: it names no right number")
        return None
    value, tolerance = key
    unit = [e for e in descendants(asked.root, "span") if e.get("class") == "unit"]
    return Number(
        **fields,
        value=value,
        tolerance=tolerance,
        unit=text_of(unit[0]) if unit else "",
        feedback=asked.notes.pop("right", ""),
        ranges=tuple(asked.ranges(fields["points"])),
        default_feedback=asked.notes.pop("otherwise", ""),
    )


def _essay(asked: rules.Asked, fields: dict[str, Any], lost: Lost) -> Item | None:
    blocks = [e for e in descendants(asked.root, "rubricBlock") if e.get("class") == "rubric"]
    rubric = []
    for block in blocks:
        for row in re.findall(
            r"- \*\*([0-9]+(?:[.][0-9]+)?), (.+?)\*\*: (.+?)(?=\n- |\Z)",
            from_html(inner_html(block), lost),
            re.DOTALL,
        ):
            rubric.append((float(row[0]), row[1], " ".join(row[2].split())))
    return Text(**fields, rubric=tuple(rubric))


KINDS: Final[dict[str, Callable[[rules.Asked, dict[str, Any], Lost], Item | None]]] = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _entry,
    "extendedTextInteraction": _essay,
}
