"""Students who do not exist: answers of every kind, from right to malformed, by seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.questions import (
    Bank,
    Case,
    Categorise,
    Essay,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
    public_view,
    score,
    version,
)

TRIES = 200  # draws of a student until the total is one that no other student has
MALFORMED: list[Any] = ["zzz", "1e400", "10,5", 3.5, [["a"], {"b": 1}], {"no-such": "zzz"}, ["zzz"]]
ESSAY = (
    "Azathioprine is a prodrug. In the body it becomes 6-mercaptopurine,\n"
    "which enzymes turn into nucleotides; these stop <b>dividing</b> lymphocytes & take weeks."
)


@dataclass(frozen=True)
class Student:
    """A simulated student.

    Attributes:
        name: the student's id in nbgrader.
        responses: the answers; None for one who submits without `responses.json`.
    """

    name: str
    responses: Responses | None


def simulate(bank: Bank, assignment: str, count: int, seed: int) -> list[Student]:
    """Return students whose abilities are spread from weak to strong, always the same for a seed.

    Of four or more, the last submits without `responses.json`.
    """
    students: list[Student] = []
    totals: set[float] = set()
    for number in range(1, count + 1):
        name = f"student{number:02d}"
        if number == count >= 4:
            students.append(Student(name, None))
            continue
        ability = 0.9 - 0.7 * (number - 1) / max(count - 1, 1)
        rng = random.Random(f"{seed}/{number}")
        for _ in range(TRIES):
            answers = {item.id: _answer(item, ability, rng) for item in bank.questions}
            total = sum(score(item, answers[item.id]).earned for item in bank.questions)
            if total > 0 and total not in totals:
                break
        totals.add(total)
        students.append(Student(name, _responses(bank, assignment, answers, rng)))
    return students


def _responses(
    bank: Bank, assignment: str, answers: dict[str, Any], rng: random.Random
) -> Responses:
    entries = {
        item.id: Entry(answers[item.id], version(public_view(item)), "2026-01-01T12:00:00.000000")
        for item in bank.questions
        if answers[item.id] is not None
    }
    return Responses(assignment, rng.randrange(1, 2**31), entries)


def _answer(question: Question, ability: float, rng: random.Random) -> Any:
    if isinstance(question, Case):
        return {part.id: _answer(part, ability, rng) for part in question.parts}
    if isinstance(question, Essay):
        return ESSAY if rng.random() < 0.5 + ability / 2 else None
    if rng.random() < ability:
        return right_answer(question)
    kinds: list[Callable[[], Any]] = [
        lambda: wrong_answer(question, rng),
        lambda: partial_answer(question, rng),
        lambda: None,
        lambda: rng.choice(MALFORMED),
    ]
    return rng.choices(kinds, (4, 4, 1, 1))[0]()


def right_answer(question: Question) -> Any:
    """Return an answer that earns all points; for a written question, a text."""
    match question:
        case Numeric():
            return f"{question.key.value!r} {question.key.unit}".strip()
        case ShortText():
            return question.key[0]
        case Essay():
            return ESSAY
        case Case():
            return {part.id: right_answer(part) for part in question.parts}
    key = question.key
    return dict(key) if isinstance(key, dict) else list(key) if isinstance(key, list) else key


def wrong_answer(question: Question, rng: random.Random) -> Any:
    """Return a well-formed answer that is not the right one."""
    match question:
        case SingleChoice():
            return rng.choice([item.id for item in question.options if item.id != question.key])
        case MultipleResponse():
            wrong = [item.id for item in question.options if item.id not in question.key]
            return rng.sample(wrong, rng.randint(1, len(wrong))) if wrong else question.key[:1]
        case TrueFalse():
            return not question.key
        case Numeric():
            return str(question.key.value * 10 + question.key.tolerance + 1)
        case ShortText():
            return question.others[0].text if question.others else "something else"
        case Ordering():
            return list(reversed(question.key))
        case Matching():
            return _turned(question.key, [item.id for item in question.right])
        case Categorise():
            return _turned(question.key, [item.id for item in question.classes])
        case Case():
            return {part.id: wrong_answer(part, rng) for part in question.parts}
    return None  # a text is right or wrong only in a person's eyes


def partial_answer(question: Question, rng: random.Random) -> Any:
    """Return an answer that is right in part, where the type has such a thing."""
    match question:
        case MultipleResponse():
            return rng.sample(question.key, max(1, len(question.key) - 1))
        case Ordering():
            first, *rest = question.key
            return [rest[0], first, *rest[1:]]
        case Matching() | Categorise():
            kept = rng.sample(sorted(question.key), max(1, len(question.key) // 2))
            return {left: question.key[left] for left in kept}
    return wrong_answer(question, rng)


def _turned(key: dict[str, str], rights: list[str]) -> dict[str, str]:
    """Give every left side the neighbour of its partner."""
    return {left: rights[(rights.index(right) + 1) % len(rights)] for left, right in key.items()}
