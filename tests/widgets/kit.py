"""Sessions driven by messages, as a page drives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from imuran_edu.answers import Store
from imuran_edu.questions import public_view
from imuran_edu.widgets.session import Session
from tests.examples import bank


class Page:
    """What a page would send and hear."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.heard: list[dict[str, Any]] = []

    def send(self, message: Any) -> list[dict[str, Any]]:
        """Send a message and return what came of it."""
        self.heard = []
        self.session.receive(message, self.heard.append)
        return self.heard

    def save(self, name: str, answer: Any, **more: Any) -> dict[str, Any]:
        """Send an answer to be saved and return the reply."""
        entries = {name: {"answer": answer, **more}}
        parcel = {"entries": entries, "given": {}}
        (reply,) = self.send({"type": "save", "number": "p-1", "parcel": parcel})
        return reply


def graded(folder: Path) -> Page:
    """Return a page of a graded session in that folder, as after a restart of the kernel."""
    views = [public_view(each) for each in bank().questions]
    return Page(Session(views, Store(folder, "exam"), ["round-of-x"]))
