"""Write the public half of a checkout: what learners get, for Binder, and no graded question."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from imuran_edu.questions import load_bank
from imuran_edu.questions.model import with_parts

PARTS: Final = (
    *(".binder", "CITATION.cff", "LICENSE", "LICENSE-CONTENT.md", "README.md"),
    *("notebooks", "pyproject.toml", "quizzes", "src"),
)
LEFT_OUT: Final = shutil.ignore_patterns(
    "graded", "responses*.json", "imuran-progress*", ".ipynb_checkpoints", "__pycache__", ".*"
)


class PublishError(Exception):
    """Nothing may be published; the message says why and what mends it, a line for each reason."""


def publish(root: Path, target: Path) -> None:
    """Write what learners get into a folder of its own, such as a clone of the public repository.

    What an earlier call wrote there is replaced; a folder `.git` in it is left alone.

    Args:
        root: the checkout.
        target: the folder; it need not be there.

    Raises:
        PublishError: the folder holds something else, lies in the checkout, or a file that would
            be published names a graded question. The folder is then left as it was.
        InputError: a graded bank cannot be read.
    """
    target = target.resolve()
    if target.is_relative_to(root.resolve()) or root.resolve().is_relative_to(target):
        raise PublishError(f"{target} is part of the checkout; name a folder outside it")
    if target.exists() and not target.is_dir():
        raise PublishError(f"{target} is a file; name a folder")
    here = {path.name for path in target.iterdir()} if target.exists() else set()
    if strange := sorted(here - {*PARTS, ".git", ".gitignore"}):
        raise PublishError(
            f"{target} holds what publish does not write ({strange[0]}); name an empty folder"
        )
    if found := graded_traces(root):
        raise PublishError("\n".join(found))
    target.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        old, new = target / name, root / name
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
        if new.is_dir():
            shutil.copytree(new, old, ignore=LEFT_OUT, symlinks=True)
        elif new.exists():
            shutil.copyfile(new, old)


def graded_traces(root: Path) -> list[str]:
    """Say, one line each, which lesson or public data file names a graded question.

    Links are named too: what they point at could be anything.

    Raises:
        InputError: a graded bank cannot be read, so its questions cannot be looked for.
    """
    banks = sorted((root / "quizzes" / "graded").glob("*.yaml"))
    ids = {
        question.id
        for path in banks
        for asked in load_bank(path).questions
        for question in with_parts(asked)
    }
    word = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
    found = []
    for part in ("notebooks", "quizzes"):
        for path in sorted((root / part).rglob("*")):
            where = path.relative_to(root)
            if where.parts[:2] == ("quizzes", "graded"):
                continue
            if path.is_symlink():
                found.append(f"{where}:1: is a link; put the file itself there or delete it")
            elif path.is_file() and not path.match("responses*.json"):
                text = path.read_text(encoding="utf-8", errors="replace")
                for number, line in enumerate(text.splitlines(), 1):
                    found += [
                        f"{where}:{number}: names the graded question {name}; take it out"
                        for name in word.findall(line)
                        if name in ids
                    ]
    return found
