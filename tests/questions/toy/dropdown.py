"""A question type for tests: choose a word from a list that unfolds."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, ClassVar, Literal

from pydantic import Field

from imuran_edu.questions.base import ComparedAs, ScoredQuestion
from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Item,
    header_data,
    header_of,
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


@question_type
class Dropdown(ScoredQuestion):
    """Choose a word from a list that unfolds."""

    compared_as: ClassVar[ComparedAs] = "choice"

    type: Literal["dropdown"]
    choices: dict[str, str] = Field(min_length=2)
    key: str
    mend: str

    def rules(self) -> Broken:
        if self.key not in self.choices:
            yield ("key",), f"the key names '{self.key}'; choose one of {', '.join(self.choices)}"

    def public_fields(self) -> dict[str, Any]:
        return {"choices": dict(sorted(self.choices.items()))}

    def score(self, answer: Any) -> Score:
        if not isinstance(answer, str) or answer not in self.choices:
            return invalid(self.points, "The answer is not in the list.")
        return from_share(float(answer == self.key), self.points, "A word was chosen.")

    def explain(self, answer: Any, result: Score) -> Explanation:
        if result.status == "right":
            return "", {answer: PartFeedback("right")}
        return self.mend, {answer: PartFeedback("wrong")}

    def page_key(self) -> dict[str, Any]:
        return {"key": self.key, "mend": self.mend}

    def key_text(self) -> str:
        return self.choices[self.key]

    def compare(self, answer: Any) -> ComparedAnswer | None:
        return ComparedAnswer(answer, (answer,))

    def offered(self) -> dict[str, AnswerOption]:
        return {
            name: AnswerOption(text, name == self.key, name != self.key)
            for name, text in self.choices.items()
        }

    def right_answer(self) -> str:
        return self.key

    def wrong_answer(self, rng: Random) -> str:
        return rng.choice(sorted(set(self.choices) - {self.key}))

    def to_interchange(self) -> Item:
        options = tuple(
            Alternative(name, text, "", name == self.key) for name, text in self.choices.items()
        )
        return Choice(**header_of(self), options=options)

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if item.type != "dropdown" or not isinstance(item, Choice):
            return None
        key = next(option.id for option in item.options if option.right)
        choices = {option.id: option.text for option in item.options}
        return {**header_data(item, "dropdown"), "choices": choices, "key": key, "mend": ""}

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return view["choices"].get(answer) if isinstance(answer, str) else None

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        return {"choices": view["choices"]}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield f"<p>{' | '.join(view['choices'].values())}</p>"
