"""An answer, or a key, in words that a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imuran_edu.questions.model import Case, Essay, Numeric, Question, ShortText
from imuran_edu.questions.parse import is_blank
from imuran_edu.questions.public import public_view
from imuran_edu.questions.words import MAX_TEXT

View = Mapping[str, Any]
TYPED = ("numeric", "short_text", "written")  # their answers are the student's own words


def answer_in_words(question: Question | View, answer: Any) -> str:
    """Return what a student answered as text, in Markdown where options are; never raises.

    Args:
        question: from a bank, or its public view.
        answer: whatever was stored.
    """
    view = question if isinstance(question, Mapping) else public_view(question)
    if is_blank(answer):
        return ""
    match view["type"], answer:
        case "single", str():
            return _text(view["options"], answer)
        case "multiple", list():
            return _listed(view["options"], answer)
        case "true_false", bool():
            return "True" if answer else "False"
        case "matching", dict():
            return _paired(view["left"], view["right"], answer)
        case "categorise", dict():
            return _paired(view["items"], view["classes"], answer)
        case "ordering", list():
            return _listed(view["items"], answer, " \u2192 ")
        case "case", dict():
            parts = [part for stage in view["stages"] for part in stage["questions"]]
            return "\n".join(
                f"{number}. {answer_in_words(part, answer.get(part['id'])) or 'not answered'}"
                for number, part in enumerate(parts, 1)
            )
    try:
        return str(answer)[:MAX_TEXT] if isinstance(answer, str | int | float) else "(unreadable)"
    except ValueError:  # Python writes no number of more than 4300 digits
        return "(unreadable)"


def key_in_words(question: Question) -> str:
    """Return the right answer as text, in Markdown where options are."""
    match question:
        case Numeric():
            key = question.key
            return f"{key.value:g} {key.unit} (within {key.tolerance:g})".replace("  ", " ")
        case ShortText():
            return question.key[0]
        case Essay():
            return "graded by the rubric"
        case Case():
            return "\n".join(
                f"{number}. {key_in_words(part)}" for number, part in enumerate(question.parts, 1)
            )
        case _:
            return answer_in_words(question, question.key)


def _text(options: Sequence[View], name: Any) -> str:
    texts = (str(option["text"]) for option in options if option["id"] == name)
    return next(texts, "(unknown option)")


def _listed(options: Sequence[View], names: Sequence[Any], between: str = "; ") -> str:
    return between.join(_text(options, name) for name in names[: len(options)])


def _paired(lefts: Sequence[View], rights: Sequence[View], answer: Mapping[Any, Any]) -> str:
    return "; ".join(
        f"{option['text']} \u2192 {_text(rights, answer[option['id']])}"
        for option in lefts
        if not is_blank(answer.get(option["id"]))
    )
