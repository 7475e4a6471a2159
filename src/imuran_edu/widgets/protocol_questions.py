"""A question as a page draws it, with its feedback; a part of `protocol.py`."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Answer = Any  # whatever JSON can hold


class Shown(TypedDict):
    """An option, item, class or partner: its id, its HTML, and the same as plain text."""

    id: str
    html: str
    text: str


class QuestionView(TypedDict):
    """A question as the page draws it; which of the later fields are there depends on `type`.

    `version` is a digest of what is shown of it, and `mixed` names the lists that stand in an order
    drawn by chance. Only a question of practice has a `key`; `predict` marks one that earns
    nothing.
    """

    id: str
    type: str
    number: str
    points: float
    stem: str
    hints: list[str]
    version: str
    of: NotRequired[int]
    predict: NotRequired[bool]
    picture: NotRequired[str]
    rule: NotRequired[str]
    options: NotRequired[list[Shown]]
    left: NotRequired[list[Shown]]
    right: NotRequired[list[Shown]]
    items: NotRequired[list[Shown]]
    classes: NotRequired[list[Shown]]
    unit: NotRequired[str]
    accepts: NotRequired[list[str]]
    example: NotRequired[str]
    words: NotRequired[int]
    rubric: NotRequired[str]
    mixed: NotRequired[list[str]]
    objective: NotRequired[str]
    key: NotRequired[PracticeKey]
    stages: NotRequired[list[StageView]]
    rows: NotRequired[RowsView]


class RowsView(TypedDict):
    """The rows of a template or a pool: the same question with other numbers, or other options.

    `view` holds the fields that differ from row to row, with a mark in place of what differs;
    `values` what takes their place, row by row; `versions` the question's version in each row;
    `row` the one that the question comes with.
    """

    view: dict[str, Answer]
    values: list[list[Answer]]
    versions: list[str]
    row: int


class ObjectiveView(TypedDict):
    """An objective of a lesson."""

    id: str
    text: str


class SectionView(TypedDict):
    """A section of a lesson that can be read again: the id of its heading, and its words."""

    id: str
    title: str


class LessonObjective(TypedDict):
    """An objective at the end of a quiz; as `ObjectiveView`, with more.

    `questions` are all that count towards it in the lesson, each by the ids of its parts or its
    own; `sections` are where they stand.
    """

    id: str
    text: str
    questions: list[list[str]]
    sections: list[SectionView]


class NextLesson(TypedDict):
    """A lesson to go on to: its title, and its notebook in the same folder."""

    title: str
    notebook: str


class LessonView(TypedDict):
    """What the end of a quiz says of its lesson; `next` is empty after the last one."""

    id: str
    objectives: list[LessonObjective]
    next: list[NextLesson]


class Correction(TypedDict):
    """What was put right of a key, and on which day (ISO 8601)."""

    day: str
    html: str


class PracticeKey(TypedDict):
    """What only a practice question carries: the key, as its type's script wants it, and why."""

    data: Answer
    several: bool
    rationale: str
    evidence: str
    corrected: list[Correction]


class StageView(TypedDict):
    """A stage of a case."""

    id: str
    title: str
    story: str
    questions: list[QuestionView]


class PartMark(TypedDict):
    """How one option, item or left side was judged; `html` mends it."""

    mark: Literal["right", "wrong", "missed", "none"]
    html: NotRequired[str]


class FeedbackView(TypedDict):
    """Feedback on a checked answer.

    `again` is set after a first wrong answer: the key is held back, and the question stays open.
    """

    status: Literal["blank", "invalid", "wrong", "partial", "right", "manual"]
    headline: str
    score: str
    earned: float
    reason: str
    parts: dict[str, PartMark]
    html: str
    rationale: str
    evidence: str
    again: NotRequired[bool]
