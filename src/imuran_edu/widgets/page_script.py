"""The script of a quiz reaches a page once, however many questions stand on it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from imuran_edu.core.words import language

STATIC: Final = Path(__file__).with_name("static")  # built from js/ and questions/types

_sent = False


@cache
def shipped() -> dict[str, str]:
    """Return the script and its style."""
    names = {"script": "quiz.js", "style": "quiz.css"}
    return {kind: STATIC.joinpath(name).read_text(encoding="utf-8") for kind, name in names.items()}


def next_module() -> str:
    """Return the module of the next widget: with the script in the kernel's first, then without.

    A page that misses the script asks for it; so nothing depends on the first widget's being there.
    """
    global _sent
    module = _module(with_script=not _sent)
    _sent = True
    return module


@cache
def words_line() -> str:
    """Return the statement that gives a page the kernel's language, unless it has its own."""
    name = language().replace("-", "_")
    path = STATIC / "words" / f"{name}.json"
    words = path.read_text(encoding="utf-8") if path.is_file() else ""
    return f"globalThis.imuranWords??={words.strip()};\n" if words else ""


def script(name: str) -> str:
    """Return a script of the page by its name, such as `progress.js`."""
    return words_line() + STATIC.joinpath(name).read_text(encoding="utf-8")


@cache
def _module(with_script: bool) -> str:
    text = json.dumps(shipped())
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    shipped_text = text if with_script else "null"
    return f'const DIGEST="{digest}",SHIPPED={shipped_text};\n{script("loader.js")}'
