"""What a student may see of a question: a list of fields to keep, so that a key cannot slip in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from imuran_edu.questions.model import Case, Question
from imuran_edu.questions.parts import Option

QUESTIONS_FILE = "questions.json"  # what an assignment tells of its questions
QUESTIONS_SCHEMA = "imuran-edu/questions"

# Shown beside the stem, per type; `key`, `feedback`, `rationale` and the like are in no list.
_PLAIN = {
    "single": ("shuffle",),
    "multiple": ("credit", "shuffle"),
    "matching": ("credit",),
    "ordering": ("credit",),
    "categorise": ("credit",),
    "written": ("words",),
}
_LISTS = {
    "single": ("options",),
    "multiple": ("options",),
    "matching": ("left", "right"),
    "ordering": ("items",),
    "categorise": ("classes", "items"),
}


def public_view(question: Question) -> dict[str, Any]:
    """Return the question without its key: plain data that may go to `questions.json`."""
    view: dict[str, Any] = {
        "id": question.id,
        "type": question.type,
        "points": question.points,
        "stem": question.stem,
        "hints": list(question.hints),
    }
    for field in _PLAIN.get(question.type, ()):
        view[field] = getattr(question, field)
    for field in _LISTS.get(question.type, ()):
        view[field] = _texts(getattr(question, field), in_order=field in ("left", "classes"))
    if question.type == "numeric":
        view["unit"] = question.key.unit
    if question.type == "written":
        view["rubric"] = [level.model_dump() for level in question.rubric]
    if isinstance(question, Case):
        view["stages"] = [
            {
                "id": stage.id,
                "title": stage.title,
                "story": stage.story,
                "questions": [public_view(part) for part in stage.questions],
            }
            for stage in question.stages
        ]
    return view


def version(view: dict[str, Any]) -> str:
    """Return a short digest of a public view, which changes when the question is edited.

    It covers nothing but what the student sees: a digest of the key could be guessed backwards.
    """
    text = json.dumps(view, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _texts(options: Sequence[Option], in_order: bool) -> list[dict[str, str]]:
    # Sorted where the order of a bank tells something: an ordering's items, partners side by side.
    shown = options if in_order else sorted(options, key=lambda option: option.id)
    return [{"id": option.id, "text": option.text} for option in shown]
