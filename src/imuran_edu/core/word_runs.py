"""Runs of words: whether a text says what another says, under any name and in any form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

WORDS: Final = 12
"""In a row: a shorter run, such as the name of a guideline, may stand anywhere."""

TELLING: Final = frozenset(("rationale", "feedback", "otherwise", "others", "default_feedback"))
"""The fields of a question whose texts tell its key, as banks and as models name them."""

_WORD = re.compile(r"[^\W_]+")


def word_runs(texts: Iterable[str]) -> set[str]:
    """Return every run of `WORDS` words of some texts, without what YAML, JSON and Markdown add."""
    runs: set[str] = set()
    for words in (words for text in texts for words in _cells(text)):
        runs.update(" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1))
    return runs


class RunFinder:
    """Looks for known runs of words in many texts, most of which hold none."""

    def __init__(self, runs: Collection[str]) -> None:
        self._runs = frozenset(runs)
        # a run is put together only where its first two words stand, which is seldom
        self._begin = frozenset(tuple(run.split(" ", 2)[:2]) for run in runs)

    def found(self, text: str) -> set[str]:
        """Return the runs that a text holds: `word_runs([text])` less all that are not known."""
        return {
            run
            for words in _cells(text)
            for place, pair in enumerate(pairwise(words))
            if pair in self._begin
            if (run := " ".join(words[place : place + WORDS])) in self._runs
        }


def _cells(text: str) -> Iterator[list[str]]:
    for cell in text.split("|"):  # of a table
        yield _WORD.findall(cell.replace("\\n", " ").lower())


def texts_under(value: Any, fields: Collection[str], within: bool = False) -> Iterator[str]:
    """Yield the texts of plain data that stand under one of the fields, at any depth."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from texts_under(part, fields, within or name in fields)
    elif isinstance(value, list):
        for part in value:
            yield from texts_under(part, fields, within)
    elif within and isinstance(value, str):
        yield value
