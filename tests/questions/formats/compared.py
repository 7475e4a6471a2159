"""What two items have in common, as learners see it: texts as HTML, options by their place."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from imuran_edu.core.markup import plain_text, to_html
from imuran_edu.questions import Bank, load_bank
from imuran_edu.questions.interchange import (
    Choice,
    Group,
    Item,
    Match,
    Number,
    Order,
    Text,
)
from tests.courses import ROOT

BANKS = [
    path
    for kind in ("practice", "graded")
    for path in sorted((ROOT / "quizzes" / kind).glob("*.yaml"))
]


@cache
def bank(path: Path) -> Bank:
    return load_bank(path)


def items_of(path: Path) -> list[Item]:
    return [question.to_interchange() for question in bank(path).questions]


def shown(text: str) -> str:
    return re.sub(r"\s+", " ", to_html(text)).strip()


def seen(item: Item) -> dict[str, Any]:
    """Return what must come back: stem, options, key, feedback, points, tolerances, credit."""
    common = {
        "kind": type(item).__name__,
        "type": item.type,
        "stem": shown(item.stem),
        "rationale": shown(item.rationale),
        "points": round(item.points or 0, 6),
        "hints": [shown(hint) for hint in item.hints],
        "credit": getattr(item, "credit", ""),
    }
    if isinstance(item, Choice):
        options = [(shown(o.text), shown(o.feedback), o.right) for o in item.options]
        return common | {"options": options, "how": (item.several, item.verdict, item.shuffle)}
    if isinstance(item, Order):
        things = {each.id: each for each in item.things}
        order = [(shown(things[n].text), shown(things[n].feedback)) for n in item.order]
        return common | {"order": order, "feedback": shown(item.feedback)}
    if isinstance(item, Match):
        partners = {each.id: plain_text(each.text) for each in item.partners}
        rows = [(shown(t.text), shown(t.feedback), partners[item.pairs[t.id]]) for t in item.things]
        return common | {"rows": rows, "partners": sorted(partners.values()), "how": item.classes}
    if isinstance(item, Number):
        ranges = [(r.low, r.high, shown(r.feedback), round(r.fraction, 5)) for r in item.ranges]
        key = (item.value, round(item.tolerance, 9), item.unit)
        said = (shown(item.feedback), shown(item.default_feedback))
        return common | {"key": key, "said": said, "ranges": ranges}
    if isinstance(item, Text):
        others = [
            (each.text, shown(each.feedback), round(each.fraction, 5)) for each in item.others
        ]
        said = (shown(item.feedback), shown(item.default_feedback))
        rubric = [(points, shown(title), shown(earns)) for points, title, earns in item.rubric]
        key = (item.accepted, item.max_typos)
        return common | {"key": key, "said": said, "others": others, "rubric": rubric}
    assert isinstance(item, Group)
    sections = [(s.title, shown(s.story), [seen(each) for each in s.items]) for s in item.sections]
    return common | {"sections": sections}
