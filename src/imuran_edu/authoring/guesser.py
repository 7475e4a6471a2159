"""A guesser who knows no pharmacology: what do the names of options give away?

The guesser learns from the practice banks, which are public, where among the names of a question's
options the right ones stand: first, second, last. Then it answers the graded questions by that
alone. What it gains over the same guesser with the names shuffled is what the names tell.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from imuran_edu.questions import Bank, QuestionType, score
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.interchange import Alternative, Choice, Item, Match, Order

FEWEST: Final = 40  # graded questions; with fewer the luck of a guesser says nothing of names
MOST: Final = 5.0  # percent of all graded points that names may be worth, at most
SHUFFLES: Final = 30  # draws of shuffled names; the gain is then known to about half a point
Ranks = dict[str, int]


@dataclass
class Guesser:
    """What was learnt: for a kind of choice and its size, how often each place was right.

    Attributes:
        seen: (type, place asked about, number of options) to places that were right.
    """

    seen: dict[tuple[str, int, int], Counter[int]] = field(
        default_factory=lambda: defaultdict(Counter)
    )

    def learn(self, questions: Iterable[QuestionType]) -> None:
        """Learn where the right names stand in these questions."""
        for question in questions:
            for kind, row, right, options in _choices(question.to_interchange()):
                ranks = in_order(options)
                for name in right:
                    self.seen[kind, row, len(options)][ranks[name]] += 1

    def answer(self, item: Item, ranks: dict[str, Ranks]) -> Any:
        """Return the guess; `ranks` says for each list of options which place each name has."""
        kind = _kind(item)
        match item:
            case Choice(several=False):
                return self._best(kind, 0, ranks["options"])
            case Choice():
                places = ranks["options"]
                counts = self.seen[kind, 0, len(places)]
                mean = sum(counts.values()) / len(places)
                chosen = [name for name, place in places.items() if counts[place] >= mean]
                return chosen or [self._best(kind, 0, places)]
            case Order():
                places = ranks["things"]
                size = len(places)
                rows = range(size)
                taken: dict[str, float] = {
                    name: sum(row * self.seen[kind, row, size][place] for row in rows)
                    / max(sum(self.seen[kind, row, size][place] for row in rows), 1)
                    for name, place in places.items()
                }
                return sorted(taken, key=lambda name: (taken[name], places[name]))
            case Match():
                return self._pairs(kind, ranks["things"], ranks["partners"])
        return None

    def _pairs(self, kind: str, left: Ranks, right: Ranks) -> dict[str, str]:
        return {name: self._best(kind, place, right) for name, place in left.items()}

    def _best(self, kind: str, row: int, places: Ranks) -> str:
        counts = self.seen[kind, row, len(places)]
        return max(places, key=lambda name: (counts[places[name]], -places[name]))


def in_order(options: Sequence[Alternative]) -> Ranks:
    """Return the place of each option's name among the names of its list, from 0."""
    return {name: place for place, name in enumerate(sorted(each.id for each in options))}


def _kind(item: Item) -> str:
    """Return what guesses are kept apart by."""
    several = isinstance(item, Choice) and item.several
    classes = isinstance(item, Match) and item.classes
    return f"{type(item).__name__} {several} {classes}"


def _lists(item: Item) -> dict[str, tuple[Alternative, ...]]:
    """Return the lists of options that have names; a statement's two verdicts have none."""
    match item:
        case Choice(verdict=False):
            return {"options": item.options}
        case Order():
            return {"things": item.things}
        case Match():
            return {"things": item.things, "partners": item.partners}
    return {}


def _choices(item: Item) -> Iterator[tuple[str, int, list[str], Sequence[Alternative]]]:
    """Yield each choice: its kind, its place among the choices, the right names, the options."""
    match item:
        case Choice(verdict=False):
            yield _kind(item), 0, [each.id for each in item.options if each.right], item.options
        case Order():
            for row, name in enumerate(item.order):
                yield _kind(item), row, [name], item.things
        case Match():
            for name, row in in_order(item.things).items():
                yield _kind(item), row, [item.pairs[name]], item.partners


def names_give_away(practice: Iterable[Bank], graded: Iterable[Bank]) -> tuple[float, float]:
    """Return what a guesser by names gets of all graded points, and with the names shuffled.

    Returns:
        Both in percent; the second is the mean of `SHUFFLES` draws, always the same ones.
    """
    guesser = Guesser()
    guesser.learn(part for bank in practice for each in bank.questions for part in with_parts(each))
    draw = random.Random(1)
    got = chance = points = 0.0
    for bank in graded:
        points += bank.points
        for each in bank.questions:
            for part in with_parts(each):
                item = part.to_interchange()
                ranks = {name: in_order(options) for name, options in _lists(item).items()}
                if not ranks:
                    continue
                got += score(part, guesser.answer(item, ranks)).earned
                shuffled = (
                    score(part, guesser.answer(item, _shuffled(ranks, draw))).earned
                    for _ in range(SHUFFLES)
                )
                chance += sum(shuffled) / SHUFFLES
    return 100 * got / max(points, 1), 100 * chance / max(points, 1)


def _shuffled(ranks: dict[str, Ranks], draw: random.Random) -> dict[str, Ranks]:
    found = {}
    for name, places in ranks.items():
        values = list(places.values())
        draw.shuffle(values)
        found[name] = dict(zip(places, values, strict=True))
    return found
