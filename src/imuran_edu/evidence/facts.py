"""Figures of the drug, each in one place: lessons, banks and drawings name them by id.

A text says `{{ra-dose-max}}` and gets the fact's words. So a corrected fact changes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, FiniteFloat

from imuran_edu.evidence.model import Citation, Slug
from imuran_edu.files import InputError, Problem, Source, find_data, read_yaml, validate
from imuran_edu.files.models import Strict
from imuran_edu.files.reading import Location

FIGURE = re.compile(r"[0-9]+(?:[.][0-9]+)?")
NAMED = re.compile(r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)\}\}")


class Fact(Strict):
    """One figure that an authority gives.

    Attributes:
        text: as it stands in a sentence, unit included: `2.5 mg/kg/day`.
        number: the same as a number, for drawings and sums; none where the text is no single one.
        means: what it is, so that an author finds the right one.
        rests_on: the place that it was read in.
    """

    id: Slug
    text: str = Field(min_length=1)
    number: FiniteFloat | None = None
    means: str
    rests_on: Citation

    @property
    def figures(self) -> list[float]:
        """The figures in the text, in their order: 30 and 80 of `30 to 80%`."""
        return [float(each) for each in FIGURE.findall(self.text.replace(",", ""))]


class Facts(Strict):
    """A file of `quizzes/facts/`."""

    facts: list[Fact]


def load_facts(folder: Path) -> dict[str, Fact]:
    """Return the facts of the folder `quizzes/facts` by id; none if there is no such folder.

    Raises:
        InputError: with every problem found, each with its file and line.
    """
    facts: dict[str, Fact] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            source = read_yaml(path)
            for index, fact in enumerate(validate(Facts, source).facts):
                if fact.id in facts:
                    message = f"the fact '{fact.id}' stands twice; delete one or give it another id"
                    problems.append(source.problem(("facts", index, "id"), message))
                facts[fact.id] = fact
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return facts


@cache
def facts_of(folder: Path) -> Mapping[str, Fact]:
    """Return `load_facts(folder)`, read once in a session."""
    return load_facts(folder)


def course_facts() -> Mapping[str, Fact]:
    """Return the course's own facts by id."""
    return facts_of(find_data("quizzes", "facts"))


def with_facts(source: Source, facts: Mapping[str, Fact]) -> Source:
    """Return a YAML source with each `{{id}}` in its texts replaced by the fact's words.

    Raises:
        InputError: for each text that names a fact which is not there.
    """
    problems: list[Problem] = []
    data = _filled(source.data, facts, (), source, problems)
    if problems:
        raise InputError(problems)
    return Source(source.path, data, source.lines)


def _filled(
    value: Any,
    facts: Mapping[str, Fact],
    at: Location,
    source: Source,
    problems: list[Problem],
) -> Any:
    if isinstance(value, dict):
        return {
            key: _filled(part, facts, (*at, key), source, problems) for key, part in value.items()
        }
    if isinstance(value, list):
        return [_filled(part, facts, (*at, i), source, problems) for i, part in enumerate(value)]
    if not isinstance(value, str) or "{{" not in value:
        return value
    problems.extend(source.problem(at, unknown_fact(name)) for name in _unknown(value, facts))
    return NAMED.sub(lambda match: facts[match[1]].text if match[1] in facts else match[0], value)


def _unknown(text: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    return (name for name in NAMED.findall(text) if name not in facts)


def unknown_fact(name: str) -> str:
    """Return the complaint about a text that names a fact which is not there."""
    return f"unknown fact '{name}'; add it to quizzes/facts/ or mend the id"
