"""Who chose what, by thirds of the total score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imuran_edu.questions import QuestionType
from imuran_edu.results.records import ScoredResponse

MORE = 2  # of the best students, so that one alone raises no flag
SHOWN = 8  # wrong answers that are listed of a question where students write what they like


@dataclass(frozen=True)
class Choice:
    """One option, pair or typed answer, and how many of each third chose it.

    Attributes:
        name: the option's id, or the answer as it is compared.
        words: for people to read.
        right: whether it belongs to the key.
        count: how many students chose it.
        thirds: how many of the low, the middle and the high third; None with too few students.
        shown: to how many students it was shown; None where it was shown to all.
        best_shown: to how many of the high third it was shown; None likewise.
    """

    name: str
    words: str
    right: bool
    count: int
    thirds: tuple[int, int, int] | None
    shown: int | None = None
    best_shown: int | None = None

    @property
    def best(self) -> int:
        """How many of the high third chose it."""
        return self.thirds[2] if self.thirds else 0

    @property
    def weakest(self) -> int:
        """How many of the low third chose it."""
        return self.thirds[0] if self.thirds else 0


def choices(
    question: QuestionType, answers: Sequence[ScoredResponse], third: Sequence[int] | None
) -> list[Choice]:
    """Count what was chosen.

    Args:
        question: from the bank.
        answers: of each student.
        third: 0, 1 or 2 for each student; None with too few students.

    Returns:
        All options of a choice, chosen or not; of pairs and of typed answers what occurred, the
        most frequent first.
    """
    counted: Counter[tuple[str, int]] = Counter()
    saw: Counter[tuple[str, int]] = Counter()
    words: dict[str, str] = {}
    right: dict[str, bool] = {}
    for answer, group in zip(answers, third or [0] * len(answers), strict=True):
        saw.update((name, group) for name in answer.offered)
        for name in answer.chosen:
            counted[name, group] += 1
            words.setdefault(name, answer.words)
            right.setdefault(name, answer.state == "right")
    offers = question.offered()
    for name, offer in offers.items():
        words[name], right[name] = offer.words, offer.right
    found = []
    for name in words:
        groups = (counted[name, 0], counted[name, 1], counted[name, 2])
        shares = groups if third else None
        seen = sum(saw[name, group] for group in range(3))
        partly = saw and name in offers and seen < len(answers)
        told = (seen, saw[name, 2]) if partly else (None, None)
        found.append(Choice(name, words[name], right[name], sum(groups), shares, *told))
    if question.compared_as in ("choice", "ticks"):
        return found
    kept = [choice for choice in found if choice.right or choice.count]
    kept.sort(key=lambda choice: (not choice.right, -choice.count, choice.name))
    limit = SHOWN + sum(choice.right for choice in kept)
    return kept if offers else kept[:limit]


def odd_choices(question: QuestionType, found: Sequence[Choice], best: int) -> Iterator[str]:
    """Say which choices of a class that is large enough are worth a look, and why.

    Args:
        question: from the bank.
        found: what was chosen, by thirds.
        best: how many students are in the high third.
    """
    offers = question.offered()
    for choice in found:
        misled = choice.count or choice.shown == 0
        if not misled and choice.name in offers and offers[choice.name].distractor:
            yield f"Nobody chose \u201c{choice.words}\u201d: it misleads nobody."
    if question.compared_as == "ticks":
        yield from _ticks(found, best)
        return
    rows: dict[str, list[Choice]] = {}  # of pairs each left side is a question of its own
    for choice in found:
        left = choice.name.partition(":")[0] if question.compared_as == "pairs" else ""
        rows.setdefault(left, []).append(choice)
    for row in rows.values():
        yield from _preferred(row)


def _preferred(found: Sequence[Choice]) -> Iterator[str]:
    """Say whether more of the best students chose a wrong answer than the right one."""
    key = sum(choice.best for choice in found if choice.right)
    others = [choice for choice in found if not choice.right]
    wrong = max(others, key=lambda choice: choice.best, default=None)
    if wrong and wrong.best - key >= MORE:
        yield (
            f"Of the best third {wrong.best} answered \u201c{wrong.words}\u201d and {key} what the "
            "key says: perhaps a wrong key, or a question that can be read in two ways."
        )


def _ticks(found: Sequence[Choice], all_best: int) -> Iterator[str]:
    for choice in found:
        best = all_best if choice.best_shown is None else choice.best_shown
        if not choice.right and 2 * choice.best > best:
            yield (
                f"Of the best third {choice.best} of {best} ticked the wrong "
                f"\u201c{choice.words}\u201d: perhaps a wrong key."
            )
        elif choice.right and 2 * choice.best < best and choice.best <= choice.weakest:
            yield (
                f"Of the best third only {choice.best} of {best} ticked the right "
                f"\u201c{choice.words}\u201d, no more than of the weakest: perhaps a wrong key."
            )
