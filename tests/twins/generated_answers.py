"""Answers to practice questions, drawn by a seed: right, partial, wrong, blank and invalid."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from imuran_edu.questions import QuestionType

BLANK = (None, "", " ", "\t\u00a0", [], {}, {"a": ""}, {"a": None, "b": []}, "\u3000\ufeff")
STRANGE = (True, False, 0, 1.5, -3, 10**30, "?", ["?"], [1], [[]], {"?": "x"}, {"a": ["b"]}, [None])
UNITS = ("", "mg", "g", "mcg", "mg/day", "mg daily", "mg/kg/day", "mg kg-1 day-1", "%", "per cent")
UNITS += ("tablets", "mL", "L", "days", "weeks", "mg od", "mg/24 h", "bananas", "g/week", "Mg")
SHAPES = ("{}", " {} ", "+{}", "~{}", "{}.", "{}, ", "2 x {}", "{} 1/2", "{}-{}", "({})", "1 000{}")
LETTERS = "azerty0123456789 -*.,'\u00e9\u00df\u00c5\u03c9\u0130\u2122\u00b2\u4e2d\U0001f600\ufb01"


def answers(question: QuestionType, rng: Random, count: int) -> Iterator[Any]:
    """Yield `count` answers to a question that has no parts."""
    for index in range(count):
        kind = index % 10
        if kind == 0:
            yield rng.choice(BLANK)
        elif kind == 1:
            yield invalid(question, rng)
        elif kind == 2:
            yield question.right_answer()
        elif kind == 3:
            yield question.wrong_answer(rng)
        elif kind == 4:
            yield question.partial_answer(rng)
        else:
            yield varied(question, rng)


def invalid(question: QuestionType, rng: Random) -> Any:
    """Return something that is no answer to this question."""
    if question.type == "numeric":
        return rng.choice(
            ("about 5", "5 - 6", "1,000", "5 bananas", "x", "1 000", "5 %%", "\u0665")
        )
    if question.type == "short_text":
        return rng.choice(("x" * 201, "\U0001f600", 5, "\u4e2d\u6587", ["a"]))
    return rng.choice(STRANGE)


def varied(question: QuestionType, rng: Random) -> Any:
    """Return an answer that may be anything."""
    right = question.right_answer()
    match question.type:
        case "single":
            return rng.choice(question.options).id
        case "multiple":
            ids = [option.id for option in question.options]
            return [rng.choice(ids) for _ in range(rng.randint(1, len(ids) + 1))]
        case "true_false":
            return rng.random() < 0.5
        case "numeric":
            return number(question, rng)
        case "short_text":
            return word([*question.key, *(other.text for other in question.others)], rng)
        case "ordering":
            return rng.sample(right, len(right))
        case _:
            things = [thing.id for thing in question.things]
            partners = [*(partner.id for partner in question.partners), "", None]
            chosen = rng.sample(things, rng.randint(1, len(things)))
            return {
                thing: right[thing] if rng.random() < 0.6 else rng.choice(partners)
                for thing in chosen
            }


def number(question: Any, rng: Random) -> Any:
    """Return a number as somebody may type it, right or not, in some unit or none."""
    key = question.key
    ends = [end for part in question.ranges for end in (part.low, part.high) if end is not None]
    value = rng.choice([key.value, key.value + key.tolerance, key.value - key.tolerance, *ends])
    value *= rng.choice([1, 1, 1, 1, 10, 0.001, 1000, -1, rng.random() * 2])
    text = rng.choice([f"{value!r}", f"{value:.3f}", f"{value:g}", f"{value:.2e}", f"{value:,.1f}"])
    if rng.random() < 0.1:
        text = text.replace(".", rng.choice([",", "\u066b", "\u2019"]))
    if rng.random() < 0.1:
        return value
    if rng.random() < 0.2:
        text = rng.choice(SHAPES).format(text, text)
    unit = rng.choice([key.unit, *key.accepts, key.unit.upper(), rng.choice(UNITS)])
    return f"{text}{rng.choice(['', ' ', chr(0xA0)])}{unit}"


def word(texts: list[str], rng: Random) -> str:
    """Return a text of a list with up to three slips."""
    letters = list(rng.choice(texts))
    for _ in range(rng.randint(0, 3)):
        at = rng.randrange(len(letters) + 1)
        match rng.randrange(4):
            case 0:
                letters.insert(at, rng.choice(LETTERS))
            case 1 if len(letters) > 1:
                letters.pop(at - 1)
            case 2 if 0 < at < len(letters):
                letters[at - 1], letters[at] = letters[at], letters[at - 1]
            case _ if letters:
                letters[at - 1] = rng.choice(LETTERS)
    text = "".join(letters)
    return rng.choice([text, text, text.upper(), f" {text}!"])
