"""How progress from two places becomes one.

Of two answers to one question the one saved later stays, whole, with its hints and checks; at the
same time the one that is here stays. A quiz that was started again counts as answered later, so an
old file does not bring back what was cleared. What resume codes brought is added up. Nothing is
ever only removed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from imuran_edu.answers import Entry

BY_CODE: Final = "from-resume-codes"  # no question's id: those of banks have their own words


@dataclass(frozen=True)
class Merged:
    """The outcome of merging.

    Attributes:
        answers: of both places.
        added: how many the brought file had alone.
        renewed: how many were later there.
        kept: how many were later here, and stay.
    """

    answers: dict[str, Entry]
    added: int
    renewed: int
    kept: int

    @property
    def changed(self) -> bool:
        """Whether anything was brought that was not here."""
        return self.added + self.renewed > 0


def merge(here: Mapping[str, Entry], brought: Mapping[str, Entry], now: str = "") -> Merged:
    """Return the answers of both places, by the rules of this module.

    Args:
        here: answers of this place.
        brought: answers of the other.
        now: the time, as `Entry.saved` has it. A time here that lies after it came from a clock
            that was ahead; it counts as older than any other. `""` believes every time.
    """
    answers = dict(here)
    added = renewed = kept = 0
    for name, entry in brought.items():
        if name not in here:
            answers[name] = entry
            added += 1
        elif name == BY_CODE:
            answers[name] = both = _both(here[name], entry)
            renewed += both.answer != here[name].answer
        elif entry.saved > (mine := _believed(here[name].saved, now)):
            answers[name] = entry
            renewed += 1
        else:
            kept += entry.saved < mine
    return Merged(answers, added, renewed, kept)


def _believed(saved: str, now: str) -> str:
    return "" if now and saved > now else saved


def add_code(
    here: Mapping[str, Entry], mastered: Collection[str], done: Collection[str], saved: str
) -> dict[str, Entry]:
    """Return the answers with what a resume code says.

    Args:
        here: all answers.
        mastered: ids of questions.
        done: ids of lessons.
        saved: the time, as in `Entry.saved`.
    """
    new = Entry({"mastered": sorted(mastered), "done": sorted(done)}, saved=saved)
    return {**here, BY_CODE: _both(here.get(BY_CODE, Entry(None)), new)}


def by_code(answers: Mapping[str, Entry]) -> tuple[set[str], set[str]]:
    """Return the questions and the lessons that resume codes brought."""
    held = answers[BY_CODE].answer if BY_CODE in answers else None
    return _names(held, "mastered"), _names(held, "done")


def _both(one: Entry, other: Entry) -> Entry:
    answer = {
        field: sorted(_names(one.answer, field) | _names(other.answer, field))
        for field in ("mastered", "done")
    }
    return Entry(answer, saved=max(one.saved, other.saved))


def _names(held: Any, field: str) -> set[str]:
    names = held.get(field) if isinstance(held, dict) else None
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()
