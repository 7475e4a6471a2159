"""The lessons are written in short sentences: many who read them learnt English at school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from imuran_edu.authoring.lint.words import words_in
from imuran_edu.core import find_data
from imuran_edu.core.lesson_cells import texts_of

MOST = 17  # words of the median sentence
LESSONS = sorted(find_data("notebooks").glob("[0-9]*.ipynb"))
_APART = re.compile(r"\n\s*\n|\n(?=>? ?(?:[-*|#>]|[0-9]+[.] ))")
_END = re.compile(r"(?<=[.?!])[\"”’')*_]*\s+(?=[A-Z0-9\"“*_(\[<])")
_TAG = re.compile(r"<[^>]+>")


def sentences(path: Path) -> Iterator[int]:
    """Yield how many words each sentence of a lesson has; tables and headings have none."""
    for _, text in texts_of(path):
        for block in _APART.split(_TAG.sub("", text)):
            if block.lstrip("> ").startswith(("|", "#", "$$")):
                continue
            counts = (len(words_in(each)) for each in _END.split(block))
            yield from (count for count in counts if count)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_median_sentence_of_a_lesson_is_short(path: Path) -> None:
    counts = list(sentences(path))
    assert len(counts) > 50, "its sentences were not found"
    assert median(counts) <= MOST, f"{median(counts)} words"
