"""Bring up to date whatever is made of a course's data: `imuran-edu build`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from imuran_edu.answers.question_order import write_register
from imuran_edu.authoring.draw_explorers import draw_explorers
from imuran_edu.authoring.draw_figures import draw_figures, is_drawn_for
from imuran_edu.authoring.fact_snippets import write_snippets
from imuran_edu.authoring.lesson_minutes import write_minutes
from imuran_edu.authoring.lint.report import write_rules
from imuran_edu.authoring.template_rows import write_rows
from imuran_edu.evidence import load_evidence, words_of
from imuran_edu.evidence.facts import facts_of
from imuran_edu.evidence.inline_facts import write_out_lesson
from imuran_edu.grading.build import build_assignment
from imuran_edu.questions import load_bank
from imuran_edu.questions.schema import write_schema


def build_course(root: Path, graded: Collection[Path]) -> Iterator[str]:
    """Make what is made of a course's data, and yield a line for whatever became new.

    Args:
        root: the checkout.
        graded: the banks whose assignments are built.

    Raises:
        InputError: a bank, the register, or the file of a drawing cannot be used.
    """
    quizzes = root / "quizzes"
    write_schema(quizzes)
    write_rules(quizzes)
    practice = {path: load_bank(path) for path in sorted((quizzes / "practice").glob("*.yaml"))}
    banks = {**practice, **{path: load_bank(path) for path in graded}}
    write_register(quizzes, list(practice.values()))
    for path, bank in banks.items():
        if write_rows(path, bank.templates):
            yield f"worked out the rows of {path.relative_to(root)}"
    words = words_of(quizzes)
    for lesson in sorted((root / "notebooks").glob("*.ipynb")):
        if write_out_lesson(lesson, words):
            yield f"facts brought up to date in notebooks/{lesson.name}"
    evidence = load_evidence(quizzes)
    if write_snippets(root, facts_of(quizzes / "facts"), evidence):
        yield "facts brought up to date in .vscode/"
    named = {path.stem: bank for path, bank in practice.items()}
    for name in write_minutes(root, evidence.lessons, named):
        yield f"minutes and stops brought up to date in notebooks/{name}"
    if is_drawn_for(facts_of(quizzes / "facts")):
        for name in draw_figures():
            yield f"drew the figure {name}"
        for name in draw_explorers():
            yield f"drew the explorer {name}"
    for path in graded:
        folder = build_assignment(path, root / "course", evidence)
        yield f"built {folder.relative_to(root)}"
