"""A digest of what a drawing is made from, so that a check need not draw.

That is its data, the modules that draw it with all models that these import, and the facts and
claims of the course if they read them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from imuran_edu.core import InputError, Problem
from imuran_edu.core.content_packages import Kind, content_file, content_files
from imuran_edu.evidence import course_facts, load_evidence

CORE: Final = tuple(
    f"imuran_edu.core.{name}" for name in ("svg", "plotting", "chart", "diagram", "blit_canvas")
)
DRAWING: Final = CORE[:2]  # of every drawing
DIAGRAM: Final = CORE[3]  # of one that is all data

# in a tenth of the time of a parser; a line of a docstring that looks so may add a module
_IMPORT: Final = re.compile(r"^[ \t]*from\s+([\w.]+)\s+import\s+(\([^)]*\)|[^\n]*)", re.MULTILINE)
_NAME: Final = re.compile(r"\w+")


def digest_of(data: str, kind: Kind, name: str, has_module: bool = True) -> str:
    """Return a digest of a drawing's data and of everything else that it is drawn from.

    Args:
        data: what its file says of it.
        kind: a figure or an explorer.
        name: its name.
        has_module: whether a module of its own draws it.
    """
    made = hashlib.sha256(data.encode())
    module = f"{content_files(kind)[name][0]}.{kind}.{name.replace('-', '_')}"
    parts = sorted(modules_of([module if has_module else DIAGRAM, *DRAWING]))
    sources = [source_of(part) for part in parts]
    for source in sources:
        made.update(source)
    for path in sorted({each for part in parts for each in data_beside(part)}):
        made.update(path.read_bytes())
    if any(b"course_facts" in source for source in sources):
        facts = {each.id: (each.text, each.figures) for each in course_facts().values()}
        made.update(json.dumps(facts, sort_keys=True).encode())
    if any(b"load_evidence" in source for source in sources):
        made.update(_verdicts().encode())
    return made.hexdigest()[:16]


def out_of_step(
    kind: Kind,
    names: Iterable[str],
    digest: Callable[[str], str],
    noted: Callable[[str], str],
) -> list[Problem]:
    """Say what is faulty, or not drawn as its file now stands.

    Args:
        kind: figures or explorers.
        names: of all of them.
        digest: gives the digest of what one would be drawn from now.
        noted: gives the digest that its drawing notes.
    """
    problems: list[Problem] = []
    for name in names:
        try:
            now = digest(name)
        except InputError as error:
            problems += error.problems
            continue
        if noted(name) != now:
            message = "has changed since it was drawn; run imuran-edu build"
            problems.append(Problem(content_file(kind, name), 1, message))
    return problems


@cache
def _verdicts() -> str:
    """Return how the claims of the course are judged."""
    claims = load_evidence().claims.values()
    return repr([(each.document, str(each.verdict)) for each in claims])


def modules_of(names: list[str]) -> set[str]:
    """Return modules of drawing and models, and all such that they import."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _imported(name)
    return found


@cache
def _imported(name: str) -> list[str]:
    drugs = tuple({f"{package}." for package, _ in content_files("figures").values()})
    found = []
    for module, listed in _IMPORT.findall(source_of(name).decode()):
        names = [module, *(f"{module}.{each}" for each in _NAME.findall(listed))]
        found += [each for each in names if each.startswith(drugs) or each in CORE]
    return [each for each in found if _path(each)]


def source_of(name: str) -> bytes:
    """Return the text of a module; nothing if it has none."""
    path = _path(name)
    return path.read_bytes() if path else b""


def data_beside(name: str) -> list[Path]:
    """Return the data of a model: the YAML files of its folder."""
    path = _path(name)
    return list(path.parent.glob("*.yaml")) if path and ".models." in name else []


@cache
def _path(name: str) -> Path | None:
    """Return the file of a module without importing it; its packages are."""
    within = _path(name.rpartition(".")[0]) if "." in name else None
    if within is not None and within.name != "__init__.py":
        return None  # a name of that module: to look for it there would import the module
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return None
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None
