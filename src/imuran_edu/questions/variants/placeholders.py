"""Placeholders `{{=expression}}` in a question's plain data: find them, number them, fill them in.

A field that wants a number (`value: "{{=dose}}"`) gets one. Anywhere else the value is written into
the text, by `{{=weight:.1f}}` with one decimal.

To turn Markdown into HTML once for all rows, each placeholder is first filled with a mark, a number
that stands for it; marks survive Markdown and formulas, and are then replaced row by row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.variants.model import Value, tidy

PLACEHOLDER: Final = re.compile(r"\{\{=(.*?)\}\}", re.DOTALL)
_FORMAT = re.compile(r"^(.*\S)\s*:\s*([.][0-9]f)$", re.DOTALL)
MARK: Final = re.compile(r"7(0{6}[0-9]{4})7(?:[.]0(?![0-9]))?")
KEPT: Final = frozenset({"id", "type", "variants", "waive", "rests_on", "objective", "level"})
"""Fields without placeholders."""
NUMBERS: Final = frozenset({"value", "tolerance", "low", "high"})
"""Fields that want a number."""
SLIP: Final = "slip"
"""In a range of a numeric question: an expression of what a named mistake gives."""


@dataclass(frozen=True)
class Slot:
    """A place that a row fills.

    Attributes:
        expression: what is worked out.
        form: how a number is written in a text, such as `.1f`; `""` as it is.
        number: whether it is the whole of a field that wants a number.
        at: where it was first found.
    """

    expression: str
    form: str
    number: bool
    at: Location

    def written(self, value: Value) -> Value:
        """Return a value as the slot wants it: a number, or as text.

        Raises:
            ValueError: a number is wanted, and it is none; or a text has signs of Markdown.
        """
        if self.number:
            if isinstance(value, bool | str):
                raise ValueError(f"is {value!r}, and {self.at[-1]} wants a number")
            return value
        if isinstance(value, str):
            if set(value) & set("<>&*_`$[]|\\"):
                raise ValueError(f"is {value!r}; a word of a row may hold no sign of Markdown")
            return value
        return format(float(value), self.form) if self.form else str(tidy(float(value)))


def slots_of(data: Any) -> list[Slot]:
    """Return the slots of a question's data, in the order in which `filled` numbers them."""
    found: dict[Slot, None] = {}

    def note(slot: Slot) -> str:
        found[slot] = None
        return ""

    _walk(data, (), note)
    return list(found)


def filled(data: Any, values: Sequence[Value], slots: Sequence[Slot] | None = None) -> Any:
    """Return a question's data with the values of a row in place of its placeholders.

    Args:
        data: as `with_slips` returns it.
        values: for each slot of `slots_of(data)`, as `Slot.written` gives them.
        slots: `slots_of(data)`, where that is known.
    """
    numbers = {slot: number for number, slot in enumerate(slots or slots_of(data))}
    return _walk(data, (), lambda slot: values[numbers[slot]])


def marked(data: Any) -> Any:
    """Return a question's data with a mark in place of each placeholder."""
    count = len(slots_of(data))
    return filled(data, [mark(number) for number in range(count)])


def unmarked(view: Any, values: Sequence[Any]) -> Any:
    """Return a view made of marked data with the values of a row in place of the marks."""
    return json.loads(MARK.sub(lambda match: _json(values[int(match[1])]), _text(view)))


def marks_in(view: Any) -> list[int]:
    """Return the numbers of the slots whose marks stand in a view, in order."""
    return sorted({int(each) for each in MARK.findall(_text(view))})


def renumbered(view: Any, numbers: Sequence[int]) -> Any:
    """Return a view whose marks are numbered by their place in a list of numbers."""
    new = {old: place for place, old in enumerate(numbers)}
    return json.loads(MARK.sub(lambda match: str(mark(new[int(match[1])])), _text(view)))


def with_slips(data: Any) -> Any:
    """Return a question's data with each `slip` of a range written out as its two ends.

    A slip is a value of its own: it reaches as far as the key's tolerance, but at least 0.4 and at
    most 3 per cent of itself.
    """
    if isinstance(data, list):
        return [with_slips(each) for each in data]
    if not isinstance(data, dict):
        return data
    tolerance = _expression((data.get("key") or {}).get("tolerance")) if _is_numeric(data) else "0"
    changed = {name: with_slips(part) for name, part in data.items()}
    if _is_numeric(data) and isinstance(data.get("ranges"), list):
        changed["ranges"] = [_with_ends(each, tolerance) for each in changed["ranges"]]
    return changed


def _is_numeric(data: dict[Any, Any]) -> bool:
    return data.get("type") == "numeric" and isinstance(data.get("key"), dict)


def _with_ends(part: Any, tolerance: str) -> Any:
    if not isinstance(part, dict) or SLIP not in part:
        return part
    slip = f"({_expression(part[SLIP])})"
    reach = f"max(min({tolerance}, 0.03 * abs{slip}), 0.004 * abs{slip})"
    rest = {name: value for name, value in part.items() if name != SLIP}
    return {"low": f"{{{{={slip} - {reach}}}}}", "high": f"{{{{={slip} + {reach}}}}}", **rest}


def _expression(value: Any) -> str:
    text = str(value)
    match = PLACEHOLDER.fullmatch(text)
    return match[1] if match else text


def _walk(value: Any, at: Location, fill: Callable[[Slot], Any]) -> Any:
    if isinstance(value, dict):
        # the low end first, since a mark must not lie above that of the high one
        names = sorted(value, key=lambda name: name == "high")
        return {
            name: value[name] if name in KEPT else _walk(value[name], (*at, name), fill)
            for name in names
        }
    if isinstance(value, list):
        return [_walk(part, (*at, index), fill) for index, part in enumerate(value)]
    if not isinstance(value, str) or "{{=" not in value:
        return value
    match = PLACEHOLDER.fullmatch(value.strip())
    if match and at and at[-1] in NUMBERS:
        return fill(Slot(match[1].strip(), "", True, at))

    def write(match: re.Match[str]) -> str:
        expression, form = match[1].strip(), ""
        if found := _FORMAT.match(expression):
            expression, form = found[1], found[2]
        return str(fill(Slot(expression, form, False, ())))

    return PLACEHOLDER.sub(write, value)


def mark(number: int) -> int:
    """Return what stands for the value of a slot, or of a row, in data."""
    return int(f"7{number:010d}7")


def _text(view: Any) -> str:
    return json.dumps(view, ensure_ascii=False)


def _json(value: Any) -> str:
    """Return a value as it stands in JSON: in a string, or as what is no string."""
    text = json.dumps(value, ensure_ascii=False)
    return text[1:-1] if isinstance(value, str) else text
