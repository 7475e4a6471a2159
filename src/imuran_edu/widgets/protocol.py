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

from imuran_edu.widgets import protocol_explorer, protocol_questions, protocol_today

TARGET = Path(__file__).with_name("js") / "generated" / "protocol.ts"
Answer = Any  # whatever JSON can hold


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
    back to it; it is missing where none can be kept. `now` is the store's clock (ms since 1970).
    """

    entries: dict[str, Entry]
    notice: Notice
    attempts: NotRequired[list[str]]
    folder: NotRequired[str]
    now: NotRequired[float]


class Parcel(TypedDict):
    """What a page brings to a store, which takes the same parcel twice without harm.

    `given` says when each answer was given: milliseconds since 1970, by the store's clock.
    """

    entries: dict[str, Entry]
    given: dict[str, float]


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
    now: float


class ChangedMessage(TypedDict):
    """What the store holds now."""

    type: Literal["changed"]
    loaded: Loaded


class LessonProgress(TypedDict):
    """A line of the progress card; what is neither mastered nor learning is new.

    What is due of those being learnt, the page works out of the attempts.
    """

    id: str
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


class LendMessage(TypedDict):
    """Where the browser keeps the answers: what it keeps."""

    type: Literal["lend"]
    entries: dict[str, Entry]
    attempts: list[str]


class LentMessage(TypedDict):
    """The same after a file or a code was brought back: the browser is to keep it."""

    type: Literal["lent"]
    entries: dict[str, Entry]
    attempts: list[str]


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


class CourseReply(TypedDict):
    """The index of the course, and what is kept."""

    type: Literal["course"]
    number: str
    index: protocol_today.CourseIndex
    loaded: Loaded


FromQuiz = SaveMessage | LoadMessage | ExportMessage
ToQuiz = SavedMessage | ChangedMessage | FileMessage
FromCard = LookMessage | LendMessage | DownloadMessage | RestoreMessage | CodeMessage
ToCard = FileMessage | SaidMessage | ViewMessage | LentMessage

ToToday = CourseReply | protocol_today.Reply

UNIONS = {
    "FromToday": protocol_today.FromToday,
    "ToToday": ToToday,
    "FromQuiz": FromQuiz,
    "ToQuiz": ToQuiz,
    "FromCard": FromCard,
    "ToCard": ToCard,
}
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def typescript() -> str:
    """Return the TypeScript declarations of everything above."""
    modules = (protocol_questions, protocol_today)
    parts_of = (*map(vars, modules), globals(), vars(protocol_explorer))
    found = dict.fromkeys(kind for part in parts_of for kind in part.values() if is_typeddict(kind))
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
