"""Units of doses and concentrations, understood with pint and a short list of definitions."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

_WORDS = ((r"\bper\b", "/"), (r"\ba day\b|\bdaily\b", "/day"), (r"\s*/\s*", "/"))


@cache
def _registry() -> Any:
    import pint  # a quarter of a second, and only numbers with units need it

    return pint.UnitRegistry(str(Path(__file__).with_name("units.txt")), cache_folder=None)


@cache
def _unit(text: str) -> Any:
    """Return pint's unit for a text such as `mg/kg/day`; None if it is not understood."""
    tokens = _tidy(text).split("/")
    if len(tokens) > 3 or not all(re.fullmatch(r"[A-Za-z%]{1,12}", token) for token in tokens):
        return None
    known = [_known(token) for token in tokens]
    if any(unit is None for unit in known):
        return None
    result = known[0]
    for divisor in known[1:]:
        result = result / divisor
    return result


def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u03bc", "u").strip()
    for pattern, plain in _WORDS:
        text = re.sub(pattern, plain, text, flags=re.IGNORECASE)
    return re.sub(r"\s+", "", text).rstrip(".").replace("//", "/")


def _known(token: str) -> Any:
    registry = _registry()
    for spelling in ("percent" if token == "%" else token, token.lower()):
        try:
            return registry.parse_units(spelling)
        except Exception:
            # pint raises many kinds for a word that it does not know; each means just that
            continue
    return None


def is_unit(text: str) -> bool:
    """Whether the text is a unit that answers can be converted to."""
    return _unit(text) is not None


def convert(value: float, given: str, wanted: str) -> float | None:
    """Convert a value from one unit to another.

    Returns:
        The value in `wanted`; None when `given` is not understood or measures something else
        (mg is not mg/day).
    """
    if _tidy(given) == _tidy(wanted):
        return value
    source, target = _unit(given), _unit(wanted)
    if source is None or target is None or source.dimensionality != target.dimensionality:
        return None
    return float(_registry().Quantity(value, source).to(target).magnitude)
