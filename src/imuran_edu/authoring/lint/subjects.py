"""What rules look at: a question as asked, a bank with its file, the course."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from imuran_edu.core import Source
from imuran_edu.core.yaml_source import Location
from imuran_edu.evidence import Evidence, Fact
from imuran_edu.questions import Bank, QuestionType
from imuran_edu.questions.base import Waiver
from imuran_edu.questions.interchange import Choice, Item
from imuran_edu.questions.variants.pool import Pool

WAIVERS = "waive"


@dataclass(frozen=True, eq=False)
class AskedPart:
    """A question, or one part of a case, with its place.

    Attributes:
        bank: the bank that it stands in.
        question: as it was read.
        at: its place in the file.
        source: its plain data, with names of facts filled in.
        written: its plain data as they are written, with names of facts in braces.
    """

    bank: LintedBank
    question: QuestionType
    at: Location
    source: Mapping[str, Any]
    written: Mapping[str, Any]

    @cached_property
    def item(self) -> Item:
        """The question in the form that knows no types."""
        return self.question.to_interchange()

    @cached_property
    def copies(self) -> dict[str, AskedPart]:
        """The question of a pool as copies show it, by the names of their options."""
        pool = self.question.template
        if not isinstance(pool, Pool):
            return {}
        rows = (" ".join(map(str, row.values)) for row in pool.rows)
        return {
            shown: replace(self, question=pool.question(number))
            for number, shown in enumerate(rows)
        }

    @cached_property
    def choice(self) -> Choice | None:
        """The question as a choice between options, or None if it is something else.

        A prediction is none: nothing is earned by it, so there is nothing to guess.
        """
        return None if self.question.predict else self._choice

    @property
    def _choice(self) -> Choice | None:
        return self.item if isinstance(self.item, Choice) and not self.item.verdict else None

    @property
    def single(self) -> Choice | None:
        """The question as a choice of one option, or None if it is something else."""
        return self.choice if self.choice and not self.choice.several else None

    @property
    def digest(self) -> str:
        """A short digest of all that is written of it."""
        return digest_of(self.source)

    @property
    def waivers(self) -> list[Waiver]:
        """The findings that its author has looked at and let stand."""
        return self.question.waive


@dataclass(frozen=True, eq=False)
class LintedBank:
    """A bank with its file.

    Attributes:
        source: its file, with names of facts filled in.
        written: its plain data as they are written.
        bank: as it was read.
    """

    source: Source
    written: Any
    bank: Bank

    @property
    def path(self) -> Path:
        """Its file."""
        return self.source.path

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.stem

    @cached_property
    def asked(self) -> list[AskedPart]:
        """Its questions, those of cases among them; a case itself too."""
        return list(self._asked())

    def _asked(self) -> Iterator[AskedPart]:
        for index, question in enumerate(self.bank.questions):
            at: Location = ("questions", index)
            yield self._part(question, at)
            for where, part in question.placed_parts():
                yield self._part(part, (*at, *where))

    def _part(self, question: QuestionType, at: Location) -> AskedPart:
        filled, written = self.source.data, self.written
        for step in at:
            filled, written = filled[step], written[step]
        return AskedPart(self, question, at, filled, written)

    @property
    def digest(self) -> str:
        """A short digest of the bank's own texts and of which questions it has with which keys."""
        own = {name: value for name, value in self.source.data.items() if name != "questions"}
        keys = [[each.question.id, each.question.key_text()] for each in self.asked]
        return digest_of({**own, "keys": keys})

    @property
    def waivers(self) -> list[Waiver]:
        """The findings about the bank as a whole that its author lets stand."""
        return self.bank.waive


@dataclass(frozen=True, eq=False)
class LintedCourse:
    """All banks of a course, and what they stand on.

    Attributes:
        banks: practice first.
        evidence: the register.
        facts: by id.
        lessons: the words of each lesson's texts by the lesson's id, in small letters.
        alike: how like one another, of 100, two questions may read.
    """

    banks: list[LintedBank]
    evidence: Evidence
    facts: Mapping[str, Fact]
    lessons: Mapping[str, str] = field(default_factory=dict)
    alike: float = 80

    @property
    def asked(self) -> Iterator[AskedPart]:
        """Every question of every bank."""
        for bank in self.banks:
            yield from bank.asked


def digest_of(data: Mapping[str, Any]) -> str:
    """Return eight letters that change when anything written changes, waivers excepted.

    Letters alone, since YAML reads some mixtures with digits as numbers.
    """
    kept = {name: value for name, value in data.items() if name != WAIVERS}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str)
    return "".join(chr(97 + byte % 26) for byte in hashlib.sha256(text.encode()).digest()[:8])
