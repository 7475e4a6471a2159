"""Sessions driven by messages, as a page drives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from imuran_edu.answers import Store
from imuran_edu.questions import load_bank, practice_questions, public_view
from imuran_edu.widgets.practice import PracticeSession
from imuran_edu.widgets.session import Session
from tests.examples import bank


class Page:
    """What a page would send and hear."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.heard: list[dict[str, Any]] = []

    def send(self, kind: str, name: str | None = None, **more: Any) -> list[dict[str, Any]]:
        """Send a message and return what came of it."""
        self.heard = []
        message = {"type": kind, **({"id": name} if name else {}), **more}
        self.session.receive(message, self.heard.append)
        return self.heard

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Return the messages of one kind among those heard last."""
        return [message for message in self.heard if message["type"] == kind]


def graded(folder: Path) -> Page:
    """Return a page of a graded session in that folder, as after a restart of the kernel."""
    views = [public_view(each) for each in bank().questions]
    return Page(Session(views, Store(folder, "exam")))


def practice(checkout: Path, folder: Path | None = None) -> Page:
    """Return a page of the practice quiz of a checkout, as after a restart of the kernel."""
    questions = practice_questions(load_bank(checkout / "quizzes" / "practice" / "doses.yaml"))
    store = Store(folder or checkout / "notebooks")
    return Page(PracticeSession("doses", questions, store))
