"""Give the options of graded questions names that tell nothing: `imuran-edu rename-options`.

A name is a syllable such as `ko`, drawn by chance and spread evenly: among questions of one right
option, each place in the order of names is right equally often. Options that have such names keep
them, so a bank is renamed once and new questions join. Only ids are written; nothing else of a bank
changes, not even its comments.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from imuran_edu.core import InputError, Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.grading.renames import FILE, load_renames

LISTS: Final = ("options", "items", "classes", "left", "right")
_CONSONANTS: Final = "bdfgjklmnprstvwz"
_VOWELS: Final = "aeiou"
WORDS: Final = ("be", "do", "go", "la", "ma", "me", "mi", "mu", "no", "nu", "pa", "pi", "re", "so")
"""Syllables that say something by themselves."""
NAMES: Final = tuple(one + two for one in _CONSONANTS for two in _VOWELS if one + two not in WORDS)
TRIES: Final = 500  # draws until right names are spread evenly; then the last one is taken
HEAD: Final = """\
# What the options of graded questions were called before they got names that tell nothing: an
# answer under an old name counts as one under the new. Written by imuran-edu rename-options;
# never published.
"""
Edit = tuple[int, int, str]  # from, to, and the new text, in characters of a file


def rename_options(graded: Path) -> dict[str, dict[str, str]]:
    """Rename the options of all graded banks that have not been renamed yet.

    Args:
        graded: the folder of the banks; the list of names is kept in it.

    Returns:
        What was renamed: question, or part of a case, to old name to new name.

    Raises:
        InputError: a bank cannot be read, or uses one name in two lists; nothing was written.
    """
    draw, places = random.Random(1), Counter[tuple[int, int]]()
    texts: dict[Path, str] = {}
    renamed: dict[str, dict[str, str]] = {}
    for path in sorted(graded.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        edits: dict[int, Edit] = {}  # by their place: questions may share options by a YAML alias
        for question in _questions(yaml.compose(text)):
            found = _Named(path, question)
            names = found.new_names(draw, places, edits)
            if new := {old: name for old, name in names.items() if old != name}:
                renamed[found.id] = new
                edits |= {edit[0]: edit for edit in found.edits(names)}
        texts[path] = _edited(text, list(edits.values()))
    if renamed:
        known = {name: dict(old) for name, old in load_renames(graded).items()}
        both = {name: {**known.get(name, {}), **new} for name, new in renamed.items()}
        text = HEAD + yaml.safe_dump({"renamed": {**known, **both}}, default_flow_style=None)
        (graded / FILE).parent.mkdir(exist_ok=True)
        write_if_changed(graded / FILE, text)  # first, so that no answer is ever without its name
        for path, text in texts.items():
            write_if_changed(path, text)
    return renamed


class _Named:
    """One question as it stands in the file: its options' names, and its key."""

    def __init__(self, path: Path, node: Any) -> None:
        fields = _fields(node)
        self.id, self.type = fields["id"].value, fields["type"].value
        self.lists = {
            name: [_fields(option)["id"] for option in fields[name].value]
            for name in LISTS
            if name in fields and fields[name].id == "sequence"
        }
        self.key = fields.get("key")
        self.ids = [each.value for nodes in self.lists.values() for each in nodes]
        if len(set(self.ids)) < len(self.ids):
            line = node.start_mark.line + 1
            message = f"question '{self.id}' uses one id in two lists; give each its own"
            raise InputError([Problem(path, line, message)])

    def new_names(
        self,
        draw: random.Random,
        places: Counter[tuple[int, int]],
        shared: Mapping[int, Edit],
    ) -> dict[str, str]:
        """Return old name to new, those that tell nothing to themselves.

        Args:
            draw: where chance comes from.
            places: (number of options, place of the right name) to how often it was so.
            shared: what another question has renamed already, by the place in the file.
        """
        kept = {each: each for each in self.ids if each in NAMES}
        for node in (each for listed in self.lists.values() for each in listed):
            if node.start_mark.index in shared:
                kept[node.value] = shared[node.start_mark.index][2]
        old = [each for each in self.ids if each not in kept]
        free = [each for each in NAMES if each not in kept.values()]
        names = kept
        for _ in range(TRIES if old else 0):
            names = {**kept, **dict(zip(old, draw.sample(free, len(old)), strict=True))}
            if self._tells_nothing(names, places):
                break
        if self.type == "single":
            places[self._place(names)] += 1
        return names

    def _place(self, names: dict[str, str]) -> tuple[int, int]:
        """Return the number of options, and the place of the right one among their names."""
        return len(self.ids), sorted(names.values()).index(names[self._key().value])

    def _key(self) -> Any:
        assert self.key is not None, "load_bank has seen a key"
        return self.key

    def _tells_nothing(self, names: dict[str, str], places: Counter[tuple[int, int]]) -> bool:
        match self.type:
            case "single":
                size, right = self._place(names)
                return places[size, right] == min(places[size, each] for each in range(size))
            case "ordering":
                order = [names[each.value] for each in self._key().value]
                return order != sorted(order)
            case "matching":
                pairs = {left.value: names[right.value] for left, right in self._key().value}
                partners = [pairs[each.value] for each in self.lists["left"]]
                return partners != sorted(partners)
        return True

    def edits(self, names: dict[str, str]) -> Iterator[Edit]:
        """Yield where the file names an option, with the new name."""
        nodes = [each for listed in self.lists.values() for each in listed]
        nodes += list(_scalars(self._key()))
        for node in nodes:
            yield node.start_mark.index, node.end_mark.index, names[node.value]


def _questions(root: Any) -> Iterator[Any]:
    """Yield the nodes of the questions that have options, those of cases among them."""
    for question in _fields(root)["questions"].value:
        fields = _fields(question)
        if "stages" in fields:
            for stage in fields["stages"].value:
                yield from _fields(stage)["questions"].value
        else:
            yield question


def _fields(node: Any) -> dict[str, Any]:
    return {key.value: value for key, value in node.value}


def _scalars(node: Any) -> Iterator[Any]:
    if node.id == "scalar":
        yield node
    elif node.id == "sequence":
        yield from node.value
    else:
        for pair in node.value:
            yield from pair


def _edited(text: str, edits: list[Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
