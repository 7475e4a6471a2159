"""A printed test: out. Two forms in different order, each question with its rule, and their key."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import typst

from imuran_edu.questions.credit import ORDER, PLACING, SELECTION
from imuran_edu.questions.formats._model import Exported, FormatError, Heading
from imuran_edu.questions.formats._texts import in_plain_words
from imuran_edu.questions.formats._typst import escaped, typst_of
from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Group,
    Item,
    Match,
    Number,
    Order,
    Text,
)

TITLE = "paper (PDF)"

FORMS: Final = ("A", "B")
_SMALL: Final = '#text(size: 0.85em, style: "italic")'
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STYLE: Final = """
#set page(paper: "a4", margin: 2cm, numbering: "1 / 1")
#set text(size: 10.5pt, font: ("Libertinus Serif", "DejaVu Sans Mono"))
#set par(leading: 0.6em)
#set enum(spacing: 0.7em)
#show heading: set block(below: 1em)
"""


def write(items: Sequence[Item], heading: Heading) -> Exported:
    """Return the two forms and their key.

    Raises:
        FormatError: a text cannot be set, which would be our mistake.
    """
    exported = Exported({})
    keys: list[tuple[str, list[str]]] = []
    for form in FORMS:
        sheet, key = _form(items, heading, form)
        exported.files[f"{heading.name}-{form}.pdf"] = _pdf(sheet)
        keys.append((form, key))
    lines = [f"= {escaped(heading.title)}: key"]
    for form, answers in keys:
        listed = ", ".join(f"[{escaped(answer)}]" for answer in answers)
        lines += [f"== Form {form}", f"#columns(2)[#enum({listed})]"]
    exported.files[f"{heading.name}-key.pdf"] = _pdf(lines)
    return exported


def _pdf(lines: Sequence[str]) -> bytes:
    source = "\n\n".join(["#set document(date: none)", _STYLE, *lines])
    try:
        made = _compiler().compile(source.encode(), format="pdf")
    except RuntimeError as error:
        raise FormatError(f"a text cannot be set: {error}") from None
    assert isinstance(made, bytes)  # a list is for pictures of pages
    return made


@cache
def _compiler() -> typst.Compiler:
    """Return one compiler for all papers: to look for fonts takes as long as to set a page."""
    return typst.Compiler()


@dataclass
class _Placed:
    """A question in a form: what stands before it, and what it says."""

    item: Item
    story: str = ""


def _form(items: Sequence[Item], heading: Heading, form: str) -> tuple[list[str], list[str]]:
    """Return a form's markup, and the right answers in its order."""
    rng = random.Random(f"{heading.seed}-{form}-{heading.name}")
    mixed = list(items)
    rng.shuffle(mixed)
    lines = [
        f"= {escaped(heading.title)}, form {form}",
        f"Name: {_gap(8)} #h(1fr) Date: {_gap(4)}",
    ]
    key = []
    for number, placed in enumerate((each for item in mixed for each in _placed(item)), 1):
        if placed.story:
            lines.append(f"#block(inset: 8pt, stroke: 0.5pt)[{typst_of(placed.story)}]")
        asked, answer = _asked(placed.item, rng)
        points = f"{placed.item.points or 0:g}"
        unit = "point" if points == "1" else "points"
        rule = f"{_SMALL}[{points} {unit}. {escaped(_rule(placed.item))}]"
        lines.append(
            f"#block(breakable: false, below: 1.6em)[*{number}.* {typst_of(placed.item.stem)}"
            f"\n\n{asked}\n\n{rule}]"
        )
        key.append(answer)
    if heading.source:
        lines.append(f"#text(size: 0.85em)[{typst_of(heading.source)}]")
    return lines, key


def _placed(item: Item) -> list[_Placed]:
    if not isinstance(item, Group):
        return [_Placed(item)]
    placed = []
    for section in item.sections:
        story = f"**{section.title}**\n\n{section.story}"
        if section is item.sections[0]:
            story = f"{item.stem}\n\n{story}"
        for part in section.items:
            placed.append(_Placed(part, story))
            story = ""
    return placed


def _asked(item: Item, rng: random.Random) -> tuple[str, str]:
    """Return what stands below a stem, as markup, and the right answer in plain words."""
    if isinstance(item, Choice):
        options = list(item.options)
        if item.shuffle:
            rng.shuffle(options)
        right = (letter for letter, option in zip(_LETTERS, options, strict=False) if option.right)
        return _lettered(options), ", ".join(right)
    if isinstance(item, Number):
        near = f" (± {item.tolerance:g})" if item.tolerance else ""
        return (
            f"Answer: {_gap(5)} {escaped(item.unit)}",
            f"{item.value:.10g} {item.unit}{near}".strip(),
        )
    if isinstance(item, Text):
        if item.accepted:
            return f"Answer: {_gap(9)}", " / ".join(item.accepted)
        levels = [f"{points:g}: {in_plain_words(earns)}" for points, _, earns in item.rubric]
        return "#v(5cm)", "; ".join(levels) or "by a person"
    if isinstance(item, Order):
        things = list(item.things)
        rng.shuffle(things)
        letters = {each.id: letter for letter, each in zip(_LETTERS, things, strict=False)}
        gaps = " ".join([_gap(1)] * len(things))
        return f"{_lettered(things)}\n\nOrder: {gaps}", ", ".join(letters[e] for e in item.order)
    assert isinstance(item, Match)
    partners = list(item.partners)
    rng.shuffle(partners)
    letters = {each.id: letter for letter, each in zip(_LETTERS, partners, strict=False)}
    rows = ", ".join(f"[{typst_of(each.text)} {_gap(1)}]" for each in item.things)
    pairs = (f"{n} {letters[item.pairs[t.id]]}" for n, t in enumerate(item.things, 1))
    return f"#enum({rows})\n\n{_lettered(partners)}", ", ".join(pairs)


def _rule(item: Item) -> str:
    """Return the marking rule of a question in a sentence."""
    credit = str(getattr(item, "credit", "") or "")
    table = {Order: ORDER, Match: PLACING, Choice: SELECTION}.get(type(item))
    if table and credit in table:
        return table[credit].sentence
    if isinstance(item, Choice):
        return "Choose one."
    if isinstance(item, Number):
        return "Show your working." if item.ranges else "The number counts."
    if isinstance(item, Text) and not item.accepted:
        return f"Graded by a rubric; about {item.words} words." if item.words else "Graded by hand."
    return "A word or two."


def _gap(width: int) -> str:
    """Return a line to write on; the width in cm."""
    return f"#box(width: {width}cm, line(length: 100%))"


def _lettered(options: Sequence[Alternative]) -> str:
    texts = ", ".join(f"[{typst_of(option.text)}]" for option in options)
    return f'#enum(numbering: "A", {texts})'
