"""What every static page has: its frame of HTML, and data that a classic script hands to it.

Modules, `fetch` and workers do not work from a folder on a disk (`file://`). A classic script does:
so data are files that put themselves into one global, `imuranData`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from imuran_edu.widgets.page_script import words_line

STATIC: Final = Path(__file__).with_name("static")
LANGUAGE: Final = "en"
"""Of what the lessons say; parts of the interface name their own."""
WORDS: Final = "data/words.js"


def data_script(name: str, value: Any) -> str:
    """Return a script that puts plain data under a name into the page's `imuranData`.

    What could end a script, or begin a comment or a tag, is escaped: so the text may also stand
    within a page.

    Args:
        name: under which the page's script asks for it.
        value: plain JSON data.
    """
    return f"(globalThis.imuranData??={{}})[{_literal(name)}]={_literal(value)};\n"


def words_scripts() -> dict[str, str]:
    """Return the script with the interface's texts in the environment's language, by its name.

    There is none for English, nor where there is no translation.
    """
    return {WORDS: line} if (line := words_line()) else {}


def _literal(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def page(
    title: str, body: str, scripts: Sequence[str], notebook: str = "", style: str = "site.css"
) -> str:
    """Return a whole page.

    Args:
        title: as text.
        body: as HTML; it is what is read where no script runs.
        scripts: addresses of classic scripts, in order; they run once the page is read.
        notebook: that the page was made of, by which its script knows the page's data.
        style: address of the stylesheet.
    """
    loaded = "".join(f'<script defer src="{escape(each)}"></script>\n' for each in scripts)
    return (
        f'<!doctype html>\n<html lang="{LANGUAGE}" data-notebook="{escape(notebook)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        # a browser asks a server for an icon that no page names
        '<link rel="icon" href="data:,">\n'
        f'<link rel="stylesheet" href="{escape(style)}">\n{loaded}</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
