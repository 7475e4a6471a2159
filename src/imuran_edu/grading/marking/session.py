"""What the marking page shows and takes: answers without names, marks, progress, agreement."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from imuran_edu.core.markup import inline_html, to_html
from imuran_edu.grading.marking.journal import MarkJournal, digest
from imuran_edu.questions import QuestionType
from imuran_edu.results.marker_agreement import agreement_of
from imuran_edu.results.near_identical import near_identical

if TYPE_CHECKING:
    from imuran_edu.grading.nbgrader.written_answers import WrittenAnswer, WrittenAnswers

MOST_COMMENT = 5000  # characters


class MarkingError(ValueError):
    """The page asked for something that cannot be done; the message says what."""


class MarkingSession:
    """One person at work on the written questions of an assignment.

    Students have numbers here, in an order that tells nothing of their names.
    """

    def __init__(
        self, answers: WrittenAnswers, journal: MarkJournal, marker: str, second: int = 0
    ) -> None:
        """Begin.

        Args:
            answers: of the class, in the gradebook.
            journal: of the assignment.
            marker: who marks.
            second: how many answers of each question are marked a second time, to see how far two
                people agree: then nothing is written into the gradebook; 0 to mark for good.
        """
        self._answers, self._journal = answers, journal
        self._marker, self._second = marker, second
        self._shown: dict[str, list[WrittenAnswer]] = {}

    def about(self) -> dict[str, Any]:
        """Return what the page needs once: the questions and their rubrics."""
        return {
            "assignment": self._answers.course.assignment,
            "marker": self._marker,
            "second": bool(self._second),
            "questions": [
                {
                    "id": name,
                    "stem": to_html(question.stem),
                    "points": question.points,
                    "levels": [
                        {"points": points, "title": inline_html(title), "earns": inline_html(earns)}
                        for points, title, earns in question.levels
                    ],
                }
                for name, question in self._answers.questions.items()
            ],
        }

    def answers(self, name: str) -> dict[str, Any]:
        """Return everybody's answer to a question, with what this person gave so far.

        Raises:
            MarkingError: there is no such question.
        """
        self._question(name)
        found = self._answers.read(name)
        found.sort(key=lambda each: _place(name, each.student))
        if self._second:
            found = self._sample(name, found)
        self._shown[name] = found
        alike: dict[int, list[tuple[int, float]]] = {}
        numbers = {each.student: number for number, each in enumerate(found)}
        for one, other, percent in near_identical({e.student: e.text for e in found}):
            pair = numbers[one], numbers[other]
            for own, its in (pair, pair[::-1]):
                alike.setdefault(own, []).append((its, round(percent)))
        return {
            "answers": [
                {
                    "text": each.text,
                    "words": len(each.text.split()),
                    "alike": alike.get(number, []),
                    **self._given(name, each),
                }
                for number, each in enumerate(found)
            ],
            "comments": self._journal.comments(name),
            "agreement": self.agreement(name),
        }

    def mark(self, name: Any, number: Any, points: Any, comment: Any) -> dict[str, Any]:
        """Take what was given to an answer; return the comments and the agreement of now.

        Args:
            name: the question's id; like the others, as it came from the page.
            number: of the answer, as it was shown.
            points: to be given.
            comment: for the student.

        Raises:
            MarkingError: it cannot be given.
            GradingError: the gradebook cannot be written to.
            OSError: the journal cannot be written to.
        """
        question = self._question(name)
        shown = self._shown.get(name, [])
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(shown):
            raise MarkingError("there is no such answer; load the page again")
        if isinstance(points, bool) or not isinstance(points, int | float):
            raise MarkingError("points are a number")
        if not 0 <= points <= question.points:
            raise MarkingError(f"points are from 0 to {question.points:g}")
        if not isinstance(comment, str) or len(comment) > MOST_COMMENT:
            raise MarkingError(f"a comment is a text of at most {MOST_COMMENT} characters")
        each, said = shown[number], comment.strip()
        # first the journal: what stands there is not lost if the gradebook is held by another
        self._journal.add(name, each.student, self._marker, float(points), said, each.text)
        if not self._second:
            self._answers.give(name, each.student, float(points), said)
        return {"comments": self._journal.comments(name), "agreement": self.agreement(name)}

    def agreement(self, name: str) -> list[dict[str, Any]]:
        """Return how far this person agrees with each other one who marked the same answers."""
        return agreements(self._journal, name, [self._marker])

    def _given(self, name: str, each: WrittenAnswer) -> dict[str, Any]:
        if self._second:
            mark = self._journal.latest(name).get((each.student, self._marker))
            known = mark if mark and mark.answer == digest(each.text) else None
            return {
                "points": known.points if known else None,
                "comment": known.comment if known else "",
                "waits": known is None,
            }
        return {"points": each.points, "comment": each.comment, "waits": each.waits}

    def _sample(self, name: str, found: Sequence[WrittenAnswer]) -> list[WrittenAnswer]:
        """Return answers that others have marked, the same ones whenever this person comes back."""
        latest = self._journal.latest(name)
        marked = {student for student, marker in latest if marker != self._marker}
        usable = [each for each in found if each.student in marked]
        usable.sort(key=lambda each: _place(self._marker + name, each.student))
        return usable[: self._second]

    def _question(self, name: Any) -> QuestionType:
        if name not in self._answers.questions:
            raise MarkingError("there is no such written question")
        return self._answers.questions[name]


def agreements(journal: MarkJournal, question: str, ones: Sequence[str]) -> list[dict[str, Any]]:
    """Return how far people agree on a question, pair by pair.

    Args:
        journal: of the assignment.
        question: its id.
        ones: of each pair at least one is among these.
    """
    markers = journal.markers(question)
    found = []
    for place, one in enumerate(markers):
        for other in markers[place + 1 :]:
            if not {one, other} & set(ones):
                continue
            result = agreement_of(journal.pairs(question, one, other))
            if result.answers:
                found.append(
                    {
                        "markers": [one, other],
                        "answers": result.answers,
                        "same": result.same,
                        "kappa": None if result.kappa is None else round(result.kappa, 3),
                    }
                )
    return found


def _place(salt: str, student: str) -> str:
    return hashlib.sha256(f"{salt}\x00{student}".encode("utf-8", "replace")).hexdigest()
