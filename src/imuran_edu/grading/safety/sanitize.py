"""Text of a student's that cannot act on the page where an instructor reads it.

nbgrader's formgrader shows Markdown cells with all the HTML in them: a script there could set
grades, and the id of a heading can take the place of a field for points. Some texts also keep the
colouring of code busy for minutes. So what a student added is shown as plain text, and an answer in
Markdown stays Markdown only if nothing in it can act. All that is done here takes time
proportional to the length of the text.
"""

from __future__ import annotations

import html
import re

from imuran_edu.core.markup import SCHEMES
from imuran_edu.questions.words import MAX_TEXT

WIDTH = 100  # characters of a line of prose that is shown in a code block
_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_GAPS = re.compile(r"[\s\\\x00-\x1f]")  # browsers and Markdown pass over these in a link
_WORDS = ("script:", "data:text", "href")  # links, also those that TeX can hold
_LINK = re.compile(r"\][(:]<?([a-z][a-z0-9+.-]*+:(?:image/)?)")  # "[text](ms-word:", "[1]: tel:"
_PATH = re.compile(r"\][(:]<?[./]|\]\(<?[^():/]*+/")  # a link to a place on the same server
_KNOWN = {*(f"{scheme}:" for scheme in SCHEMES), "attachment:", "data:image/"}  # pasted pictures
# a code block in another language: some of the many lexers are slow, and none knows "&nbsp;".
# Blanks of every kind may stand before the language, and each run of ticks is looked at once
_ODD_FENCE = re.compile(
    r"(?:(?<!`)`{3,}+|(?<!~)~{3,}+)[^\S\n]*+(?!(?:python|text)[^\S\n]*+(?:\n|\Z))[^`~\s]"
)
# "# text", in a list or a quotation too, and "#text", which nbconvert takes for a heading as well;
# a line of "=" or "-" makes a heading of the one above
_HEADING = re.compile(
    r"^(?:[>*+0-9.)-]|[^\S\n])*+#|^(?:>|[^\S\n])*+(?:=+|-+)[^\S\n]*+$", re.MULTILINE
)
_FOOTNOTE = re.compile(r"\[\^")  # Markdown gives it an id, as it does to a heading
_TICKS = re.compile("`+")
_BLANKS = re.compile(r"(?<!\s)\s{200,}+")  # a lexer looks through a run of blanks from each of them
_DIGITS = re.compile(r"&#[0-9a-f]{10,}+", re.IGNORECASE)  # int() refuses very long ones
_NOT_INERT = (_TAG, _ODD_FENCE, _HEADING, _FOOTNOTE, _BLANKS, _DIGITS)


def is_inert(text: str) -> bool:
    """Whether Markdown can do no more than be read."""
    text = text.replace("\r", "\n")  # Markdown begins a line there too
    if len(text) > MAX_TEXT or any(pattern.search(text) for pattern in _NOT_INERT):
        return False
    letters = _GAPS.sub("", html.unescape(text)).lower()
    if any(word in letters for word in _WORDS) or _PATH.search(letters):
        return False
    return _KNOWN.issuperset(_LINK.findall(letters))


def sanitize_markdown(text: str) -> str:
    """Return an answer in Markdown as it is if it is inert, else as plain text."""
    return text if is_inert(text) else as_plain_text(text)


def as_plain_text(text: str, wrap: bool = True) -> str:
    """Return Markdown that shows a text letter by letter, cut at `MAX_TEXT` characters.

    Args:
        text: what a student wrote.
        wrap: whether lines are broken at blanks, as suits prose; code keeps its lines.
    """
    text = clip_code(text)
    if wrap:
        text = "\n".join(map(_wrapped, text.split("\n")))
    fence = "`" * (1 + max([2, *map(len, _TICKS.findall(text))]))
    return f"{fence}text\n{text}\n{fence}"


def _wrapped(line: str) -> str:
    """Break a line at blanks, since a code block does not."""
    first, *words = line.split(" ")
    lines = [first]
    for word in words:
        if len(lines[-1]) + len(word) < WIDTH:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def clip_code(text: str) -> str:
    """Return code that is shown and not run, cut so that colouring it takes little time."""
    text = _BLANKS.sub("\n", text)
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}\n... (cut here)"
