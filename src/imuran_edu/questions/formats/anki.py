"""An Anki package: out. A note's id comes from the question's id, so corrections reach old cards.

The fields are fixed for good: Anki stops correcting a deck that gains one. What is not used yet is
there as spare fields.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import genanki

from imuran_edu.questions.formats._model import Exported, Heading, Loss
from imuran_edu.questions.formats._texts import with_tex, without_paragraph
from imuran_edu.questions.interchange import (
    Choice,
    Group,
    Item,
    Match,
    Number,
    Order,
    Text,
)

TITLE = "Anki package"

FIELDS: Final = (
    "Id",
    "Question",
    "Choices",
    "Answer",
    "Why",
    "Hints",
    "Source",
    "Objective",
    "Extra",
)
_MODEL_ID: Final = 1607392001
_STYLE: Final = """
.card { font: 18px/1.5 system-ui, sans-serif; max-width: 38em; margin: 0 auto; text-align: left; }
.why, .source { font-size: .9em; } .source { opacity: .7; margin-top: 1em; }
ol, ul { padding-left: 1.4em; } li { margin: .3em 0; }
"""
_FRONT: Final = (
    "<div>{{Question}}</div>{{Choices}}"
    "{{#Hints}}<details><summary>Hint</summary>{{Hints}}</details>{{/Hints}}"
)
_BACK: Final = (
    "<div>{{Question}}</div>{{Choices}}<hr id=answer>{{Answer}}"
    '<div class="why">{{Why}}</div><div class="source">{{Source}}</div>'
)


def write(items: Sequence[Item], heading: Heading) -> Exported:
    """Return a package with a card for each question."""
    model = genanki.Model(
        _MODEL_ID,
        "imuran-edu question",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
        sort_field_index=0,
    )
    deck = genanki.Deck(_number(heading.name), f"imuran-edu::{heading.title}")
    exported = Exported({})
    for item in items:
        for part, before in _with_story(item):
            front, choices, back = _sides(part, exported.losses)
            deck.add_note(
                genanki.Note(
                    model=model,
                    fields=[
                        part.id,
                        before + with_tex(front),
                        choices,
                        back,
                        with_tex(part.rationale),
                        "".join(with_tex(hint) for hint in part.hints),
                        without_paragraph(with_tex(heading.source)),
                        part.objective,
                        "",
                    ],
                    guid=genanki.guid_for("imuran-edu", part.id),
                    tags=list(filter(None, (part.objective, part.level))),
                )
            )
        if isinstance(item, Group):
            exported.losses.append(Loss(item.id, "its stages are cards of their own"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "deck.apkg")
        genanki.Package(deck).write_to_file(path)
        exported.files[f"{heading.name}.apkg"] = path.read_bytes()
    return exported


def _number(name: str) -> int:
    """Return the id of a deck: the same for the same bank, always."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") | 1 << 31


def _with_story(item: Item) -> list[tuple[Item, str]]:
    if not isinstance(item, Group):
        return [(item, "")]
    return [
        (part, with_tex(f"{item.stem}\n\n**{section.title}** {section.story}"))
        for section in item.sections
        for part in section.items
    ]


def _sides(item: Item, losses: list[Loss]) -> tuple[str, str, str]:
    """Return the front, what can be chosen, and the back: Markdown, HTML, HTML."""
    if isinstance(item, Choice):
        order = list(item.options)
        if item.shuffle:
            random.Random(item.id).shuffle(order)
        marked = [f"<li>{_line(o.text)}{_said(o.feedback)}</li>" for o in order if o.right]
        wrong = [
            f"<li>{_line(o.text)}{_said(o.feedback)}</li>"
            for o in order
            if not o.right and o.feedback
        ]
        slips = f"<details><summary>The others</summary><ul>{''.join(wrong)}</ul></details>"
        back = f"<ul>{''.join(marked)}</ul>{slips if wrong else ''}"
        return item.stem, _list("ul", [o.text for o in order]), back
    if isinstance(item, Number):
        near = f" (± {item.tolerance:g})" if item.tolerance else ""
        return (
            item.stem,
            "",
            f"<p><b>{item.value:.10g} {item.unit}</b>{near}</p>{with_tex(item.feedback)}",
        )
    if isinstance(item, Text) and item.accepted:
        return item.stem, "", f"<p><b>{item.accepted[0]}</b></p>{with_tex(item.feedback)}"
    if isinstance(item, Text):
        rows = [f"**{title}**: {earns}" for _, title, earns in item.rubric]
        losses.append(Loss(item.id, "a text is judged by the learner, by the rubric on the back"))
        return item.stem, "", _list("ul", rows)
    if isinstance(item, Order):
        things = {each.id: each.text for each in item.things}
        mixed = sorted(item.order, key=lambda name: hashlib.sha256(name.encode()).digest())
        back = _list("ol", [things[name] for name in item.order]) + with_tex(item.feedback)
        return item.stem, _list("ul", [things[name] for name in mixed]), back
    assert isinstance(item, Match)
    partners = {each.id: each.text for each in item.partners}
    choices = _list("ul", [each.text for each in item.things])
    back = _list("ul", [f"{t.text} → **{partners[item.pairs[t.id]]}**" for t in item.things])
    return item.stem, choices + _list("ul", list(partners.values())), back


def _line(markdown: str) -> str:
    return without_paragraph(with_tex(markdown))


def _said(feedback: str) -> str:
    return f": <i>{_line(feedback)}</i>" if feedback else ""


def _list(kind: str, texts: list[str]) -> str:
    return f"<{kind}>{''.join(f'<li>{_line(text)}</li>' for text in texts)}</{kind}>"
