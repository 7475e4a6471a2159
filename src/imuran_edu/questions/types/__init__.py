"""The question types: a module for each, with what it needs to be asked, scored and explained.

A new type is a new module here; nothing else names it. Modules whose name begins with an
underscore hold what several types share.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Import every type. One that is being imported just now is passed over."""
    for name in _names():
        import_module(f"{__name__}.{name}")


@cache
def _names() -> list[str]:
    return [each.name for each in iter_modules(__path__) if not each.name.startswith("_")]
