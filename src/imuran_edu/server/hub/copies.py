"""Look for copies of graded banks: the same bytes, or the sentences that tell a key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from imuran_edu.core.paths import PACKAGED
from imuran_edu.core.word_runs import TELLING, RunFinder, texts_under, word_runs

DEEP = 8  # folders down, where a copy of a bank is looked for
MANY = 50_000  # entries looked at in one place; a student must not be able to hold the hub up
LARGE = 2_000_000  # bytes of a file
MUCH = 200_000_000  # bytes read in one place
ENDINGS = frozenset((".yaml", ".yml", ".json", ".ipynb", ".txt", ".md", ".csv", ".py", ".bak", ""))
ENOUGH = 2  # texts of the banks that a file repeats: one may be quoted for a good reason


def bank_copies(
    banks: Path, places: list[Path], checkout: Path
) -> Iterator[tuple[Path, int, bool]]:
    """Yield files that hold a graded bank, or say what only graded banks say.

    Args:
        banks: the folder of the graded banks.
        places: the folders to look through; one that lies in another is looked at once.
        checkout: the instructor's own, which is left out.

    Yields:
        The file, its owner, and whether it is a bank byte for byte.
    """
    texts = [path.read_bytes() for path in sorted(banks.glob("*.yaml"))]
    sizes = {len(text) for text in texts}
    telling = _telling_runs(banks)
    for run in word_runs(_public_texts(checkout)):
        telling.pop(run, None)
    finder = RunFinder(telling)
    own, seen = checkout.resolve(), set()
    for place in places:
        budget = MUCH
        for path, status in _files(place):
            if path in seen or path.is_relative_to(own):
                continue
            seen.add(path)
            same = status.st_size in sizes
            readable = path.suffix.lower() in ENDINGS and status.st_size <= min(LARGE, budget)
            if not (same or readable):
                continue
            budget -= status.st_size
            found = _read(path)
            if found in texts:
                yield path, status.st_uid, True
            elif readable and telling:
                runs = finder.found(found.decode("utf-8", "replace"))
                if len({telling[run] for run in runs}) >= ENOUGH:
                    yield path, status.st_uid, False


def _telling_runs(banks: Path) -> dict[str, str]:
    """Return the runs of words of what graded banks say after an answer, each with its text.

    Stems and options are left out: released assignments hold them.
    """
    runs: dict[str, str] = {}
    for path in banks.glob("*.yaml"):
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError):
            continue  # `imuran-edu check` names it
        for text in texts_under(data, TELLING):
            runs |= dict.fromkeys(word_runs([text]), text)
    return runs


def _public_texts(checkout: Path) -> Iterator[str]:
    """Yield what all may read: practice banks and lessons, of the checkout and the package."""
    for root in (checkout, PACKAGED):
        for pattern in ("quizzes/*.yaml", "quizzes/[!g]*/*.yaml", "notebooks/*.ipynb"):
            for path in sorted(root.glob(pattern)):
                yield path.read_text(encoding="utf-8", errors="replace")


def _read(path: Path) -> bytes:
    """Return a file's bytes. Never through a link, never waiting on a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            return file.read(LARGE + 1)
    except OSError:
        return b""


def _files(place: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield ordinary files, not too deep and not without end."""
    waiting, seen = [(place, 0)], 0
    while waiting:
        folder, depth = waiting.pop(0)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            seen += 1
            if seen > MANY:
                return
            try:
                if entry.is_dir(follow_symlinks=False) and depth < DEEP:
                    waiting.append((Path(entry.path), depth + 1))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry.path), entry.stat(follow_symlinks=False)
            except OSError:
                continue
