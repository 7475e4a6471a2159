"""What only an instructor may read of a bank."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from imuran_edu.questions import load_bank
from tests.courses import ROOT

TOLD = ("rationale", "feedback", "otherwise", "others")
BASIS = ("rests_on", "corrects")  # the places cited stand in the public register too
LONG = 25  # characters: a shorter text may stand elsewhere by chance


def secrets(value: Any, fields: tuple[str, ...] = TOLD + BASIS, within: str = "") -> Iterator[str]:
    """Yield every sentence of a bank, as plain data, that students must not see."""
    if isinstance(value, dict):
        for field, part in value.items():
            yield from secrets(part, fields, field if field in fields else within)
    elif isinstance(value, list):
        for part in value:
            yield from secrets(part, fields, within)
    elif isinstance(value, str) and within and " " in value and len(value) > LONG:
        yield value


@cache
def graded_secrets() -> frozenset[str]:
    """Return the secrets of all graded banks of the course.

    A phrase that practice banks say too, such as "A point has slipped", gives no key away.
    """
    public = "\n".join(_told("practice"))
    return frozenset(text for text in _told("graded") if text not in public)


def _told(kind: str) -> set[str]:
    banks = sorted((ROOT / "quizzes" / kind).glob("*.yaml"))
    return {
        text for path in banks for text in secrets(load_bank(path).model_dump(mode="json"), TOLD)
    }


def leaks(folder: Path) -> list[tuple[str, str]]:
    """Return each file below a folder that holds a secret, and the secret."""
    hidden = graded_secrets()
    assert len(hidden) > 50
    return [
        (str(path), secret)
        for path in folder.rglob("*")
        if path.is_file()
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        for secret in hidden
        if secret in text
    ]
