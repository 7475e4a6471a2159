"""Markdown of a student's that cannot act on the page where an instructor reads it.

nbgrader's formgrader shows Markdown cells with all the HTML in them: a script there could set
grades. A text that might act so is shown as the letters that it is made of.
"""

from __future__ import annotations

import html
import re

from imuran_edu.bank.words import MAX_TEXT

_TAG = re.compile(r"<\s*[a-z/!?]", re.IGNORECASE)
_GAPS = re.compile(r"[\s\\\x00-\x1f]")  # browsers and Markdown pass over these in a link
_WORDS = ("script:", "data:text", "href")  # links, also those that TeX can hold
_TICKS = re.compile("`+")


def is_tame(text: str) -> bool:
    """Whether Markdown can do no more than be read."""
    if len(text) > MAX_TEXT or _TAG.search(text):
        return False
    letters = _GAPS.sub("", html.unescape(text)).lower()
    return not any(word in letters for word in _WORDS)


def tame(text: str) -> str:
    """Return Markdown that shows a text as it is, if the text might act on a page."""
    if is_tame(text):
        return text
    clipped = text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}\n... (cut here)"
    fence = "`" * (1 + max((len(found) for found in _TICKS.findall(clipped)), default=2))
    return f"{fence}text\n{clipped}\n{fence}"
