"""Give each thing its partner; or, as `categorise`, put each thing in its class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from imuran_edu.questions.base import Option, OptionId
from imuran_edu.questions.credit import PLACING, RuleOf
from imuran_edu.questions.interchange import Item, Match, is_for
from imuran_edu.questions.page import html_list, option_list, shuffled
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken, question_type
from imuran_edu.questions.types._options import public_options
from imuran_edu.questions.types._pairs import PairsQuestion, match_data, pairs_text, rows_missing
from imuran_edu.questions.types._rules import options_differ


@question_type
class Matching(PairsQuestion):
    """Give each thing on the left its partner on the right; the right may have more."""

    type: Literal["matching"]
    left: list[Option] = Field(min_length=2)
    right: list[Option] = Field(min_length=2)
    key: dict[OptionId, OptionId]
    credit: Annotated[str, RuleOf(PLACING)] = "each-answer"

    @property
    def things(self) -> list[Option]:
        return self.left

    @property
    def partners(self) -> list[Option]:
        return self.right

    def rules(self) -> Broken:
        yield from options_differ(self.left, "left")
        yield from options_differ(self.right, "right")
        yield from self.key_rules()
        partners = [self.key.get(option.id, "") for option in self.left]
        # two partners stand in the order of their ids half of the time anyway
        if len(partners) > 2 and partners == sorted(set(partners)):
            yield ("key",), "the ids tell the key, and students can see ids; mix them"

    def public_fields(self) -> dict[str, Any]:
        return {
            "credit": self.credit,
            "left": public_options(self.left, in_order=True),
            "right": public_options(self.right),
        }

    def key_text(self) -> str:
        return pairs_text(public_options(self.left, True), public_options(self.right), self.key)

    def to_interchange(self) -> Item:
        return self.to_match(classes=False)

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "matching") or not isinstance(item, Match) or item.classes:
            return None
        return match_data(item, "matching", "left", "right")

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return pairs_text(view["left"], view["right"], answer) if isinstance(answer, dict) else None

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        left, right = option_list(view["left"]), shuffled(view["right"], view, seed)
        return {"left": left, "right": right, "mixed": ["right"]}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield html_list(view["left"])
        yield html_list(view["right"])

    @staticmethod
    def unfinished(view: PublicQuestion, answer: Any) -> str:
        return rows_missing(view["left"], answer)


@question_type
class Categorise(PairsQuestion):
    """Put each thing in its class."""

    type: Literal["categorise"]
    classes: list[Option] = Field(min_length=2)
    items: list[Option] = Field(min_length=2)
    key: dict[OptionId, OptionId]
    credit: Annotated[str, RuleOf(PLACING)] = "each-answer"

    @property
    def things(self) -> list[Option]:
        return self.items

    @property
    def partners(self) -> list[Option]:
        return self.classes

    def rules(self) -> Broken:
        yield from options_differ(self.classes, "classes")
        yield from options_differ(self.items, "items")
        yield from self.key_rules()

    def public_fields(self) -> dict[str, Any]:
        return {
            "credit": self.credit,
            "classes": public_options(self.classes, in_order=True),
            "items": public_options(self.items),
        }

    def key_text(self) -> str:
        return pairs_text(public_options(self.items), public_options(self.classes), self.key)

    def to_interchange(self) -> Item:
        return self.to_match(classes=True)

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "categorise") or not isinstance(item, Match) or not item.classes:
            return None
        return match_data(item, "categorise", "items", "classes")

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        if not isinstance(answer, dict):
            return None
        return pairs_text(view["items"], view["classes"], answer)

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        classes = option_list(view["classes"])
        items = shuffled(view["items"], view, seed)
        return {"items": items, "classes": classes, "mixed": ["items"]}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield html_list(view["items"])
        yield html_list(view["classes"])

    @staticmethod
    def unfinished(view: PublicQuestion, answer: Any) -> str:
        return rows_missing(view["items"], answer)
