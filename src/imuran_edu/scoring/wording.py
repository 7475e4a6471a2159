"""An answer, or a key, in words that a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imuran_edu.bank.model import (
    Case,
    Categorise,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortText,
    Single,
    TrueFalse,
    Written,
)
from imuran_edu.bank.parts import Option
from imuran_edu.scoring.reading import MAX_TEXT, is_blank


def answer_in_words(question: Question, answer: Any) -> str:
    """Return what the student answered as text, in Markdown where options are; never raises."""
    if is_blank(answer):
        return ""
    match question:
        case Single() if isinstance(answer, str):
            return _text(question.options, answer)
        case Multiple() if isinstance(answer, list):
            return _listed(question.options, answer)
        case TrueFalse() if isinstance(answer, bool):
            return "True" if answer else "False"
        case Matching() if isinstance(answer, dict):
            return _paired(question.left, question.right, answer)
        case Categorise() if isinstance(answer, dict):
            return _paired(question.items, question.classes, answer)
        case Ordering() if isinstance(answer, list):
            return _listed(question.items, answer, " \u2192 ")
        case Case() if isinstance(answer, dict):
            return "\n".join(
                f"{number}. {answer_in_words(part, answer.get(part.id)) or 'not answered'}"
                for number, part in enumerate(question.parts, 1)
            )
    return str(answer)[:MAX_TEXT] if isinstance(answer, str | int | float) else "(unreadable)"


def key_in_words(question: Question) -> str:
    """Return the right answer as text, in Markdown where options are."""
    match question:
        case Numeric():
            key = question.key
            return f"{key.value:g} {key.unit} (within {key.tolerance:g})".replace("  ", " ")
        case ShortText():
            return question.key[0]
        case Written():
            return "graded by the rubric"
        case Case():
            return "\n".join(
                f"{number}. {key_in_words(part)}" for number, part in enumerate(question.parts, 1)
            )
        case _:
            return answer_in_words(question, question.key)


def _text(options: Sequence[Option], name: Any) -> str:
    return next((option.text for option in options if option.id == name), "(unknown option)")


def _listed(options: Sequence[Option], names: Sequence[Any], between: str = "; ") -> str:
    return between.join(_text(options, name) for name in names[: len(options)])


def _paired(lefts: Sequence[Option], rights: Sequence[Option], answer: Mapping[Any, Any]) -> str:
    return "; ".join(
        f"{option.text} \u2192 {_text(rights, answer[option.id])}"
        for option in lefts
        if not is_blank(answer.get(option.id))
    )
