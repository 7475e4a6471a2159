"""Expressions of a template, evaluated by simpleeval: no `eval`, no attributes, few functions.

Rounding goes as students round, half away from zero; that a value lies just between two roundings
is noted, for such a row has two right answers.
"""

from __future__ import annotations

import ast
import math
import warnings
from collections.abc import Mapping
from typing import Any, Final

from imuran_edu.core.content_packages import content_functions
from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.variants.model import Value, tidy

TIE: Final = 1e-7  # of a step: nearer to the middle between two roundings, and it is both


class ExpressionError(ValueError):
    """An expression cannot be worked out; the message says why in a few words."""


class RowError(Exception):
    """A template has no such rows.

    Attributes:
        at: where in the question the fault is.
        message: what it is, with the row's values.
    """

    def __init__(self, at: Location, message: str) -> None:
        super().__init__(message)
        self.at, self.message = at, message


class Evaluator:
    """Works out expressions over named values.

    Attributes:
        ties: whether a rounding met a value just between two since this was last set to False.
    """

    def __init__(self) -> None:
        from simpleeval import SimpleEval  # authors and `build` need it, learners do not

        functions = {
            "abs": abs,
            "ceil": lambda x: math.ceil(tidy(x)),
            "floor": lambda x: math.floor(tidy(x)),
            "max": max,
            "min": min,
            "round": self._round,
            "round_to": self._round_to,
            "floor_to": lambda x, step: tidy(math.floor(tidy(x / step)) * step),
            "ceil_to": lambda x, step: tidy(math.ceil(tidy(x / step)) * step),
            "sqrt": math.sqrt,
            "exp": math.exp,
            "log": math.log,
            "word": _word,
            **content_functions(),
        }
        self.ties = False
        self._simple = SimpleEval(functions=functions, names={}, allowed_attrs={})
        self._parsed: dict[str, Any] = {}

    def value(self, expression: str, names: Mapping[str, Value]) -> Value:
        """Return the value of an expression.

        Raises:
            ExpressionError: it is none, names what is not there, divides by zero or is not finite.
        """
        self._simple.names = names
        try:
            if expression not in self._parsed:
                ast.parse(expression.strip(), mode="eval")
                self._parsed[expression] = self._simple.parse(expression.strip())
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                found = self._simple.eval("", previously_parsed=self._parsed[expression])
        except RowError:
            raise  # of a value that this one needs
        except ZeroDivisionError:
            raise ExpressionError("divides by zero") from None
        except Exception as error:  # simpleeval and the functions raise many kinds
            raise ExpressionError(" ".join(str(error).split())[:120]) from None
        return _plain(found)

    def _round(self, value: float, places: int = 0) -> float:
        return self._round_to(value, 10.0**-places)

    def _round_to(self, value: float, step: float) -> float:
        steps = abs(value) / step
        if abs(steps - math.floor(steps) - 0.5) < TIE:
            self.ties = True
        return tidy(math.copysign(math.floor(steps + 0.5 + 1e-9) * step, value))


_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)


def _word(number: float) -> str:
    """Return a whole number up to twenty as a word, others in figures."""
    words = _WORDS.split()
    whole = number == int(number) and 0 <= number < len(words)
    return words[int(number)] if whole else f"{number:g}"


def _plain(value: Any) -> Value:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float) and math.isfinite(value):
        return tidy(float(value))
    try:
        return _plain(value.item())  # numpy's numbers
    except AttributeError:
        pass
    raise ExpressionError(f"is {str(value)[:40]}, which is no finite number")
