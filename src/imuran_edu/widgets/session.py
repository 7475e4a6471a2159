"""The kernel's side of a quiz: it hands out the questions and keeps the answers, and knows no flow.

What a learner does with a question happens in the page (`js/engine.ts`); the page's host in the
kernel (`js/hosts/kernel.ts`) sends its messages here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from imuran_edu.answers import Entry, NotSavedError, Store
from imuran_edu.answers.progress_file import write_progress
from imuran_edu.answers.responses_file import read_entries
from imuran_edu.questions import PublicQuestion, QuestionType, version
from imuran_edu.questions.public import row_answered
from imuran_edu.questions.reading import is_blank

Message = dict[str, Any]
Say = Callable[[Message], None]


class Session:
    """Questions and the answers given so far.

    Attributes:
        views: the public view of each question, in order.
        store: where the answers go.
        entries: the answers, by question id, and what else the page keeps of them.
        asked: ids of the questions and parts of which the page is told the attempts.
        templates: practice questions of which the page may show another row, by id.
    """

    def __init__(
        self,
        views: Sequence[PublicQuestion],
        store: Store,
        more: Iterable[str] = (),
        prefixes: tuple[str, ...] = (),
    ) -> None:
        self.views = {view.id: view for view in views}
        self.store = store
        self._kept = {*self.views, *more}
        self._prefixes = prefixes
        self.templates: dict[str, QuestionType] = {}
        stages = [stage for view in views for stage in view.get("stages", ())]
        parts = {part["id"] for stage in stages for part in stage["questions"]}
        self.asked = {*self.views, *parts}
        self.reload()

    def reload(self) -> Mapping[str, Entry]:
        """Take the answers as they are in the store now; return also those of other questions."""
        responses = self.store.load()
        self.seed = str(responses.seed)
        known = responses.answers
        self.entries = {name: known[name] for name in known if self._keeps(name)}
        return known

    def _keeps(self, name: object) -> bool:
        return isinstance(name, str) and (name in self._kept or name.startswith(self._prefixes))

    @property
    def notice(self) -> dict[str, str]:
        """What the student must be told of the store as a whole."""
        level = "warning" if self.store.notice else "none"
        return {"level": level, "text": self.store.notice}

    @property
    def loaded(self) -> dict[str, Any]:
        """What the store holds of these questions, as the page takes it."""
        entries = {name: entry.plain for name, entry in self.entries.items()}
        return {
            "entries": entries,
            "notice": self.notice,
            "attempts": self.attempts,
            "folder": self.store.folder_id,
        }

    @property
    def attempts(self) -> list[str]:
        """The attempts at what is `asked`, as lines."""
        read = self.store.attempts().attempts
        return [attempt.line for attempt in read if attempt.question in self.asked]

    def receive(self, message: Any, say: Say) -> None:
        """Do what a message from the page asks for, and `say` what came of it.

        A message that makes no sense is passed over: nothing that a page sends may raise.
        """
        if not isinstance(message, dict):
            return
        match message:
            case {"type": "save", "number": str(number), "parcel": dict(parcel)}:
                self._save(number, parcel, say)
            case {"type": "load"}:
                self.tell(say)
            case {"type": "export", "entries": dict(entries)}:
                say(progress_file(read_quietly(entries)))

    def _save(self, number: str, parcel: Message, say: Say) -> None:
        problem = ""
        stored: dict[str, Entry] = {}
        try:
            stored = self.save(parcel)
        except NotSavedError as error:
            problem = str(error)
        say(
            {
                "type": "saved",
                "number": number,
                "entries": {name: entry.plain for name, entry in stored.items()},
                "problem": problem,
                "notice": self.notice,
                "now": milliseconds(),
            }
        )

    def save(self, parcel: Message) -> dict[str, Entry]:
        """Keep what a page brings, whatever it is; return what is on the disk of it now.

        Raises:
            NotSavedError: nothing was written.
        """
        entries = self._entries(parcel.get("entries"))
        self.entries.update(entries)
        if not entries and not self.store.unsaved:
            return {}
        stored = self.store.save_all(entries, _ages(parcel.get("given")))
        self.entries.update(stored)
        return stored

    def _entries(self, sent: Any) -> dict[str, Entry]:
        """Return what a page sent, of the questions that are here, with the version answered."""
        known_here = sent if isinstance(sent, dict) else {}
        entries = read_quietly({name: known_here[name] for name in known_here if self._keeps(name)})
        for name, entry in entries.items():
            known = self.entries.get(name, Entry(None))
            # a page's word on the version is not needed, so it is not believed
            now = known.version if entry.answer == known.answer else None
            if name in self.views:
                own = version(self.views[name])
                if self._is_row(name, entry.version):
                    own, now = entry.version, None  # the page asked it with other numbers
                entries[name] = replace(entry, version=now or own)
        return entries

    def _is_row(self, name: str, answered: str) -> bool:
        question = self.templates.get(name)
        return question is not None and row_answered(question, answered) is not None

    def tell(self, say: Say) -> None:
        """Take the answers anew and tell the page."""
        self.reload()
        say({"type": "changed", "loaded": self.loaded})

    def shown_state(self, name: str) -> dict[str, Any]:
        """Return what stands in for a question where no script runs: its answer, its stages."""
        answer = self.entries.get(name, Entry(None)).answer
        given = answer if isinstance(answer, dict) else {}
        open_stages = 1
        for stage in self.views[name].get("stages", ())[:-1]:
            if any(is_blank(given.get(part["id"])) for part in stage["questions"]):
                break
            open_stages += 1
        return {"answer": answer, "open_stages": open_stages}


def progress_file(entries: dict[str, Entry]) -> Message:
    """Return answers as a progress file for the browser to keep."""
    now = datetime.now(UTC)
    name = f"imuran-progress-{now:%Y-%m-%d}.json"
    return {"type": "file", "name": name, "text": write_progress(entries, now)}


def read_quietly(sent: dict[Any, Any]) -> dict[str, Entry]:
    """Return the entries that a page sent, none if they cannot be read."""
    try:
        return read_entries(sent)
    except RecursionError:
        return {}


def _ages(sent: Any) -> dict[str, float]:
    """Return how many seconds ago each answer was given, where a page says when."""
    given = sent if isinstance(sent, dict) else {}
    now = milliseconds()
    return {
        str(name): (now - float(moment)) / 1000
        for name, moment in given.items()
        if isinstance(moment, int | float) and 0 <= moment < now
    }


def milliseconds() -> float:
    """Return the time as a page counts it: milliseconds since 1970."""
    return datetime.now(UTC).timestamp() * 1000
