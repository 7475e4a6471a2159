"""Whatever stands in an answer: scoring never raises, and never gives more than it should."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings

from imuran_edu.questions import Question, answer_in_words, feedback, public_view, score
from tests.examples import bank
from tests.json_values import answers, nested, questions


@settings(max_examples=800)
@given(questions, answers)
def test_any_json_value_is_scored(asked: Question, answer: Any) -> None:
    result = score(asked, answer)
    assert 0 <= result.earned <= result.possible == asked.points
    assert not math.isnan(result.earned)
    assert result.reason
    assert (result.earned == result.possible) == (result.status == "right")
    if result.status == "right":
        assert means_the_key(asked, answer)
    if result.status in ("blank", "invalid", "wrong", "manual"):
        assert result.earned == 0
    said = feedback(asked, answer)
    assert said.score == result
    assert isinstance(answer_in_words(public_view(asked), answer), str)


@pytest.mark.parametrize("depth", [10, 100, 900, 20_000])
def test_depth_is_no_matter(depth: int) -> None:
    for asked in bank().questions:
        for answer in (nested(depth), {"a": nested(depth), "ex-case-1": nested(depth)}):
            assert score(asked, answer).earned == 0
            assert feedback(asked, answer).score.earned == 0
            assert isinstance(answer_in_words(asked, answer), str)


def means_the_key(asked: Question, answer: Any) -> bool:
    """Say by other means than the scoring's own whether an answer is the key."""
    match asked.type:
        case "multiple":
            return isinstance(answer, list) and set(answer) == set(asked.key)
        case "numeric":
            return any(_is_near(*each, asked.key.unit, answer) for each in right_numbers(asked))
        case "short_text":
            right = [*asked.key, *(each.text for each in asked.others if each.fraction == 1)]
            return any(_almost(_letters(answer), _letters(text)) for text in right)
        case "matching" | "categorise":
            return {name: other for name, other in answer.items() if other} == asked.key
        case "case":
            return all(means_the_key(part, answer[part.id]) for part in asked.parts)
        case "written":
            return False
        case _:
            return type(answer) is type(asked.key) and answer == asked.key


def right_numbers(asked: Question) -> list[tuple[float, float]]:
    """Return each number that is right in full, and how far off it may be."""
    others = [each for each in asked.ranges if each.fraction == 1]
    middles = [((each.low + each.high) / 2, (each.high - each.low) / 2) for each in others]
    return [(asked.key.value, asked.key.tolerance), *middles]


def _is_near(value: float, tolerance: float, unit: str, answer: Any) -> bool:
    if isinstance(answer, bool):
        return False
    factor = 1.0
    if isinstance(answer, str):
        number, _, given_unit = answer.strip().partition(" ")
        factor = {("g/day", "mg/day"): 1000, ("mg", "g"): 0.001}.get((given_unit, unit), 1)
        answer = float(number)
    return abs(answer * factor - value) <= tolerance + 1e-6


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _almost(text: str, word: str) -> bool:
    """Whether one letter was changed, dropped, added or swapped with its neighbour."""
    ends = range(len(word) + 1)
    letters = set(text)
    near = {word}
    near |= {word[:i] + word[i + 1 :] for i in ends}
    near |= {word[:i] + c + word[i + 1 :] for i in ends for c in letters}
    near |= {word[:i] + c + word[i:] for i in ends for c in letters}
    near |= {word[:i] + word[i + 1 : i + 2] + word[i : i + 1] + word[i + 2 :] for i in ends}
    return text in near
