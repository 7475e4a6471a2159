"""The glossary as a whole."""

from __future__ import annotations

from html import escape
from typing import Any

from imuran_edu.evidence.glossary import course_glossary

__all__ = ["glossary", "glossary_html"]


def glossary() -> None:
    """Show the terms and abbreviations of the lessons under the cell."""
    from IPython.display import display

    publish: Any = display
    text = "\n".join(f"{each.term}: {each.means}" for each in course_glossary().terms)
    publish({"text/html": glossary_html(), "text/plain": text}, raw=True)


def glossary_html() -> str:
    """Return the glossary as a list of terms, in the order of the alphabet."""
    terms = sorted(course_glossary().terms, key=lambda each: each.term.casefold())
    lines = "".join(
        f"<dt>{escape(', '.join((each.term, *each.forms)))}</dt><dd>{escape(each.means)}</dd>"
        for each in terms
    )
    return f'<dl class="imuran-glossary">{lines}</dl>'
