"""What students handed in, brought into a form in which answers can be counted and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from imuran_edu.core.markup import plain_text
from imuran_edu.questions import (
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
    answer_in_words,
    score,
)
from imuran_edu.questions.parse import is_blank, read_number
from imuran_edu.questions.words import plain

CLIP = 80  # characters that are shown of a typed answer

State = Literal["right", "partial", "wrong", "blank", "unreadable"]


@dataclass(frozen=True)
class ResponseRecord:
    """One student's work on an assignment.

    Attributes:
        student: the name in the gradebook.
        points: by the name of the graded cell; None while it waits for a person.
        answers: by the id of the question.
    """

    student: str
    points: Mapping[str, float | None]
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class ScoredItem:
    """A question, or a question within a case, whose answers can be compared.

    Attributes:
        question: from the bank.
        within: the id of the case that it belongs to; `""` if none.
    """

    question: Question
    within: str = ""

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    def answer(self, answers: Mapping[str, Any]) -> Any:
        """Return a student's answer to it; None if there is none."""
        if not self.within:
            return answers.get(self.id)
        case = answers.get(self.within)
        return case.get(self.id) if isinstance(case, Mapping) else None


@dataclass(frozen=True)
class ScoredResponse:
    """An answer that can be held against others.

    Attributes:
        state: how good it is.
        value: equal for answers that are the same; `""` if blank or unreadable.
        chosen: what was chosen, option by option or pair by pair, by the names of `offered`.
        words: for people to read.
        earned: points.
    """

    state: State
    value: str = ""
    chosen: tuple[str, ...] = ()
    words: str = ""
    earned: float = 0.0


@dataclass(frozen=True)
class AnswerOption:
    """Something that a question lets one choose."""

    words: str
    right: bool


def asked_in(questions: Sequence[Question]) -> Iterator[ScoredItem]:
    """Yield the questions whose answers can be compared: those of a case each, no written ones."""
    for question in questions:
        if isinstance(question, Case):
            yield from (ScoredItem(part, question.id) for part in question.parts)
        elif not isinstance(question, Essay):
            yield ScoredItem(question)


def given(question: Question, answer: Any) -> ScoredResponse:
    """Return an answer in a form that can be compared. Never raises, whatever the answer is."""
    if is_blank(answer):
        return ScoredResponse("blank")
    result = score(question, answer)
    if result.status == "blank":
        return ScoredResponse("blank")
    state: State = "wrong"
    if result.status in ("right", "partial"):
        state = "right" if result.status == "right" else "partial"
    elif result.status == "malformed" and not isinstance(question, Numeric | ShortText):
        return ScoredResponse("unreadable")
    value, chosen, words = _compared(question, answer)
    return (
        ScoredResponse(state, value, chosen, words, result.earned)
        if value
        else ScoredResponse("unreadable")
    )


def _compared(question: Question, answer: Any) -> tuple[str, tuple[str, ...], str]:
    words = _clipped(plain_text(answer_in_words(question, answer)), 4 * CLIP)
    match question:
        case SingleChoice() if isinstance(answer, str):
            return answer, (answer,), words
        case TrueFalse() if isinstance(answer, bool):
            return str(answer).lower(), (str(answer).lower(),), words
        case MultipleResponse() if isinstance(answer, list):
            chosen = tuple(sorted(set(answer)))
            return " ".join(chosen), chosen, words
        case Ordering() if isinstance(answer, list):
            order = " ".join(answer)
            return order, (order,), words
        case Matching() | Categorise() if isinstance(answer, dict):
            kept = {left: right for left, right in answer.items() if not is_blank(right)}
            pairs = tuple(sorted(f"{left}:{right}" for left, right in kept.items()))
            return " ".join(pairs), pairs, words
        case Numeric():
            value, words = _number(question, answer)
            return value, (value,), words
        case ShortText() if isinstance(answer, str):
            value = plain(answer) or answer.strip()[:CLIP]
            return value, (value,), _clipped(answer.strip())
    return "", (), words


def _number(question: Numeric, answer: Any) -> tuple[str, str]:
    """Return a number in the key's unit; an unreadable text as it was typed."""
    value = read_number(answer, question.key.unit).value
    if value is not None:
        text = f"{value:.6g}"
        return text, f"{text} {question.key.unit}".strip()
    if not isinstance(answer, str):
        return "", ""
    return f"text {plain(answer) or answer.strip()[:CLIP]}", _clipped(answer.strip())


def offered(question: Question) -> dict[str, AnswerOption]:
    """Return what a question offers by name; empty where students write what they like."""
    match question:
        case SingleChoice():
            return {
                o.id: AnswerOption(plain_text(o.text), o.id == question.key)
                for o in question.options
            }
        case MultipleResponse():
            return {
                o.id: AnswerOption(plain_text(o.text), o.id in question.key)
                for o in question.options
            }
        case TrueFalse():
            return {
                name: AnswerOption(name.capitalize(), (name == "true") is question.key)
                for name in ("true", "false")
            }
        case Matching():
            return _pairs(question.left, question.right, question.key)
        case Categorise():
            return _pairs(question.items, question.classes, question.key)
    return {}


def _pairs(
    lefts: Sequence[Any], rights: Sequence[Any], key: Mapping[str, str]
) -> dict[str, AnswerOption]:
    return {
        f"{left.id}:{right.id}": AnswerOption(
            f"{plain_text(left.text)} \u2192 {plain_text(right.text)}", key[left.id] == right.id
        )
        for left in lefts
        for right in rights
    }


def stem_line(question: Question) -> str:
    """Return what is asked in one line of plain text, clipped if it is long."""
    return _clipped(plain_text(question.stem), 4 * CLIP)


def _clipped(text: str, limit: int = CLIP) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 4]} ..."
