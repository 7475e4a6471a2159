"""What a file names and leaves without a text: an option, a thing or a partner, a stem."""

from __future__ import annotations

from dataclasses import replace

from imuran_edu.questions.formats._model import Draft, Loss
from imuran_edu.questions.interchange import Alternative, Choice, Group, Item, Match

_EMPTY = "was left out: it has no text"


def without_blanks(draft: Draft) -> Draft:
    """Return a draft without what has no text, and say of each what became of it.

    A question that has too little left is left out too. Cases come from our own exports, which
    write no blanks.
    """
    items: list[Item] = []
    losses = list(draft.losses)
    for item in draft.items:
        told: list[str] = []
        kept = _whole(item, told)
        losses += [Loss(item.id, what) for what in told]
        if kept is not None:
            items.append(kept)
    return Draft(draft.title, items, losses)


def _whole(item: Item, told: list[str]) -> Item | None:
    if isinstance(item, Group):
        return item
    if not item.stem.strip():
        told.append("was left out: it has no question to ask")
        return None
    if isinstance(item, Choice):
        options = _with_text(item.options, "option", told)
        if len(options) < 2 or not any(option.right for option in options):
            told.append("was left out: too few options have a text")
            return None
        return replace(item, options=options)
    if isinstance(item, Match):
        partners = _with_text(item.partners, "partner", told)
        there = {partner.id for partner in partners}
        things = tuple(
            thing for thing in _with_text(item.things, "row", told) if item.pairs[thing.id] in there
        )
        if len(things) < 2:
            told.append("was left out: too few rows have a text")
            return None
        return replace(
            item,
            things=things,
            partners=partners,
            pairs={thing.id: item.pairs[thing.id] for thing in things},
        )
    return item


def _with_text(
    listed: tuple[Alternative, ...], what: str, told: list[str]
) -> tuple[Alternative, ...]:
    kept = tuple(each for each in listed if each.text.strip())
    told += [f"{what} '{each.id}' {_EMPTY}" for each in listed if each not in kept]
    return kept
