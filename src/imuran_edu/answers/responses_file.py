"""The schema of `responses.json`, and a reading of it that never raises."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from imuran_edu.core.ordinary_file import kind
from imuran_edu.core.words import _
from imuran_edu.questions.variants.seeds import FIRST_SEED

FILE_NAME = "responses.json"
SCHEMA = "imuran-edu/responses"
SCHEMA_VERSION = 1
MAX_BYTES = 2_000_000  # a class's longest honest file is a hundredth of this
MAX_DEPTH = 12  # of brackets within an answer; a case's answers need three
MAX_SEED = 2 * FIRST_SEED - 1
OLDEST = 10 * 365 * 86_400.0  # seconds that an answer may have waited


@dataclass(frozen=True)
class Entry:
    """One answer.

    Attributes:
        answer: as the widget gave it; any JSON value.
        version: of the question when it was answered (`imuran_edu.questions.version`).
        saved: the time of saving, ISO 8601 in UTC with microseconds, so that texts sort by time.
        checked: practice only: the question's id, or the ids of a case's parts, on which the
            student asked for feedback.
        hints: how many hints were shown, by the same ids.
        tries: practice only: how many checks were made since the question was begun, by the same
            ids; after a first wrong one the key is held back. Version 0.1.0 wrote none.
        seen: practice only: the learner's calendar day on which the key was on the page before the
            question was begun once more, by the same ids.
        attempts: lines for the attempts file that come with this answer; never in `responses.json`.
    """

    answer: Any
    version: str = ""
    saved: str = ""
    checked: tuple[str, ...] = ()
    hints: dict[str, int] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    attempts: tuple[str, ...] = ()

    @property
    def plain(self) -> dict[str, Any]:
        """The entry as JSON has it; what only newer versions know is there if it says anything."""
        data = asdict(self)
        del data["attempts"]
        return {name: data[name] for name in data if data[name] or name not in ("tries", "seen")}


@dataclass(frozen=True)
class Responses:
    """All answers of one folder, by question id, and the seed of its shuffles."""

    assignment: str | None = None
    seed: int = 0
    answers: dict[str, Entry] = field(default_factory=dict)


class Fault(StrEnum):
    """Why a file cannot be used; the value is the word in the name under which it is set aside."""

    NONE = ""
    MISSING = "missing"
    DAMAGED = "damaged"
    NEWER = "newer"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Read:
    """The outcome of reading: the answers, or what is wrong in one line."""

    responses: Responses
    fault: Fault = Fault.NONE
    problem: str = ""


def read_file(path: Path) -> Read:
    """Read a `responses.json`, whatever is there. Never raises.

    A link is not followed: in a submission it could point at somebody else's file.
    """
    try:
        status = path.lstat()
        if kind(status.st_mode):
            return _fault(Fault.DAMAGED, _("{name} is not an ordinary file", name=path.name))
        if status.st_size > MAX_BYTES:
            problem = _("{name} is larger than {n} MB", name=path.name, n=MAX_BYTES // 1_000_000)
            return _fault(Fault.TOO_LARGE, problem)
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return _fault(Fault.MISSING, _("there is no {name}", name=path.name))
    except OSError as error:
        problem = _("{name} cannot be read: {why}", name=path.name, why=error.strerror)
        return _fault(Fault.UNREADABLE, problem)
    except RecursionError:
        return _fault(Fault.DAMAGED, _("{name} is nested too deeply", name=path.name))
    except ValueError:
        return _fault(Fault.DAMAGED, _("{name} is not JSON", name=path.name))
    return _understand(data, path.name)


def read_responses(path: Path) -> tuple[Responses, str]:
    """Return the answers in a file and what is wrong with it: `""` when nothing is."""
    read = read_file(path)
    return read.responses, read.problem


def to_json(responses: Responses) -> str:
    """Return the text of `responses.json`."""
    data = {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "assignment": responses.assignment,
        "seed": responses.seed,
        "answers": {name: entry.plain for name, entry in responses.answers.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _fault(fault: Fault, problem: str) -> Read:
    return Read(Responses(), fault, problem)


def _understand(data: Any, name: str) -> Read:
    if not isinstance(data, dict):
        return _fault(Fault.DAMAGED, _("{name} does not hold an object", name=name))
    version = data.get("version")
    if data.get("schema") != SCHEMA or isinstance(version, bool) or not isinstance(version, int):
        return _fault(Fault.DAMAGED, _("{name} was not written by this course", name=name))
    if version > SCHEMA_VERSION:
        newer = _("{name} was written by a newer version of this course", name=name)
        return _fault(Fault.NEWER, newer)
    answers = data.get("answers")
    if not isinstance(answers, dict):
        return _fault(Fault.DAMAGED, _("{name} holds no answers", name=name))
    seed, assignment = data.get("seed"), data.get("assignment")
    try:
        entries = read_entries(answers)
    except RecursionError:
        return _fault(Fault.DAMAGED, _("{name} is nested too deeply", name=name))
    return Read(
        Responses(clean(assignment) if isinstance(assignment, str) else None, _count(seed), entries)
    )


def read_entries(answers: Mapping[str, Any]) -> dict[str, Entry]:
    """Return the entries of plain data, by question id; what is no entry is left out.

    Raises:
        RecursionError: an answer is nested deeper than any question's.
    """
    entries = {clean(question): _entry(raw) for question, raw in answers.items()}
    return {question: entry for question, entry in entries.items() if entry is not None}


def _entry(raw: Any) -> Entry | None:
    if not isinstance(raw, dict) or "answer" not in raw:
        return None
    version, saved = raw.get("version"), raw.get("saved")
    checked, hints = raw.get("checked"), raw.get("hints")
    tries, seen, attempts = raw.get("tries"), raw.get("seen"), raw.get("attempts")
    return Entry(
        clean(raw["answer"]),
        clean(version) if isinstance(version, str) else "",
        clean(saved) if isinstance(saved, str) else "",
        _texts(checked),
        {clean(x): _count(n) for x, n in hints.items()} if isinstance(hints, dict) else {},
        {clean(x): _count(n) for x, n in tries.items()} if isinstance(tries, dict) else {},
        {clean(x): clean(day) for x, day in seen.items() if isinstance(day, str)}
        if isinstance(seen, dict)
        else {},
        _texts(attempts),
    )


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(clean(x) for x in value if isinstance(x, str)) if isinstance(value, list) else ()


def _count(value: Any) -> int:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_SEED
    return int(value) if good else 0


def clean(value: Any, depth: int = MAX_DEPTH) -> Any:
    """Return an answer that JSON and UTF-8 can hold.

    NaN and infinities become their text, and halves of a surrogate pair a question mark.

    Raises:
        RecursionError: the answer is nested deeper than any question's.
    """
    if depth == 0:
        raise RecursionError
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list | tuple):
        return [clean(item, depth - 1) for item in value]
    if isinstance(value, dict):
        return {clean(str(key), 1): clean(item, depth - 1) for key, item in value.items()}
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int) and abs(value) < 10**400:
        return value
    return "(unreadable)"  # no JSON value, or a number that JSON readers refuse


def cleaned(answer: Any) -> Any:
    """Return an answer that JSON can hold, whatever a page sent."""
    try:
        return clean(answer)
    except RecursionError:
        return _("(unreadable)")


def time_before(now: datetime, seconds: float | None = None) -> str:
    """Return the time so many seconds ago, as `Entry.saved` has it."""
    seconds = min(max(seconds or 0.0, 0.0), OLDEST)
    return (now - timedelta(seconds=seconds)).isoformat(timespec="microseconds")
