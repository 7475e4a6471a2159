"""The progress file: what it holds, and a reading of it that refuses whatever is not whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from imuran_edu.answers import Entry
from imuran_edu.answers.attempt_columns import pack, unpack
from imuran_edu.answers.attempts import Attempt, read_lines
from imuran_edu.answers.responses_file import SCHEMA as RESPONSES
from imuran_edu.answers.responses_file import read_entries
from imuran_edu.core.words import _
from imuran_edu.errors import CourseError

SCHEMA: Final = "imuran-edu/progress"
SCHEMA_VERSION: Final = 1
MAX_BYTES: Final = 4_000_000  # twice what a folder's answers may take


class RefusedError(CourseError):
    """A file that is not taken in; the message tells the learner why and what to do."""


@dataclass(frozen=True)
class ProgressFile:
    """What a progress file holds.

    Attributes:
        answers: by question id, each with the time at which it was saved.
        made: when the file was made, ISO 8601 in UTC; `""` if the file does not say.
        attempts: in order. Files of version 0.1.0 have none.
    """

    answers: dict[str, Entry]
    made: str = ""
    attempts: tuple[Attempt, ...] = ()


def write_progress(
    answers: Mapping[str, Entry], now: datetime, attempts: Sequence[Attempt] = ()
) -> str:
    """Return the text of a progress file.

    Args:
        answers: all that are kept, by question id.
        now: the time, with its zone.
        attempts: all that are kept, in order. Version 0.1.0 passes them over.
    """
    plain = {name: entry.plain for name, entry in answers.items()}
    plain = json.loads(json.dumps(plain, allow_nan=False))  # as a reader will find it
    data = {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "made": now.astimezone(UTC).isoformat(timespec="seconds"),
        "digest": _digest(plain),
        "answers": plain,
        **({"attempts": pack(attempts)} if attempts else {}),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


PRACTICE: Final = "imuran-edu/practice"


def write_practice(lines: Sequence[str], now: datetime) -> str:
    """Return the text of the file that a learner hands in for a class: attempts, nothing else.

    Args:
        lines: of all attempts.
        now: the time, with its zone.
    """
    data = {
        "schema": PRACTICE,
        "version": SCHEMA_VERSION,
        "made": now.astimezone(UTC).isoformat(timespec="seconds"),
        "attempts": pack(read_lines(lines).attempts),
    }
    return json.dumps(data, indent=1) + "\n"


def read_practice(text: str) -> tuple[Attempt, ...]:
    """Return the attempts of a file for a class, or of a progress file.

    Raises:
        RefusedError: it is neither, was damaged, or holds no attempts.
    """
    try:
        data = json.loads(text, parse_constant=_no_number)
        known = isinstance(data, dict) and data.get("schema") in (PRACTICE, SCHEMA)
        attempts = unpack(data["attempts"]) if known and "attempts" in data else ()
    except (ValueError, RecursionError):
        raise RefusedError(_("is damaged, or no file of this course")) from None
    if not known:
        raise RefusedError(_("was not written by this course"))
    if not attempts:
        raise RefusedError(_("holds no attempts; a file of version 0.1.0 has none"))
    return attempts


def read_progress(text: str, now: datetime) -> ProgressFile:
    """Read a progress file, whatever somebody dropped.

    A time of saving that lies after `now`, from a clock that was ahead, counts as `now`: otherwise
    such an answer could never be replaced by a later one. One that cannot be read counts as older
    than any other.

    Raises:
        RefusedError: it is damaged, foreign, too large or of a newer version of the course.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise RefusedError(
            _(
                "This file is larger than any progress file (4 MB). Choose the one whose name "
                "begins with imuran-progress. Nothing here was changed."
            )
        )
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise RefusedError(
            _(
                "This is no progress file, or only a part of one. Choose the file whose name "
                "begins with imuran-progress; if it is that one, it was damaged: download it once "
                "more, or type your resume code. Nothing here was changed."
            )
        ) from None
    _ours(data)
    answers = data.get("answers")
    try:
        whole = isinstance(answers, dict) and data.get("digest") == _digest(answers)
        entries = read_entries(answers) if isinstance(answers, dict) and whole else {}
        attempts = unpack(data["attempts"]) if "attempts" in data else ()
    except (RecursionError, ValueError):
        whole, entries, attempts = False, {}, ()
    if not whole:
        raise RefusedError(
            _(
                "This progress file was damaged or changed after it was made. Download it once "
                "more where you worked, or type your resume code. Nothing here was changed."
            )
        )
    if not entries and not attempts:
        raise RefusedError(_("This progress file holds no answers. Nothing here was changed."))
    limit = now.astimezone(UTC)
    timed = {name: replace(each, saved=_time(each.saved, limit)) for name, each in entries.items()}
    return ProgressFile(timed, _time(data.get("made"), limit), attempts)


def _ours(data: Any) -> None:
    """Refuse what is another program's, and what a newer version of this one wrote."""
    schema = data.get("schema") if isinstance(data, dict) else None
    version = data.get("version") if isinstance(data, dict) else None
    if schema == RESPONSES:
        raise RefusedError(
            _(
                "This is responses.json, the working copy of one folder. Open the course where it "
                "lies and press 'Download my progress' there; then drop that file here. "
                "Nothing here was changed."
            )
        )
    if schema != SCHEMA or isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise RefusedError(
            _(
                "This file was not written by this course. Choose the one whose name begins with "
                "imuran-progress. Nothing here was changed."
            )
        )
    if version > SCHEMA_VERSION:
        raise RefusedError(
            _(
                "This progress file was written by a newer version of the course. Bring the course "
                "here up to date, then drop the file again; keep it until then. "
                "Nothing here was changed."
            )
        )


def _digest(answers: Mapping[str, Any]) -> str:
    text = json.dumps(answers, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _time(text: Any, limit: datetime) -> str:
    """Return a time as `Entry.saved` has it, at most `limit`; `""` if it cannot be read."""
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return ""
    return min(moment, limit).isoformat(timespec="microseconds")


def _no_number(name: str) -> Any:
    raise ValueError(name)  # NaN and infinities: Python reads them, JSON has none
