"""Write ordinary data as YAML, letter for letter as PyYAML does, in a tenth of its time."""

from __future__ import annotations

import re
from typing import Any, Final

# letters, and what means nothing to YAML within a line; single spaces, since YAML folds there
_PLAIN: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9.,;()/+*_'?!=%~^<>-]|:(?! )| (?![ #]))*")
_OTHER: Final = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null"})


class _NotPlainError(Exception):
    """Something needs quotes, or another way to be written."""


def plain_dump(data: Any, width: int) -> str | None:
    """Return lists and mappings of plain words and numbers as YAML.

    Args:
        data: what is written, lists within mappings indented.
        width: after how many letters a line is folded at the next space.

    Returns:
        None where a part is not that plain: PyYAML has to write it then.
    """
    lines: list[str] = []
    if not (data and isinstance(data, dict | list)):
        return None
    try:
        _write(data, 0, "", lines, width)
    except _NotPlainError:
        return None
    return "\n".join(lines) + "\n"


def _write(value: Any, indent: int, before: str, lines: list[str], width: int) -> None:
    """Add the lines of a value; `before` stands on the first, such as `key:` or a dash."""
    if isinstance(value, dict) and value:
        if before and not before.endswith("-"):
            lines.append(before)
            before = ""
        for key, part in value.items():
            name = _scalar(key)
            start = f"{before} {name}:" if before else f"{' ' * indent}{name}:"
            before = ""
            inner = part and isinstance(part, dict | list)
            _write(part, indent + 2 if inner else indent, start, lines, width)
    elif isinstance(value, list) and value:
        if before:
            if before.endswith("-"):
                raise _NotPlainError
            lines.append(before)
        for part in value:
            inner = part and isinstance(part, dict | list)
            _write(part, indent + 2, f"{' ' * indent}-", lines, width)
    else:
        _fold(_scalar(value), indent + 2, before, lines, width)


def _scalar(value: Any) -> str:
    if type(value) is str and _PLAIN.fullmatch(value) and value.lower() not in _OTHER:
        if value.endswith((" ", ":")):
            raise _NotPlainError
        return value
    if type(value) is bool:
        return str(value).lower()
    if type(value) is int:
        return str(value)
    raise _NotPlainError


def _fold(text: str, indent: int, line: str, lines: list[str], width: int) -> None:
    for word in text.split(" "):
        if len(line) > width:
            lines.append(line)
            line = f"{' ' * indent}{word}"
        else:
            line = f"{line} {word}"
    lines.append(line)
