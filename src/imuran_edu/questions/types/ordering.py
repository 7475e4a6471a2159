"""Put things in their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from imuran_edu.core.markup import inline_html, to_html
from imuran_edu.core.words import _
from imuran_edu.questions.base import Option, OptionId, ScoredQuestion
from imuran_edu.questions.credit import ORDER, RuleOf, Tally
from imuran_edu.questions.interchange import (
    Item,
    Order,
    alternatives,
    header_data,
    header_of,
    is_for,
    options_data,
)
from imuran_edu.questions.page import html_list, shuffled
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
from imuran_edu.questions.types._options import public_options, texts_listed, texts_of
from imuran_edu.questions.types._rules import options_differ

ARROW = " \u2192 "


@question_type
class Ordering(ScoredQuestion):
    """Put things in their order.

    With `credit: pairs` the score is the number of pairs in the right order less the number in
    the wrong order, over all pairs (Kendall's tau), and not below 0: a random order earns little.
    """

    several_marks: ClassVar[bool] = True

    type: Literal["ordering"]
    items: list[Option] = Field(min_length=3)
    key: list[OptionId]
    credit: Annotated[str, RuleOf(ORDER)] = "pairs"
    feedback: str

    @property
    def named_texts(self) -> dict[str, str]:
        return texts_of(self.items)

    @property
    def gist(self) -> list[str]:
        return [item.text for item in self.items]

    def rules(self) -> Broken:
        yield from options_differ(self.items, "items")
        if sorted(self.key) != sorted(item.id for item in self.items):
            yield ("key",), "the key must name every item once, in the right order"
        elif self.key == sorted(self.key):
            yield ("key",), "the ids tell the order, and students can see ids; mix them"

    def public_fields(self) -> dict[str, Any]:
        return {"credit": self.credit, "items": public_options(self.items)}

    def score(self, answer: Any) -> Score:
        texts = isinstance(answer, list) and all(isinstance(item, str) for item in answer)
        if not texts or sorted(answer) != sorted(self.key):
            return invalid(self.points, _("The answer does not name every item once."))
        place = {item: index for index, item in enumerate(self.key)}
        pairs = list(combinations(answer, 2))
        kept = sum(place[first] < place[second] for first, second in pairs)
        tally = Tally(kept, len(pairs) - kept, len(pairs), len(pairs))
        exact = answer == self.key
        reason = (
            _("Everything is in order.")
            if exact
            else _(
                "Pairs of lines in the right order: {right}; in the wrong order: {wrong}. "
                "So {count} of {pairs} count.",
                right=kept,
                wrong=tally.wrong,
                count=max(0, kept - tally.wrong),
                pairs=len(pairs),
            )
        )
        marks = {item: answer[index] == item for index, item in enumerate(self.key)}
        return from_share(ORDER[self.credit].share(tally), self.points, reason, marks)

    def explain(self, answer: Any, result: Score) -> Explanation:
        placed = {item: answer.index(item) == place for place, item in enumerate(self.key)}
        said = {
            item: PartFeedback("right") if placed[item] else PartFeedback("wrong", mend)
            for item, mend in self._mend().items()
        }
        return self.feedback, said

    def _mend(self) -> dict[str, str]:
        return {
            item.id: (
                _("Belongs at place {place}.", place=self.key.index(item.id) + 1)
                + f" {item.feedback}"
            ).rstrip()
            for item in self.items
        }

    def page_key(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "credit": self.credit,
            "mend": {item: inline_html(text) for item, text in self._mend().items()},
            "html": to_html(self.feedback),
        }

    def key_text(self) -> str:
        return texts_listed(public_options(self.items), self.key, ARROW)

    def compare(self, answer: Any) -> ComparedAnswer | None:
        order = " ".join(answer)
        return ComparedAnswer(order, (order,))

    def offered(self) -> dict[str, AnswerOption]:
        return {}

    def right_answer(self) -> list[str]:
        return list(self.key)

    def wrong_answer(self, rng: Random) -> list[str]:
        return list(reversed(self.key))

    def partial_answer(self, rng: Random) -> list[str]:
        first, second, *rest = self.key
        return [second, first, *rest]

    def to_interchange(self) -> Item:
        return Order(
            **header_of(self),
            things=alternatives(self.items),
            order=tuple(self.key),
            credit=self.credit,
            feedback=self.feedback,
        )

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "ordering") or not isinstance(item, Order):
            return None
        return {
            **header_data(item, "ordering"),
            "items": options_data(item.things),
            "key": list(item.order),
            **({"credit": item.credit} if item.credit in ORDER else {}),
            "feedback": item.feedback,
        }

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return texts_listed(view["items"], answer, ARROW) if isinstance(answer, list) else None

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        return {"items": shuffled(view["items"], view, seed), "mixed": ["items"]}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield html_list(view["items"])
