"""Draw the rows of a template: values that meet its conditions, each with all its expressions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from random import Random
from typing import Any, Final

from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.variants.expressions import Evaluator, ExpressionError, RowError
from imuran_edu.questions.variants.model import Value, Variants
from imuran_edu.questions.variants.placeholders import Slot, filled, slots_of

TRIES: Final = 60  # drawn for each row that is wanted, before the conditions count as too narrow
CHOICE: Final = 5  # rows that fit, of which one is taken, so that keys are spread
NEAR: Final = 1.03  # keys that differ by less are of one size when rows are spread


@dataclass(frozen=True)
class Row:
    """One row: the values of the parameters, and those of the template's slots."""

    parameters: dict[str, Value]
    values: list[Value]


def draw_rows(name: str, data: Any, variants: Variants) -> list[Row]:
    """Return the rows of a template, row 0 first: always the same ones.

    A row is drawn only if its conditions hold, nothing in it is rounded from just between two
    roundings, and no named slip falls into what counts as right. Of the rows that fit those are
    taken whose keys are spread widest.

    Args:
        name: the question's id.
        data: its data, with slips written out.
        variants: what it says of its rows.

    Raises:
        RowError: an expression fails in row 0 or in a row that meets the conditions, or too few
            rows meet them.
    """
    worker = _Worker(data, variants)
    rows = [worker.row(variants.original, 0)]
    seen = {tuple(rows[0].parameters.values())}
    spans = {each: parameter.values for each, parameter in variants.parameters.items()}
    room = math.prod(len(values) for values in spans.values())
    draw = Random(name)
    for _ in range(TRIES * variants.rows):
        if len(rows) == CHOICE * variants.rows or len(seen) > room:
            break
        drawn = {each: draw.choice(values) for each, values in spans.items()}
        if tuple(drawn.values()) in seen:
            continue
        seen.add(tuple(drawn.values()))
        if (row := worker.fitting(drawn, len(rows))) is not None:
            rows.append(row)
    if len(rows) < variants.rows:
        message = f"only {len(rows)} of {variants.rows} rows meet the conditions"
        if worker.refused:
            why, count = max(worker.refused.items(), key=lambda each: each[1])
            message += f"; {count} times {why}"
        raise RowError(("variants",), f"{message}: widen a parameter or drop a condition")
    return _spread(rows, worker.key, variants.rows)


def _spread(rows: list[Row], key: int | None, wanted: int) -> list[Row]:
    """Return as many rows as are wanted, row 0 among them, with keys of all sizes alike."""
    if key is None:
        return rows[:wanted]
    sizes: dict[int, list[Row]] = {}
    for row in rows:
        value = row.values[key]
        size = math.log(abs(value), NEAR) if isinstance(value, int | float) and value else 0
        sizes.setdefault(math.floor(size), []).append(row)
    taken: list[Row] = []
    for turn in zip_longest(*(sizes[size] for size in sorted(sizes))):
        found = [row for row in turn if row is not None and row is not rows[0]]
        room = wanted - 1 - len(taken)
        step = max(1.0, len(found) / room) if room else math.inf
        taken += [found[int(place * step)] for place in range(min(room, len(found)))]
    return [rows[0], *taken]


class _Names(dict[str, Value]):
    """The values of a row by name; those of `where` are worked out when they are first asked for.

    So a condition can keep away a row in which another value would divide by zero.
    """

    def __init__(self, parameters: Mapping[str, Value], worker: _Worker, number: int) -> None:
        super().__init__(parameters)
        self._worker, self.number = worker, number

    def __missing__(self, name: str) -> Value:
        self[name] = found = self._worker.derived(name, self)
        return found


class _Worker:
    """Works out rows of one template."""

    def __init__(self, data: Any, variants: Variants) -> None:
        self._data, self._variants = data, variants
        self._slots = slots_of(data)
        keys = (n for n, slot in enumerate(self._slots) if slot.at[-2:] == ("key", "value"))
        self.key = next(keys, None)  # the slot of the first number that is asked for
        self._evaluator = Evaluator()
        self.refused: dict[str, int] = {}

    def fitting(self, parameters: Mapping[str, Value], number: int) -> Row | None:
        """Return the row of some values, or None if it does not meet the conditions."""
        self._evaluator.ties = False
        names = _Names(parameters, self, number)
        for index, condition in enumerate(self._variants.require):
            if not self.value(condition, names, number, ("variants", "require", index)):
                self._refuse(f"'{condition}' does not hold")
                return None
        row = self._row(names, number)
        if self._evaluator.ties:
            self._refuse("a value lies just between two roundings")
            return None
        if slip := next(_slips_in_key(filled(self._data, row.values, self._slots)), None):
            self._refuse(f"a slip ('{slip}') counts as right")
            return None
        return row

    def row(self, parameters: Mapping[str, Value], number: int) -> Row:
        """Return the row of some values, whether or not it meets the conditions."""
        return self._row(_Names(parameters, self, number), number)

    def _row(self, names: _Names, number: int) -> Row:
        values = [self._written(slot, names, number) for slot in self._slots]
        return Row({name: names[name] for name in self._variants.parameters}, values)

    def derived(self, name: str, names: _Names) -> Value:
        """Return a value of `where`.

        Raises:
            KeyError: there is none of that name.
        """
        expression = str(self._variants.where[name])
        return self.value(expression, names, names.number, ("variants", "where", name))

    def _refuse(self, why: str) -> None:
        self.refused[why] = self.refused.get(why, 0) + 1

    def _written(self, slot: Slot, names: _Names, number: int) -> Value:
        value = self.value(slot.expression, names, number, slot.at)
        try:
            return slot.written(value)
        except ValueError as error:
            raise self._error(slot.expression, str(error), names, number, slot.at) from None

    def value(self, expression: str, names: _Names, number: int, at: Location) -> Value:
        """Return the value of an expression.

        Raises:
            RowError: it has none.
        """
        try:
            return self._evaluator.value(expression, names)
        except ExpressionError as error:
            raise self._error(expression, str(error), names, number, at) from None

    def _error(
        self, expression: str, why: str, names: _Names, number: int, at: Location
    ) -> RowError:
        given = {name: names[name] for name in self._variants.parameters}
        values = ", ".join(f"{name}={value}" for name, value in given.items())
        return RowError(at, f"row {number} ({values}): '{expression}' {why}")


def _slips_in_key(data: Any) -> Iterator[str]:
    """Yield the feedback of each range without credit that reaches into what counts as right."""
    if isinstance(data, dict):
        key = data.get("key")
        if data.get("type") == "numeric" and isinstance(key, dict):
            low, high = key["value"] - key["tolerance"], key["value"] + key["tolerance"]
            for each in data.get("ranges") or ():
                around = each.get("low", -math.inf) < low and each.get("high", math.inf) > high
                apart = each.get("low", -math.inf) > high or each.get("high", math.inf) < low
                if not apart and not around and not each.get("share"):
                    yield str(each.get("feedback", ""))[:40]
        for part in data.values():
            yield from _slips_in_key(part)
    elif isinstance(data, list):
        for part in data:
            yield from _slips_in_key(part)
