"""Markdown as the markup of Typst, which sets printed papers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from imuran_edu.core.markup import formula_text

_MARKS: Final = re.compile(r"([\\#$*_`<>@\[\]~=+\-/\"'{}])")
_INLINE: Final = {
    "em_open": "#emph[",
    "em_close": "]",
    "strong_open": "#strong[",
    "strong_close": "]",
}


def escaped(text: str) -> str:
    """Return plain text that Typst shows as it is."""
    return _MARKS.sub(r"\\\1", text)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable("image")
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False)


def typst_of(markdown: str) -> str:
    """Return Markdown as Typst markup: paragraphs, lists, tables, emphasis, code."""
    out: list[str] = []
    rows: list[list[str]] = []
    for token in _parser().parse(markdown):
        if token.type == "inline":
            text = _line(token.children or [])
            if rows:
                rows[-1].append(text)
            else:
                out.append(text)
        elif token.type == "table_open" or token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            cells = [cell for row in rows for cell in row]
            columns = max(map(len, rows))
            out.append(f"#table(columns: {columns}, {', '.join(f'[{c}]' for c in cells)})")
            rows = []
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            out.append("#list(" if token.type.startswith("bullet") else "#enum(")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            out.append(")")
        elif token.type in ("list_item_open", "list_item_close"):
            out.append("[" if token.type.endswith("open") else "],")
        elif token.type in ("fence", "code_block"):
            out.append(f"#raw({_quoted(token.content)}, block: true)")
        elif token.type == "paragraph_close" and not token.hidden:
            out.append("\n\n")
    return "".join(out).strip()


def _line(tokens: list[Any]) -> str:
    found = []
    for token in tokens:
        if token.type in _INLINE:
            found.append(_INLINE[token.type])
        elif token.type in ("softbreak", "hardbreak"):
            found.append(" " if token.type == "softbreak" else " \\\n")
        elif token.type == "code_inline":
            found.append(f"#raw({_quoted(token.content)})")
        elif token.type.startswith("math"):
            found.append(escaped(formula_text(token.content)))
        elif token.content:
            found.append(escaped(token.content))
    return "".join(found)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
