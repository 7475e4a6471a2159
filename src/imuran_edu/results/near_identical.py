"""Written answers that are nearly the same: something to look at, no verdict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rapidfuzz import fuzz

LEAST = 85.0  # percent of equal characters, as edits count them
FEW_WORDS = 12  # shorter texts may be alike by chance
SHARED = 0.3  # of the pairs of neighbouring words: with less, no two texts are nearly the same
_WORD = re.compile(r"\w+")


def near_identical(
    texts: Mapping[str, str], least: float = LEAST
) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of texts that are nearly the same, with how much of them is, in percent.

    Capitals, marks and line breaks do not count. Texts of fewer than `FEW_WORDS` words are left
    out.

    Args:
        texts: by the name of who wrote them.
        least: the smallest percentage that is told.
    """
    words = {name: _WORD.findall(text.casefold()) for name, text in texts.items()}
    words = {name: found for name, found in words.items() if len(found) >= FEW_WORDS}
    runs = {name: set(pairwise(found)) for name, found in words.items()}
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, own in runs.items():
        shared = Counter(other for run in own for other in holders[run])
        for other, count in shared.items():
            if count < SHARED * min(len(own), len(runs[other])):
                continue
            part = fuzz.ratio(" ".join(words[other]), " ".join(words[name]), score_cutoff=least)
            if part:
                yield other, name, part
        for run in own:
            holders[run].append(name)
