"""Choose the one right option."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from random import Random
from typing import Any, ClassVar, Literal

from imuran_edu.core.words import _
from imuran_edu.questions.base import ComparedAs, OptionId
from imuran_edu.questions.interchange import (
    Choice,
    Item,
    alternatives,
    header_data,
    header_of,
    is_for,
    options_data,
)
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken, Explanation, question_type
from imuran_edu.questions.result import AnswerOption, ComparedAnswer, Score, from_share, invalid
from imuran_edu.questions.types._options import (
    OptionsQuestion,
    explain_chosen,
    fallback_options,
    notes_html,
    offered_options,
    page_options,
    public_options,
    text_of,
    texts_of,
)
from imuran_edu.questions.types._rules import key_names


@question_type
class SingleChoice(OptionsQuestion):
    """Choose the one right option. Of a pool every copy shows it."""

    compared_as: ClassVar[ComparedAs] = "choice"

    type: Literal["single"]
    key: OptionId

    @property
    def gist(self) -> list[str]:
        return [option.text for option in self.options if option.id == self.key]

    def rules(self) -> Broken:
        yield from super().rules()
        yield from key_names([self.key], self.options)

    def option_sets(self) -> list[list[str]]:
        return self.sets_of([self.key])

    def showing(self, names: Collection[str]) -> SingleChoice:
        options = [each for each in self.options if each.id in names]
        return self.model_copy(update={"options": options, "shown": None})

    def public_fields(self) -> dict[str, Any]:
        return {"shuffle": self.shuffle, "options": public_options(self.options)}

    def score(self, answer: Any) -> Score:
        if not isinstance(answer, str) or answer not in {option.id for option in self.options}:
            return invalid(self.points, _("The answer names no option of this question."))
        right = answer == self.key
        reason = _("The right option was chosen.") if right else _("Another option was chosen.")
        return from_share(float(right), self.points, reason, {answer: right})

    def explain(self, answer: Any, result: Score) -> Explanation:
        return "", explain_chosen(self.options, [answer], [self.key])

    def page_key(self) -> dict[str, Any]:
        return {"key": [self.key], "notes": notes_html(self.options)}

    def key_text(self) -> str:
        return texts_of(self.options)[self.key]

    def compare(self, answer: Any) -> ComparedAnswer | None:
        return ComparedAnswer(answer, (answer,))

    def offered(self) -> dict[str, AnswerOption]:
        return offered_options(self.options, [self.key])

    def right_answer(self) -> str:
        return self.key

    def wrong_answer(self, rng: Random) -> str:
        return rng.choice([option.id for option in self.options if option.id != self.key])

    def to_interchange(self) -> Item:
        options = alternatives(self.options, [self.key])
        return Choice(**header_of(self), options=options, shuffle=self.shuffle)

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "single") or not isinstance(item, Choice):
            return None
        if item.several or item.verdict:
            return None
        key = next((option.id for option in item.options if option.right), None)
        return {
            **header_data(item, "single"),
            "options": options_data(item.options),
            **({"key": key} if key else {}),
            **({} if item.shuffle else {"shuffle": False}),
        }

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return text_of(view["options"], answer) if isinstance(answer, str) else None

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        return page_options(view, seed)

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield from fallback_options(view)
