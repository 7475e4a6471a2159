"""Which questions of an assignment have no answer, or one that will not count as it stands.

Validate, `imuran-edu hand-in` and the card at the end of an assignment all say this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imuran_edu.answers import Entry, Store
from imuran_edu.core.words import _, ngettext
from imuran_edu.questions import PublicQuestion
from imuran_edu.questions.reading import is_blank

Numbered = Mapping[str, tuple[str, PublicQuestion]]


@dataclass(frozen=True)
class Unfinished:
    """A question that is not ready to be handed in.

    Attributes:
        question: its id.
        number: as it is shown.
        text: what is missing, in a sentence.
        invalid: something was given, and it will not count as it stands.
    """

    question: str
    number: str
    text: str
    invalid: bool


def unfinished(questions: Numbered, answers: Mapping[str, Entry]) -> list[Unfinished]:
    """Return the questions that are not ready, in their order.

    Args:
        questions: of the assignment: id to number and public view.
        answers: as they are kept.
    """
    listed = []
    for name, (number, view) in questions.items():
        answer = answers.get(name, Entry(None)).answer
        if problem := next(_problems(number, view, answer), None):
            listed.append(Unfinished(name, number, *problem))
    return listed


def unfinished_in(folder: Path) -> list[Unfinished]:
    """Return the same for the folder of an assignment.

    Raises:
        QuestionsFileError: its questions cannot be read.
    """
    from imuran_edu.widgets.ask import read_questions

    assignment, questions = read_questions(folder)
    return unfinished(questions, Store.at(folder, assignment).load().answers)


def in_sentences(found: list[Unfinished], total: int) -> list[str]:
    """Return what a student must know before handing in.

    One sentence names what is empty, and one each an answer that will not count.

    Args:
        found: what is not ready.
        total: how many questions there are.
    """
    empty = [each.number for each in found if not each.invalid]
    said = []
    if empty:
        count = ngettext(
            "{n} of {total} questions is not answered: {numbers}.",
            "{n} of {total} questions are not answered: {numbers}.",
            len(empty),
            total=total,
            numbers=", ".join(empty),
        )
        said.append(count)
    return [*said, *(each.text for each in found if each.invalid)]


def _problems(number: str, view: PublicQuestion, answer: Any) -> Iterator[tuple[str, bool]]:
    if is_blank(answer):
        yield _("Question {number} is not answered yet.", number=number), False
        return
    answers = answer if isinstance(answer, dict) else {}
    for count, part in enumerate(view.parts, 1):
        at = {"number": number, "part": count}
        if is_blank(answers.get(part.id)):
            yield _("Question {number}, part {part}, is not answered yet.", **at), False
        else:
            yield from _problem(_("Question {number}, part {part}", **at), part, answers[part.id])
    if not view.parts:
        yield from _problem(_("Question {number}", number=number), view, answer)


def _problem(name: str, view: PublicQuestion, answer: Any) -> Iterator[tuple[str, bool]]:
    if problem := view.kind.unreadable(view, answer):
        yield f"{name}: {problem} {_('It will not count as it stands.')}", True
    elif problem := view.kind.unfinished(view, answer):
        yield f"{name}: {problem}", False
