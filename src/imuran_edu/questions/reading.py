"""Read what a student typed, by the table `reading.json`: numbers with units, and words.

The page's `widgets/js/reading.ts` does the same by the same table, and a test holds the two
together on 100,000 answers.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from imuran_edu.core.words import _

TABLE = Path(__file__).with_name("reading.json")
MAX_TYPED = 200  # characters of a number or word that are looked at
QUOTED = 40  # characters of an answer that a message repeats
QUOTED_UNIT = 20


@dataclass(frozen=True)
class Reading:
    """A number in the wanted unit, or what is wrong with the text."""

    value: float | None
    problem: str = ""


@dataclass(frozen=True)
class _Rules:
    characters: dict[str, str]
    numbers: list[tuple[re.Pattern[str], tuple[str, ...], str]]
    problems: dict[str, str]
    unit_forms: list[tuple[re.Pattern[str], str]]
    units: dict[str, tuple[str, float]]
    letters: dict[str, str]
    blank: str


@cache
def _rules() -> _Rules:
    data = json.loads(TABLE.read_bytes())
    return _Rules(
        characters=data["characters"],
        numbers=[
            (
                re.compile(rule["pattern"], re.ASCII),
                tuple(rule.get("groups", ())),
                rule.get("problem", ""),
            )
            for rule in data["numbers"]
        ],
        problems=data["problems"],
        unit_forms=[(re.compile(pattern, re.ASCII), form) for pattern, form in data["unit_forms"]],
        units={name: (measures, size) for name, (measures, size) in data["units"].items()},
        letters={
            chr(first + index): counts
            for first, _, letters in data["letters"]
            for index, counts in enumerate(letters)
        },
        blank=data["blank"],
    )


def is_blank(answer: Any, depth: int = 2) -> bool:
    """Whether an answer is no answer: nothing, white space, or an empty collection.

    Pairs of which every row was put back to nothing are blank too, and a case of such parts.
    """
    if isinstance(answer, dict) and depth:
        return all(is_blank(part, depth - 1) for part in answer.values())
    if isinstance(answer, str):
        return not answer.strip(_rules().blank)
    return answer is None or answer in ([], {})


def read_number(answer: Any, unit: str, accepts: Sequence[str] = ()) -> Reading:
    """Read an answer such as `"0.15 g/day"` as a number in `unit`.

    A number without a unit counts as given in `unit`. A comma is a decimal comma where it can be
    no thousands mark (36,2); otherwise it is refused, for 10,500 means different things to
    different people. Nothing is read that could be another number.

    Args:
        answer: as it came from JSON.
        unit: that is wanted; `""` for none.
        accepts: units that may be named all the same where none is wanted, for it is clear what is
            counted: "238 tablets".
    """
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        return _problem("kind")
    if isinstance(answer, int | float):
        return _finite(answer)
    rules = _rules()
    typed = answer[:MAX_TYPED].strip(rules.blank)
    quoted = typed[:QUOTED]
    for character in typed:
        if character not in rules.characters:
            return _problem("character", text=quoted, what=character)
    text = "".join(rules.characters[character] for character in typed)
    text = re.sub(" +", " ", _joined(text)).strip(" ")
    for pattern, groups, problem in rules.numbers:
        match = pattern.match(text)
        if match is None:
            continue
        if problem:
            return _problem(problem, text=quoted)
        found = dict(zip(groups, match.groups(), strict=True))
        rest = text[match.end() :] + (found.get("unit") or "")
        return _measured(_value(found), rest.strip(" "), unit, accepts)
    return _problem("unreadable", text=quoted)


def _joined(text: str) -> str:
    """Join what stands raised side by side: ^-^1^2 is ^-12."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"(\^-?[0-9]*)\^(?=[0-9])", r"\1", text)
    return text


