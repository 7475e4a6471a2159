"""Texts of other systems: our Markdown to their HTML, and their HTML to our Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any, Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from imuran_edu.core.markup import LOWERED, RAISED, formula_mathml, html_with_formulas, plain_text

Lost = Callable[[str], None]

_TEX: Final = re.compile(  # none within another, so that it reads each sign once
    r"\\\(((?:(?!(?<!\\)\\[(\[]).)+?)\\\)|\\\[((?:(?!(?<!\\)\\[(\[]).)+?)\\\]",
    re.DOTALL,
)
_SIMPLE: Final = re.compile(r"\s*(?:<p>)?([^<>&\\\n\r\t\f\v]*)(?:</p>)?\s*")
_PUT_ASIDE: Final = re.compile("\ue000[0-9]+\ue001")
_DROPPED: Final = ("script", "style", "iframe", "object", "embed", "video", "audio", "form", "svg")
_FACT: Final = re.compile(r"\{\{(?=(?:ref:)?[a-z0-9]+(?:-[a-z0-9]+)*\}\})")


def with_mathml(markdown: str) -> str:
    """Return Markdown as HTML with formulas as MathML, which carries its TeX in `alttext`."""
    return html_with_formulas(markdown, formula_mathml).strip()


def with_tex(markdown: str) -> str:
    r"""Return Markdown as HTML with formulas as TeX between `\\(` and `\\)`, for MathJax."""
    return html_with_formulas(markdown, _tex).strip()


def without_paragraph(html: str) -> str:
    """Return what stands in the one paragraph of an HTML text; the text, if it has several."""
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in inner or inner == html else inner


def in_plain_words(markdown: str) -> str:
    """Return Markdown as plain text, for where a format takes no marks."""
    return " ".join(plain_text(markdown).split())


def _tex(text: str, options: dict[str, Any]) -> str:
    left, right = (r"\[", r"\]") if options.get("display_mode") else (r"\(", r"\)")
    return f"{left}{escape(text, quote=False)}{right}"


def from_html(html: str, lost: Lost) -> str:
    """Return HTML as our Markdown. Nothing of it can come alive: what is no text is left out.

    Args:
        html: as another system wrote it.
        lost: is told what was left out, in words that end a sentence such as 'the question'.
    """
    try:
        return _converted(html, lost)
    except RecursionError:
        lost("a text is nested too deeply: its words were kept without their marks")
        return from_text(unescape(re.sub(r"<[^>]*>", " ", html)))


def _converted(html: str, lost: Lost) -> str:
    if simple := _SIMPLE.fullmatch(html):
        return from_text(re.sub(" +", " ", simple[1]))
    soup = BeautifulSoup(html, "html.parser")
    small = html.lower()

    def found(*names: str) -> list[Tag]:
        # to look for a tag in the tree takes as long as to make it
        return list(soup.find_all(names)) if any(f"<{name}" in small for name in names) else []

    for tag in found(*_DROPPED):
        if tag.decomposed:  # it stood in another
            continue
        lost(f"<{tag.name}> was left out")
        tag.decompose()
    for image in found("img"):
        described = str(image.get("alt") or "").strip()
        lost(f"the image '{(described or str(image.get('src') or '?'))[:60]}' was left out")
        image.replace_with(NavigableString(f"[image: {described}]" if described else "[image]"))
    formulas = _set_aside(soup, lost) if "<math" in small or "\\" in html else {}
    for tag in found("sup"):
        tag.replace_with(NavigableString(_moved(tag.get_text(), RAISED, "^")))
    for tag in found("sub"):
        tag.replace_with(NavigableString(_moved(tag.get_text(), LOWERED, "_")))
    markdown = str(_CONVERTER.convert_soup(soup)).strip()
    markdown = _PUT_ASIDE.sub(lambda match: formulas.get(match[0], match[0]), markdown)
    return from_text(re.sub(r"\n{3,}", "\n\n", markdown), marked=True)


def from_text(text: str, marked: bool = False) -> str:
    """Return plain text as our Markdown; `marked` if its marks are Markdown already.

    Braces that would name a fact of this course are escaped.
    """
    if not marked:
        text = _CONVERTER.escape(text.strip(), [])
    return _FACT.sub(r"\\{{", text)


class _Converter(MarkdownConverter):
    """Write only marks that our Markdown knows, and escape what would become one."""

    def escape(self, text: str, parent_tags: Any) -> str:
        text = re.sub(r"([\\`*_\[\]<>#~])", r"\\\1", text)
        text = re.sub(r"(?m)^(\s*)([-+])(?=\s)", r"\1\\\2", text)
        text = re.sub(r"(?m)^(\s*\d{1,9})([.)])(?=\s)", r"\1\\\2", text)
        return re.sub(r"\$(?=\S)", r"\\$", text)


_CONVERTER: Final = _Converter(heading_style="ATX", bullets="-")  # to make one takes long


def _set_aside(soup: BeautifulSoup, lost: Lost) -> dict[str, str]:
    """Put a name in place of each formula, which converting would change; return them by name."""
    kept: dict[str, str] = {}

    def name_for(tex: str, display: bool) -> str:
        name = f"\ue000{len(kept)}\ue001"
        kept[name] = f"$${tex.strip()}$$" if display else f"${tex.strip()}$"
        return name

    for math in soup.find_all("math"):
        source = math.get("alttext") or _annotation(math)
        if source:
            name = name_for(str(source), math.get("display") == "block")
            math.replace_with(NavigableString(name))
        else:
            lost("a formula without its TeX became plain text")
            math.replace_with(NavigableString(_in_a_line(math)))
    for node in list(soup.find_all(string=_TEX)):
        text = _TEX.sub(lambda m: name_for(unescape(m[1] or m[2]), bool(m[2])), str(node))
        node.replace_with(NavigableString(text))
    return kept


def _in_a_line(node: Any) -> str:
    """Return MathML as text in one line: a fraction as a/b, a power as a^b."""
    if not isinstance(node, Tag):
        return " ".join(str(node).split())
    parts = [part for part in map(_in_a_line, node.children) if part]
    sign = _SIGNS.get(node.name)
    if sign is None or len(parts) != 2:
        return f"√({''.join(parts)})" if node.name == "msqrt" else "".join(parts)
    return sign.join(part if len(part) == 1 or part.isalnum() else f"({part})" for part in parts)


_SIGNS: Final = {"mfrac": "/", "msup": "^", "msub": "_"}


def _annotation(math: Tag) -> str:
    found = math.find("annotation", attrs={"encoding": re.compile("tex", re.IGNORECASE)})
    return found.get_text() if found else ""


def _moved(text: str, table: dict[int, int], mark: str) -> str:
    """Return raised or lowered text with characters of its own, where there are such."""
    moved = text.translate(table)
    return moved if moved != text and all(c not in moved for c in text) else f"{mark}({text})"
