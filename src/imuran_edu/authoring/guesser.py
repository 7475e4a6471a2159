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
from imuran_edu.questions.base import Option
from imuran_edu.questions.types.matching import Categorise, Matching
from imuran_edu.questions.types.multiple_response import MultipleResponse
from imuran_edu.questions.types.ordering import Ordering
from imuran_edu.questions.types.single_choice import SingleChoice

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
            for kind, row, right, options in _choices(question):
                ranks = in_order(options)
                for name in right:
                    self.seen[kind, row, len(options)][ranks[name]] += 1

    def answer(self, question: QuestionType, ranks: dict[str, Ranks]) -> Any:
        """Return the guess; `ranks` says for each list of options which place each name has."""
        match question:
            case SingleChoice():
                return self._best("single", 0, ranks["options"])
            case MultipleResponse():
                places = ranks["options"]
                counts = self.seen["multiple", 0, len(places)]
                mean = sum(counts.values()) / len(places)
                chosen = [name for name, place in places.items() if counts[place] >= mean]
                return chosen or [self._best("multiple", 0, places)]
            case Ordering():
                places = ranks["items"]
                size = len(places)
                rows = range(size)
                taken: dict[str, float] = {
                    name: sum(row * self.seen["ordering", row, size][place] for row in rows)
                    / max(sum(self.seen["ordering", row, size][place] for row in rows), 1)
                    for name, place in places.items()
                }
                return sorted(taken, key=lambda name: (taken[name], places[name]))
            case Matching():
                return self._pairs("matching", ranks["left"], ranks["right"])
            case Categorise():
                return self._pairs("categorise", ranks["items"], ranks["classes"])
        return None

    def _pairs(self, kind: str, left: Ranks, right: Ranks) -> dict[str, str]:
        return {name: self._best(kind, place, right) for name, place in left.items()}

    def _best(self, kind: str, row: int, places: Ranks) -> str:
        counts = self.seen[kind, row, len(places)]
        return max(places, key=lambda name: (counts[places[name]], -places[name]))


def in_order(options: Sequence[Option]) -> Ranks:
    """Return the place of each option's name among the names of its list, from 0."""
    return {name: place for place, name in enumerate(sorted(each.id for each in options))}


def _choices(question: QuestionType) -> Iterator[tuple[str, int, list[str], Sequence[Option]]]:
    """Yield each choice: its kind, its place among the choices, the right names, the options."""
    match question:
        case SingleChoice():
            yield "single", 0, [question.key], question.options
        case MultipleResponse():
            yield "multiple", 0, question.key, question.options
        case Ordering():
            for row, name in enumerate(question.key):
                yield "ordering", row, [name], question.items
        case Matching():
            for name, row in in_order(question.left).items():
                yield "matching", row, [question.key[name]], question.right
        case Categorise():
            for name, row in in_order(question.items).items():
                yield "categorise", row, [question.key[name]], question.classes


_LISTS: Final = {
    "single": ("options",),
    "multiple": ("options",),
    "ordering": ("items",),
    "matching": ("left", "right"),
    "categorise": ("items", "classes"),
}


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
                if part.type not in _LISTS:
                    continue
                ranks = {name: in_order(getattr(part, name)) for name in _LISTS[part.type]}
                got += score(part, guesser.answer(part, ranks)).earned
                shuffled = (
                    score(part, guesser.answer(part, _shuffled(ranks, draw))).earned
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
