"""Questions that are answered by a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from imuran_edu.authoring.lint.rule import AskedPart, LintedCourse, Said, question_rule
from imuran_edu.authoring.lint.words import LISTS, plain
from imuran_edu.questions.interchange import Number
from imuran_edu.questions.reading import read_number

_ROUNDED = re.compile(
    r"nearest whole|whole number|in whole \w+|whole (?:\w+ ){0,3}?(?:per ?cent|tablets|days|weeks)"
    r"|(?P<places>one|two|1|2) decimals?|nearest (?P<step>[0-9]+(?:[.][0-9]+)?)(?= |$)",
    re.IGNORECASE,
)
_PLACES: Final = {"one": 0.1, "1": 0.1, "two": 0.01, "2": 0.01}
_COUNTED: Final = LISTS["counted"]
_ASKED = re.compile(
    rf"\bhow many (?:\w+ )?({'|'.join(map(re.escape, _COUNTED))})\b"
    rf"|\bin (mg/kg/day|mg/day|mg/kg|mg|mL|kg|milligrams|kilograms)(?![\w/])(?=[^?.]*\?)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"no unit|number alone|without (?:a |the )?unit|only the number|bare number", re.IGNORECASE
)
_SPELLED: Final = {"milligrams": "mg", "kilograms": "kg", "grams": "g", "litres": "L", "ml": "mL"}


@question_rule(
    "slip-in-tolerance",
    "error",
    why="""A named slip whose range reaches into the tolerance of the key earns full points at
    that end and its own feedback is never seen. The key is asked first, so the overlap hides.
    Narrow the tolerance to what rounding needs.""",
    source="This course's scoring: the tolerance decides before the ranges do",
    before="key 118 ± 3; range 120 to 125: You rounded up.",
    after="key 118 ± 0.5; range 120 to 125: You rounded up.",
)
def slip_in_tolerance(asked: AskedPart, course: LintedCourse) -> Said:
    """A range of a mistake overlaps with what counts as right."""
    item = asked.item
    if not isinstance(item, Number):
        return
    low, high = item.value - item.tolerance, item.value + item.tolerance
    for index, each in enumerate(item.ranges):
        if (each.low is None and each.high is None) or each.fraction > 0:
            continue
        above = each.low is None or each.low <= high
        if above and (each.high is None or each.high >= low):
            if each.low is not None and each.low < low and each.high and each.high > high:
                continue  # a wide range around the key is for what is near and not right
            message = f"the slip reaches into {low:g} to {high:g}, which counts as right; part them"
            yield ("ranges", index), message


@question_rule(
    "tolerance-wider-than-rounding",
    "warning",
    why="""'To the nearest whole number' promises that 85 and 86 are told apart. A tolerance of a
    whole step lets the answer of who cut off instead of rounding count, and that is a mistake
    that the question could have caught. Half a step is all that rounding needs.""",
    source="Arithmetic: half a step holds every right rounding, a whole step the next number",
    before="nearest whole number; tolerance: 1",
    after="nearest whole number; tolerance: 0.5",
)
def tolerance_wider_than_rounding(asked: AskedPart, course: LintedCourse) -> Said:
    """The tolerance takes the next number of those that the stem's rounding leaves apart."""
    item = asked.item
    if not isinstance(item, Number) or not (step := rounding_step(item.stem)):
        return
    if item.tolerance > step - 1e-9:
        message = (
            f"the stem rounds to {step:g} and the tolerance of {item.tolerance:g} takes the next "
        )
        yield ("key",), message + f"number too; {step / 2:g} is enough"


def rounding_step(stem: str) -> float | None:
    """Return the step to which a stem asks to round: 1, 0.1, 25; None if it says nothing."""
    found = list(_ROUNDED.finditer(plain(stem)))
    if not found:
        return None
    match = found[-1]
    if match["places"]:
        return _PLACES[match["places"].casefold()]
    return float(match["step"]) if match["step"] else 1.0


@question_rule(
    "unit-not-taken",
    "error",
    why="""A stem that asks 'how many tablets' or 'in mg/kg/day' invites the unit. If the key
    takes only a bare number, '238 tablets' cannot be read and earns nothing. Give the key its
    unit, or name the word under `accepts`; a bare number counts in either case.""",
    source="This course's reading of numbers (questions/reading.py)",
    before='How many tablets …? key: {value: 238, unit: ""}',
    after='How many tablets …? key: {value: 238, unit: "", accepts: [tablets]}',
)
def unit_not_taken(asked: AskedPart, course: LintedCourse) -> Said:
    """The stem asks for a unit that an answer may not carry."""
    item = asked.item
    if not isinstance(item, Number):
        return
    accepts = asked.question.model_dump()["key"].get("accepts", [])
    for unit in dict.fromkeys(_units(plain(item.stem))):
        if read_number(f"5 {unit}", item.unit, accepts).value is None:
            message = f"the stem asks for {unit}, and '{item.value:g} {unit}' cannot be read; "
            yield ("key",), message + f"give the key that unit, or write accepts: [{unit}]"


def _units(stem: str) -> Iterator[str]:
    if _BARE.search(stem):
        return
    for match in _ASKED.finditer(stem):
        unit = match[1] or match[2]
        yield _SPELLED.get(unit.casefold(), unit)
