"""Choose every right option."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from imuran_edu.core.words import _
from imuran_edu.questions.base import ComparedAs, OptionId
from imuran_edu.questions.credit import SELECTION, RuleOf, Tally
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
    texts_listed,
    texts_of,
)
from imuran_edu.questions.types._rules import key_names


@question_type
class MultipleResponse(OptionsQuestion):
    """Choose every right option.

    `credit` is the rule for partial credit, with r right and w wrong options chosen, of k right
    options and n options in all: `off` gives all or nothing; `net-correct` (r - w) / k;
    `coverage` (r / k) times (r / (r + w)); `each-answer` the share of the n options that are
    rightly chosen or rightly left. No rule goes below 0, and no choice at all is blank. Of a pool
    k and n count what the copy shows: any options at all, so that the sets tell nothing of the key.
    """

    several_marks: ClassVar[bool] = True
    compared_as: ClassVar[ComparedAs] = "ticks"

    type: Literal["multiple"]
    key: list[OptionId] = Field(min_length=1)
    credit: Annotated[str, RuleOf(SELECTION)] = "net-correct"

    @property
    def gist(self) -> list[str]:
        return [option.text for option in self.options if option.id in self.key]

    def rules(self) -> Broken:
        yield from super().rules()
        yield from key_names(self.key, self.options)
        if len(set(self.key)) < len(self.key):
            yield ("key",), "the key names an option twice; name each once"
        wrong = len(self.options) - len(self.key)
        for count, missing in ((len(self.key), "wrong"), (wrong, "right")):
            if self.shown is not None and self.shown <= count:
                message = f"some copies would show no {missing} option: show at least {count + 1}"
                yield ("shown",), f"{message}, or let more be {missing}"

    def option_sets(self) -> list[list[str]]:
        return self.sets_of([])

    def showing(self, names: Collection[str]) -> MultipleResponse:
        options = [each for each in self.options if each.id in names]
        key = [each for each in self.key if each in names]
        return self.model_copy(update={"options": options, "key": key, "shown": None})

    def public_fields(self) -> dict[str, Any]:
        return {
            "credit": self.credit,
            "shuffle": self.shuffle,
            "options": public_options(self.options),
        }

    def score(self, answer: Any) -> Score:
        ids = {option.id for option in self.options}
        if not isinstance(answer, list) or not all(isinstance(x, str) and x in ids for x in answer):
            return invalid(self.points, _("The answer names an option that is not there."))
        chosen, key = set(answer), set(self.key)
        tally = Tally(len(chosen & key), len(chosen - key), len(key), len(ids))
        marks = {option: option in chosen and option in key for option in sorted(chosen | key)}
        if chosen == key:
            reason = _("Exactly the right options were chosen.")
        else:
            counts = {"right": tally.right, "wrong": tally.wrong}
            reason = (
                _("Of the options chosen, {right} right and {wrong} wrong.", **counts)
                if tally.wrong
                else _(
                    "Of the options chosen, {right} right and {wrong} wrong; not all were found.",
                    **counts,
                )
            )
        return from_share(SELECTION[self.credit].share(tally), self.points, reason, marks)

    def explain(self, answer: Any, result: Score) -> Explanation:
        return "", explain_chosen(self.options, answer, self.key)

    def page_key(self) -> dict[str, Any]:
        return {"key": self.key, "credit": self.credit, "notes": notes_html(self.options)}

    def key_text(self) -> str:
        return "; ".join(texts_of(self.options)[name] for name in self.key)

    def compare(self, answer: Any) -> ComparedAnswer | None:
        chosen = tuple(sorted(set(answer)))
        return ComparedAnswer(" ".join(chosen), chosen)

    def offered(self) -> dict[str, AnswerOption]:
        return offered_options(self.options, self.key)

    def right_answer(self) -> list[str]:
        return list(self.key)

    def wrong_answer(self, rng: Random) -> list[str]:
        wrong = [option.id for option in self.options if option.id not in self.key]
        return rng.sample(wrong, rng.randint(1, len(wrong))) if wrong else self.key[:1]

    def partial_answer(self, rng: Random) -> list[str]:
        return rng.sample(self.key, max(1, len(self.key) - 1))

    def to_interchange(self) -> Item:
        return Choice(
            **header_of(self),
            options=alternatives(self.options, self.key),
            several=True,
            shuffle=self.shuffle,
            credit=self.credit,
        )

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "multiple") or not isinstance(item, Choice) or not item.several:
            return None
        return {
            **header_data(item, "multiple"),
            "options": options_data(item.options),
            "key": [option.id for option in item.options if option.right],
            **({"credit": item.credit} if item.credit in SELECTION else {}),
            **({} if item.shuffle else {"shuffle": False}),
        }

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return texts_listed(view["options"], answer) if isinstance(answer, list) else None

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        rule = _(SELECTION[view["credit"]].sentence)
        return {**page_options(view, seed), "rule": rule}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield from fallback_options(view)
