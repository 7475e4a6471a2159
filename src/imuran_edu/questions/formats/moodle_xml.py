"""Moodle XML: both ways. What Moodle's import does with each field is held by tests."""

from __future__ import annotations

from imuran_edu.questions.formats._moodle_read import read
from imuran_edu.questions.formats._moodle_write import write

TITLE = "Moodle XML"

__all__ = ["TITLE", "read", "recognises", "write"]


def recognises(data: bytes, name: str) -> bool:
    """Whether a file looks like this format."""
    return b"<quiz" in data[:2000]
