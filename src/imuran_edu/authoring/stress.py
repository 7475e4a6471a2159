"""Go through every row of every template and pool of a bank: what would a student meet?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from imuran_edu.authoring.template_rows import row_problems
from imuran_edu.core import Problem, Source
from imuran_edu.core.yaml_source import Location
from imuran_edu.questions import QuestionType
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.interchange import Choice, Number
from imuran_edu.questions.load import read_bank
from imuran_edu.questions.variants.draw import draw_rows
from imuran_edu.questions.variants.pool import Pool
from imuran_edu.questions.variants.template import Template

FEWEST_KEYS: Final = 20  # distinct keys that lie ten per cent apart
APART: Final = 1.1
FACTOR: Final = 200  # a key so many times as large or small as the original's is absurd
_ABSURD = re.compile(r"[0-9][.][0-9]{6,}|[0-9]e[-+]?[0-9]|(?<![0-9])[0-9]{8,}|\bnan\b|\binf\b")


@dataclass(frozen=True)
class Stressed:
    """A template or a pool that was gone through.

    Attributes:
        name: the question's id.
        rows: how many there are.
        keys: how many distinct keys lie ten per cent apart; None if no number is asked for.
        lowest: the smallest key.
        highest: the largest key.
    """

    name: str
    rows: int
    keys: int | None
    lowest: float = 0.0
    highest: float = 0.0

    def __str__(self) -> str:
        if self.keys is None:
            return f"{self.name}: {self.rows} rows"
        span = f"{self.lowest:g} to {self.highest:g}"
        return f"{self.name}: {self.rows} rows, {self.keys} keys ten per cent apart, {span}"


def stress(path: Path) -> tuple[list[Stressed], list[Problem]]:
    """Return what was gone through of a bank, and everything that is wrong with a row.

    Raises:
        InputError: the bank cannot be read, or a template has no rows.
    """
    source, _, bank = read_bank(path)
    problems = list(row_problems(source, bank.templates))
    found = []
    for index, question in enumerate(bank.questions):
        if (template := question.template) is None:
            continue
        numbers = [_keys(template.question(row)) for row in range(len(template.rows))]
        best = max(zip(*numbers, strict=True), key=apart, default=())
        keys = apart(best) if best else None
        ends = (min(best), max(best)) if best else (0.0, 0.0)
        found.append(Stressed(template.name, len(template.rows), keys, *ends))
        problems += _problems(source, ("questions", index), template, keys)
    return found, sorted(problems)


def apart(keys: Any) -> int:
    """Return how many keys there are of which each lies ten per cent above the one before."""
    count, last = 0, -math.inf
    for key in sorted(set(keys)):
        if count == 0 or key >= last * APART - 1e-9:
            count, last = count + 1, key
    return count


def _keys(question: QuestionType) -> list[float]:
    items = (part.to_interchange() for part in with_parts(question) if not part.parts)
    return [item.value for item in items if isinstance(item, Number)]


def _problems(
    source: Source, at: Location, template: Template | Pool, keys: int | None
) -> Iterator[Problem]:
    if isinstance(template, Template) and not _as_drawn(template):
        message = "its rows are no longer what its expressions give; delete rows/ and build"
        yield source.problem((*at, "variants"), f"question '{template.name}': {message}")
    first = template.question(0)
    for row in range(len(template.rows)):
        given = template.rows[row].parameters
        values = ", ".join(f"{name}={value}" for name, value in given.items())
        for message in _of_row(first, template.question(row)):
            said = f"question '{template.name}': row {row} ({values}): {message}"
            yield source.problem(at, said)
    if keys is not None and keys < FEWEST_KEYS:
        message = f"only {keys} keys lie ten per cent apart, of {FEWEST_KEYS}; widen a parameter"
        yield source.problem((*at, "variants"), f"question '{template.name}': {message}")


def _as_drawn(template: Template) -> bool:
    anew = draw_rows(template.name, template.data, template.variants)
    return [row.values for row in anew] == [row.values for row in template.rows]


def _of_row(first: QuestionType, question: QuestionType) -> Iterator[str]:
    for original, part in zip(with_parts(first), with_parts(question), strict=True):
        for text in _texts(part.model_dump()):
            if match := _ABSURD.search(text):
                yield f"'{match[0]}' stands in a text; round it"
        item, before = part.to_interchange(), original.to_interchange()
        if isinstance(item, Number) and isinstance(before, Number):
            if not math.isfinite(item.value):
                yield "the key is not finite"
            elif item.value == 0 or item.value * before.value < 0:
                yield f"the key is {item.value:g}, and that of the original {before.value:g}"
            elif not 1 / FACTOR <= abs(item.value / before.value) <= FACTOR:
                yield f"the key {item.value:g} is absurd beside {before.value:g} of the original"
        if isinstance(item, Choice):
            texts = [" ".join(each.text.casefold().split()) for each in item.options]
            if len(set(texts)) < len(texts):
                yield "two options are alike"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in ("variants", "rests_on", "waive"):
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
