"""Aiken: a question, its options and `ANSWER: B`, line by line. In only."""

from __future__ import annotations

import re
from typing import Final

from imuran_edu.questions.formats._model import (
    MOST_OF_ONE,
    Bounds,
    Draft,
    Loss,
    letters,
    unique_ids,
)
from imuran_edu.questions.formats._plain import decode, lines_of
from imuran_edu.questions.formats._texts import from_text
from imuran_edu.questions.interchange import Alternative, Choice

TITLE = "Aiken"

_OPTION: Final = re.compile(r"([A-Z])(?:[.)]\s+|\))(.*)")
_ANSWER: Final = re.compile(r"ANSWER:\s*(.*?)\s*", re.IGNORECASE)

_MOST_OPTIONS: Final = 26
_NO_ANSWER: Final = "was left out: it has no ANSWER"


def recognises(data: bytes, name: str) -> bool:
    """Whether a file looks like this format."""
    return bool(re.search(rb"(?m)^ANSWER:\s*[A-Z]\s*$", data)) and name.endswith((".txt", ".aiken"))


def read(data: bytes, name: str) -> Draft:
    """Return the questions of an Aiken file, as Moodle reads it.

    Raises:
        FormatError: the file is no text, or nothing in it is a question.
    """
    draft, bounds = Draft(), Bounds()
    found: list[tuple[str, tuple[Alternative, ...]]] = []
    stem: list[str] = []
    options: list[str] = []
    begun = length = 0
    paused = False  # an empty line stood before this one
    for number, line in enumerate(lines_of(decode(data)), 1):
        line = line.strip()
        length += len(line)
        answer = _ANSWER.fullmatch(line)
        option = _OPTION.fullmatch(line)
        if answer:
            place = f"question {len(found) + 1}"
            why = bounds.refuse(length, number).removeprefix("was left out: ")
            made = why or _made(stem, options, answer[1])
            if isinstance(made, str):
                draft.losses.append(Loss(place, f"was left out: {made}", begun or number))
            else:
                found.append(made)
            stem, options, begun, length = [], [], 0, 0
        elif option and stem:
            if len(options) > _MOST_OPTIONS:
                continue  # they are too many already
            if option[1] != (wanted := chr(65 + len(options))) and wanted <= "Z":
                draft.losses.append(
                    Loss("question", f"option {option[1]} stands where {wanted} should", number)
                )
            options.append(option[2])
        elif line and options and paused:
            draft.losses.append(Loss(f"question {len(found) + 1}", _NO_ANSWER, begun))
            stem, options, begun, length = [line], [], number, len(line)
        elif length > MOST_OF_ONE:
            pass  # it is refused anyway
        elif line and options:
            options[-1] += f" {line}"
        elif line:
            stem.append(line)
            begun = begun or number
        paused = not line
        bounds.count(len(found), len(draft.losses), number)
    if stem:
        draft.losses.append(Loss("the last question", _NO_ANSWER, begun))
    ids = unique_ids("question" for _ in found)
    draft.items = [
        Choice(id=new, stem=stem, options=options)
        for new, (stem, options) in zip(ids, found, strict=True)
    ]
    return draft


def _made(
    stem: list[str], options: list[str], answer: str
) -> tuple[str, tuple[Alternative, ...]] | str:
    """Return a stem and its options, or what is wrong."""
    if not stem:
        return "there is an ANSWER and no question before it"
    if len(options) > _MOST_OPTIONS:
        return f"it has more than {_MOST_OPTIONS} options"
    if len(options) < 2:
        return "it has fewer than two options, which begin with 'A. ' or 'A) '"
    place = ord(answer.upper()) - 65 if len(answer) == 1 else -1
    if not 0 <= place < len(options):
        return f"its answer '{answer[:20]}' names none of its options"
    made = tuple(
        Alternative(name, from_text(text), right=number == place)
        for number, (name, text) in enumerate(zip(letters(len(options)), options, strict=True))
    )
    return from_text("\n".join(stem)), made
