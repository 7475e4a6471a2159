"""Whether an answer was given to the question as it is now, or to another one of its name.

The type of a question, or its options, may be changed after it was released: then what was answered
says nothing of what is asked now, and is no wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imuran_edu.answers import Entry
from imuran_edu.questions import PublicQuestion, QuestionType, Score, public_view, version

_OPTION = re.compile(r"[a-z0-9]{1,12}")  # the form of an option's id


@dataclass(frozen=True)
class ReleasedQuestion:
    """What `questions.json` says of a question.

    Attributes:
        type: its type.
        version: its digest, which each answer to it carries.
        parts: of a case, the types of its questions by id.
    """

    type: str
    version: str
    parts: Mapping[str, str] = field(default_factory=dict)


def released_question(data: Any) -> ReleasedQuestion:
    """Return what an entry of `questions.json` says.

    Raises:
        KeyError, TypeError: it is no such entry.
    """
    parts = {str(part["id"]): str(part["type"]) for part in PublicQuestion(data).parts}
    return ReleasedQuestion(str(data["type"]), str(data["version"]), parts)


def was_edited(question: QuestionType, entry: Entry, possible: float) -> bool:
    """Whether an answer was given to a question that was worded otherwise.

    Args:
        question: as it is in the bank.
        entry: the answer.
        possible: points of its cell: other points alone are no other question.
    """
    if not entry.version:
        return False
    view = public_view(question)
    same = {version(view)}
    for points in (possible, int(possible)):
        same.add(version({**view, "points": points}))
    return entry.version not in same


def is_misfit(
    question: QuestionType,
    entry: Entry,
    result: Score,
    possible: float,
    released: ReleasedQuestion | None,
) -> bool:
    """Whether an answer was given to a question of another type or with other options.

    Args:
        question: as it is in the bank.
        entry: the answer.
        result: its score by the bank's key.
        possible: points of its cell.
        released: what was last released of the question; None if that is not known.
    """
    answer = entry.answer
    if not was_edited(question, entry, possible):
        return False
    if question.parts and isinstance(answer, dict):
        return _case_misfits(question, entry, answer, result, released)
    if result.status == "blank":
        return False
    if released and released.type != question.type and released.version == entry.version:
        return True
    return result.status == "invalid" and _is_of_options(question, answer)


def _case_misfits(
    question: QuestionType,
    entry: Entry,
    answer: Mapping[str, Any],
    result: Score,
    released: ReleasedQuestion | None,
) -> bool:
    """Whether any answer within a case was given to a question that is now another or gone."""
    parts = {part.id: part for part in question.parts}
    before = released.parts if released and released.version == entry.version else {}
    for name, given in answer.items():
        if given in (None, "", [], {}):
            continue
        if (part := parts.get(name)) is None:
            return True
        if before.get(name, part.type) != part.type:
            return True
        scored = result.parts.get(name)
        if scored and scored.status == "invalid" and _is_of_options(part, given):
            return True
    return False


def _is_of_options(question: QuestionType, answer: Any) -> bool:
    """Whether an answer that cannot be read is the choice of something that is not there."""
    if not question.typed or not isinstance(answer, str):
        return True
    return bool(_OPTION.fullmatch(answer))
