"""A store without a disk: where the page keeps the answers, and lends them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from imuran_edu.answers.attempts import ReadAttempts, read_lines
from imuran_edu.answers.responses_file import Responses
from imuran_edu.answers.store import Store


class MemoryStore(Store):
    """The answers of one reader, for as long as the page is open.

    Its seed is the same for all, so that a reader who comes back finds the order as it was.
    """

    def __init__(self) -> None:
        super().__init__(Path())
        self._held = Responses(seed=1)
        self._lines: dict[str, None] = {}

    @property
    def folder_id(self) -> str:
        """None: nothing waits for a folder."""
        return ""

    @property
    def state(self) -> str:
        """It never changes but by its own reader."""
        return "none"

    def load(self) -> Responses:
        """Return what the page has lent."""
        return self._held

    def attempts(self) -> ReadAttempts:
        """Return the attempts that the page has lent."""
        return read_lines(self._lines)

    def _commit(self, make: Callable[[Responses], Responses], attempts: Iterable[str] = ()) -> None:
        self._held = replace(make(self._held), seed=1)
        self._lines.update(dict.fromkeys([*self._unsaved_attempts, *attempts]))
        self._nothing_waits()
