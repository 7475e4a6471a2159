"""Facts in the text of lessons: Jupyter cannot fill them in, so they are written out and marked.

An author writes `{{ra-dose-max}}`; `imuran-edu build` makes of it
`<span class="fact ra-dose-max">2.5 mg/kg/day</span>`, which reads as plain text on the page and is
brought up to date when the fact changes. An authority, `{{ref:bsr-2017}}`, becomes
`<span class="ref bsr-2017">BSR 2017, replaced in November 2025</span>` in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from imuran_edu.core import InputError, Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.evidence.facts import AUTHORITY, NAMED, Fact, Words

MARKED = re.compile(r'<span class="(fact|ref) ([a-z0-9-]+)">(.*?)</span>', re.DOTALL)


def facts_named(text: str) -> list[str]:
    """Return what a text names, written out or not: `ra-max`, `ref:bsr-2017`; in no order."""
    return [*NAMED.findall(text), *(_name(kind, name) for kind, name, _ in MARKED.findall(text))]


def _name(kind: str, name: str) -> str:
    return AUTHORITY + name if kind == "ref" else name


def written_out(text: str, words: Words) -> str:
    """Return a text with its facts and authorities as they now stand; unknown ones stay."""

    def mark(name: str, as_it_was: str) -> str:
        if name not in words:
            return as_it_was
        kind = "ref" if name.startswith(AUTHORITY) else "fact"
        return f'<span class="{kind} {name.removeprefix(AUTHORITY)}">{words[name]}</span>'

    known = MARKED.sub(lambda match: mark(_name(match[1], match[2]), match[0]), text)
    return NAMED.sub(lambda match: mark(match[1], match[0]), known)


def without_facts(text: str) -> str:
    """Return a text with a gap for every fact."""
    return NAMED.sub(" ", MARKED.sub(" ", text))


def told_values(facts: Mapping[str, Fact]) -> dict[str, list[str]]:
    """Return the words of facts that are long enough to be told, each with the facts' ids."""
    found: dict[str, list[str]] = {}
    for fact in facts.values():
        if len(fact.text) > 9 and any(letter.isdigit() for letter in fact.text):
            found.setdefault(fact.text, []).append(fact.id)
    return found


def values_by_hand(text: str, told: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return those of `told_values` that stand in a text by hand."""
    rest = without_facts(text)
    near = [words for words in told if words in rest]  # else a thousand patterns would be compiled
    return {
        words: told[words]
        for words in near
        if re.search(rf"(?<![\w.]){re.escape(words)}(?!\w)", rest)
    }


LOCKS = {"deletable": False, "editable": False}
"""Metadata of every cell of a lesson, so that no key deletes or changes it in a notebook."""


def write_out_lesson(path: Path, words: Words) -> bool:
    """Bring the facts and authorities in a notebook up to date, and lock its cells.

    Returns:
        Whether it changed.

    Raises:
        InputError: the file is no notebook; nothing was written.
    """
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        locked = [{**LOCKS, **cell["metadata"], **LOCKS} for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        message = "is not a notebook; restore it from git"
        raise InputError([Problem(path, 1, message)]) from None
    before = json.dumps(notebook)
    for cell, metadata in zip(notebook["cells"], locked, strict=True):
        cell["metadata"] = metadata
    for cell in cells:
        source = cell["source"]
        text = written_out("".join(source), words)
        cell["source"] = text if isinstance(source, str) else text.splitlines(keepends=True)
    if json.dumps(notebook) == before:
        return False
    return write_if_changed(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")
