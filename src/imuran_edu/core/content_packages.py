"""What the lessons show of a drug: figures and explorers, from packages that an entry point names.

A package of the group `imuran_edu.content` has folders `figures`, `explorers` and `pictures`: a
YAML file for each of them, and a module of the same name where it needs one (hyphens become
underscores). Nothing else here knows a drug.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

GROUP = "imuran_edu.content"
FUNCTIONS = "functions"
Kind = Literal["figures", "explorers", "pictures"]


def _packages() -> list[tuple[str, ModuleSpec]]:
    """Return the packages of the group that are there, by name."""
    named = sorted({point.value for point in entry_points(group=GROUP)})
    return [(name, spec) for name in named if (spec := find_spec(name)) is not None]


@cache
def content_files(kind: Kind) -> dict[str, tuple[str, Path]]:
    """Return the files of a kind by name, each with the package that holds it."""
    found = {}
    for package, spec in _packages():
        for folder in spec.submodule_search_locations or ():
            for path in sorted(Path(folder, kind).glob("*.yaml")):
                found[path.stem] = (package, path)
    return dict(sorted(found.items()))


def content_file(kind: Kind, name: str) -> Path:
    """Return the file of a figure or an explorer.

    Raises:
        ValueError: there is none of that name; the message lists those that there are.
    """
    files = content_files(kind)
    if name not in files:
        raise ValueError(f"no {kind[:-1]} '{name}'; there are: {', '.join(files)}")
    return files[name][1]


@cache
def content_functions() -> dict[str, Callable[..., Any]]:
    """Return the functions that templates of questions may call, by name.

    They are those that a package of the group names in `__all__` of its module `functions`.
    """
    found: dict[str, Callable[..., Any]] = {}
    for package, _ in _packages():
        if find_spec(f"{package}.{FUNCTIONS}") is not None:
            module = import_module(f"{package}.{FUNCTIONS}")
            found |= {name: getattr(module, name) for name in module.__all__}
    return found


def content_module(kind: Kind, name: str) -> ModuleType:
    """Import the module that draws a figure or an explorer, and what it needs to draw."""
    package, _ = content_files(kind)[name]
    return import_module(f"{package}.{kind}.{name.replace('-', '_')}")
