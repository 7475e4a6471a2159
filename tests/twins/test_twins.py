"""The page and Python judge every answer to a practice question alike, to the letter."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from imuran_edu.core import find_data
from imuran_edu.core.markup import inline_html, to_html
from imuran_edu.questions import PracticeQuestion, QuestionType, feedback, load_bank, public_view
from imuran_edu.questions.public import practice_questions
from imuran_edu.questions.variants.pool import Pool
from imuran_edu.widgets.page_script import STATIC
from imuran_edu.widgets.practice_view import practice_view
from tests.twins.generated_answers import answers

COUNT = 102_000
LEAST = 200  # answers of each combination of type, credit rule and status
# a type without parts of points is right or wrong
NEVER = {"partial": ("single", "true_false"), "off": ("partial",)}
RUNNER = Path(__file__).with_name("score.mjs")
render = cache(inline_html)
render_block = cache(to_html)

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="no Node on this system")


def practice() -> Iterator[QuestionType]:
    for path in sorted(find_data("quizzes", "practice").glob("*.yaml")):
        for asked in practice_questions(load_bank(path)):
            yield from asked.question.parts or rows(asked.question)


def rows(question: QuestionType) -> list[QuestionType]:
    """Return a pool as two copies have it, with the options shown; any other as it is."""
    pool = question.template
    if not isinstance(pool, Pool):
        return [question]
    return [pool.question(row) for row in (0, len(pool.rows) - 1)]


def with_every_rule(questions: list[QuestionType]) -> Iterator[QuestionType]:
    """Yield questions, and copies under the rules of credit that their bank does not use."""
    yield from questions
    rules = {"multiple": ("off", "net-correct", "coverage", "each-answer")}
    rules |= dict.fromkeys(("matching", "categorise"), ("off", "each-answer"))
    rules["ordering"] = ("off", "pairs")
    for question in questions:
        for name in ("ranges", "others"):  # what earns a part, or counts as right too
            if listed := getattr(question, name, []):
                shares = [1 / 3, 1, *(each.fraction for each in listed[2:])]
                pairs = zip(listed, shares, strict=False)
                earning = [each.model_copy(update={"fraction": share}) for each, share in pairs]
                yield changed(question, {name: earning})
        for rule in rules.get(question.type, ()):
            if rule != question.credit:  # type: ignore[attr-defined]
                yield changed(question, {"credit": rule})


def changed(question: Any, update: dict[str, Any]) -> QuestionType:
    """Return a question with other fields, which then is a row of nothing."""
    copy: QuestionType = question.model_copy(update=update)
    copy._template = None  # type: ignore[attr-defined]
    return copy


def told(question: QuestionType, answer: Any) -> dict[str, Any]:
    """Return what the page must show, by Python's own score and feedback."""
    said = feedback(question, answer)
    unread = said.score.status in ("blank", "invalid")
    return {
        "earned": said.score.earned,
        "status": said.score.status,
        "reason": said.score.reason if unread or question.several_marks else "",
        "headline": said.headline,
        "html": "" if unread else render_block(said.text),
        "parts": {
            name: {"mark": part.mark, "html": render(part.text)}
            for name, part in said.parts.items()
        },
    }


def judged_by_the_page(
    folder: Path, questions: list[QuestionType], cases: list[tuple[int, Any]]
) -> list[dict[str, Any]]:
    script = folder / "quiz.mjs"
    shutil.copyfile(STATIC / "quiz.js", script)
    views = [practice_view(PracticeQuestion(public_view(q), q), "1", "1") for q in questions]
    (folder / "questions.json").write_text(json.dumps(views))
    (folder / "cases.jsonl").write_text("\n".join(json.dumps(case) for case in cases))
    names = ("questions.json", "cases.jsonl", "results.jsonl")
    files = [str(folder / name) for name in names]
    subprocess.run(["node", str(RUNNER), str(script), *files], check=True, timeout=300)
    return [json.loads(line) for line in (folder / names[2]).read_text().splitlines()]


@needs_node
def test_page_and_python_judge_alike(tmp_path: Path) -> None:
    rng = Random(2026)
    questions = list(with_every_rule(list(practice())))
    each = -(-COUNT // len(questions))
    cases = [
        (index, answer)
        for index, question in enumerate(questions)
        for answer in answers(question, rng, each)
    ]
    assert len(cases) >= 100_000
    seen: Counter[tuple[str, str, str]] = Counter()
    shown = judged_by_the_page(tmp_path, questions, cases)
    for (index, answer), here in zip(cases, shown, strict=True):
        question = questions[index]
        there = told(question, answer)
        assert here == there, f"{question.id}: {answer!r}"
        seen[question.type, getattr(question, "credit", ""), there["status"]] += 1
    few = {combination: count for combination, count in seen.items() if count < LEAST}
    assert not few
    for kind, rule in {(kind, rule) for kind, rule, _ in seen}:
        for status in ("right", "partial", "wrong", "blank", "invalid"):
            never = status == "partial" and (kind in NEVER["partial"] or rule == "off")
            assert never or seen[kind, rule, status], (kind, rule, status)
