"""What the progress card says and does, without its widget: messages in, messages out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from imuran_edu.answers import Entry, NotSavedError, Store
from imuran_edu.answers.attempts import merged
from imuran_edu.answers.mastery import carried, mastery
from imuran_edu.answers.memory_store import MemoryStore
from imuran_edu.answers.merge import ByCode, Merged, add_code, merge
from imuran_edu.answers.progress_file import (
    ProgressFile,
    RefusedError,
    read_progress,
    write_progress,
)
from imuran_edu.answers.question_order import Register, load_register
from imuran_edu.answers.resume_code import CodeError, read_code, write_code
from imuran_edu.core.words import N_, _, ngettext
from imuran_edu.questions import QuestionType
from imuran_edu.widgets.course_index import corrected_days, course_questions, course_titles
from imuran_edu.widgets.course_session import CourseSession
from imuran_edu.widgets.session import Message, Say, read_quietly

AWAY: Final = ("BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST")  # set where everything is deleted soon
ON_BINDER: Final = N_(
    "You are on Binder. It deletes everything when you leave, and after ten idle minutes: download "
    "your progress before that."
)


class ProgressController:
    """The progress of one folder: shown, written to a file, brought back.

    Attributes:
        store: where the answers are.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._register: Register = load_register()

    def view(self) -> dict[str, Any]:
        """Return what the card shows: sums, lessons, the resume code (`""` before the start)."""
        answers = self.store.load().answers
        read = self.store.attempts()
        # the banks take a moment to read, and before the first check nothing needs them
        begun = read.attempts or any(entry.checked for entry in answers.values())
        questions = course_questions() if begun else {}
        now = mastery(answers, self._register, questions, read.attempts, corrected_days())
        titles = course_titles()
        lessons = [
            {
                "id": lesson,
                "title": titles.get(lesson, lesson),
                "mastered": len(now.mastered & set(now.asked[lesson])),
                "learning": len((now.begun - now.mastered) & set(now.asked[lesson])),
                "of": len(now.asked[lesson]),
                "done": lesson in now.done,
            }
            for lesson in sorted(now.asked, key=[*titles].index)
            if lesson in titles
        ]
        some = bool(now.mastered or now.once or now.done)
        return {
            "mastered": sum(each["mastered"] for each in lessons),
            "learning": sum(each["learning"] for each in lessons),
            "of": sum(each["of"] for each in lessons),
            "done": len(now.done),
            "lessons": lessons,
            "code": write_code(self._register, now.mastered, now.done, now.once) if some else "",
            "answers": len(answers) + len(read.attempts),
            "away": _(ON_BINDER) if any(name in os.environ for name in AWAY) else "",
        }

    def receive(self, message: Any, say: Say) -> bool:
        """Do what a message asks for, `say` what came of it; return whether answers changed.

        Nothing that a page sends may raise.
        """
        if not isinstance(message, dict):
            return False
        text = message.get("text")
        match message.get("type"):
            case "course":  # for what is due
                CourseSession(self.store).receive(message, say)
            case "look":
                say({"type": "view", "view": self.view()})
            case "lend":
                self._lend(message)
            case "download":
                say(self._file())
            case "restore" if isinstance(text, str):
                return self._take(say, lambda: self._restore(text))
            case "code" if isinstance(text, str):
                return self._take(say, lambda: self._type_in(text))
        return False

    def _lend(self, message: Message) -> None:
        """Take what a browser keeps, where it keeps the answers instead of the folder."""
        entries, lines = message.get("entries"), message.get("attempts")
        if not isinstance(self.store, MemoryStore) or not isinstance(entries, dict):
            return
        attempts = (
            [each for each in lines if isinstance(each, str)] if isinstance(lines, list) else []
        )
        self.store.change(lambda _: read_quietly(entries), attempts)

    def _file(self) -> Message:
        now = datetime.now(UTC)
        text = write_progress(self.store.load().answers, now, self.store.attempts().attempts)
        return {"type": "file", "name": f"imuran-progress-{now:%Y-%m-%d}.json", "text": text}

    def _take(self, say: Say, do: Callable[[], str]) -> bool:
        try:
            told = do()
        except (RefusedError, CodeError, NotSavedError) as error:
            say({"type": "said", "level": "error", "text": str(error)})
            return False
        if isinstance(self.store, MemoryStore):
            entries = {name: each.plain for name, each in self.store.load().answers.items()}
            lines = [each.line for each in self.store.attempts().attempts]
            say({"type": "lent", "entries": entries, "attempts": lines})
        say({"type": "view", "view": self.view()})
        say({"type": "said", "level": "info", "text": told})
        return True

    def _restore(self, text: str) -> str:
        file = read_progress(text, datetime.now(UTC))
        outcome, attempts = bring_back(self.store, file)
        brought = ngettext(
            "{n} answer brought back", "{n} answers brought back", outcome.added + outcome.renewed
        )
        told = ngettext(
            "{n} attempt added to your history", "{n} attempts added to your history", attempts
        )
        kept = ngettext(
            "{n} left as it is here, where it is newer",
            "{n} left as they are here, where they are newer",
            outcome.kept,
        )
        said = [brought, *([told] * bool(attempts)), *([kept] * bool(outcome.kept))]
        reload = _("Lessons that are open elsewhere show them after a reload.")
        return f"{'; '.join(said)}. {reload}"

    def _type_in(self, text: str) -> str:
        mastered, done, once = (frozenset(each) for each in read_code(self._register, text))
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        self.store.change(lambda here: add_code(here, ByCode(mastered, done, once, now)))
        return _(
            "The code says: {questions}, {once} right once, {lessons}. That is added to what is "
            "here. A code carries no dates: what is due starts anew.",
            questions=ngettext("{n} question mastered", "{n} questions mastered", len(mastered)),
            once=len(once),
            lessons=ngettext("{n} lesson done", "{n} lessons done", len(done)),
        )


