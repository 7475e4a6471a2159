"""Text of a student's that cannot act on the page where an instructor reads it.

nbgrader's formgrader shows Markdown cells with all the HTML in them: a script there could set
grades. And some texts take the colouring of code for ever. What might do so is shown as the letters
that it is made of.
"""

from __future__ import annotations

import html
import re

from imuran_edu.core.markup import SCHEMES
from imuran_edu.questions.words import MAX_TEXT

_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_GAPS = re.compile(r"[\s\\\x00-\x1f]")  # browsers and Markdown pass over these in a link
_WORDS = ("script:", "data:text", "href")  # links, also those that TeX can hold
_LINK = re.compile(r"\][(:]<?([a-z][a-z0-9+.-]*:(?:image/)?)")  # "[text](ms-word:", "[1]: tel:"
_KNOWN = {*(f"{scheme}:" for scheme in SCHEMES), "attachment:", "data:image/"}  # pasted pictures
# a code block in another language: some of the many lexers are slow, and none knows "&nbsp;"
_ODD_FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*(?!(?:python|text)\s)[^`~\s]")
_TICKS = re.compile("`+")
_BLANKS = re.compile(r"\s{200,}")  # a lexer looks through a run of blanks from each of them


def is_inert(text: str) -> bool:
    """Whether Markdown can do no more than be read."""
    odd = (_TAG, _ODD_FENCE, _BLANKS)
    if len(text) > MAX_TEXT or any(pattern.search(text) for pattern in odd):
        return False
    letters = _GAPS.sub("", html.unescape(text)).lower()
    return not any(word in letters for word in _WORDS) and _KNOWN.issuperset(_LINK.findall(letters))


def sanitize_markdown(text: str) -> str:
    """Return Markdown that shows a text as it is, if the text might act on a page."""
    if is_inert(text):
        return text
    text = _clipped(text)
    fence = "`" * (1 + max([2, *map(len, _TICKS.findall(text))]))
    return f"{fence}text\n{text}\n{fence}"


def clip_code(text: str) -> str:
    """Return code that is only shown, never run, so that colouring it takes no time."""
    return _clipped(text) if len(text) > MAX_TEXT or _BLANKS.search(text) else text


def _clipped(text: str) -> str:
    text = _BLANKS.sub("\n", text)
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}\n... (cut here)"
