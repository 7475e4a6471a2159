"""A practice quiz: every answer can be checked, explained and tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from imuran_edu.answers import Entry, Store
from imuran_edu.core import InputError
from imuran_edu.core.markup import inline_html, to_html
from imuran_edu.questions import (
    PracticeQuestion,
    PublicQuestion,
    QuestionType,
    feedback,
    find_bank,
    load_bank,
    practice_questions,
)
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.page import front_view
from imuran_edu.widgets.evidence_views import basis_html, corrected_html
from imuran_edu.widgets.session import Message, Say, Session


class PracticeSession(Session):
    """A session that holds the keys, so that it can answer back."""

    def __init__(self, name: str, questions: Sequence[PracticeQuestion], store: Store) -> None:
        self._questions = {
            each.id: each for asked in questions for each in with_parts(asked.question)
        }
        self._round_id = f"round-of-{name}"  # no question's id: those of banks have their own words
        super().__init__([asked.public for asked in questions], store)

    def reload(self) -> None:
        """Take the answers and the round as they are in the store now."""
        super().reload()
        past = self.store.load().answers.get(self._round_id, Entry(None)).answer
        self.round = past if isinstance(past, int) and not isinstance(past, bool) else 1

    def front(self) -> list[dict[str, Any]]:
        """Return the questions as drawn: in the author's order first, later in a new one."""
        views = list(self.views.values())
        seed = f"{self.seed}/{self.round}"
        if self.round > 1:
            Random(seed).shuffle(views)
        return [front_view(view, str(number), seed) for number, view in enumerate(views, 1)]

    def _part_state(self, view: PublicQuestion, answer: Any, entry: Entry) -> dict[str, Any]:
        state = super()._part_state(view, answer, entry)
        if view["id"] in entry.checked:
            state["feedback"] = feedback_view(self._questions[view.id], answer, entry.saved)
        return state

    def _done(self, part: str, entry: Entry) -> bool:
        return part in entry.checked

    def _on_question(self, kind: Any, name: str, message: Message, say: Say) -> None:
        if kind not in ("check", "retry") or (kind == "check" and "answer" not in message):
            super()._on_question(kind, name, message, say)
            return
        part = self._part(name, message)
        if kind == "check":
            self._answer(name, message.get("answer"))
        entry = self.entries.get(name, Entry(None))
        checked = tuple(each for each in entry.checked if each != part)
        if kind == "check" and self._can_be_checked(part, entry):
            checked = (*checked, part)
        self.entries[name] = replace(entry, checked=checked)
        state = self.state(name)
        if kind == "check" and part not in checked:
            target = state["parts"][part] if part != name else state
            target["message"] = target["message"] or "Answer the question first, then check."
        # feedback first: a student waits for it, and saving takes the disk's time
        say({"type": "state", "id": name, "state": state})
        self._save(name, say)

    def _can_be_checked(self, part: str, entry: Entry) -> bool:
        answer = entry.answer
        question = self._questions[part]
        if question.id not in self.views:
            answer = answer.get(part) if isinstance(answer, dict) else None
        return feedback(question, answer).score.status not in ("blank", "malformed")

    def redraw(self, say: Say) -> None:
        """Take the answers anew and have the page drawn anew."""
        self.reload()
        say({"type": "reset", "questions": self.front(), "states": self.states})

    def _restart(self, say: Say) -> None:
        self.round += 1
        cleared = {name: Entry(None) for name in self.entries}
        self.entries = {}
        self.store.put_off({**cleared, self._round_id: Entry(self.round)})
        say({"type": "reset", "questions": self.front(), "states": self.states})
        self._save_again(say)


def feedback_view(question: QuestionType, answer: Any, saved: str = "") -> dict[str, Any]:
    """Return the feedback on an answer as the front end draws it.

    Args:
        question: from the bank.
        answer: to it.
        saved: when the answer was saved; if the key was corrected since, the learner is told.
    """
    said = feedback(question, answer)
    points = "point" if said.score.possible == 1 else "points"
    return {
        "status": said.score.status,
        "headline": said.headline,
        "score": f"{said.score.earned:.3g} of {said.score.possible:g} {points}",
        "earned": said.score.earned,
        "reason": said.score.reason if question.several_marks else "",
        "parts": {
            name: {"mark": part.mark, "html": inline_html(part.text)}
            for name, part in said.parts.items()
        },
        "html": corrected_html(question.id, saved) + to_html(said.text),
        "rationale": to_html(said.rationale),
        "evidence": basis_html(question),
    }


def quiz(name: str) -> None:
    """Show a practice quiz of the course.

    Args:
        name: of a practice bank, such as `"mechanism"`.
    """
    from imuran_edu.widgets.quiz_widget import show, show_problem

    try:
        bank = load_bank(find_bank(name))
    except FileNotFoundError as error:
        show_problem(str(error))
        return
    except InputError as error:
        show_problem(f"The questions of this quiz have a fault. {error}")
        return
    session = PracticeSession(name, practice_questions(bank), Store.at(Path.cwd()))
    introduction = to_html(bank.introduction)
    show(session, session.front(), "practice", bank.title, introduction)
