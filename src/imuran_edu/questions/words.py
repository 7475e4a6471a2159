"""What counts of a short text: the same for the rules of a bank and for scoring."""

from __future__ import annotations

import unicodedata

MAX_TEXT = 20_000  # characters of any typed answer that are looked at


def plain(text: str) -> str:
    """Return a text without capitals, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text[:MAX_TEXT]).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", decomposed) if c.isalnum())
