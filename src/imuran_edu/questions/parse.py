"""Read what a student typed: numbers with units, and words with slips."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from imuran_edu.questions.units import convert
from imuran_edu.questions.words import plain

_NUMBER = re.compile(
    r"([+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?)\s*(.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Reading:
    """A number in the wanted unit, or what is wrong with the text."""

    value: float | None
    problem: str = ""


def is_blank(answer: Any, depth: int = 2) -> bool:
    """Whether an answer is no answer: nothing, white space, or an empty collection.

    Pairs of which every row was put back to nothing are blank too, and a case of such parts.
    """
    if isinstance(answer, dict) and depth:
        return all(is_blank(part, depth - 1) for part in answer.values())
    return answer is None or answer in ([], {}) or (isinstance(answer, str) and not answer.strip())


def read_number(answer: Any, unit: str) -> Reading:
    """Read an answer such as `"0.15 g/day"` as a number in `unit`.

    A number without a unit counts as given in `unit`. A comma is refused, since 10,5 and 10,500
    mean different things to different people.
    """
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        return Reading(None, "This is not a number.")
    if isinstance(answer, int | float):
        return _finite(answer)
    text = unicodedata.normalize("NFKC", answer[:200]).replace("\u2212", "-").strip()
    match = _NUMBER.fullmatch(text)
    if match is None or match[2][:1].isdigit() or _has_power(answer[:200]):
        return Reading(None, f"\u201c{text[:40]}\u201d cannot be read as a number.")
    rest = match[2]
    if rest[:1] in (",", "\u066b", "'"):
        message = f"\u201c{text[:40]}\u201d has a comma: write a decimal point, and no separators."
        return Reading(None, message)
    number = _finite(float(match[1]))
    if number.value is None or not rest:
        return number
    if not unit:
        return Reading(None, f"No unit is wanted here, and \u201c{rest[:20]}\u201d was given.")
    value = convert(number.value, rest, unit)
    if value is None:
        return Reading(None, f"The unit \u201c{rest[:20]}\u201d does not measure {unit}.")
    return _finite(value)


def _has_power(text: str) -> bool:
    """Whether a raised or lowered digit is in the text: 10\u00b2 must not be read as 102."""
    shapes = (unicodedata.decomposition(c).split() for c in text if c.isdigit())
    return any(shape and shape[0] in ("<super>", "<sub>", "<circle>") for shape in shapes)


def _finite(number: float) -> Reading:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        return Reading(None, "This number is too large to be an answer.")
    return Reading(value)


def slips_between(text: str, accepted: str, allowed: int) -> int | None:
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
    found = [slips_between(text, other, allowed) for other in accepted]
    return min((slips for slips in found if slips is not None), default=None)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
