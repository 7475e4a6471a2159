"""Markdown and formulas to HTML, without a network and without trusting the text.

Raw HTML is shown as text, images are not fetched, and formulas become MathML, which browsers draw
by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# a link with any other scheme stays text: a browser may hand it to another program
SCHEMES = frozenset({"http", "https", "mailto"})

# of MathML, as far as they only arrange what is shown
_ATTRIBUTES = {
    *("xmlns", "display", "displaystyle", "scriptlevel", "mathvariant", "mathcolor", "notation"),
    *("stretchy", "fence", "form", "separator", "lspace", "rspace", "minsize", "maxsize"),
    *("width", "height", "depth", "voffset", "linethickness", "accent", "movablelimits"),
    *("columnalign", "columnlines", "columnspacing", "rowlines", "rowspacing"),
}


# what `imuran-edu build` writes around a fact, and what folds a text
_LESSON_TAGS = re.compile(
    r"""<span class="(?:fact|ref) [\w:-]+">|</span>|</?(?:details|summary|sub|sup)>|<br>"""
)

RAISED: Final = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED: Final = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
"""Characters that stand high or low by themselves."""
_POWER = frozenset("0123456789+-\u2212")  # other exponents keep the mark; so in `raised` of dom.ts
_SPACED = "=×+−-<>≤≥≈·÷"


Formula = Callable[[str, dict[str, Any]], str]


@cache
def _parser(of_lesson: bool = False, formula: Formula | None = None) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": of_lesson, "linkify": False}).enable("table")
    parser.disable("image")
    parser.validateLink = _may_be_followed  # type: ignore[method-assign, assignment]
    # a formula must not begin or end with a space or a digit, so that "$5 and $6" stays money
    parser.use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        allow_labels=False,  # a label would be put into the page as it is
        renderer=formula or _formula,
    )
    if of_lesson:
        parser.add_render_rule("html_inline", _known_tags)
        parser.add_render_rule("html_block", _known_tags)
        parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("th_open", _header)
    parser.add_render_rule("link_open", _within if of_lesson else _outside)
    return parser


def _may_be_followed(address: str) -> bool:
    """Return whether an address is relative, or of a scheme that a lesson may link to."""
    before, colon, _ = address.strip().partition(":")
    relative = not colon or any(mark in before for mark in "/?#")
    return relative or before.lower() in SCHEMES


def _outside(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Open links in another tab: a click must not lose the notebook."""
    tokens[index].attrs.update({"target": "_blank", "rel": "noopener noreferrer"})
    return str(self.renderToken(tokens, index, options, env))


