"""What students handed in, brought into a form in which answers can be counted and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from imuran_edu.core.markup import plain_text
from imuran_edu.questions import QuestionType, answer_in_words, score
from imuran_edu.questions.reading import is_blank
from imuran_edu.questions.words import CLIP, clipped

State = Literal["right", "partial", "wrong", "blank", "unreadable"]


@dataclass(frozen=True)
class ResponseRecord:
    """One student's work on an assignment.

    Attributes:
        student: the name in the gradebook.
        points: by the name of the graded cell; None while it waits for a person.
        answers: by the id of the question.
        seed: of the folder, by which the rows of templates are known.
    """

    student: str
    points: Mapping[str, float | None]
    answers: Mapping[str, Any]
    seed: int = 0


@dataclass(frozen=True)
class ScoredItem:
    """A question, or a question within a case, whose answers can be compared.

    Attributes:
        question: from the bank.
        case: the case that it belongs to; None if it stands alone.
    """

    question: QuestionType
    case: QuestionType | None = None

    @property
    def within(self) -> str:
        """The id of the case that it belongs to; `""` if none."""
        return self.case.id if self.case else ""

    def in_row(self, seed: int) -> tuple[int, QuestionType]:
        """Return the number of the row that a folder has, and the question with its numbers."""
        whole = (self.case or self.question).for_seed(seed)
        if self.case is None:
            return whole.row, whole
        return whole.row, next(part for part in whole.parts if part.id == self.id)

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    def answer(self, answers: Mapping[str, Any]) -> Any:
        """Return a student's answer to it; None if there is none."""
        if not self.within:
            return answers.get(self.id)
        case = answers.get(self.within)
        return case.get(self.id) if isinstance(case, Mapping) else None


@dataclass(frozen=True)
class ScoredResponse:
    """An answer that can be held against others.

    Attributes:
        state: how good it is.
        value: equal for answers that are the same; `""` if blank or unreadable.
        chosen: what was chosen, option by option or pair by pair, by the names of `offered`.
        words: for people to read.
        earned: points.
        offered: the names of what could be chosen; empty where students write what they like.
    """

    state: State
    value: str = ""
    chosen: tuple[str, ...] = ()
    words: str = ""
    earned: float = 0.0
    offered: tuple[str, ...] = ()


def asked_in(questions: Sequence[QuestionType]) -> Iterator[ScoredItem]:
    """Yield the questions whose answers can be compared: those of a case each, none by hand."""
    for question in questions:
        if question.parts:
            yield from (ScoredItem(part, question) for part in question.parts)
        elif not question.manual:
            yield ScoredItem(question)


def given(question: QuestionType, answer: Any) -> ScoredResponse:
    """Return an answer in a form that can be compared. Never raises, whatever the answer is."""
    if is_blank(answer):
        return ScoredResponse("blank")
    result = score(question, answer)
    if result.status == "blank":
        return ScoredResponse("blank")
    state: State = "wrong"
    if result.status in ("right", "partial"):
        state = "right" if result.status == "right" else "partial"
    elif result.status == "invalid" and not question.typed:
        return ScoredResponse("unreadable")
    compared = question.compare(answer)
    if compared is None or not compared.value:
        return ScoredResponse("unreadable")
    words = compared.typed or clipped(plain_text(answer_in_words(question, answer)), 4 * CLIP)
    return ScoredResponse(state, compared.value, compared.chosen, words, result.earned)


def all_given(item: ScoredItem, records: Sequence[ResponseRecord]) -> list[ScoredResponse]:
    """Return everybody's answer to a question; equal answers of a class are looked at once."""
    known: dict[tuple[int, str], ScoredResponse] = {}
    found = []
    for record in records:
        answer = item.answer(record.answers)
        row, question = item.in_row(record.seed)
        same = row, repr(answer)  # tells 1, 1.0, True and "1" apart, as scoring does
        if same not in known:
            own = _of_row(given(question, answer), row, question.typed)
            known[same] = replace(own, offered=tuple(question.offered()))
        found.append(known[same])
    return found


def _of_row(answer: ScoredResponse, row: int, typed: bool) -> ScoredResponse:
    """Return an answer so that typed ones to other numbers are not taken for the same."""
    if not row or not typed or not answer.value:
        return answer
    value, words = f"row {row}: {answer.value}", f"{answer.words} (row {row})"
    return replace(answer, value=value, chosen=(value,), words=words)


def stem_line(question: QuestionType) -> str:
    """Return what is asked in one line of plain text, clipped if it is long."""
    return clipped(plain_text(question.stem), 4 * CLIP)
