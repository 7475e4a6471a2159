"""A common form for questions, between the types of this course and the files of other systems.

There are six kinds: choice, order, match, number, text and group. A type turns a question into
an item (`to_interchange`) and back (`from_interchange`); a file format knows these items alone.
What an item holds beyond what a format can say is lost on the way out, and what a format does not
know of our fields (objective, level, claims, references) stays empty on the way in: an author
fills it in before the bank loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imuran_edu.core.pictures import picture_words


@dataclass(frozen=True, kw_only=True)
class Item:
    """What every item has. Texts are Markdown, with formulas between dollar signs.

    Attributes:
        id: of the question.
        stem: what is asked.
        rationale: why the key is right.
        hints: shown one at a time.
        points: what a right answer earns; None for a group, whose items have points.
        type: the question type that it came from, as a bank writes it; `""` from elsewhere.
        objective: id of the lesson objective; `""` if not known.
        level: of Bloom's revised taxonomy; `""` if not known.
        claims: ids of the claims that the key rests on.
        references: id and place of each reference that the key rests on.
        corrects: ids of the claims that it puts right.
    """

    id: str
    stem: str
    rationale: str = ""
    hints: tuple[str, ...] = ()
    points: float | None = 1.0
    type: str = ""
    objective: str = ""
    level: str = ""
    claims: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alternative:
    """One option, thing or partner.

    Attributes:
        id: within its item.
        text: Markdown.
        feedback: on choosing it, or on placing it wrongly.
        right: whether it belongs to the key; only a choice uses it.
    """

    id: str
    text: str
    feedback: str = ""
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice(Item):
    """Choose one option, or (`several`) every right one.

    Attributes:
        options: in the author's order.
        several: whether more than one can be chosen.
        shuffle: whether each learner sees another order.
        credit: the name of the rule of partial credit, of `credit.SELECTION`; `""` without one.
        verdict: whether the options are the two verdicts on a statement, with the ids `true` and
            `false`.
    """

    options: tuple[Alternative, ...]
    several: bool = False
    shuffle: bool = True
    credit: str = ""
    verdict: bool = False


@dataclass(frozen=True, kw_only=True)
class Order(Item):
    """Put things in their order.

    Attributes:
        things: in the author's order.
        order: their ids, as they belong.
        credit: of `credit.ORDER`.
        feedback: on the order as a whole.
    """

    things: tuple[Alternative, ...]
    order: tuple[str, ...]
    credit: str = ""
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Match(Item):
    """Give each thing its partner.

    Attributes:
        things: each needs one partner.
        partners: to choose from; some may be nobody's.
        pairs: id of each thing to id of its partner.
        classes: whether the partners are classes, of which each may hold many things.
        credit: of `credit.PLACING`.
    """

    things: tuple[Alternative, ...]
    partners: tuple[Alternative, ...]
    pairs: Mapping[str, str]
    classes: bool = False
    credit: str = ""


@dataclass(frozen=True)
class NumberRange:
    """Numbers with a feedback of their own: from `low` to `high`, both included, None for no end.

    `fraction` is what they earn, 0 to 1.
    """

    low: float | None
    high: float | None
    feedback: str
    fraction: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Number(Item):
    """Give a number.

    Attributes:
        value: the right one, in `unit`.
        tolerance: how far off is right, in `unit`.
        unit: such as mg/day; `""` for none.
        feedback: on the right number.
        ranges: other numbers; the first that holds an answer speaks.
        default_feedback: on any other number.
    """

    value: float
    tolerance: float = 0.0
    unit: str = ""
    feedback: str = ""
    ranges: tuple[NumberRange, ...] = ()
    default_feedback: str = ""


@dataclass(frozen=True)
class OtherText:
    """A text with a feedback of its own, and what it earns, 0 to 1."""

    text: str
    feedback: str = ""
    fraction: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Text(Item):
    """Write: a word or two with `accepted` answers, or a text that a person grades.

    Attributes:
        accepted: right answers, the best first; none if a person grades.
        max_typos: how many typing slips are forgiven.
        feedback: on a right answer.
        others: texts with a feedback of their own; the nearest speaks.
        default_feedback: on any other answer.
        words: how long a text should be; 0 if that is not said.
        rubric: points, title and what earns them, for each level.
    """

    accepted: tuple[str, ...] = ()
    max_typos: int = 0
    feedback: str = ""
    others: tuple[OtherText, ...] = ()
    default_feedback: str = ""
    words: int = 0
    rubric: tuple[tuple[float, str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """A stage of a group: a story, and the items that it raises."""

    id: str
    title: str
    story: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Group(Item):
    """Items that belong together, in sections."""

    sections: tuple[Section, ...] = field(default=())


def header_of(question: Any) -> dict[str, Any]:
    """Return what every item has, of a question from a bank, as arguments of an item.

    A picture is told in words: no file format draws ours.
    """
    return {
        "id": question.id,
        "stem": "\n\n".join(filter(None, (question.stem, picture_words(question.picture)))),
        "rationale": question.rationale,
        "hints": tuple(question.hints),
        "points": question.points,
        "type": question.type,
        "objective": question.objective,
        "level": question.level,
        "claims": tuple(question.rests_on.claims),
        "references": tuple((each.id, each.at) for each in question.rests_on.references),
        "corrects": tuple(question.corrects),
    }


def header_data(item: Item, name: str) -> dict[str, Any]:
    """Return what every question has, of an item, as a bank's YAML has it; nothing empty."""
    basis = {
        "claims": list(item.claims),
        "references": [{"id": name, "at": place} for name, place in item.references],
    }
    fields = {
        "id": item.id,
        "type": name,
        "objective": item.objective,
        "level": item.level,
        "stem": item.stem,
        "points": item.points,
        "rationale": item.rationale,
        "hints": list(item.hints),
        "rests_on": {part: value for part, value in basis.items() if value},
        "corrects": list(item.corrects),
    }
    return {field: value for field, value in fields.items() if value not in ("", [], {}, None)}


def is_for(item: Item, name: str) -> bool:
    """Whether an item may become a question of a type: it came from that type, or from none."""
    return item.type in ("", name)


def alternatives(options: Any, right: Any = ()) -> tuple[Alternative, ...]:
    """Return options of a bank as alternatives; `right` names those of the key."""
    return tuple(Alternative(o.id, o.text, o.feedback, o.id in right) for o in options)


def options_data(things: tuple[Alternative, ...]) -> list[dict[str, Any]]:
    """Return alternatives as options of a bank."""
    return [
        {"id": each.id, "text": each.text} | ({"feedback": each.feedback} if each.feedback else {})
        for each in things
    ]
