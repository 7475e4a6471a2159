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
    """The rows of a template of practice: the same question with other numbers.

    `view` holds the fields that differ from row to row, with a mark in place of each number;
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


class NextLesson(TypedDict):
    """A lesson to go on to: its title, and its notebook in the same folder."""

    title: str
    notebook: str


class LessonView(TypedDict):
    """What the end of a quiz says of its lesson; `next` is empty after the last one."""

    id: str
    objectives: list[ObjectiveView]
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


class Entry(TypedDict):
    """One answer as it stands in `responses.json` (`imuran_edu.answers.Entry`).

    With an answer that was checked come its `attempts`, lines for the file of attempts.
    """

    answer: Answer
    version: str
    saved: str
    checked: list[str]
    hints: dict[str, int]
    tries: NotRequired[dict[str, int]]
    seen: NotRequired[dict[str, str]]
    attempts: NotRequired[list[str]]


class Notice(TypedDict):
    """What the student must be told about the saving of answers."""

    level: Literal["none", "info", "warning", "error"]
    text: str


class Loaded(TypedDict):
    """What a store holds of the questions of a page: entries by id, and a notice on the store.

    `attempts` are the lines of the file of attempts that are about these questions. `folder` is a
    random name of the folder that answers are kept in, by which those that wait in the browser find
    back to it; it is missing where none can be kept.
    """

    entries: dict[str, Entry]
    notice: Notice
    attempts: NotRequired[list[str]]
    folder: NotRequired[str]


class Parcel(TypedDict):
    """What a page brings to a store, which takes the same parcel twice without harm.

    `ages` says how many seconds ago an answer was given, where that is not just now.
    """

    entries: dict[str, Entry]
    ages: dict[str, float]


class SaveMessage(TypedDict):
    """A parcel is to be kept; `number` comes back with the reply."""

    type: Literal["save"]
    number: str
    parcel: Parcel


class LoadMessage(TypedDict):
    """The page wants to know what the store holds now."""

    type: Literal["load"]


class ExportMessage(TypedDict):
    """Answers of another folder are to become a progress file, which comes back as a message."""

    type: Literal["export"]
    entries: dict[str, Entry]


class SavedMessage(TypedDict):
    """What the disk has of the entries sent, each with its time; or `problem` says why not."""

    type: Literal["saved"]
    number: str
    entries: dict[str, Entry]
    problem: str
    notice: Notice


class ChangedMessage(TypedDict):
    """What the store holds now."""

    type: Literal["changed"]
    loaded: Loaded


class LessonProgress(TypedDict):
    """A line of the progress card; what is neither mastered nor learning is new."""

    title: str
    mastered: int
    learning: int
    of: int
    done: bool


class ProgressView(TypedDict):
    """What the progress card shows; `away` warns where everything is deleted soon."""

    mastered: int
    learning: int
    of: int
    done: int
    lessons: list[LessonProgress]
    code: str
    answers: int
    away: str


class ViewMessage(TypedDict):
    """What the card shows now."""

    type: Literal["view"]
    view: ProgressView


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


class ControlOption(TypedDict):
    """An option of a control: the value that is sent, and the words on the page."""

    value: str
    text: str


class ExplorerControl(TypedDict):
    """A control of an explorer; which of the later fields are there depends on `kind`.

    A date starts at today.
    """

    kind: Literal["slider", "choice", "switch", "text", "date"]
    id: str
    label: str
    value: NotRequired[Answer]
    low: NotRequired[float]
    high: NotRequired[float]
    step: NotRequired[float]
    unit: NotRequired[str]
    options: NotRequired[list[ControlOption]]
    hint: NotRequired[str]


class PresetView(TypedDict):
    """Values that are worth a look, under a name."""

    name: str
    values: dict[str, Answer]


class DragView(TypedDict):
    """Two sliders that a point of the picture moves.

    `area` is where their ends lie: left, lower, right and upper edge, 0 to 1 from the lower left.
    """

    x: str
    y: str
    area: list[float]


class StillView(TypedDict):
    """A picture without a kernel (SVG or a table), in words, and in a few words."""

    picture: str
    words: str
    brief: str


class ExplorerView(TypedDict):
    """What a page needs to draw an explorer.

    `right` counts the options from 0. The first of the stills is the explorer as it opens; the
    others, if they come along, are its presets.
    """

    name: str
    title: str
    question: str
    options: list[str]
    right: int
    look: str
    seen: str
    take_home: str
    controls: list[ExplorerControl]
    presets: list[PresetView]
    drag: NotRequired[DragView]
    caption: str
    stills: list[StillView]


class ShowMessage(TypedDict):
    """The page wants a picture of these values, with those before, if any, faint."""

    type: Literal["show"]
    number: str
    now: dict[str, Answer]
    before: dict[str, Answer] | None
    dark: bool


class ShownMessage(TypedDict):
    """A table, or a picture that comes as the message's buffer; or `problem` says why neither."""

    type: Literal["shown"]
    number: str
    html: str
    words: str
    brief: str
    problem: str


FromQuiz = SaveMessage | LoadMessage | ExportMessage
ToQuiz = SavedMessage | ChangedMessage | FileMessage
FromCard = LookMessage | DownloadMessage | RestoreMessage | CodeMessage
ToCard = FileMessage | SaidMessage | ViewMessage

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
    doc = " ".join((kind.__doc__ or "").split())
    lines = [f"/** {doc} */", f"export interface {kind.__name__} {{"]
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
