"""How progress from two places becomes one.

Of two answers to one question the one saved later stays, whole, with its hints and checks; of two
that were saved at the same instant the same one, wherever they meet. A quiz that was started again
counts as answered later, so an old file does not bring back what was cleared. What resume codes
brought is added up. Nothing is ever only removed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from imuran_edu.answers import Entry

BY_CODE: Final = "from-resume-codes"  # no question's id: those of banks have their own words
CODE_FORM: Final = 2  # of what is kept of codes; version 0.1.0 wrote no number


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
    added: int = 0
    renewed: int = 0
    kept: int = 0

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
            renewed += _brought(both) != _brought(here[name])
        elif _later(entry) > (mine := _later(here[name], now)):
            answers[name] = entry
            renewed += 1
        else:
            kept += _later(entry) < mine
    return Merged(answers, added, renewed, kept)


def _later(entry: Entry, now: str = "") -> tuple[str, str]:
    saved = "" if now and entry.saved > now else entry.saved
    return saved, json.dumps(entry.plain, sort_keys=True, default=str)


@dataclass(frozen=True)
class ByCode:
    """What resume codes brought.

    Attributes:
        mastered: ids of questions that were mastered.
        done: ids of lessons.
        once: ids of questions that were right once: codes of version 0.1.0 call them mastered.
        saved: when the latest was typed, as in `Entry.saved`.
    """

    mastered: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    saved: str = ""


def add_code(here: Mapping[str, Entry], code: ByCode) -> dict[str, Entry]:
    """Return the answers with what a resume code says."""
    new = Entry(
        {
            "mastered": sorted(code.mastered),
            "done": sorted(code.done),
            "once": sorted(code.once),
            "form": CODE_FORM,
        },
        saved=code.saved,
    )
    return {**here, BY_CODE: _both(here.get(BY_CODE, Entry(None)), new)}


def by_code(answers: Mapping[str, Entry]) -> ByCode:
    """Return what resume codes brought."""
    entry = answers.get(BY_CODE, Entry(None))
    held = entry.answer
    names = {field: _names(held, field) for field in ("mastered", "done", "once")}
    if isinstance(held, dict) and held.get("form") != CODE_FORM:  # kept by version 0.1.0
        names = {**names, "mastered": set(), "once": names["mastered"] | names["once"]}
    mastered, done, once = (frozenset(each) for each in names.values())
    return ByCode(mastered, done, once, entry.saved)


def _brought(entry: Entry) -> ByCode:
    return replace(by_code({BY_CODE: entry}), saved="")


def _both(one: Entry, other: Entry) -> Entry:
    codes = [_brought(each) for each in (one, other)]
    answer: dict[str, Any] = {
        field: sorted({name for code in codes for name in getattr(code, field)})
        for field in ("mastered", "done", "once")
    }
    return Entry({**answer, "form": CODE_FORM}, saved=max(one.saved, other.saved))


def _names(held: Any, field: str) -> set[str]:
    names = held.get(field) if isinstance(held, dict) else None
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()
