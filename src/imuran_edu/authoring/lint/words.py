"""Words and sentences of Markdown, as far as rules need them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from imuran_edu.core import read_yaml

_FORMULA = re.compile(r"\$[^$]*\$")
_MARKUP = re.compile(r"[*_`#>]|\]\([^)]*\)|\[")
_WORD = re.compile(r"[a-zà-ÿ0-9]+(?:[.,'’\-/][a-zà-ÿ0-9]+)*%?")
_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Dr|vs|e\.g|i\.e|approx|No|St)\.", re.IGNORECASE)
_END = re.compile(r"(?<=[.?!:;])[\"”’')*_]*\s+(?=[A-Z0-9\"“*$(])")
NUMBER: Final = re.compile(r"(?<![\w.])[-\u2212]?[0-9]+(?:[.][0-9]+)?")

LISTS: Final[dict[str, list[str]]] = {
    name: words.split()
    for name, words in read_yaml(Path(__file__).with_name("words.yaml")).data.items()
}
COMMON: Final = frozenset(LISTS["common"])


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return Markdown without its signs, formulas left out, in one line."""
    return " ".join(_MARKUP.sub("", _FORMULA.sub(" ", text)).split())


@lru_cache(maxsize=20_000)
def words_in(text: str) -> tuple[str, ...]:
    """Return the words of Markdown in small letters."""
    return tuple(_WORD.findall(plain(text).casefold()))


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of Markdown with its signs, formulas left out."""
    whole = _ABBREVIATED.sub(r"\1", " ".join(_FORMULA.sub(" 0 ", text).split()))
    return tuple(each for each in _END.split(whole) if each.strip())


def telling(text: str) -> set[str]:
    """Return the words of a text that point at something, cut to their stems."""
    return {stem(word) for word in words_in(text) if len(word) > 3 and word not in COMMON} - COMMON


def stem(word: str) -> str:
    """Return a word without the commonest English endings."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word


def has_word(text: str, wanted: frozenset[str]) -> str:
    """Return the first word of a text that is among the wanted ones; `""` if none is."""
    return next((word for word in words_in(text) if word in wanted), "")