def bring_back(store: Store, file: ProgressFile) -> tuple[Merged, int]:
    """Merge a progress file into a folder's answers and attempts.

    Returns:
        What came of the answers, and how many attempts were new here.

    Raises:
        RefusedError: the folder has all of it already, or newer; nothing is written.
        NotSavedError: the folder cannot be written; what was there stays.
    """
    outcome = Merged({}, 0, 0, 0)
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    here, answers = store.attempts().attempts, store.load().answers
    old = any(_uncounted(each) for each in (answers, file.answers))
    questions: dict[str, QuestionType] = course_questions() if old else {}
    # an answer that is replaced leaves what it counts for
    left = carried(answers, questions), carried(file.answers, questions)
    known = {each.line for each in here}
    fresh = [each.line for each in merged(file.attempts, *left) if each.line not in known]
    told = len(set(fresh) & {each.line for each in file.attempts})

    def make(here: dict[str, Any]) -> dict[str, Any]:
        nonlocal outcome
        outcome = merge(here, file.answers, now)
        if not outcome.changed and not told:
            raise RefusedError(_nothing_new(outcome, file))
        return outcome.answers

    store.change(make, fresh)
    return outcome, told


def _uncounted(answers: Mapping[str, Entry]) -> bool:
    """Whether version 0.1.0 checked an answer: it counted no attempts."""
    return any(set(entry.checked) - set(entry.tries) for entry in answers.values())


def _nothing_new(outcome: Merged, file: ProgressFile) -> str:
    day = file.made[:10]
    untouched = _("Nothing here was changed.")
    if not outcome.kept:
        here = (
            _("Everything in this file, made on {day}, is here already.", day=day)
            if day
            else _("Everything in this file is here already.")
        )
        return f"{here} {untouched}"
    older = (
        _("This file, made on {day}, is older than what is here:", day=day)
        if day
        else _("This file is older than what is here:")
    )
    changed = ngettext(
        "{n} answer of it changed here since, and the others are the same.",
        "{n} answers of it changed here since, and the others are the same.",
        outcome.kept,
    )
    return f"{older} {changed} {untouched}"
