"""Which files of a checkout may leave it: what git tracks, of kinds that the course is made of.

The build of the package loads this file by its path, so it needs nothing but Python.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ENDINGS: Final = frozenset(
    (".cff", ".css", ".ipynb", ".js", ".json", ".md", ".py", ".toml", ".ts", ".txt", ".typed")
) | {".mjs", ".mo", ".png", ".svg", ".yaml", ".yml"}
# other pages may be feedback of a class
NAMES: Final = frozenset((".gitattributes", "LICENSE", "page.html", "postBuild"))
NEVER: Final = ("responses*.json", ".responses*", "imuran-progress*.json", "gradebook*.db")
_SKIPPED: Final = frozenset(("__pycache__", "node_modules", "graded"))


def carried_files(root: Path, *parts: str) -> list[Path]:
    """Return the files that may leave a checkout, relative to it and sorted.

    Where git knows the folder, these are the files that it tracks; elsewhere (an unpacked archive)
    all files of known kinds. Links, answers, gradebooks and folders `graded` never go.

    Args:
        root: the folder of the project.
        parts: files and folders in it; others are left out.
    """
    tracked = _tracked(root, parts)
    found = _walked(root, parts) if tracked is None else tracked
    return sorted(path for path in found if _may_go(root, path))


def _may_go(root: Path, path: Path) -> bool:
    if _SKIPPED & set(path.parts) or any(path.match(pattern) for pattern in NEVER):
        return False
    drawn = path.suffix == ".csv" and path.parent.name == "drawn"  # other tables may be grades
    known = drawn or path.suffix in ENDINGS or path.name in NAMES
    whole = root / path
    return known and whole.is_file() and not whole.is_symlink()


def _tracked(root: Path, parts: tuple[str, ...]) -> list[Path] | None:
    """Return what git tracks of the parts; None where the folder is no checkout of git's."""
    if not (root / ".git").exists():
        return None
    # an administrator may build in another account's checkout, which git would refuse to list
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--", *parts]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [Path(name) for name in done.stdout.decode().split("\0") if name]


def _walked(root: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    for part in parts:
        whole = root / part
        for path in [whole, *whole.rglob("*")]:
            inner = path.relative_to(whole).parts
            if not any(name.startswith(".") for name in inner):
                yield path.relative_to(root)
