"""For the benchmark's comparison alone: a cell that scores inside the kernel, told where keys are.

The course never does this: whoever runs a notebook could read the keys.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from imuran_edu.answers import FILE_NAME, Responses, read_responses
from imuran_edu.questions import Bank, load_bank, score

BANK = "BENCHMARK_BANK"


@cache
def _loaded() -> tuple[Bank, Responses]:
    return load_bank(Path(os.environ[BANK])), read_responses(Path(FILE_NAME))[0]


def ask(question: str) -> float:
    """Return the score, which nbgrader's stock grading takes from the cell's output."""
    bank, responses = _loaded()
    entry = responses.answers.get(question)
    return score(bank.by_id[question], entry.answer if entry else None).earned
