"""jupyterquiz itself shows the questions that we export, and calls right what we call right."""

from __future__ import annotations

import json
import re
import sys
from random import Random
from typing import Any

import pytest
from jupyterquiz import display_quiz
from playwright.sync_api import Locator, Page, expect

from imuran_edu.questions import score
from imuran_edu.questions.formats import Heading, find_format
from imuran_edu.questions.question_type import QuestionType
from tests.questions.formats.compared import BANKS, bank

pytestmark = pytest.mark.browser

SHOWN = ("single", "multiple", "true_false", "numeric")
MOST = 12  # questions of a type
COLOURED = re.compile("correctButton")


def exported() -> list[tuple[QuestionType, dict[str, Any]]]:
    """Return questions of the course that jupyterquiz can show, each with what it is given."""
    found: list[tuple[QuestionType, dict[str, Any]]] = []
    counts = dict.fromkeys(SHOWN, 0)
    for path in BANKS:
        for question in bank(path).questions:
            if question.type in SHOWN and counts[question.type] < MOST:
                made = find_format("jupyterquiz", "write").write(
                    [question.to_interchange()], Heading("x", "X")
                )
                (data,) = made.files.values()
                found.append((question, json.loads(data)[0]))
                counts[question.type] += 1
    assert min(counts.values()) == MOST
    return found


def show(page: Page, listed: list[dict[str, Any]]) -> None:
    """Put on a page what jupyterquiz would put into a notebook."""
    displayed: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["jupyterquiz.dynamic.display"], "display", displayed.append)
        display_quiz(listed, shuffle_answers=False)
    html, script = (each.data for each in displayed)
    page.set_content(f"<!doctype html><body>{html}</div></body>")
    page.add_script_tag(content=script)


def is_right(node: Locator) -> bool:
    """Return how jupyterquiz colours an option or a number."""
    expect(node).to_have_class(COLOURED)
    return "incorrectButton" not in (node.get_attribute("class") or "")


def test_jupyterquiz_calls_right_what_we_call_right(page: Page) -> None:
    questions = exported()
    show(page, [shown for _, shown in questions])
    quizzes = page.locator(".Quiz")
    expect(quizzes).to_have_count(len(questions))
    for (question, shown), quiz in zip(questions, quizzes.all(), strict=True):
        if question.type == "numeric":
            for text in numbers(question):
                field = quiz.locator("input")
                field.fill(text)
                field.press("Enter")
                earned = score(question, f"{text} {unit_of(question)}".strip()).earned
                assert is_right(field) == (earned == question.points), (question.id, text)
                expect(quiz.locator(".Feedback")).not_to_be_empty()
            continue
        options = quiz.locator("label")
        expect(options).to_have_count(len(shown["answers"]))
        item = question.to_interchange()
        for option, label in zip(item.options, options.all(), strict=True):  # type: ignore[attr-defined]
            label.click()
            assert is_right(label) == option.right, (question.id, option.id)


def numbers(question: QuestionType) -> list[str]:
    """Return what a learner may type: the key, both ends of its tolerance, beside them, slips."""
    key = question.key  # type: ignore[attr-defined]
    rng = Random(question.id)
    ends = [key.value - key.tolerance, key.value + key.tolerance]
    beside = [ends[0] - 0.01 * abs(key.value), ends[1] + 0.01 * abs(key.value)]
    slips = [r.low for r in question.ranges if r.low is not None]  # type: ignore[attr-defined]
    given = [key.value, *ends, *beside, *slips, key.value * rng.uniform(0, 3)]
    return [repr(round(float(value), 6)) for value in given]


def unit_of(question: QuestionType) -> str:
    """Return the unit that the page names beside the field."""
    return str(getattr(question.to_interchange(), "unit", ""))
