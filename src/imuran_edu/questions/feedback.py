"""What to tell a student about an answer.

It gives the key away, so it is for practice, or for when an instructor chooses to show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from imuran_edu.questions.model import (
    Case,
    Categorise,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from imuran_edu.questions.parse import nearest, read_number
from imuran_edu.questions.parts import Option
from imuran_edu.questions.result import Score
from imuran_edu.questions.score import score

Mark = Literal["right", "wrong", "missed"]


@dataclass(frozen=True)
class PartFeedback:
    """What to say at one option, item or left side, in Markdown."""

    mark: Mark
    text: str = ""


@dataclass(frozen=True)
class Feedback:
    """The score, and what mends or confirms the answer.

    Attributes:
        score: of the answer.
        headline: the score in a word or two.
        text: in Markdown, on the answer as a whole; empty where the parts say it all.
        parts: on each option, item or left side by id.
        rationale: why the key is right, in Markdown; empty after a blank or unreadable answer.
    """

    score: Score
    headline: str
    text: str = ""
    parts: dict[str, PartFeedback] = field(default_factory=dict)
    rationale: str = ""


HEADLINES = {
    "right": "Right",
    "partial": "Partly right",
    "wrong": "Not right",
    "blank": "Not answered yet",
    "malformed": "This answer cannot be read",
    "by-hand": "Graded by hand",
}


def feedback(question: Question, answer: Any) -> Feedback:
    """Return the feedback on an answer; for a case, on the case as a whole."""
    result = score(question, answer)
    headline = HEADLINES[result.status]
    if result.status in ("blank", "malformed", "by-hand"):
        return Feedback(result, headline, result.reason)
    text, parts = _said(question, answer, result)
    return Feedback(result, headline, text, parts, question.rationale)


def _said(question: Question, answer: Any, result: Score) -> tuple[str, dict[str, PartFeedback]]:
    match question:
        case SingleChoice():
            return "", _chosen(question.options, [answer], [question.key])
        case MultipleResponse():
            return "", _chosen(question.options, answer, question.key)
        case TrueFalse():
            return "", _judged(question, answer)
        case Numeric():
            return _number(question, answer, result), {}
        case Matching():
            return "", _paired(question.left, question.right, question.key, answer)
        case Categorise():
            return "", _paired(question.items, question.classes, question.key, answer)
        case Ordering():
            return question.feedback, _placed(question, answer)
        case ShortText():
            return _word(question, answer, result), {}
        case Case():
            return result.reason, {}
    return "", {}


def _chosen(options: list[Option], answer: list[str], key: list[str]) -> dict[str, PartFeedback]:
    said: dict[str, PartFeedback] = {}
    for option in options:
        if option.id in answer:
            mark: Mark = "right" if option.id in key else "wrong"
            said[option.id] = PartFeedback(mark, option.feedback)
        elif option.id in key:
            said[option.id] = PartFeedback("missed", option.feedback)
    return said


def _judged(question: TrueFalse, answer: bool) -> dict[str, PartFeedback]:
    text = question.feedback.if_true if answer else question.feedback.if_false
    if answer is question.key:
        return {str(answer).lower(): PartFeedback("right", text)}
    return {
        str(answer).lower(): PartFeedback("wrong", text),
        str(question.key).lower(): PartFeedback("missed"),
    }


def _number(question: Numeric, answer: Any, result: Score) -> str:
    if result.status == "right":
        return question.feedback
    value = read_number(answer, question.key.unit).value
    for part in question.ranges:
        if value is not None and part.holds(value):
            return part.feedback
    return question.otherwise


def _paired(
    lefts: list[Option], rights: list[Option], key: dict[str, str], answer: dict[str, str]
) -> dict[str, PartFeedback]:
    names = {option.id: option.text for option in rights}
    said: dict[str, PartFeedback] = {}
    for option in lefts:
        given = answer.get(option.id)
        if given == key[option.id]:
            said[option.id] = PartFeedback("right")
        else:
            mark: Mark = "wrong" if given else "missed"
            mend = f"It goes with: {names[key[option.id]]}. {option.feedback}".rstrip()
            said[option.id] = PartFeedback(mark, mend)
    return said


def _placed(question: Ordering, answer: list[str]) -> dict[str, PartFeedback]:
    return {
        item.id: PartFeedback("right")
        if answer.index(item.id) == question.key.index(item.id)
        else PartFeedback(
            "wrong", f"Belongs at place {question.key.index(item.id) + 1}. {item.feedback}".rstrip()
        )
        for item in question.items
    }


def _word(question: ShortText, answer: str, result: Score) -> str:
    if result.status == "right":
        exact = nearest(answer, question.key, 0) is not None
        return question.feedback if exact else f"{question.feedback} (Spelt: {question.key[0]}.)"
    for other in question.others:
        if nearest(answer, [other.text], question.slips) is not None:
            return other.feedback
    return question.otherwise
