"""Which row of a template a folder gets: by its seed, always the same one."""

from __future__ import annotations

import hashlib
from typing import Final

FIRST_SEED: Final = 2**31
"""Folders with a smaller seed were begun before there were templates, and keep row 0."""


def row_of(seed: int, question: str, rows: int) -> int:
    """Return the row of a question in a folder.

    Args:
        seed: of the folder.
        question: the question's id.
        rows: how many rows there are.
    """
    if seed < FIRST_SEED:
        return 0
    digest = hashlib.sha256(f"{seed}/{question}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % rows
