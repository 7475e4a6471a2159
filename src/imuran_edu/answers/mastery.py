"""Where a learner stands: what is mastered and which lessons are done.

A question is *mastered* when it was answered rightly, without help, on two different days. Only the
first answer of a day counts towards it, since every later one comes after feedback; a hint, or the
key on the page, is help. A miss, at any time, takes both days back, and so does a correction of the
key. The page has the same rule in `widgets/js/learning/mastery.ts`; `tests/twins` holds them equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from imuran_edu.answers import Entry
from imuran_edu.answers.attempts import Attempt, by_question, kept_share, merged
from imuran_edu.answers.merge import by_code
from imuran_edu.answers.question_order import Register
from imuran_edu.questions import QuestionType, score
from imuran_edu.questions.public import row_answered

DAYS_NEEDED: Final = 2
FINAL: Final = ("right", "partial", "wrong", "manual")
NEVER: Final = "9"  # later than any day


@dataclass(frozen=True)
class Standing:
    """Where a learner stands with a question, or a part of a case.

    Attributes:
        days: how many days count towards mastery.
        last: the day of the last attempt, `""` if there was none.
        missed: it was missed, and not answered rightly without help on a later day.
        corrected: the day of the correction that took the days back, `""` if none did since.
    """

    days: int = 0
    last: str = ""
    missed: bool = False
    corrected: str = ""

    @property
    def mastered(self) -> bool:
        """Whether it is mastered."""
        return self.days >= DAYS_NEEDED


def standing(
    attempts: Iterable[Attempt], corrected: Iterable[str] = (), today: str = NEVER
) -> Standing:
    """Return where a learner stands.

    Args:
        attempts: at one question, in order.
        corrected: the days on which its key was corrected.
        today: corrections that are still to come do not count.
    """
    left = sorted(day for day in corrected if day <= today)
    days: set[str] = set()
    tried: set[str] = set()
    last = told = ""
    missed = False
    for attempt in attempts:
        while left and left[0] <= attempt.day:
            days, told = _corrected(left.pop(0), last, days, told)
        if attempt.share < 1:
            days = set()
            missed = True
        elif attempt.day not in tried and not attempt.hint and not attempt.shown:
            days.add(attempt.day)
            missed, told = False, ""
        tried.add(attempt.day)
        last = max(last, attempt.day)
    for day in left:
        days, told = _corrected(day, last, days, told)
    return Standing(len(days), last, missed, told)


def _corrected(day: str, last: str, days: set[str], told: str) -> tuple[set[str], str]:
    """Return what is left of the days after a correction, and the correction to tell."""
    if not last or last >= day:
        return days, told
    return set(), day if days else told


@dataclass(frozen=True)
class Mastery:
    """What is mastered, of what there is.

    Attributes:
        mastered: ids of questions.
        begun: ids of questions that were ever checked, or so said a resume code.
        once: ids of questions that were right without help on one day since the last miss.
        done: ids of lessons whose every practice question was begun, or so said a resume code.
        asked: the ids of each lesson's questions, by lesson.
    """

    mastered: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    asked: dict[str, list[str]] = field(default_factory=dict)


def mastery(
    answers: Mapping[str, Entry],
    register: Register,
    questions: Mapping[str, QuestionType],
    attempts: Iterable[Attempt] = (),
    corrected: Mapping[str, Iterable[str]] | None = None,
) -> Mastery:
    """Return where a learner stands.

    Args:
        answers: by question id.
        register: of the course.
        questions: at least those that were begun, by id.
        attempts: all that are kept.
        corrected: the days on which keys were corrected, by question.
    """
    known = by_code(answers)
    told = (carried(answers, questions), code_attempts(answers, questions))
    tried = by_question(merged(attempts, *told))
    mastered: set[str] = set()
    once: set[str] = set()
    begun = set(known.mastered | known.once) & set(register.questions)
    for name in register.questions:
        parts = _parts(questions[name]) if name in questions else [name]
        found = [tried.get(part, []) for part in parts]
        if all(found):
            begun.add(name)
            days = list((corrected or {}).get(name, ()))
            least = min(standing(each, days).days for each in found)
            if least >= DAYS_NEEDED:
                mastered.add(name)
            elif least:
                once.add(name)
    asked = {lesson: register.asked_in(lesson) for lesson in register.lessons}
    done = {
        lesson
        for lesson, names in asked.items()
        if lesson in known.done or (names and begun >= set(names))
    }
    finished = frozenset(done & set(asked))
    return Mastery(frozenset(mastered), frozenset(begun), frozenset(once), finished, asked)


def _parts(question: QuestionType) -> list[str]:
    return [part.id for part in question.parts] or [question.id]


def code_attempts(
    answers: Mapping[str, Entry], questions: Mapping[str, QuestionType]
) -> list[Attempt]:
    """Return attempts that stand for what resume codes brought: mastered on two days, right on one.

    Args:
        answers: all that are kept.
        questions: by id; of a case that is not among them nothing can be said of its parts.
    """
    known = by_code(answers)
    moment, day = f"{known.saved[:19]}Z", known.saved[:10]
    before = _day_before(day)
    return [
        Attempt(moment, each, part, 1, carried=True)
        for name in sorted(known.mastered | known.once)
        for part in (_parts(questions[name]) if name in questions else [name])
        for each in ([before, day] if name in known.mastered else [day])
        if before
    ]


def _day_before(day: str) -> str:
    try:
        return str(date.fromisoformat(day) - timedelta(1))
    except (ValueError, OverflowError):
        return ""


def carried(answers: Mapping[str, Entry], questions: Mapping[str, QuestionType]) -> list[Attempt]:
    """Return attempts made of what version 0.1.0 checked and did not count.

    The page makes the same lines before it changes such an answer (`widgets/js/engine.ts`).
    """
    found = []
    for name, entry in answers.items():
        question = questions.get(name)
        moment = f"{entry.saved[:19]}Z"
        if question is None or question.predict or len(entry.saved) < len("2026-11-28T04:12:33"):
            continue
        question = row_answered(question, entry.version) or question
        for part in question.parts or [question]:
            if part.id not in entry.checked or entry.tries.get(part.id):
                continue
            given = entry.answer if not question.parts else _given(entry).get(part.id)
            result = score(part, given)
            if result.status in FINAL and part.points:
                share = 1 if result.status == "right" else kept_share(result.earned / part.points)
                made = Attempt(
                    moment,
                    moment[:10],
                    part.id,
                    share,
                    hint=entry.hints.get(part.id, 0) > 0,
                    carried=True,
                    version=entry.version,
                )
                found.append(made)
    return found


def _given(entry: Entry) -> dict[str, object]:
    return entry.answer if isinstance(entry.answer, dict) else {}
