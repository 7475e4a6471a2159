"""The attempts at practice questions: a line for each check, in a file that only grows.

A line, the same here and in the page (`widgets/js/learning/attempts.ts`):

    2026-11-28T04:12:33Z 2026-11-28 mech-p01 1 u 12 fd7a07018681

when (UTC), the learner's calendar day, the question or the part of a case, the share of the
points, flags (or "-"), seconds that it took (0: not known), and the version of the question.

The file begins with a line that names the format. A later version of the course may go on with
a head of its own; what follows such a head is kept and left alone here.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from imuran_edu.core.atomic_write import sync_folder
from imuran_edu.core.words import _, ngettext

FILE_NAME: Final = "attempts.txt"
HEAD: Final = "#imuran-edu-attempts 1"
LONGEST_SECONDS: Final = 3600  # a page that was left open says nothing of how long it took
MAX_BYTES: Final = 20_000_000  # some 300,000 attempts
FLAGS: Final = {"h": "hint", "k": "shown", "u": "unsure", "o": "carried", "x": "exam"}
LINE: Final = re.compile(  # the last field has a fixed length, so that no cut line looks whole
    r"(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ) (\d{4}-\d\d-\d\d) ([A-Za-z0-9_-]{1,80}) "
    r"(0|1|0\.\d{1,2}) (-|h?k?u?o?x?) (\d{1,4}) ([0-9a-f]{12}|-)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One check of one question, or of one part of a case.

    Attributes:
        time: when, ISO 8601 in UTC, to the second.
        day: the calendar day where the learner was, ISO 8601.
        question: the question's id, or that of a case's part.
        share: of the points, 0 to 1, to two decimals; only a full answer has 1.
        hint: a hint was shown before.
        shown: the key was on the page before, that day.
        unsure: the learner said so.
        carried: made from an answer of a version that kept no attempts.
        exam: in a mock exam, where nothing was said of it at once.
        seconds: how long it took, 0 if not known.
        version: of the question.
    """

    time: str
    day: str
    question: str
    share: float
    hint: bool = False
    shown: bool = False
    unsure: bool = False
    carried: bool = False
    exam: bool = False
    seconds: int = 0
    version: str = ""

    @property
    def flags(self) -> str:
        """The flags as a line has them."""
        return "".join(letter for letter, name in FLAGS.items() if getattr(self, name)) or "-"

    @property
    def line(self) -> str:
        """The line of the file."""
        return (
            f"{self.time} {self.day} {self.question} {self.share:g} {self.flags} "
            f"{self.seconds} {self.version or '-'}"
        )


@dataclass(frozen=True)
class ReadAttempts:
    """What was read.

    Attributes:
        attempts: each once, in order.
        unreadable: how many lines made no sense, or are of a newer version.
        problem: why the file as a whole cannot be read; `""` if it can.
    """

    attempts: tuple[Attempt, ...] = ()
    unreadable: int = 0
    problem: str = ""

    @property
    def notice(self) -> str:
        """What the learner must be told: `""`, or one sentence."""
        if self.problem or not self.unreadable:
            return self.problem
        return ngettext(
            "{n} line of {name} cannot be read here and is left as found; "
            "all other attempts count.",
            "{n} lines of {name} cannot be read here and are left as found; "
            "all other attempts count.",
            self.unreadable,
            name=FILE_NAME,
        )


def kept_share(share: float) -> float:
    """Return a share as it is kept: rounded, but only a full answer is 1 and only none 0."""
    if share >= 1:
        return 1
    return min(max(round(share, 2), 0.01), 0.99) if share > 0 else 0


def from_line(line: str) -> Attempt | None:
    """Return the attempt of a line, None if it is none."""
    found = LINE.fullmatch(line)
    if not found:
        return None
    time, day, question, share, flags, seconds, version = found.groups()
    try:
        date.fromisoformat(day)
        datetime.fromisoformat(time[:-1])
    except ValueError:
        return None
    return Attempt(
        time,
        day,
        question,
        float(share),
        "h" in flags,
        "k" in flags,
        "u" in flags,
        "o" in flags,
        "x" in flags,
        min(int(seconds), LONGEST_SECONDS),
        "" if version == "-" else version,
    )


