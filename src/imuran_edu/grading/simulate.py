"""Students who do not exist: answers of every kind, from right to invalid, by seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from imuran_edu.answers import Entry, Responses
from imuran_edu.questions import Bank, QuestionType, public_view, score, version
from imuran_edu.questions.variants.seeds import FIRST_SEED

TRIES = 200  # draws of a student until the total is one that no other student has
MALFORMED: list[Any] = ["zzz", "1e400", "10,5", 3.5, [["a"], {"b": 1}], {"no-such": "zzz"}, ["zzz"]]


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
        own = rng.randrange(FIRST_SEED, 2 * FIRST_SEED)
        asked = [item.for_seed(own) for item in bank.questions]
        for _ in range(TRIES):
            answers = {item.id: _answer(item, ability, rng) for item in asked}
            total = sum(score(item, answers[item.id]).earned for item in asked)
            if total > 0 and total not in totals:
                break
        totals.add(total)
        students.append(Student(name, _responses(asked, assignment, answers, own)))
    return students


def _responses(
    asked: Sequence[QuestionType], assignment: str, answers: dict[str, Any], seed: int
) -> Responses:
    entries = {
        item.id: Entry(answers[item.id], version(public_view(item)), "2026-01-01T12:00:00.000000")
        for item in asked
        if answers[item.id] is not None
    }
    return Responses(assignment, seed, entries)


def _answer(question: QuestionType, ability: float, rng: random.Random) -> Any:
    if question.parts:
        return {part.id: _answer(part, ability, rng) for part in question.parts}
    if question.manual:
        return question.right_answer() if rng.random() < 0.5 + ability / 2 else None
    if rng.random() < ability:
        return question.right_answer()
    kinds: list[Callable[[], Any]] = [
        lambda: question.wrong_answer(rng),
        lambda: _partial(question, rng),
        lambda: None,
        lambda: rng.choice(MALFORMED),
    ]
    return rng.choices(kinds, (4, 4, 1, 1))[0]()


def _partial(question: QuestionType, rng: random.Random) -> Any:
    partial = question.partial_answer(rng)
    return question.wrong_answer(rng) if partial is None else partial
