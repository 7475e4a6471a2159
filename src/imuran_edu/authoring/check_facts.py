"""The rules that the course's facts keep: each was read somewhere, and each is used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from imuran_edu.core import Problem, read_yaml
from imuran_edu.core.content_packages import Kind, content_files
from imuran_edu.evidence import Evidence, Fact

_ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_NAMED = (re.compile(rf"\{{\{{({_ID})"), re.compile(f"fact ({_ID})"))  # each begins with letters


def fact_problems(root: Path, evidence: Evidence, facts: Mapping[str, Fact]) -> list[Problem]:
    """Return every fault of the facts in `quizzes/facts`.

    Args:
        root: the checkout.
        evidence: its register.
        facts: its facts by id, as read.
    """
    used = _named_in_braces(root)
    if not facts.keys() <= used:  # in all words: it takes ten times as long
        used = _named_anywhere(root)
    problems: list[Problem] = []
    for path in sorted((root / "quizzes" / "facts").glob("*.yaml")):
        source = read_yaml(path)
        for index, item in enumerate(source.data["facts"] if facts else []):
            fact = facts[item["id"]]
            for at, message in _faults(fact, evidence, used):
                problems.append(
                    source.problem(("facts", index, at), f"fact '{fact.id}': {message}")
                )
    return problems


def _faults(fact: Fact, evidence: Evidence, used: set[str]) -> Iterator[tuple[str, str]]:
    if problem := evidence.citation_problem(fact.rests_on):
        yield "rests_on", problem
    elif evidence.references[fact.rests_on.id].extent(fact.rests_on.at) == "none":
        cited = f"'{fact.rests_on.id}', {fact.rests_on.at}"
        yield "rests_on", f"{cited}, was not seen; rest the fact on a part that was"
    if fact.number is not None and fact.figures and abs(fact.number) not in fact.figures:
        yield "number", f"{fact.number:g} does not stand in its text, '{fact.text}'"
    if fact.id not in used:
        yield "id", "no lesson, bank or figure names it; use it or delete it"


def _named_in_braces(root: Path) -> set[str]:
    """Return what lessons and banks name in braces or marks, and every word of the drawings."""
    named = {
        name for text in _texts(_prose(root)) for each in _NAMED for name in each.findall(text)
    }
    return named | {word for text in _texts(_drawings()) for word in _words(text)}


def _named_anywhere(root: Path) -> set[str]:
    """Return every word of the lessons, banks and figures that could be the id of a fact."""
    return {word for text in _texts([*_prose(root), *_drawings()]) for word in _words(text)}


def _prose(root: Path) -> list[Path]:
    patterns = ("notebooks/*.ipynb", "quizzes/practice/*.yaml", "quizzes/graded/*.yaml")
    return [path for pattern in patterns for path in root.glob(pattern)]


def _drawings() -> list[Path]:
    kinds: tuple[Kind, ...] = ("figures", "explorers")
    return [path for kind in kinds for _, path in content_files(kind).values()]


def _texts(places: list[Path]) -> Iterator[str]:
    return (place.read_text(encoding="utf-8", errors="replace") for place in places)


def _words(text: str) -> list[str]:
    return re.findall(_ID, text)
