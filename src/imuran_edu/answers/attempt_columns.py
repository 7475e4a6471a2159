"""All attempts in some six bytes each: columns, compressed, as a text for the progress file."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from imuran_edu.answers.attempts import Attempt, from_line

MAX_BYTES: Final = 20_000_000  # of what is unpacked: some 300,000 attempts
LEVEL: Final = 9


class ColumnsError(ValueError):
    """A text that holds no attempts, or was damaged."""


def pack(attempts: Sequence[Attempt]) -> str:
    """Return attempts as one text. They are best in order: then the gaps between them are small."""
    questions, which = _numbered(each.question for each in attempts)
    versions, version = _numbered(each.version for each in attempts)
    seconds = [_epoch(each.time) for each in attempts]
    days = [
        (date.fromisoformat(each.day) - date.fromisoformat(each.time[:10])).days
        for each in attempts
    ]
    columns = {
        "questions": questions,
        "versions": versions,
        "time": _joined(
            later - earlier for earlier, later in zip([0, *seconds], seconds, strict=False)
        ),
        "day": _joined(days),
        "question": _joined(which),
        "share": _joined(f"{each.share:g}" for each in attempts),
        "flags": _joined(each.flags for each in attempts),
        "seconds": _joined(each.seconds for each in attempts),
        "version": _joined(version),
    }
    text = json.dumps(columns, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), LEVEL)).decode()


def unpack(text: Any) -> tuple[Attempt, ...]:
    """Return the attempts of a text.

    Raises:
        ColumnsError: it is damaged, or holds something else.
    """
    try:
        packed = base64.b64decode(text, validate=True)
        reader = zlib.decompressobj()
        data = reader.decompress(packed, MAX_BYTES)
        if not reader.eof:
            raise ColumnsError("the attempts are cut, or too many")
        columns = json.loads(data)
        return tuple(_rows(columns))
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        raise ColumnsError(str(error)) from None
    except (RecursionError, OverflowError, AttributeError) as error:
        raise ColumnsError(str(error)) from None


def _rows(columns: Any) -> Iterable[Attempt]:
    names = ("time", "day", "question", "share", "flags", "seconds", "version")
    lists = [columns[name].split(",") if columns[name] else [] for name in names]
    moment = 0
    for gap, ahead, which, share, flags, seconds, version in zip(*lists, strict=True):
        moment += int(gap)
        time = datetime.fromtimestamp(moment, UTC)
        day = time.date() + timedelta(int(ahead))
        question = columns["questions"][int(which)]
        digest = columns["versions"][int(version)] or "-"
        line = f"{time:%Y-%m-%dT%H:%M:%SZ} {day} {question} {share} {flags} {seconds} {digest}"
        attempt = from_line(line)
        if attempt is None:
            raise ColumnsError("a row is no attempt")
        yield attempt


def _numbered(texts: Iterable[str]) -> tuple[list[str], list[int]]:
    places: dict[str, int] = {}
    numbers = [places.setdefault(text, len(places)) for text in texts]
    return list(places), numbers


def _joined(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


def _epoch(time: str) -> int:
    return int(datetime.fromisoformat(f"{time[:-1]}+00:00").timestamp())
