"""Where a learner stands: what is mastered and which lessons are done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imuran_edu.answers import Entry
from imuran_edu.answers.merge import by_code
from imuran_edu.answers.question_order import Register
from imuran_edu.questions import QuestionType, score

FINAL = ("right", "partial", "wrong", "manual")


@dataclass(frozen=True)
class Mastery:
    """What is mastered, of what there is.

    Attributes:
        mastered: ids of questions: checked and fully right (a written one: checked), or so said a
            resume code.
        done: ids of lessons whose every practice question was checked, or so said a resume code.
        asked: the ids of each lesson's questions, by lesson.
    """

    mastered: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    asked: dict[str, list[str]] = field(default_factory=dict)


def mastery(
    answers: Mapping[str, Entry], register: Register, questions: Mapping[str, QuestionType]
) -> Mastery:
    """Return where a learner stands.

    Args:
        answers: by question id.
        register: of the course.
        questions: at least those that were checked, by id.
    """
    known, finished = by_code(answers)
    mastered = known & set(register.questions)
    checked = set(mastered)
    for name, entry in answers.items():
        if entry.checked and name in questions and name in register.questions:
            results = _statuses(questions[name], entry)
            if all(result in FINAL for result in results):
                checked.add(name)
            if all(result in ("right", "manual") for result in results):
                mastered.add(name)
    asked = {lesson: register.asked_in(lesson) for lesson in register.lessons}
    done = {
        lesson for lesson, names in asked.items() if lesson in finished or checked >= set(names)
    }
    return Mastery(frozenset(mastered), frozenset(done & set(asked)), asked)


def _statuses(question: QuestionType, entry: Entry) -> list[str]:
    """Return how each part of an answer was judged; "open" where it was not checked."""
    if not question.parts:
        checked = question.id in entry.checked
        return [score(question, entry.answer).status if checked else "open"]
    given = entry.answer if isinstance(entry.answer, dict) else {}
    return [
        score(part, given.get(part.id)).status if part.id in entry.checked else "open"
        for part in question.parts
    ]
