"""Say whether a statement holds."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, ClassVar, Literal

from imuran_edu.core.markup import inline_html
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.words import _
from imuran_edu.questions.base import ComparedAs, ScoredQuestion
from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Item,
    header_data,
    header_of,
    is_for,
)
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken, Explanation, question_type
from imuran_edu.questions.result import (
    AnswerOption,
    ComparedAnswer,
    PartFeedback,
    Score,
    from_share,
    invalid,
)


class VerdictFeedback(Strict):
    """What to tell someone who answered true, and someone who answered false."""

    if_true: str
    if_false: str


@question_type
class TrueFalse(ScoredQuestion):
    """Say whether a statement holds."""

    compared_as: ClassVar[ComparedAs] = "choice"

    type: Literal["true_false"]
    key: bool
    feedback: VerdictFeedback

    def rules(self) -> Broken:
        yield from ()

    def public_fields(self) -> dict[str, Any]:
        return {}

    def score(self, answer: Any) -> Score:
        if not isinstance(answer, bool):
            return invalid(self.points, _("The answer is neither true nor false."))
        right = answer is self.key
        reason = (
            _("The statement was judged rightly.") if right else _("The statement was misjudged.")
        )
        return from_share(float(right), self.points, reason)

    def explain(self, answer: Any, result: Score) -> Explanation:
        text = self.feedback.if_true if answer else self.feedback.if_false
        if answer is self.key:
            return "", {_name(answer): PartFeedback("right", text)}
        wrong, missed = PartFeedback("wrong", text), PartFeedback("missed")
        return "", {_name(answer): wrong, _name(self.key): missed}

    def page_key(self) -> dict[str, Any]:
        texts = {"true": self.feedback.if_true, "false": self.feedback.if_false}
        notes = {verdict: inline_html(text) for verdict, text in texts.items()}
        return {"key": self.key, "notes": notes}

    def key_text(self) -> str:
        return str(self.key)

    def compare(self, answer: Any) -> ComparedAnswer | None:
        return ComparedAnswer(_name(answer), (_name(answer),))

    def offered(self) -> dict[str, AnswerOption]:
        return {
            _name(verdict): AnswerOption(str(verdict), verdict is self.key)
            for verdict in (True, False)
        }

    def right_answer(self) -> bool:
        return self.key

    def wrong_answer(self, rng: Random) -> bool:
        return not self.key

    def to_interchange(self) -> Item:
        options = (
            Alternative("true", "True", self.feedback.if_true, self.key),
            Alternative("false", "False", self.feedback.if_false, not self.key),
        )
        return Choice(**header_of(self), options=options, shuffle=False, verdict=True)

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "true_false") or not isinstance(item, Choice) or not item.verdict:
            return None
        verdicts = {option.id: option for option in item.options}
        true, false = verdicts["true"], verdicts["false"]
        return {
            **header_data(item, "true_false"),
            "key": true.right,
            "feedback": {"if_true": true.feedback, "if_false": false.feedback},
        }

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        if not isinstance(answer, bool):
            return None
        return _("True") if answer else _("False")

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        return {}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield from ()


def _name(verdict: bool) -> str:
    return str(verdict).lower()
