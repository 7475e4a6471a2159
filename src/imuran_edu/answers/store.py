"""Save answers so that none is lost: atomically, durably, merged when two kernels write."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from imuran_edu.answers.attempts import AttemptsFile, ReadAttempts
from imuran_edu.answers.durable_file import file_state, write_durably
from imuran_edu.answers.folder_id import folder_id
from imuran_edu.answers.folder_lock import Timeout, folder_lock, lost_at_reload
from imuran_edu.answers.responses_file import (
    FILE_NAME,
    MAX_BYTES,
    Entry,
    Fault,
    Responses,
    clean,
    cleaned,
    read_file,
    time_before,
    to_json,
)
from imuran_edu.core.atomic_write import free_name
from imuran_edu.core.words import _
from imuran_edu.errors import CourseError
from imuran_edu.questions.variants.seeds import FIRST_SEED

_stores: dict[tuple[Path, str | None], Store] = {}


class NotSavedError(CourseError):
    """An answer could not be written; the message tells the student why and what to do."""


class _TooLongError(Exception):
    """The file would be larger than a reader takes."""


class Store:
    """The answers of one folder.

    Answers that could not be written stay in memory and go to disk with the next that can.

    Attributes:
        path: of `responses.json`.
        notice: what the student must be told about the file: `""`, or that it was set aside.
    """

    def __init__(self, folder: Path, assignment: str | None = None) -> None:
        self.path = folder.resolve() / FILE_NAME
        self.notice = lost_at_reload(self.path.parent)
        self._assignment = assignment
        self._unsaved: dict[str, Entry] = {}
        self._seen: dict[str, str] = {}  # when each answer on the disk was saved, as last read
        self._replaced: dict[str, str] = {}  # the same of answers that unsaved ones replace
        self._own_seed = FIRST_SEED + secrets.randbelow(FIRST_SEED)
        self._shared = False
        self._attempts = AttemptsFile(folder.resolve())
        self._unsaved_attempts: dict[str, None] = {}  # lines, in their order

    @classmethod
    def at(cls, folder: Path, assignment: str | None = None) -> Store:
        """Return the one store of a folder in this process, so that all cells share its seed.

        A folder without answers gets its seed from its name, so that kernels and Jupyter's server
        ask a student the same, whoever is the first to save.
        """
        key = (folder.resolve(), assignment)
        if key not in _stores:
            _stores[key] = cls(folder, assignment)
            _stores[key]._shared = True
        return _stores[key]

    @property
    def folder_id(self) -> str:
        """The folder's random name (`answers/folder_id.py`)."""
        return folder_id(self.path.parent)

    @property
    def state(self) -> str:
        """Text that differs once somebody has written the file anew."""
        return file_state(self.path.parent)

    @property
    def unsaved(self) -> bool:
        """Whether answers wait in memory for a disk that takes them."""
        return bool(self._unsaved)

    def load(self) -> Responses:
        """Return the answers on disk, with those that wait in memory laid over them.

        A file that cannot be used is left alone here: it is set aside when something is saved.
        """
        read = read_file(self.path)
        if read.fault not in (Fault.NONE, Fault.MISSING):
            self.notice = _(
                "{problem}. Your next answer will start a new file; the old one will be kept "
                "under another name.",
                problem=read.problem,
            )
        return self._merged(read.responses, {})

    def attempts(self) -> ReadAttempts:
        """Return the attempts on disk."""
        return self._attempts.read()

    def add_attempts(self, lines: Iterable[str]) -> None:
        """Keep attempts in memory, for the next writing; what is no attempt is left out."""
        self._unsaved_attempts.update(dict.fromkeys(lines))

    def forget_waiting(self) -> None:
        """Let go of what waits in memory."""
        self._nothing_waits()
        self.notice = lost_at_reload(self.path.parent)

    def _nothing_waits(self) -> None:
        for waiting in (self._unsaved, self._replaced, self._unsaved_attempts):
            waiting.clear()

    def save(self, question: str, entry: Entry) -> Entry:
        """Write one answer and return it with the time at which it was saved."""
        return self.save_all({question: entry})[clean(question)]

    def save_all(
        self, entries: Mapping[str, Entry], ages: Mapping[str, float] | None = None
    ) -> dict[str, Entry]:
        """Write answers, and those that wait in memory: when this returns they are on the disk.

        Args:
            entries: the answers, by question id.
            ages: how many seconds ago each was given, by the clock of the page; none is new. So
                of two answers the later counts, although it may have come sooner.

        Returns:
            Of each question that was sent what stands on the disk now, with its time.

        Raises:
            NotSavedError: the folder cannot be written, the disk is full, or another program
                holds the file. The answers stay in memory; call again, or save the next one.
        """
        stamped = self.put_off(entries, ages)
        kept: dict[str, Entry] = {}

        def made(on_disk: Responses) -> Responses:
            merged = self._merged(on_disk, stamped)
            kept.update({name: merged.answers[name] for name in stamped})
            return merged

        try:
            self._commit(made)
        except _TooLongError:
            self._forget(stamped)
            raise NotSavedError(
                _("Not saved: this answer is too long to be kept with the others. Shorten it.")
            ) from None
        return kept

    def change(
        self,
        make: Callable[[dict[str, Entry]], Mapping[str, Entry]],
        attempts: Iterable[str] = (),
    ) -> None:
        """Write what `make` returns when it is given all answers, with nobody writing between.

        The times at which answers were saved stay as `make` returns them. If `make` raises, nothing
        is written and the error passes through.

        Args:
            make: gives the answers anew.
            attempts: lines that are kept with them.

        Raises:
            NotSavedError: as `save_all` does; what was on the disk stays there.
        """

        def changed(on_disk: Responses) -> Responses:
            merged = self._merged(on_disk, {})
            return replace(merged, answers=dict(make(merged.answers)))

        try:
            self._commit(changed, attempts)
        except _TooLongError:
            raise NotSavedError(
                _("Not saved: all answers together are too long for one file. Nothing was changed.")
            ) from None

    def _commit(self, make: Callable[[Responses], Responses], attempts: Iterable[str] = ()) -> None:
        """Replace the file, under the lock, by what `make` returns for what is in it."""
        try:
            if not self.path.parent.is_dir():  # the lock would make it anew, under its old name
                raise FileNotFoundError(2, _("the folder is gone or has another name now"))
            with folder_lock(self.path.parent):
                text = to_json(make(self._usable()))
                if len(text.encode()) > MAX_BYTES:
                    raise _TooLongError
                # attempts first: killed between the two, the page sends both again, and of two
                # equal attempts one counts
                self._attempts.append([*self._unsaved_attempts, *attempts])
                write_durably(self.path, text)
        except Timeout:
            raise NotSavedError(
                _(
                    "Not saved yet: another program holds the file with your answers. Close other "
                    "copies of this notebook, then try again."
                )
            ) from None
        except OSError as error:
            raise NotSavedError(
                _(
                    "Not saved: {name} cannot be written here ({why}). Your answer stays on this "
                    "page; free some space or copy the folder to a place you may write to, then "
                    "try again.",
                    name=self.path.name,
                    why=error.strerror or error,
                )
            ) from None
        self._nothing_waits()

    def put_off(
        self, entries: Mapping[str, Entry], ages: Mapping[str, float] | None = None
    ) -> dict[str, Entry]:
        """Stamp answers with the time and keep them in memory, for the next writing."""
        now = datetime.now(UTC)
        for entry in entries.values():
            self.add_attempts(entry.attempts)
        stamped = {
            clean(question): replace(
                entry,
                answer=cleaned(entry.answer),
                saved=time_before(now, (ages or {}).get(question)),
                attempts=(),
            )
            for question, entry in entries.items()
        }
        self._unsaved.update(stamped)
        for name in stamped:
            self._replaced.pop(name, None)
        self._replaced.update(self._ahead(stamped))
        return stamped

    def _ahead(self, names: Iterable[str]) -> dict[str, str]:
        """Return the times on the disk, of these answers, that come from a clock that is ahead."""
        now = time_before(datetime.now(UTC))
        return {name: self._seen[name] for name in names if self._seen.get(name, "") > now}

    def _forget(self, entries: Mapping[str, Entry]) -> None:
        for question in entries:
            self._unsaved.pop(question, None)
            self._replaced.pop(question, None)

    def _merged(self, on_disk: Responses, fresh: Mapping[str, Entry]) -> Responses:
        """Return the answers of both sides; of two answers to a question the later one.

        A time on the disk that lies ahead comes from a computer whose clock is ahead of this
        one's: a fresh answer is later all the same, also if it waits in memory until then.
        """
        answers = dict(on_disk.answers)
        self._seen = {question: entry.saved for question, entry in answers.items()}
        self._replaced.update(self._ahead(fresh))
        now = time_before(datetime.now(UTC))
        for question, entry in self._unsaved.items():
            there = self._seen.get(question, "")
            if there > now or there <= max(entry.saved, self._replaced.get(question, "")):
                answers[question] = entry
        seed = on_disk.seed or self._new_seed()
        return Responses(on_disk.assignment or self._assignment, seed, answers)

    def _new_seed(self) -> int:
        """Return the seed of a folder without answers."""
        # asked anew each time: it may be another folder now
        known = int(self.folder_id or "0", 16) if self._shared else 0
        return FIRST_SEED + known % FIRST_SEED if known else self._own_seed

    def _usable(self) -> Responses:
        """Return what is on disk; first set aside a file that cannot be used."""
        read = read_file(self.path)
        if read.fault is Fault.UNREADABLE:
            raise PermissionError(13, read.problem)
        if read.fault not in (Fault.NONE, Fault.MISSING):
            now = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
            aside = free_name(self.path.parent, f"responses-{read.fault.value}-{now}", ".json")
            self.path.rename(aside)
            self.notice = _(
                "{problem}. It was kept as {kept}, and your answers now go to a new {name}. "
                "Show both to your instructor if answers are missing.",
                problem=read.problem,
                kept=aside.name,
                name=FILE_NAME,
            )
        return read.responses
