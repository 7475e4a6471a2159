"""Questions and students for the tests of the analysis."""

from __future__ import annotations

import random
from pathlib import Path

from imuran_edu.questions import Bank, QuestionType, load_bank, score
from imuran_edu.results.records import ResponseRecord
from tests.grading.material import RIGHT, write_course


def demo_bank(root: Path) -> Bank:
    """Return a bank with a question of every type."""
    write_course(root)
    return load_bank(root / "quizzes" / "graded" / "demo.yaml")


WRONG = {
    "demo-one": ["a"],
    "demo-many": [["a", "b"], ["a"], ["b"], ["c", "b"]],
    "demo-true": [False],
    "demo-dose": ["12.5", "1250 mg/day", "1.25 g/day", "50", "250"],
    "demo-match": [{"x": "p", "y": "q", "z": "r"}, {"x": "q", "y": "r", "z": "p"}, {"x": "r"}],
    "demo-order": [["u", "v", "w"], ["v", "u", "w"], ["u", "w", "v"]],
    "demo-class": [{"g": "n", "h": "m"}, {"g": "m", "h": "m"}],
    "demo-word": ["febuxostat", "Colchicine", "colchicine", "do not know"],
    "demo-case": [
        {"demo-case-a": False, "demo-case-b": "azathioprine"},
        {"demo-case-a": True, "demo-case-b": "allopurinol"},
        {"demo-case-a": False, "demo-case-b": "none"},
    ],
}


def record_of(bank: Bank, student: str, answers: dict[str, object]) -> ResponseRecord:
    """Return a student with the points that the scoring function gives; a text earns 2."""
    points: dict[str, float | None] = {
        question.id: score(question, answers.get(question.id)).earned for question in bank.questions
    }
    points["demo-text"] = 2.0 if answers.get("demo-text") else 0.0
    return ResponseRecord(student, points, answers)


def some_class(bank: Bank, count: int, seed: int = 1) -> list[ResponseRecord]:
    """Return students from strong to weak."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        ability = 0.95 - 0.8 * number / max(count - 1, 1)
        answers = {
            name: right
            if name == "demo-text" or rng.random() < ability
            else rng.choice(WRONG[name])
            for name, right in RIGHT.items()
        }
        found.append(record_of(bank, f"s{number:02d}", answers))
    return found


def possible(bank: Bank) -> dict[str, float]:
    """Return the points of each cell."""
    return {question.id: float(question.points) for question in bank.questions}


def lively_class(bank: Bank, count: int, seed: int) -> list[ResponseRecord]:
    """Return students who make mistakes of many kinds in a bank of the course."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        ability = 0.9 - 0.6 * number / (count - 1)
        answers = {question.id: _lively(question, ability, rng) for question in bank.questions}
        found.append(ResponseRecord(f"s{number:02d}", {}, answers))
    return found


def _lively(question: QuestionType, ability: float, rng: random.Random) -> object:
    if question.parts:
        return {part.id: _lively(part, ability, rng) for part in question.parts}
    if rng.random() < ability:
        return question.right_answer()
    match question.type:
        case "single":
            wrong = [option.id for option in question.options if option.id != question.key]
            return rng.choices(wrong, range(len(wrong), 0, -1))[0]
        case "multiple":
            return [
                o.id for o in question.options if (o.id in question.key) != (rng.random() < 0.3)
            ]
        case "numeric":
            factor = rng.choice([0.1, 0.5, 2, 10, rng.uniform(1.1, 9)])
            return f"{question.key.value * factor + 1:.4g}"
        case "short_text":
            others = [other.text for other in question.others]
            return rng.choice([*others, "unsure", "nothing"])
        case "matching" | "categorise":
            return {
                left: right if rng.random() < 0.6 else rng.choice(question.partners).id
                for left, right in question.key.items()
            }
        case "ordering":
            place = rng.randrange(len(question.key) - 1)
            order = list(question.key)
            order[place : place + 2] = reversed(order[place : place + 2])
            return order
    return question.wrong_answer(rng)
