"""Formats of other systems: a module for each, found by its name.

A format knows the items of `questions.interchange` and no question type. A module whose name begins
with no underscore is one: `moodle_xml.py` is `moodle-xml`. It has `TITLE`, and `read(data, name)`
with `recognises(data, name)` if files of it can be imported, `write(items, heading)` if questions
can be exported as it, or all. A new format is a new module here; nothing else names it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from imuran_edu.questions.formats._model import Draft, Exported, FormatError, Heading, Loss
from imuran_edu.questions.interchange import Item

__all__ = [
    "Draft",
    "Exported",
    "Format",
    "FormatError",
    "Heading",
    "Loss",
    "find_format",
    "formats",
]


class Format(Protocol):
    """What a module of this folder offers; `formats` says which has `read` and which `write`."""

    TITLE: str

    @staticmethod
    def read(data: bytes, name: str) -> Draft:
        """Return what a file holds.

        Args:
            data: of the file.
            name: of the file, for messages.

        Raises:
            FormatError: it cannot be read as this format.
        """
        ...

    @staticmethod
    def write(items: Sequence[Item], heading: Heading) -> Exported:
        """Return the files that carry some items."""
        ...


def formats() -> list[str]:
    """Return the names of all formats, in alphabetical order."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in names if not name.startswith("_"))


def find_format(name: str, to: str) -> Format:
    """Return a format that reads or writes.

    Args:
        name: such as `moodle-xml`.
        to: `read` or `write`.

    Raises:
        FormatError: there is no such format, it does not do that, or a library that it needs is
            not installed.
    """
    if name not in formats():
        able = ", ".join(each for each in formats() if hasattr(_load(each), to))
        raise FormatError(f"there is no format '{name}'; there are: {able}")
    module = _load(name)
    if not hasattr(module, to):
        able = ", ".join(each for each in formats() if hasattr(_load(each), to))
        verb = "imported" if to == "read" else "exported"
        raise FormatError(f"questions cannot be {verb} as {name}; these can: {able}")
    return cast(Format, module)


def guess_format(data: bytes, name: str) -> str:
    """Return the format of a file.

    Raises:
        FormatError: none that can be read recognises it.
    """
    able = [each for each in formats() if hasattr(_load(each), "recognises")]
    for each in able:
        if cast(Any, _load(each)).recognises(data, name):
            return each
    raise FormatError(f"is of no format that is known here; name one: --from {' | '.join(able)}")


def _load(name: str) -> object:
    try:
        return import_module(f"{__name__}.{name.replace('-', '_')}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("imuran_edu"):
            raise
        raise FormatError(
            f"{name} needs the library {error.name}; run: pip install 'imuran-edu[formats]'"
        ) from None