def _within(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Open links to other places in another tab; what is relative belongs to the course."""
    href = str(tokens[index].attrGet("href") or "")
    if ":" in href.partition("/")[0]:
        return _outside(self, tokens, index, options, env)
    return str(self.renderToken(tokens, index, options, env))


def _known_tags(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Show raw HTML as text, except for the few tags that lessons are written with."""
    text, done, at = tokens[index].content, [], 0
    for tag in _LESSON_TAGS.finditer(text):
        done += [escape(text[at : tag.start()]), tag[0]]
        at = tag.end()
    return "".join([*done, escape(text[at:])])


def _heading(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Give a heading the id that JupyterLab gives it, so that one address fits both."""
    words = "".join(_texts(tokens[index + 1].children or []))
    tokens[index].attrSet("id", words.replace(" ", "-"))
    return str(self.renderToken(tokens, index, options, env))


def _header(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Make the empty corner of a table a plain cell: a header that says nothing is read out."""
    if not tokens[index + 1].content.strip():
        tokens[index].tag = tokens[index + 2].tag = "td"
    return str(self.renderToken(tokens, index, options, env))


_SIGNS: Final = {
    r"\times": "\u00d7",
    r"\cdot": "\u00b7",
    r"\approx": "\u2248",
    r"\le": "\u2264",
    r"\ge": "\u2265",
    r"\%": "%",
    r"\,": "\u202f",
    r"\ ": "\u00a0",
    "-": "\u2212",
}
_PLAIN: Final = re.compile(
    r"\\(?:times|cdot|approx|le|ge)(?![a-z])|\\[%, ]|\^(?:\{-?\d+\}|\d)|[\d.,;:+\-=/()<>% ]"
)


def _plain_formula(text: str) -> str | None:
    """Return a formula of numbers and signs as characters, as tables write it; None for others."""
    pieces = _PLAIN.findall(text)
    if "".join(pieces) != text or not re.search(r"\d", text):
        return None
    made = (
        piece.strip("^{}").translate(RAISED) if piece[0] == "^" else _SIGNS.get(piece, piece)
        for piece in pieces
    )
    return "".join(made)


def _formula(text: str, options: dict[str, Any]) -> str:
    if not options.get("display_mode") and (plain := _plain_formula(text)):
        return escape(plain)
    return _mathml(text, options)


def _mathml(text: str, options: dict[str, Any]) -> str:
    from latex2mathml.converter import convert_to_element

    try:
        display = "block" if options.get("display_mode") else "inline"
        math = convert_to_element(text, display=display)
    except Exception:
        # the converter raises many kinds for TeX that it does not know; the source is still legible
        return f"<code>{escape(text)}</code>"
    # the converter's own writing would let through the markup within \text{} and all of \href{}
    for node in math.iter():
        node.text, node.tail = unescape(node.text or ""), unescape(node.tail or "")
        for name in set(node.attrib) - _ATTRIBUTES:
            del node.attrib[name]
    if options.get("display_mode"):
        math.set("tabindex", "0")  # a long one is scrolled on a phone, and keys must reach it
    return tostring(math, encoding="unicode")


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """Return a Markdown text as HTML paragraphs, lists and tables."""
    return str(_parser().render(text))


def html_with_formulas(text: str, formula: Formula) -> str:
    """Return a Markdown text as HTML, with formulas as another program wants them.

    Args:
        text: Markdown.
        formula: takes TeX and whether it stands alone (`display_mode`), and returns HTML.
    """
    return str(_parser(formula=formula).render(text))


def formula_mathml(text: str, options: dict[str, Any]) -> str:
    """Return a formula as MathML that carries its TeX, so that it can be read back."""
    html = _mathml(text, options)
    return html.replace("<math", f'<math alttext="{escape(text)}"', 1)


@lru_cache(maxsize=512)
def lesson_html(text: str) -> str:
    """Return a cell of a lesson as HTML: headings have ids, and links between lessons stay links.

    Of raw HTML only a few tags without attributes pass, and what names a fact or an authority.
    """
    return str(_parser(of_lesson=True).render(text))


@lru_cache(maxsize=4096)
def inline_html(text: str) -> str:
    """Return a line of Markdown as HTML that may stand in a label."""
    return str(_parser().renderInline(text))


def typed_html(text: str) -> str:
    """Return what somebody typed as HTML that shows it in its lines and lets none of it work."""
    return escape(text).replace("\n", "<br>")


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Return a line of Markdown as text without marks, for a choice list or a screen reader."""
    tokens = _parser().parseInline(text)
    return "".join(_texts(tokens)).strip()


def _texts(tokens: Any) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if token.children:
            found.extend(_texts(token.children))
        elif token.type in ("text", "code_inline"):
            found.append(token.content)
        elif token.type == "math_inline":
            found.append(formula_text(token.content))
        elif token.type in ("softbreak", "hardbreak"):
            found.append(" ")
    return found


def formula_text(text: str) -> str:
    """Return a formula, as TeX, in letters: 10\N{SUPERSCRIPT NINE}, and never 109."""
    if plain := _plain_formula(text):
        return plain
    try:
        math = fromstring(_mathml(text, {}))
    except ParseError:
        return text
    return _letters(math) if math.tag.endswith("math") else text


def _letters(node: Element) -> str:
    name = node.tag.rpartition("}")[2]
    parts = [_letters(child) for child in node]
    if name == "msup" and len(parts) == 2:
        return parts[0] + _raised(parts[1])
    if name == "msub" and len(parts) == 2:
        return parts[0] + parts[1].translate(LOWERED)
    if name == "msubsup" and len(parts) == 3:
        return parts[0] + parts[1].translate(LOWERED) + _raised(parts[2])
    if name == "mfrac" and len(parts) == 2:
        return "/".join(part if len(part) == 1 or part.isalnum() else f"({part})" for part in parts)
    own = (node.text or "").strip()
    return f" {own} " if name == "mo" and own in _SPACED else own + "".join(parts)


def _raised(text: str) -> str:
    bare = text.replace(" ", "")
    if set(bare) <= _POWER:
        return bare.translate(RAISED)
    return f"^{bare}" if len(bare) == 1 else f"^({bare})"
