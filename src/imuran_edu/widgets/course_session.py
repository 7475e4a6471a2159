"""What Today, the mock exam and the notes are told and keep: the whole course, for one learner."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from imuran_edu.answers import NotSavedError, Store
from imuran_edu.answers.attempts import merged
from imuran_edu.answers.delete_all import delete_all
from imuran_edu.answers.mastery import carried, code_attempts
from imuran_edu.answers.progress_file import write_practice
from imuran_edu.widgets.course_index import course_index, course_questions, practice_views
from imuran_edu.widgets.session import Message, Say, Session

LEARNER: Final = ("set-", "exams", "note-of-", "flag-of-")
"""How ids of what a learner keeps beside answers begin: sets of questions, exams, notes, flags."""


class CourseSession(Session):
    """The learner's own things in one folder, and the practice questions of the whole course."""

    def __init__(self, store: Store) -> None:
        super().__init__([], store, prefixes=LEARNER)

    def receive(self, message: Any, say: Say) -> None:
        """Do what a message from the page asks for; what makes no sense is passed over."""
        match message:
            case {"type": "course", "number": str(number)}:
                say({"type": "course", "number": number, **self.course()})
            case {"type": "views", "number": str(number), "ids": list(ids)}:
                say({"type": "views", "number": number, "views": self.drawn(ids)})
            case {"type": "hand-in", "number": str(number)}:
                say({"type": "file", "number": number, **self.practice_file()})
            case {"type": "delete", "number": str(number)}:
                say({"type": "deleted", "number": number, "problem": self.delete_all()})
            case _:
                super().receive(message, say)

    def course(self) -> Message:
        """Return the index of the course and what is kept: entries, and every attempt."""
        answers = self.reload()
        read = self.store.attempts()
        questions = course_questions()
        told = (carried(answers, questions), code_attempts(answers, questions))
        lines = [attempt.line for attempt in merged(read.attempts, *told)]
        loaded = {**self.loaded, "attempts": lines}
        if read.notice and loaded["notice"]["level"] == "none":
            loaded["notice"] = {"level": "warning", "text": read.notice}
        return {"index": course_index(), "loaded": loaded}

    def drawn(self, ids: list[Any]) -> list[dict[str, Any]]:
        """Return practice questions as the page draws them."""
        return practice_views([name for name in ids if isinstance(name, str)], self.seed)

    def practice_file(self) -> Message:
        """Return the file for a class: the attempts alone, without notes and answers."""
        now = datetime.now(UTC)
        course = self.course()["loaded"]["attempts"]
        return {"name": f"imuran-practice-{now:%Y-%m-%d}.json", "text": write_practice(course, now)}

    def delete_all(self) -> str:
        """Delete everything of the learner in this folder; return what prevented it, or `""`."""
        try:
            delete_all(self.store)
        except NotSavedError as error:
            return str(error)
        self.entries = {}
        return ""
