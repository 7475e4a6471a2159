"""Typed texts as they are shown where many stand together."""

from __future__ import annotations

from imuran_edu.core.words import ngettext
from imuran_edu.questions.reading import plain

MAX_TEXT = 20_000  # characters of any typed answer that are looked at


CLIP = 80  # characters that are shown of a typed answer where many stand together


def plain_or_typed(text: str) -> str:
    """Return what counts of a text; the beginning of the text where nothing does."""
    return plain(text) or text.strip()[:CLIP]


def clipped(text: str, limit: int = CLIP) -> str:
    """Return a text in one line, cut if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 4]} ..."


def point_words(points: float) -> str:
    """Return `1 point` or `2.5 points`."""
    return ngettext("{n} point", "{n} points", points)
