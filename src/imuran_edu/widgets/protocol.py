"""The messages between page and kernel, declared once: the script's types are made from this.

`python -m imuran_edu.widgets.protocol` writes `js/generated/protocol.ts`; a test holds it in step.
"""

from __future__ import annotations

import types
from pathlib import Path
from typing import (
    Any,
    Literal,
    NotRequired,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

TARGET = Path(__file__).with_name("js") / "generated" / "protocol.ts"
Answer = Any  # whatever JSON can hold


class Shown(TypedDict):
    """An option, item, class or partner: its id, its HTML, and the same as plain text."""

    id: str
    html: str
    text: str


class QuestionView(TypedDict):
    """A question as the page draws it; which of the later fields are there depends on `type`."""

    id: str
    type: str
    number: str
    points: float
    stem: str
    hints: int
    of: NotRequired[int]
    rule: NotRequired[str]
    options: NotRequired[list[Shown]]
    left: NotRequired[list[Shown]]
    right: NotRequired[list[Shown]]
    items: NotRequired[list[Shown]]
    classes: NotRequired[list[Shown]]
    unit: NotRequired[str]
    example: NotRequired[str]
    words: NotRequired[int]
    rubric: NotRequired[str]
    stages: NotRequired[list[StageView]]


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
    """Feedback on a checked answer."""

    status: Literal["blank", "malformed", "wrong", "partial", "right", "by-hand"]
    headline: str
    score: str
    earned: float
    reason: str
    parts: dict[str, PartMark]
    html: str
    rationale: str
    evidence: str


class PartState(TypedDict):
    """What the page shows of an answer: of a question, or of one part of a case."""

    answer: Answer
    message: str
    hints: list[str]
    feedback: FeedbackView | None


class QuestionState(PartState):
    """The state of a question; `saved` is the time in ISO 8601, `changed` that it was edited."""

    saved: str | None
    changed: bool
    parts: NotRequired[dict[str, PartState]]
    open_stages: NotRequired[int]


class Entry(TypedDict):
    """One answer as it stands in `responses.json` (`imuran_edu.answers.Entry`)."""

    answer: Answer
    version: str
    saved: str
    checked: list[str]
    hints: dict[str, int]


class Notice(TypedDict):
    """What the student must be told about the saving of answers."""

    level: Literal["none", "info", "warning", "error"]
    text: str


class AnswerMessage(TypedDict):
    """The student changed an answer."""

    type: Literal["answer"]
    id: str
    answer: Answer


class CheckMessage(TypedDict):
    """The student wants feedback, on a question or on one part of a case."""

    type: Literal["check"]
    id: str
    part: NotRequired[str]
    answer: Answer


class HintMessage(TypedDict):
    """The student asks for the next hint."""

    type: Literal["hint"]
    id: str
    part: NotRequired[str]


class RetryMessage(TypedDict):
    """The student tries a checked question again."""

    type: Literal["retry"]
    id: str
    part: NotRequired[str]


class RestartMessage(TypedDict):
    """The student starts the quiz again."""

    type: Literal["restart"]


class SaveAgainMessage(TypedDict):
    """What could not be saved is to be tried once more."""

    type: Literal["save-again"]


class SavedMessage(TypedDict):
    """An answer is on the disk (`saved`: when), or is not (`message`: why)."""

    type: Literal["saved"]
    id: str
    saved: str | None
    message: str


class StateMessage(TypedDict):
    """The state of a question, after something changed it."""

    type: Literal["state"]
    id: str
    state: QuestionState


class NoticeMessage(TypedDict):
    """A new notice."""

    type: Literal["notice"]
    notice: Notice


class ResetMessage(TypedDict):
    """Everything is to be drawn anew."""

    type: Literal["reset"]
    questions: list[QuestionView]
    states: dict[str, QuestionState]


class LessonProgress(TypedDict):
    """A line of the progress card."""

    title: str
    mastered: int
    of: int
    done: bool


class ProgressView(TypedDict):
    """What the progress card shows; `away` warns where everything is deleted soon."""

    mastered: int
    of: int
    done: int
    lessons: list[LessonProgress]
    code: str
    answers: int
    away: str


class LookMessage(TypedDict):
    """The card came into view and is to be brought up to date."""

    type: Literal["look"]


class DownloadMessage(TypedDict):
    """The student wants the progress file."""

    type: Literal["download"]


class RestoreMessage(TypedDict):
    """The student brings a progress file back."""

    type: Literal["restore"]
    text: str


class CodeMessage(TypedDict):
    """The student typed a resume code."""

    type: Literal["code"]
    text: str


class FileMessage(TypedDict):
    """The progress file, to be handed to the browser."""

    type: Literal["file"]
    name: str
    text: str


class SaidMessage(TypedDict):
    """What came of the last act."""

    type: Literal["said"]
    level: Literal["info", "error"]
    text: str


FromQuiz = (
    AnswerMessage | CheckMessage | HintMessage | RetryMessage | RestartMessage | SaveAgainMessage
)
ToQuiz = SavedMessage | StateMessage | NoticeMessage | ResetMessage
FromCard = LookMessage | DownloadMessage | RestoreMessage | CodeMessage
ToCard = FileMessage | SaidMessage

UNIONS = {"FromQuiz": FromQuiz, "ToQuiz": ToQuiz, "FromCard": FromCard, "ToCard": ToCard}
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def typescript() -> str:
    """Return the TypeScript declarations of everything above."""
    found = [kind for kind in globals().values() if is_typeddict(kind)]
    parts = ["// Made from widgets/protocol.py. Do not edit.\n"]
    parts.append(
        "export type Answer = null | boolean | number | string | Answer[] "
        "| { [key: string]: Answer };\n"
    )
    parts += [_interface(kind) for kind in found]
    parts += [f"export type {name} = {_type(union)};\n" for name, union in UNIONS.items()]
    return "\n".join(parts)


def _interface(kind: Any) -> str:
    lines = [f"/** {(kind.__doc__ or '').strip()} */", f"export interface {kind.__name__} {{"]
    for name, hint in get_type_hints(kind, include_extras=True).items():
        mark = "?" if get_origin(hint) is NotRequired else ""
        lines.append(f"  {name}{mark}: {_type(hint)};")
    return "\n".join([*lines, "}\n"])


def _type(hint: Any) -> str:
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return "Answer"
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in inner)
    if origin is NotRequired:
        return _type(inner[0])
    if origin is list:
        return f"Array<{_type(inner[0])}>"
    if origin is dict:
        return f"Record<string, {_type(inner[1])}>"
    if origin in (Union, types.UnionType):
        return " | ".join(_type(each) for each in inner)
    return PLAIN.get(hint) or str(hint.__name__)


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(typescript(), encoding="utf-8")
