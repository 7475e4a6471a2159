"""What a student is told, and what the lesson has told already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from imuran_edu.authoring.lint.rule import AskedPart, LintedCourse, Said, question_rule
from imuran_edu.authoring.lint.words import plain, words_in
from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.interchange import Match, Order

FEWEST: Final = 4  # words that can mend anything
RUN: Final = 8  # words in a row that are no accident
_VERDICT = re.compile(
    r"^(?:sorry|no|not quite|wrong|incorrect|false|try again|right|correct|yes|unfortunately)"
    r"(?:[,.! ]+(?:that is )?(?:wrong|incorrect|not right|false|try again|the answer is [a-z]))*"
    r"[.!]?$",
    re.IGNORECASE,
)
_SAYS: Final = ("feedback", "otherwise", "if_true", "if_false")


@question_rule(
    "empty-feedback",
    "warning",
    why="""Feedback that says only that an answer is wrong changes nothing; feedback that names
    the mistake and what mends it is among the strongest influences on learning that were ever
    measured. A distractor without feedback has no reason to be there.""",
    source="Hattie and Timperley, The power of feedback, Rev Educ Res 2007;77:81-112",
    before="feedback: Wrong, try again.",
    after="feedback: You divided. Each kilogram brings 2 mg, so 60 of them bring more than 60 mg.",
)
def empty_feedback(asked: AskedPart, course: LintedCourse) -> Said:
    """A feedback says nothing but a verdict, or a distractor has none."""
    if asked.question.parts or asked.question.predict:
        return  # a prediction is answered by its rationale
    told_more = isinstance(asked.item, Match | Order)  # there the page adds what is right
    for where, text in _feedback_of(asked.source, ()):
        short = len(words_in(text)) < FEWEST and "$" not in text and not told_more
        if text and (short or _VERDICT.match(plain(text))):
            yield (
                where,
                f"'{plain(text)}' mends nothing; say what the mistake was and what is right",
            )
    if asked.choice is not None:
        for index, option in enumerate(asked.choice.options):
            if not option.right and not option.feedback.strip():
                message = f"distractor '{option.id}' has no feedback; say which mistake it is"
                yield ("options", index), message


def _feedback_of(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name in _SAYS and isinstance(part, str):
                yield (*at, name), part
            elif name not in ("hints", "waive", "stages"):
                yield from _feedback_of(part, (*at, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _feedback_of(part, (*at, index))


@lru_cache(maxsize=100)
def _runs(text: str) -> frozenset[str]:
    """Return all runs of so many words of a lesson."""
    words = text.split()
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@question_rule(
    "key-in-lesson",
    "warning",
    why="""A right option that stands in the lesson in the same eight words is found by its look:
    it measures having read the page, not having understood it. Say it in other words, or on
    another patient.""",
    source="Haladyna, Downing and Rodriguez 2002, guideline on novel material and paraphrase",
    before="key: the active nucleotides leave the cell over about five days (as the lesson says)",
    after="key: For most of a week the cell keeps them.",
)
def key_in_lesson(asked: AskedPart, course: LintedCourse) -> Said:
    """A right option shares eight words in a row with a lesson."""
    if asked.choice is None:
        return
    for index, option in enumerate(asked.choice.options):
        words = words_in(option.text)
        if not option.right or len(words) < RUN:
            continue
        for start in range(len(words) - RUN + 1):
            run = " ".join(words[start : start + RUN])
            name = next((n for n, text in course.lessons.items() if run in _runs(text)), "")
            if name:
                message = f"'{run}' stands in lesson '{name}' in the same words; say it otherwise"
                yield ("options", index, "text"), message
                break
