"""Figures of the drug, each in one place: lessons, banks and drawings name them by id.

A text says `{{ra-dose-max}}` and gets the fact's words, so a corrected fact changes everywhere. It
says `{{ref:bsr-2017}}` and gets the authority's name with what has become of it: `BSR 2017,
replaced in November 2025`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, FiniteFloat

from imuran_edu.core import InputError, Problem, Source, find_data, read_yaml, validate
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.yaml_source import Location
from imuran_edu.evidence.currency import named_in_text
from imuran_edu.evidence.model import Citation, Reference, References, Slug

FIGURE = re.compile(r"[0-9]+(?:[.][0-9]+)?")
AUTHORITY = "ref:"
NAMED = re.compile(rf"\{{\{{((?:{AUTHORITY})?[a-z0-9]+(?:-[a-z0-9]+)*)\}}\}}")
Words = Mapping[str, str]  # what stands in braces, to what a reader gets


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


def fact_words(facts: Mapping[str, Fact]) -> Words:
    """Return the words of facts by the names that texts use for them."""
    return {name: fact.text for name, fact in facts.items()}


def authority_words(references: Mapping[str, Reference]) -> Words:
    """Return how a sentence names each authority, by `ref:` and its id."""
    return {AUTHORITY + name: named_in_text(each, references) for name, each in references.items()}


@cache
def words_of(quizzes: Path, authorities: bool = True) -> Words:
    """Return everything that the texts of a course may name in braces, read once in a session.

    Args:
        quizzes: the folder that holds `facts/` and `references.yaml`.
        authorities: whether a text names one; if not, the larger file stays unread.

    Raises:
        InputError: a file is faulty.
    """
    words = fact_words(facts_of(quizzes / "facts"))
    if not authorities:
        return words
    read = validate(References, read_yaml(quizzes / "references.yaml")).references
    return {**words, **authority_words({each.id: each for each in read})}


def course_words(text: str) -> Words:
    """Return what the names in a text of the course's own stand for."""
    return words_of(find_data("quizzes"), AUTHORITY in text)


def with_facts(source: Source, words: Words) -> Source:
    """Return a YAML source with each name in braces replaced by its words.

    Raises:
        InputError: for each text that names a fact or an authority which is not there.
    """
    problems: list[Problem] = []
    data = _filled(source.data, words, (), source, problems)
    if problems:
        raise InputError(problems)
    return Source(source.path, data, source.lines)


def _filled(value: Any, words: Words, at: Location, source: Source, problems: list[Problem]) -> Any:
    if isinstance(value, dict):
        return {
            key: _filled(part, words, (*at, key), source, problems) for key, part in value.items()
        }
    if isinstance(value, list):
        return [_filled(part, words, (*at, i), source, problems) for i, part in enumerate(value)]
    if not isinstance(value, str) or "{{" not in value:
        return value
    problems.extend(source.problem(at, unknown_name(name)) for name in _unknown(value, words))
    return NAMED.sub(lambda match: words.get(match[1], match[0]), value)


def _unknown(text: str, words: Words) -> Iterator[str]:
    return (name for name in NAMED.findall(text) if name not in words)


def unknown_name(name: str) -> str:
    """Return the complaint about a text that names a fact or an authority which is not there."""
    if name.startswith(AUTHORITY):
        name = name.removeprefix(AUTHORITY)
        return f"unknown reference '{name}'; add it to quizzes/references.yaml or mend the id"
    return f"unknown fact '{name}'; add it to quizzes/facts/ or mend the id"
