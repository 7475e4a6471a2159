"""Write down what Python says of generated answers and progress, for twins with a fault."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from imuran_edu.questions import PracticeQuestion, public_view
from imuran_edu.widgets.practice_view import practice_view
from tests.twins import test_progress_twins as progress
from tests.twins.generated_answers import answers
from tests.twins.test_twins import practice, told, with_every_rule

ASKED_OF = 200  # questions
EACH = 20  # answers: the first five of ten are the simple ones
ASKED = 1_000
SCORE = 'export { judge } from "./imuran_edu/widgets/js/score.ts";\n'


def write_twins(folder: Path) -> None:
    """Write, for each kind of work, the cases and what must be told of them.

    Beside the sources go the modules that are asked.

    Args:
        folder: is made; the sources lie in `src` beside it.
    """
    folder.mkdir()
    source = folder.parent / "src"
    (source / "score.ts").write_text(SCORE)
    (source / "progress.ts").write_text(progress.ENTRY)
    rng = Random(2026)
    questions = list(with_every_rule(list(practice())))
    cases = [
        (index, answer)
        for index in rng.sample(range(len(questions)), ASKED_OF)
        for answer in answers(questions[index], rng, EACH)
    ]
    views = [practice_view(PracticeQuestion(public_view(q), q), "1", "1") for q in questions]
    (folder / "score.questions").write_text(json.dumps(views))
    _write(folder / "score.cases", cases)
    _write(folder / "score.told", (told(questions[index], answer) for index, answer in cases))
    recorded = _progress(folder)
    chosen = rng.sample(recorded, min(ASKED, len(recorded)))
    _write(folder / "progress.cases", (case for case, _ in chosen))
    _write(folder / "progress.told", (reply for _, reply in chosen))


def _write(path: Path, rows: Iterable[Any]) -> None:
    path.write_text("\n".join(json.dumps(row) for row in rows))


def _progress(folder: Path) -> list[tuple[dict[str, Any], Any]]:
    """Return what the twins of progress ask, and the replies with which they pass."""
    recorded: list[tuple[dict[str, Any], Any]] = []
    page = progress.page(folder)

    def ask(cases: progress.Asked) -> list[Any]:
        replies = page(cases)
        recorded.extend(zip(cases, replies, strict=True))
        return replies

    progress.test_a_file_is_read_and_refused_alike_and_written_so_that_python_takes_it(ask)
    progress.test_two_places_become_one_alike(ask)
    progress.test_a_resume_code_is_written_and_read_alike(ask)
    return recorded
