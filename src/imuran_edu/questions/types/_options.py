"""What choosing one option and choosing several have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field

from imuran_edu.core.markup import inline_html, plain_text
from imuran_edu.core.words import N_, _
from imuran_edu.questions.base import Option, ScoredQuestion
from imuran_edu.questions.page import html_list, option_list, shuffled
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken
from imuran_edu.questions.result import AnswerOption, Mark, PartFeedback
from imuran_edu.questions.types._rules import options_differ
from imuran_edu.questions.variants.pool import MOST_OPTIONS, option_sets

UNKNOWN = N_("(unknown option)")


class OptionsQuestion(ScoredQuestion):
    """A question whose options are chosen from.

    Attributes:
        options: what can be chosen: each with an id, a text and what to say to who chooses it.
        shown: how many options a copy shows, where there are more: the copy's seed chooses them.
        shuffle: whether the page mixes the options for each student; false for numbers in order.
    """

    options: list[Option] = Field(min_length=2)
    shown: int | None = Field(default=None, ge=2)
    shuffle: bool = True

    @property
    def named_texts(self) -> dict[str, str]:
        return texts_of(self.options)

    def sets_of(self, always: Sequence[str]) -> list[list[str]]:
        """Return the options of each row, of which some are shown in all."""
        if self.shown is None or any(True for _ in self.pool_rules()):
            return []
        return option_sets(self.id, [each.id for each in self.options], self.shown, always)

    def rules(self) -> Broken:
        yield from options_differ(self.options, "options")
        yield from self.pool_rules()

    def pool_rules(self) -> Broken:
        """Yield why no copy can show `shown` of the options."""
        size = len(self.options)
        if self.shown is None:
            return
        if self.variants is not None:
            yield ("shown",), "a template shows all its options: take out 'shown' or 'variants'"
        elif self.shown >= size:
            message = f"shows {self.shown} of {size} options; add some or take out 'shown'"
            yield ("shown",), message
        elif size > MOST_OPTIONS:
            yield ("options",), f"a pool holds at most {MOST_OPTIONS} options, and these are {size}"


def public_options(options: Sequence[Option], in_order: bool = False) -> list[dict[str, str]]:
    """Return options without their feedback.

    They are sorted by id unless `in_order`, for where the order of a bank tells something (an
    ordering's items, partners side by side) a student must not see it.
    """
    shown = options if in_order else sorted(options, key=lambda option: option.id)
    return [{"id": option.id, "text": option.text} for option in shown]


def texts_of(options: Sequence[Option]) -> dict[str, str]:
    """Return the Markdown of options by id."""
    return {option.id: option.text for option in options}


def text_of(options: Sequence[Mapping[str, Any]], name: Any) -> str:
    """Return the Markdown of an option of a public view."""
    return next((str(each["text"]) for each in options if each["id"] == name), _(UNKNOWN))


def texts_listed(
    options: Sequence[Mapping[str, Any]], names: Sequence[Any], between: str = "; "
) -> str:
    """Return the Markdown of several options of a public view."""
    return between.join(text_of(options, name) for name in names[: len(options)])


def page_options(view: PublicQuestion, seed: str) -> dict[str, Any]:
    """Return the options of a choice as the page draws them."""
    if view["shuffle"]:
        return {"options": shuffled(view["options"], view, seed), "mixed": ["options"]}
    return {"options": option_list(view["options"])}


def fallback_options(view: PublicQuestion) -> Iterator[str]:
    """Yield the options of a choice as HTML."""
    yield html_list(view["options"])


def offered_options(options: Sequence[Option], key: Sequence[str]) -> dict[str, AnswerOption]:
    """Return options as the analysis of a class lists them."""
    return {
        option.id: AnswerOption(plain_text(option.text), option.id in key, option.id not in key)
        for option in options
    }


def notes_html(options: Sequence[Option]) -> dict[str, str]:
    """Return what to say at each option, as HTML."""
    return {option.id: inline_html(option.feedback) for option in options}


def explain_chosen(
    options: Sequence[Option], answer: Sequence[str], key: Sequence[str]
) -> dict[str, PartFeedback]:
    """Return what to say at each option that was chosen or should have been."""
    said: dict[str, PartFeedback] = {}
    for option in options:
        if option.id in answer:
            mark: Mark = "right" if option.id in key else "wrong"
            said[option.id] = PartFeedback(mark, option.feedback)
        elif option.id in key:
            said[option.id] = PartFeedback("missed", option.feedback)
    return said
