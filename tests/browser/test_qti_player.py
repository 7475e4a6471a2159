"""A QTI player that was not written here gives the points that we give."""

from __future__ import annotations

import io
import zipfile
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from imuran_edu.questions import score
from imuran_edu.questions.formats import Heading, find_format
from imuran_edu.questions.question_type import QuestionType
from tests.questions.formats.compared import BANKS, bank
from tests.receivers.qti_player import PLAYER, load_player, scores

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not PLAYER.exists(), reason="the player is not there; in src/: npm ci"),
]
PLAYED = ("categorise", "matching", "multiple", "numeric", "ordering", "short_text", "single")
MOST = 6  # questions of a type and rule that are played


def of_type(kind: str) -> list[tuple[QuestionType, str]]:
    """Return questions of the course of a type, every credit rule among them, each with its XML."""
    found: dict[str, list[tuple[QuestionType, str]]] = {}
    for path in BANKS:
        every = [p for q in bank(path).questions for p in (q.parts or [q])]
        if kind not in {each.type for each in every}:
            continue
        items = [question.to_interchange() for question in bank(path).questions]
        (data,) = find_format("qti30", "write").write(items, Heading("x", "X")).files.values()
        package = zipfile.ZipFile(io.BytesIO(data))
        for question in every:
            if question.type == kind:
                xml = package.read(f"items/{question.id}.xml").decode()
                found.setdefault(getattr(question, "credit", ""), []).append((question, xml))
    return [each for group in found.values() for each in group[:MOST]]


def answers(question: QuestionType) -> list[Any]:
    """Return right, wrong, partial and odd answers, and none."""
    rng = Random(question.id)
    made = [question.right_answer(), None]
    for _ in range(4):
        made += [question.wrong_answer(rng), question.partial_answer(rng)]
    if question.type == "multiple":
        options = [option.id for option in question.options]  # type: ignore[attr-defined]
        made += [rng.sample(options, rng.randint(1, len(options))) for _ in range(8)]
    if question.type == "ordering":
        made += [rng.sample(question.key, len(question.key)) for _ in range(6)]  # type: ignore[attr-defined]
    if question.type == "numeric":
        key = question.key  # type: ignore[attr-defined]
        ends = (key.value - key.tolerance, key.value + key.tolerance, key.value * 3 + 1)
        ranges = [r.low for r in question.ranges if r.low is not None]  # type: ignore[attr-defined]
        made += [repr(float(value)) for value in (*ends, *ranges)]
    return made


def as_response(question: QuestionType, answer: Any) -> Any:
    """Return an answer as the player keeps it."""
    if answer in (None, {}, [], ""):
        return None
    if question.type in ("matching", "categorise"):
        return [f"L{thing} R{partner}" for thing, partner in answer.items() if partner]
    return str(answer).lower() if isinstance(answer, bool) else answer


@pytest.mark.parametrize("kind", [*PLAYED, "true_false"])
def test_the_player_scores_as_we_do(page: Page, kind: str) -> None:
    questions = of_type(kind)
    assert questions
    load_player(page)
    for question, xml in questions:
        given = [each for each in answers(question) if each is None or not _has_unit(each)]
        played = scores(page, xml, [as_response(question, each) for each in given])
        ours = [score(question, each).earned for each in given]
        # the player rounds to three decimals
        assert played == pytest.approx(ours, abs=1e-3), (question.id, given)


def _has_unit(answer: Any) -> bool:
    """Whether a typed number has a unit, which the player would pass over."""
    return isinstance(answer, str) and " " in answer and answer[:1].isdigit()
