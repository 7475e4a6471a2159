"""The course of a quiz without its widget: messages in, messages out, answers to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from imuran_edu.answers import Entry, NotSavedError, Store
from imuran_edu.core.markup import to_html
from imuran_edu.questions import PublicQuestion, version
from imuran_edu.questions.parse import is_blank

Message = dict[str, Any]
Say = Callable[[Message], None]


class Session:
    """Questions, the answers given so far, and what each message from the page does.

    Attributes:
        views: the public view of each question, in order.
        store: where the answers go.
        entries: the answers, by question id.
    """

    def __init__(self, views: Sequence[PublicQuestion], store: Store) -> None:
        self.views = {view.id: view for view in views}
        self.store = store
        self.problem = ""
        self.reload()

    def reload(self) -> None:
        """Take the answers as they are in the store now."""
        responses = self.store.load()
        self.seed = str(responses.seed)
        known = responses.answers
        self.entries = {name: known[name] for name in self.views if name in known}

    @property
    def notice(self) -> dict[str, str]:
        """What the student must be told about the saving of answers."""
        if self.problem:
            return {"level": "error", "text": self.problem}
        level = "warning" if self.store.notice else "none"
        return {"level": level, "text": self.store.notice}

    @property
    def states(self) -> dict[str, Any]:
        """The state of every question, by id."""
        return {name: self.state(name) for name in self.views}

    def state(self, name: str) -> dict[str, Any]:
        """Return the state of one question, as the front end draws it."""
        view, entry = self.views[name], self.entries.get(name, Entry(None))
        state = self._part_state(view, entry.answer, entry)
        state["saved"] = entry.saved if entry.saved and not is_blank(entry.answer) else None
        edited = bool(entry.version) and entry.version != version(view)
        state["changed"] = edited and not is_blank(entry.answer)
        if parts := view.parts:
            answers = entry.answer if isinstance(entry.answer, dict) else {}
            state["parts"] = {
                part.id: self._part_state(part, answers.get(part.id), entry) for part in parts
            }
            state["open_stages"] = self._open_stages(view, entry)
        return state

    def _part_state(self, view: PublicQuestion, answer: Any, entry: Entry) -> dict[str, Any]:
        shown = min(entry.hints.get(view["id"], 0), len(view["hints"]))
        return {
            "answer": None if is_blank(answer) else answer,
            "message": view.kind.unreadable(view, answer),
            "hints": [to_html(hint) for hint in view["hints"][:shown]],
            "feedback": None,
        }

    def _open_stages(self, view: PublicQuestion, entry: Entry) -> int:
        """Count the stages in view: the first, and each whose forerunner is done."""
        count = 1
        for stage in view["stages"][:-1]:
            if not all(self._done(part["id"], entry) for part in stage["questions"]):
                break
            count += 1
        return count

    def _done(self, part: str, entry: Entry) -> bool:
        return isinstance(entry.answer, dict) and not is_blank(entry.answer.get(part))

    def receive(self, message: Any, say: Say) -> None:
        """Do what a message from the page asks for, and `say` what came of it.

        A message that makes no sense is passed over: nothing that a page sends may raise.
        """
        if not isinstance(message, dict):
            return
        kind, name = message.get("type"), message.get("id")
        if kind == "save-again":
            self._save_again(say)
        elif isinstance(name, str) and name in self.views:
            self._on_question(kind, name, message, say)
        elif kind == "restart":
            self._restart(say)

    def _on_question(self, kind: Any, name: str, message: Message, say: Say) -> None:
        if kind == "answer" and "answer" in message:
            before = self.state(name)
            self._answer(name, message.get("answer"))
            after = self.state(name)
            # the page already shows the answer; it is told only what follows from it
            if any(before.get(key) != after.get(key) for key in ("changed", "open_stages")) or (
                _messages(before) != _messages(after)
            ):
                say({"type": "state", "id": name, "state": after})
            self._save(name, say)
        elif kind == "hint":
            part = self._part(name, message)
            entry = self.entries.get(name, Entry(None))
            hints = {**entry.hints, part: entry.hints.get(part, 0) + 1}
            self.entries[name] = replace(entry, hints=hints)
            say({"type": "state", "id": name, "state": self.state(name)})
            self._save(name, say)

    def _part(self, name: str, message: Message) -> str:
        part = message.get("part")
        known = {view.id for view in self.views[name].parts}
        return part if isinstance(part, str) and part in known else name

    def _answer(self, name: str, answer: Any) -> None:
        entry = self.entries.get(name, Entry(None))
        now = version(self.views[name])
        self.entries[name] = replace(entry, answer=answer, version=now)

    def _save(self, name: str, say: Say) -> None:
        problem_before, notice_before = self.problem, self.store.notice
        try:
            self.entries[name] = self.store.save(name, self.entries[name])
            self.problem = ""
            saved: str | None = self.entries[name].saved
        except NotSavedError as error:
            self.problem, saved = str(error), None
        say({"type": "saved", "id": name, "saved": saved, "message": self.problem})
        if (self.problem, self.store.notice) != (problem_before, notice_before):
            say({"type": "notice", "notice": self.notice})

    def _save_again(self, say: Say) -> None:
        try:
            written = self.store.save_again()
            self.problem = ""
        except NotSavedError as error:
            written, self.problem = {}, str(error)
        for name, entry in written.items():
            if name in self.views:
                self.entries[name] = entry
                say({"type": "saved", "id": name, "saved": entry.saved, "message": ""})
        say({"type": "notice", "notice": self.notice})

    def redraw(self, say: Say) -> None:
        """Take the answers anew and draw anew; only practice is ever brought back."""

    def _restart(self, say: Say) -> None:
        """Graded questions have no new start; practice quizzes do."""


def _messages(state: Mapping[str, Any]) -> list[str]:
    parts: Iterator[Any] = iter(state.get("parts", {}).values())
    return [state["message"], *(part["message"] for part in parts)]
