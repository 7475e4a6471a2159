"""Terms and abbreviations of the lessons, and where a page explains them."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from pydantic import Field

from imuran_edu.core import find_data, read_yaml, validate
from imuran_edu.core.strict_model import Strict

ABBREVIATION: Final = re.compile(
    r"(?<![\w-])(?:\d-)?[A-Za-z]*[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*(?:-[A-Z0-9]+)*(?!\w)"
)
"""A word with two capitals."""
_TAG: Final = re.compile(r"(<[^>]*>)")
_LEFT_ALONE: Final = frozenset(
    ("a", "abbr", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "math", "summary", "svg")
)
_VOID: Final = frozenset(("br", "hr", "img", "input", "col", "wbr"))


class Term(Strict):
    """A term: its usual form, others, and what it means."""

    term: str
    forms: list[str] = []
    means: str = Field(min_length=5)


class Glossary(Strict):
    """The file `glossary.yaml`; `plain` are abbreviations that need no explanation."""

    terms: list[Term]
    plain: list[str] = []

    @property
    def by_form(self) -> dict[str, Term]:
        """Every form with its term."""
        return {form: term for term in self.terms for form in (term.term, *term.forms)}


def load_glossary(path: Path) -> Glossary:
    """Return the glossary of a file.

    Raises:
        InputError: the file is faulty.
    """
    return validate(Glossary, read_yaml(path))


@cache
def course_glossary() -> Glossary:
    """Return the course's glossary."""
    return load_glossary(find_data("quizzes", "glossary.yaml"))


@cache
def _finder(glossary_forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(glossary_forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def mark_terms(html: str, name: str, seen: set[str]) -> str:
    """Put the meaning of each term beside its first mention, to be shown on hover and focus.

    Headings, links and code are left alone.

    Args:
        html: of a piece of text, well formed.
        name: of the piece; ids begin with it.
        seen: terms that were explained already; those explained now are added.
    """
    forms = course_glossary().by_form
    find = _finder(tuple(forms))
    inside: list[str] = []
    parts = []
    for part in _TAG.split(html):
        if part.startswith("<"):
            _follow(part, inside)
        elif not _LEFT_ALONE & {*inside}:
            part = find.sub(lambda found: _explained(found[0], forms, name, seen), part)
        parts.append(part)
    return "".join(parts)


def _follow(tag: str, inside: list[str]) -> None:
    found = re.match(r"</?([a-zA-Z0-9]+)", tag)
    kind = found[1].lower() if found else ""
    if tag.startswith("</"):
        if kind in inside:
            del inside[len(inside) - 1 - inside[::-1].index(kind) :]
    elif kind and kind not in _VOID and not tag.endswith("/>"):
        inside.append(kind)


def _explained(form: str, forms: dict[str, Term], name: str, seen: set[str]) -> str:
    term = forms[form]
    if term.term in seen:
        return form
    seen.add(term.term)
    own = f"imuran-term-{name}-{re.sub(r'[^A-Za-z0-9]', '-', term.term)}"
    return (
        f'<span class="imuran-gloss"><span class="imuran-term" tabindex="0" '
        f'aria-describedby="{escape(own)}">{form}</span><span class="imuran-tip" role="tooltip" '
        f'id="{escape(own)}">{escape(term.means)}</span></span>'
    )
