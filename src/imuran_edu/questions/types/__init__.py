"""The question types: a module for each, with what it needs to be asked, scored and explained.

A new type is a new module here; nothing else names it. Modules whose name begins with an
underscore hold what several types share.
"""

from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Import every type. One that is being imported just now is passed over."""
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            import_module(f"{__name__}.{module.name}")