class AttemptsFile:
    """The attempts of one folder, in `attempts.txt` beside `responses.json`.

    What was read once is not read again: only what came since.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._forget()

    def _forget(self) -> None:
        self._place = (0, 0)  # device and inode
        self._size = 0  # bytes that were read, up to the end of a line
        self._lines = AttemptLines()
        self._rest = ""  # a last line without its end: cut, or on its way

    def read(self) -> ReadAttempts:
        """Return the attempts. A file that cannot be read has none, and says so. Never raises."""
        try:
            self._catch_up()
        except OSError as error:
            why = error.strerror or error
            return ReadAttempts(problem=_("{name} cannot be read: {why}.", name=FILE_NAME, why=why))
        return self._lines.all(self._rest)

    def _catch_up(self) -> None:
        try:
            status = self.path.lstat()
        except FileNotFoundError:
            self._forget()
            return
        if not stat.S_ISREG(status.st_mode):
            raise OSError(22, _("it is not an ordinary file"))
        if status.st_size > MAX_BYTES:
            raise OSError(27, _("it is larger than {n} MB", n=MAX_BYTES // 1_000_000))
        place = (status.st_dev, status.st_ino)
        if place != self._place or status.st_size < self._size + len(self._rest.encode()):
            self._forget()
            self._place = place
        if status.st_size == self._size:
            return
        with self.path.open("rb") as file:
            file.seek(self._size)
            data = file.read()
        whole = data.rfind(b"\n") + 1
        self._lines.add(data[:whole].decode("utf-8", "replace").split("\n"))
        self._rest = data[whole:].decode("utf-8", "replace")
        self._size += whole

    def append(self, lines: Iterable[str]) -> None:
        """Write attempts to the end and make them outlive a power cut.

        The caller holds the folder's lock. A line that was cut when the power went stays what it
        is, and these begin a new one. What is there already, and what is no attempt, is left out.

        Raises:
            OSError: the file cannot be written; what was in it stays.
        """
        self._catch_up()
        fresh = [each for each in dict.fromkeys(lines) if from_line(each) and each not in self]
        if not fresh:
            return
        head = [] if self._lines.ours and self._size else [HEAD]
        text = "\n" * bool(self._rest) + "".join(f"{line}\n" for line in [*head, *fresh])
        new = not self.path.exists()
        with self.path.open("ab", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            try:
                if file.write(text.encode()) != len(text):
                    raise OSError(28, _("No space left on device"))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
        if new:
            sync_folder(self.path.parent)

    def __contains__(self, line: str) -> bool:
        return line in self._lines.found


class AttemptLines:
    """Lines as they were kept: doubled, in any order, some cut, some of a newer version.

    Attributes:
        found: the attempts by their lines.
        ours: whether the last head was that of this version.
    """

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.found: dict[str, Attempt] = {}
        self.ours = True
        self._unreadable: set[str] = set()
        self._read: ReadAttempts | None = None
        self.add(lines)

    def add(self, lines: Iterable[str]) -> None:
        """Take lines in, whatever they are. Never raises."""
        self._read = None
        for line in lines:
            if not line or line in self.found:
                continue
            if line.startswith("#"):
                self.ours = line == HEAD
                continue
            attempt = from_line(line) if self.ours else None
            if attempt is None:
                self._unreadable.add(line)
            else:
                self.found[line] = attempt

    def all(self, rest: str = "") -> ReadAttempts:
        """Return what was read, in order; `rest` is a line without its end, which is not read."""
        if self._read is None or rest:
            ordered = tuple(self.found[line] for line in sorted(self.found))
            self._read = ReadAttempts(ordered, len(self._unreadable) + bool(rest))
        return self._read


def read_lines(lines: Iterable[str]) -> ReadAttempts:
    """Read lines as they were kept. Never raises."""
    return AttemptLines(lines).all()


def merged(*homes: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Return the attempts of all homes: each once, in the order in which every home has them."""
    lines = {attempt.line: attempt for home in homes for attempt in home}
    return tuple(lines[line] for line in sorted(lines))


def by_question(attempts: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    """Return the attempts at each question, in their order."""
    found: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        found.setdefault(attempt.question, []).append(attempt)
    return found
