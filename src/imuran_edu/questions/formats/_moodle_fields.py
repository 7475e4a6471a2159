"""Texts and numbers as Moodle XML writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imuran_edu.questions.formats._texts import from_html, from_text
from imuran_edu.questions.formats._xml import Element, child, descendants, number_in, text_of


def markdown_of(element: Element | None, lost: Callable[[str], None], default: str = "html") -> str:
    """Return the text of an element in Markdown, by the format that it names."""
    text = text_of(child(element, "text"))
    kind = (element.get("format") if element is not None else None) or default
    if kind == "markdown":
        return from_text(text, marked=True)
    if kind == "plain_text" or ("<" not in text and "&" not in text and "\\" not in text):
        return from_text(text)
    return from_html(text, lost)


def number_of(text: str | None, default: Any) -> Any:
    """Return a number as Moodle writes it; the default for anything else."""
    value = number_in((text or "").replace(" ", ""))
    return default if value is None else value


def units_of(question: Element) -> list[str]:
    """Return the names of its units, the key's first: Moodle gives that one the multiplier 1."""
    found = descendants(question, "unit")
    found.sort(key=lambda each: number_of(text_of(child(each, "multiplier")), 1.0) != 1.0)
    return [text_of(child(each, "unit_name")) for each in found]
