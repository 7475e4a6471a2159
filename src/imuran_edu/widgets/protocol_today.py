"""What Today asks for and is told: the course as a list, its questions; a part of `protocol.py`."""

from __future__ import annotations

from typing import Literal, TypedDict

from imuran_edu.widgets.protocol_questions import ObjectiveView, QuestionView, SectionView


class CardView(TypedDict):
    """A practice question in the course's index; `parts` are those of a case, or itself.

    `corrected` are the days (ISO 8601) on which its key was put right; `bound` marks a question
    that needs an explorer of its lesson, and is asked nowhere else. `section` is the id of the
    heading under which it stands, "" in a quiz over the whole lesson.
    """

    id: str
    lesson: str
    objective: str
    type: str
    parts: list[str]
    points: float
    corrected: list[str]
    bound: bool
    section: str


class IndexLesson(TypedDict):
    """A lesson in the course's index."""

    id: str
    title: str
    notebook: str
    objectives: list[ObjectiveView]
    sections: list[SectionView]


class Blueprint(TypedDict):
    """How many questions the final has, and how many on each lesson."""

    questions: int
    lessons: dict[str, int]


class CourseIndex(TypedDict):
    """The practice questions of the course, without what they say."""

    cards: list[CardView]
    lessons: list[IndexLesson]
    blueprint: Blueprint


class CourseMessage(TypedDict):
    """The page wants the index and all that is kept; `number` comes back with the reply."""

    type: Literal["course"]
    number: str


class ViewsMessage(TypedDict):
    """The page wants to draw these questions."""

    type: Literal["views"]
    number: str
    ids: list[str]


class HandInMessage(TypedDict):
    """The learner wants the file for a class: attempts alone."""

    type: Literal["hand-in"]
    number: str


class DeleteMessage(TypedDict):
    """The learner wants everything deleted that is kept in this folder."""

    type: Literal["delete"]
    number: str


class ViewsReply(TypedDict):
    """Questions to be drawn."""

    type: Literal["views"]
    number: str
    views: list[QuestionView]


class PracticeFile(TypedDict):
    """The file for a class."""

    type: Literal["file"]
    number: str
    name: str
    text: str


class DeletedReply(TypedDict):
    """Everything is gone; or `problem` says why not."""

    type: Literal["deleted"]
    number: str
    problem: str


FromToday = CourseMessage | ViewsMessage | HandInMessage | DeleteMessage
Reply = ViewsReply | PracticeFile | DeletedReply
