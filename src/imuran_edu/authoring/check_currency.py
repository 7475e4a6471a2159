"""Whatever rests on an authority that has been replaced says so, in the same place.

A place is a question with its parts, a claim, a cell of a lesson, or the file of a figure or an
explorer. It rests on what it cites, on what the facts that it names rest on, and on what it calls
by name. It says so by naming the authority through the data (`{{ref:bsr-2017}}`) or, where it cites
or names facts, by resting on a successor too. A part of a reference that `stands` asks for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from imuran_edu.core import InputError, Problem, read_yaml
from imuran_edu.core.content_packages import Kind, content_files
from imuran_edu.core.lesson_cells import source_of
from imuran_edu.evidence import Evidence, Fact
from imuran_edu.evidence.facts import AUTHORITY
from imuran_edu.evidence.inline_facts import facts_named, without_facts

Cited = tuple[str, str]
"""The id of a reference, and the part of it."""


@dataclass(frozen=True)
class Place:
    """A place that may rest on authorities.

    Attributes:
        kind: `question`, `claim`, `lesson`, `figure` or `explorer`.
        name: the id of the question or claim, or the name of the file.
        file: where it stands.
        line: its 1-based line there.
        text: everything that it says, with names in braces or written out.
        cites: the references that it cites, part by part.
        draws: ids of the facts that it draws without naming them in a text.
    """

    kind: str
    name: str
    file: Path
    line: int
    text: str
    cites: frozenset[Cited] = frozenset()
    draws: frozenset[str] = frozenset()

    @cached_property
    def _named(self) -> list[str]:
        return facts_named(self.text)

    @property
    def facts(self) -> set[str]:
        """The ids of the facts that it names or draws."""
        return {name for name in self._named if not name.startswith(AUTHORITY)} | self.draws

    @property
    def authorities(self) -> set[str]:
        """The ids of the references that it names through the data."""
        named = (name for name in self._named if name.startswith(AUTHORITY))
        return {name.removeprefix(AUTHORITY) for name in named}

    def rests_on(self, facts: Mapping[str, Fact]) -> set[Cited]:
        """Return the parts of references that it rests on, directly or through facts."""
        behind = (facts[name].rests_on for name in self.facts if name in facts)
        return {*self.cites, *((each.id, each.at) for each in behind)}


def silent_places(
    root: Path, evidence: Evidence, facts: Mapping[str, Fact]
) -> Iterator[tuple[Place, str]]:
    """Yield each place that rests on a superseded reference and does not say so, with its id."""
    for place in places_of(root):
        for name in silent_on(place, evidence, facts):
            yield place, name


def currency_problems(
    root: Path, evidence: Evidence, facts: Mapping[str, Fact]
) -> Iterator[Problem]:
    """Yield each place that rests on a superseded reference and does not say so, as a problem."""
    for place, name in silent_places(root, evidence, facts):
        old, new = evidence.references[name], evidence.successors(name)[0]
        message = (
            f"{place.kind} '{place.name}' rests on {old.short}, which {new.short} has replaced, "
            f"and does not say so: write {{{{ref:{old.id}}}}} in it, or rest it on '{new.id}'"
        )
        yield Problem(place.file, place.line, message)


def silent_on(place: Place, evidence: Evidence, facts: Mapping[str, Fact]) -> list[str]:
    """Return the ids of the superseded references that a place rests on without saying so."""
    rests_on = place.rests_on(facts)
    cited, named = {name for name, _ in rests_on}, place.authorities
    found = []
    for name, reference in evidence.superseded.items():
        if name in named:
            continue
        spelled = reference.short.split()[0] in place.text and re.search(
            rf"(?<!\w){re.escape(reference.short)}(?!\w)", without_facts(place.text)
        )
        rests = name in cited and any(
            each == name and not reference.stands(at) for each, at in rests_on
        )
        told = rests and (cited | named) & {each.id for each in evidence.successors(name)}
        if spelled or (rests and not told):
            found.append(name)
    return found


def places_of(root: Path) -> Iterator[Place]:
    """Yield every place of a course; what cannot be read is passed over, for `check` names it."""
    quizzes = root / "quizzes"
    for kind in ("practice", "graded"):
        for path in sorted(quizzes.glob(f"{kind}/*.yaml")):
            yield from _items(path, "question", "questions")
    for path in sorted(quizzes.glob("claims/*.yaml")):
        yield from _items(path, "claim", "claims")
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        yield from _cells(path)
    yield from _drawings()


def _items(path: Path, kind: str, field: str) -> Iterator[Place]:
    try:
        source = read_yaml(path)
        items = list(enumerate(source.data[field]))
    except (InputError, KeyError, TypeError):
        return
    for index, item in items:
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            line, text = source.line((field, index)), "\n".join(texts_in(item))
            yield Place(kind, item["id"], path, line, text, frozenset(cited_in(item)))


def _cells(path: Path) -> Iterator[Place]:
    try:
        text = path.read_text(encoding="utf-8")
        cells = [each for each in json.loads(text)["cells"] if each["cell_type"] == "markdown"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    for cell in cells:
        line = text[: max(text.find(f'"id": {json.dumps(cell.get("id"))}'), 0)].count("\n") + 1
        yield Place("lesson", f"{path.stem}, {cell.get('id')}", path, line, source_of(cell))


def _drawings() -> Iterator[Place]:
    kinds: tuple[Kind, ...] = ("figures", "explorers")
    for kind in kinds:
        for _, path in content_files(kind).values():
            data = read_yaml(path).data
            drawn = data.get("facts") if kind == "figures" else None
            draws = frozenset(map(str, (drawn or {}).values()))
            yield Place(kind[:-1], path.stem, path, 1, "\n".join(texts_in(data)), draws=draws)


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in plain data, but not the ids of what is cited."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in ("rests_on", "references"):
                yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)


def cited_in(value: Any) -> Iterator[Cited]:
    """Yield what a question, its parts or a claim cites."""
    if isinstance(value, dict):
        for citation in value.get("references") or ():
            if isinstance(citation, dict):
                yield str(citation.get("id")), str(citation.get("at"))
        for part in value.values():
            yield from cited_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from cited_in(part)
