"""The answers that a grade was given for, so that a person looks again only where they changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from imuran_edu.answers import FILE_NAME, read_responses


def answers_in(folder: Path) -> Mapping[str, Any] | None:
    """Return the answers of a graded submission, by question; None if there are none to read.

    Args:
        folder: of the assignment in `autograded` or `submitted`.
    """
    responses, problem = read_responses(folder / FILE_NAME)
    if problem:
        return None
    return {name: entry.answer for name, entry in responses.answers.items()}


def unchanged(
    questions: Iterable[str], before: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> frozenset[str]:
    """Return the questions whose answer is the one that was graded before.

    Args:
        questions: their ids.
        before: the answers of then; None if that is not known.
        now: the answers of today; None if that is not known.
    """
    if before is None or now is None:
        return frozenset()
    return frozenset(name for name in questions if before.get(name) == now.get(name))
