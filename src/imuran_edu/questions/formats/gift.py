"""GIFT: in only. Where parsers differ, Moodle's way is followed.

What Moodle reads in silence as another question than the author meant is named: a numeric key that
is no plain number is worth full marks for every answer there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from imuran_edu.questions.formats._gift_answers import ESCAPED, back, question
from imuran_edu.questions.formats._model import (
    MOST_OF_ONE,
    Bounds,
    Draft,
    Loss,
    unique_ids,
    weight,
)
from imuran_edu.questions.formats._plain import decode, lines_of
from imuran_edu.questions.interchange import Item

TITLE = "GIFT"


def recognises(data: bytes, name: str) -> bool:
    """Whether a file looks like this format."""
    return name.endswith((".txt", ".gift")) and bool(re.search(rb"\{[^{}]*[=~#TF}]", data))


def read(data: bytes, name: str) -> Draft:
    """Return the questions of a GIFT file.

    Raises:
        FormatError: the file is no text.
    """
    draft, bounds = Draft(), Bounds()
    found: list[tuple[str, Item]] = []
    for line, block in _blocks(decode(data)):
        if block.startswith("$CATEGORY:"):
            path, _, block = block.removeprefix("$CATEGORY:").strip().partition("\n")
            path = path.replace("//", "\ue000").split("/")[-1]
            draft.title = draft.title or back(path).replace("\ue000", "/").strip()
            if not block.strip():
                continue
            line, block = line + 1, block.strip()
        title, stem = _title(block)
        shown = back(title) or f"question {len(found) + 1}"

        def lost(what: str, shown: str = shown, line: int = line) -> None:
            draft.losses.append(Loss(shown, what, line))

        if why := bounds.refuse(weight(block), line):
            lost(why)
            continue
        item = question(stem, lost)
        if item is not None:
            found.append((back(title), item))
        bounds.count(len(found), len(draft.losses), line)
    ids = unique_ids(name or "question" for name, _ in found)
    draft.items = [replace(item, id=new) for new, (_, item) in zip(ids, found, strict=True)]
    return draft


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield questions, which blank lines part, each with its first line; comments are left out."""
    for escape, mark in ESCAPED.items():
        text = text.replace(escape, mark)
    lines: list[str] = []
    first = length = 0
    for number, line in enumerate(chain(lines_of(text), [""]), 1):
        if line.lstrip().startswith("//"):
            continue
        if line.strip():
            first = first or number
            if length <= 2 * MOST_OF_ONE:  # beyond, it is refused anyway
                lines.append(line)
            length += len(line) + 1
        elif lines:
            yield first, "\n".join(lines).strip()
            lines, first, length = [], 0, 0


def _title(block: str) -> tuple[str, str]:
    if block.startswith("::") and (end := block.find("::", 2)) > 0:
        return block[2:end].strip(), block[end + 2 :].strip()
    return "", block