def _value(found: dict[str, str | None]) -> float:
    sign = -1.0 if found.get("sign") == "-" else 1.0
    if found.get("under"):
        over, under = float(found["over"] or 0), float(found["under"] or 1)
        return sign * (float(found["whole"] or 0) + over / under)
    number = found.get("base") or "1"
    if found.get("decimals"):
        number += f".{found['decimals']}"
    if found.get("power"):
        number += f"e{found['power']}"
    return sign * float(found.get("times") or 1) * float(number)


def _measured(value: float, given: str, wanted: str, accepts: Sequence[str]) -> Reading:
    """Return a value in the wanted unit."""
    if not math.isfinite(value) or not given:
        return _finite(value)
    if not wanted and any(_ratio(given, each) == 1 for each in accepts):
        return _finite(value)
    if not wanted:
        return _problem("unwanted", what=given[:QUOTED_UNIT])
    ratio = _ratio(given, wanted)
    if ratio is None:
        return _problem("unit", what=given[:QUOTED_UNIT], unit=wanted)
    return _finite(value * ratio)


def _ratio(given: str, wanted: str) -> float | None:
    if _form(given) == _form(wanted):
        return 1.0
    source, target = _unit(given), _unit(wanted)
    if source is None or target is None or source[0] != target[0]:
        return None
    return source[1] / target[1]


@cache
def _form(text: str) -> str:
    """Return a unit in the form a/b/c."""
    text = "".join(_rules().characters.get(character, "\0") for character in text)
    for pattern, form in _rules().unit_forms:
        text = pattern.sub(partial(_filled, form), text)
    return text


def _filled(form: str, match: re.Match[str]) -> str:
    for index, group in enumerate(match.groups(), 1):
        form = form.replace(f"{{{index}}}", group or "")
    return form


@cache
def _unit(text: str) -> tuple[str, float] | None:
    """Return what a unit measures, such as `mass/mass/time`, and its size; None if unknown."""
    names = _form(text).split("/")
    known = [_rules().units.get(name) for name in names]
    if len(known) > 3 or None in known:
        return None
    (measures, size), *divisors = [each for each in known if each is not None]
    for _name, divisor in divisors:
        size = size / divisor
    return "/".join([measures, *sorted(each for each, _size in divisors)]), size


def is_unit(text: str) -> bool:
    """Whether the text is a unit that answers can be converted to."""
    return _unit(text) is not None


def _finite(number: float) -> Reading:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    return Reading(value) if math.isfinite(value) else _problem("large")


def _problem(name: str, **words: str) -> Reading:
    return Reading(None, _(_rules().problems[name], **words))


def plain(text: str) -> str:
    """Return a text without capitals, accents, spaces and punctuation.

    A character that the table does not know stays as it is.
    """
    letters = _rules().letters
    return "".join(letters.get(character, character) for character in text)


def strange(text: str) -> str:
    """Return the first character of a text that the table does not know; `""` if there is none."""
    return next((character for character in text if character not in _rules().letters), "")


def typos_between(text: str, accepted: str, allowed: int) -> int | None:
    """Count the typing slips that turn `text` into `accepted`; None if they are too many.

    A slip is a wrong, missing or extra letter or two neighbours swapped (the optimal string
    alignment distance). Digits must agree: TPMT*2 is not TPMT*3's slip, nor NUDT1 NUDT15's.
    """
    from rapidfuzz.distance import OSA

    left, right = plain(text), plain(accepted)
    if left == right:
        return 0
    if _digits(left) != _digits(right) or allowed == 0:
        return None
    distance = int(OSA.distance(left, right, score_cutoff=allowed))
    return distance if distance <= allowed else None


def nearest(text: str, accepted: Sequence[str], allowed: int) -> int | None:
    """Return the fewest slips to any accepted text, or None."""
    found = [typos_between(text, other, allowed) for other in accepted]
    return min((typos for typos in found if typos is not None), default=None)


def _digits(text: str) -> str:
    return "".join(c for c in text if c in "0123456789")
