"""What was decided of graded questions after the exam: what counts, and for how much.

Decisions stand in the graded bank, under `decisions:`, for what they accept are keys. They change
how an answer is scored and nothing that a student saw.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from imuran_edu.core.strict_model import Strict
from imuran_edu.core.words import N_, _, ngettext
from imuran_edu.questions.base import POINT_DECIMALS, QuestionId
from imuran_edu.questions.question_type import Broken, QuestionType
from imuran_edu.questions.reading import is_blank
from imuran_edu.questions.result import DECIMALS, Score, Status
from imuran_edu.questions.score import score

_FORMS = ("dropped", "credit_all", "accept", "points")
DROPPED = N_("This question does not count for anybody.")
CREDITED = N_("Everybody who handed in has all the points of this question.")


class Decision(Strict):
    """One decision on one question, taken after the exam. It has one of the last four.

    Attributes:
        question: the id of the question, or of one within a case.
        date: the day of the decision.
        reason: why, in a sentence; students read it only where feedback shows the right answers.
        dropped: the question counts for nobody.
        credit_all: everybody who handed in has all its points.
        accept: further right answers, each in the form of the question's `key`.
        points: what a right answer earns from now on.
    """

    question: QuestionId
    date: dt.date
    reason: str = Field(min_length=1)
    dropped: Literal[True] | None = None
    credit_all: Literal[True] | None = None
    accept: list[Any] = []
    points: float | None = Field(default=None, ge=0.1, le=100)

    @model_validator(mode="after")
    def _is_one_thing(self) -> Decision:
        if len([name for name in _FORMS if getattr(self, name)]) != 1:
            raise ValueError(
                "a decision says one thing: 'dropped: true', 'credit_all: true', 'accept:' with a "
                "list of further keys, or 'points:'; write two decisions for two"
            )
        return self

    @property
    def day(self) -> str:
        """The date as a sentence has it: `28 November 2026`."""
        return f"{self.date.day} {self.date:%B %Y}"

    @property
    def told(self) -> str:
        """What a student is told of it, in one sentence that gives no key away."""
        if self.dropped:
            return _("This question was dropped on {day}: it counts for nobody.", day=self.day)
        if self.credit_all:
            return _(
                "On {day} everybody who handed in was given all points of this question.",
                day=self.day,
            )
        if self.accept:
            return _("Since {day} further answers to this question are accepted.", day=self.day)
        return ngettext(
            "Since {day} this question is worth {n} point.",
            "Since {day} this question is worth {n} points.",
            self.points or 0.0,
            day=self.day,
        )


@dataclass(frozen=True)
class Ruling:
    """All that was decided of one question.

    Attributes:
        dropped: whether it counts for nobody.
        credit_all: whether everybody who handed in has its points.
        variants: the question with each of the further keys.
        points: what it is worth now; None if that was not changed.
    """

    dropped: bool = False
    credit_all: bool = False
    variants: tuple[QuestionType, ...] = ()
    points: float | None = None


Rulings = Mapping[str, Ruling]
"""By the id of the question or of the part of a case."""


def rulings_of(questions: Iterable[QuestionType], decisions: Sequence[Decision]) -> Rulings:
    """Return what holds for each question that something was decided of.

    Of two decisions on a question's points the later date counts, of one day the last in the list.

    Raises:
        ValueError: an accepted answer is no key of its question.
    """
    known = {part.id: part for question in questions for part in (question, *question.parts)}
    found: dict[str, Ruling] = {}
    for each in sorted(decisions, key=lambda each: each.date):
        if each.question not in known:
            continue
        held = found.get(each.question, Ruling())
        variants = tuple(with_key(known[each.question], key) for key in each.accept)
        found[each.question] = Ruling(
            held.dropped or bool(each.dropped),
            held.credit_all or bool(each.credit_all),
            (*held.variants, *variants),
            held.points if each.points is None else each.points,
        )
    return found


def with_key(question: QuestionType, key: Any) -> QuestionType:
    """Return a question with another key.

    Args:
        question: of any type that has a `key`.
        key: in the form of that type; where the form is a list, a single value stands for a list.

    Raises:
        ValueError: it is no such key; in one line.
    """
    model: Any = type(question)
    if "key" not in model.model_fields:
        raise ValueError(f"a '{question.type}' question has no key, so none can be accepted")
    data = question.model_dump(by_alias=True)  # type: ignore[call-arg]  # pydantic's
    forms = [key, [key]] if isinstance(data["key"], list) and not isinstance(key, list) else [key]
    for form in forms:
        try:
            made: QuestionType = model.model_validate({**data, "key": form})
        except ValidationError:
            continue
        if score(made, made.right_answer()).status == "right":
            return made
        broken = [message for where, message in made.rules() if where[:1] == ("key",)]
        raise ValueError(next(iter(broken), f"{key!r} can be nobody's answer to this question"))
    raise ValueError(f"{key!r} has not the form of this question's key: {data['key']!r}")


def decision_rules(
    placed: Iterable[QuestionType], decisions: Sequence[Decision], graded: bool
) -> Broken:
    """Yield what is wrong with decisions: where, and what would mend it.

    Args:
        placed: every question of the bank, the parts of cases among them.
        decisions: of the bank.
        graded: whether it is a graded bank.
    """
    known = {question.id: question for question in placed}
    for index, each in enumerate(decisions):
        at = ("decisions", index)
        if not graded:
            yield at, "decisions are taken of graded questions; in practice mend the key"
        elif (question := known.get(each.question)) is None:
            yield (*at, "question"), f"there is no question '{each.question}' in this bank"
        elif question.parts and not each.dropped and not each.credit_all:
            yield (*at, "question"), "a case has no key or points of its own: name its question"
        elif question.template is not None and each.accept:
            yield (*at, "accept"), "copies differ here in numbers or options: mend the bank's key"
        elif question.manual and each.points:
            yield (*at, "points"), "a person gives these points by the rubric; change them there"
        for key in each.accept if each.question in known else ():
            try:
                with_key(known[each.question], key)
            except ValueError as error:
                yield (*at, "accept"), str(error)


def worth(question: QuestionType, rulings: Rulings) -> float:
    """Return what a question is worth, with all that was decided of it and of its parts."""
    held = rulings.get(question.id, Ruling())
    if held.dropped:
        return 0.0
    if question.parts:
        return round(sum(worth(part, rulings) for part in question.parts), POINT_DECIMALS)
    return question.points if held.points is None else held.points


def decided_score(question: QuestionType, answer: Any, rulings: Rulings) -> Score:
    """Score one answer by all that was decided. Never raises, as `score` does not."""
    held = rulings.get(question.id, Ruling())
    touched = any(part.id in rulings for part in question.parts)
    if held == Ruling() and not touched:
        return score(question, answer)
    found = _best(question, answer, held, rulings, touched)
    possible = worth(question, rulings)
    if held.dropped:
        status = "right" if found.status == "manual" else found.status  # nobody has to look
        return replace(found, earned=0.0, possible=0.0, status=status, reason=_(DROPPED))
    if held.credit_all:
        return replace(
            found, earned=possible, possible=possible, status="right", reason=_(CREDITED)
        )
    if touched:
        return found
    earned = round(found.earned / found.possible * possible, DECIMALS)
    return replace(found, earned=min(earned, possible), possible=possible)


def _best(
    question: QuestionType, answer: Any, held: Ruling, rulings: Rulings, touched: bool
) -> Score:
    """Return the score by whichever key is best for the student."""
    if touched:
        return _of_parts(question, answer, rulings)
    found = [score(each, answer) for each in (question, *held.variants)]
    return max(found, key=lambda each: each.earned)  # of equals the first: the key's own


def _of_parts(question: QuestionType, answer: Any, rulings: Rulings) -> Score:
    plain = score(question, answer)
    given = answer if isinstance(answer, dict) else {}
    parts = {part.id: decided_score(part, given.get(part.id), rulings) for part in question.parts}
    possible = worth(question, rulings)
    earned = min(round(sum(part.earned for part in parts.values()), DECIMALS), possible)
    if not earned and (is_blank(answer) or plain.status in ("blank", "invalid")):
        return replace(plain, possible=possible)
    counted = [part for part in parts.values() if part.possible]
    right = sum(part.status == "right" for part in counted)
    status: Status = "right" if right == len(counted) else "partial" if earned else "wrong"
    reason = _("{right} of {all} questions right.", right=right, all=len(counted))
    return Score(earned, possible, status, reason, {}, parts)


def told_of(
    question: QuestionType, decisions: Sequence[Decision]
) -> Iterator[tuple[Decision, QuestionType]]:
    """Yield the decisions on a question and its parts, in their order, each with what it is on."""
    known = {part.id: part for part in (question, *question.parts)}
    for each in decisions:
        if each.question in known:
            yield each, known[each.question]
