"""What matching and categorise share: each thing gets one of the partners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, ClassVar

from imuran_edu.core.markup import inline_html, plain_text
from imuran_edu.core.words import _
from imuran_edu.questions.base import ComparedAs, Option, ScoredQuestion
from imuran_edu.questions.credit import PLACING, Tally
from imuran_edu.questions.interchange import (
    Match,
    alternatives,
    header_data,
    header_of,
    options_data,
)
from imuran_edu.questions.question_type import Broken, Explanation
from imuran_edu.questions.reading import is_blank
from imuran_edu.questions.result import (
    AnswerOption,
    ComparedAnswer,
    PartFeedback,
    Score,
    from_share,
    invalid,
)
from imuran_edu.questions.types._options import text_of, texts_of
from imuran_edu.questions.types._rules import key_names


class PairsQuestion(ScoredQuestion):
    """Things that each get one partner; a type gives `things` and `partners` their names."""

    several_marks: ClassVar[bool] = True
    compared_as: ClassVar[ComparedAs] = "pairs"

    key: dict[str, str]
    credit: str

    @property
    def things(self) -> list[Option]:
        """What gets a partner."""
        raise NotImplementedError

    @property
    def partners(self) -> list[Option]:
        """What can be given."""
        raise NotImplementedError

    @property
    def named_texts(self) -> dict[str, str]:
        return texts_of(self.things)

    @property
    def gist(self) -> list[str]:
        return [option.text for option in self.things]

    def key_rules(self) -> Broken:
        """Yield what is wrong with the key."""
        yield from key_names(list(self.key), self.things)
        yield from key_names(list(dict.fromkeys(self.key.values())), self.partners)
        for option in self.things:
            if option.id not in self.key:
                yield ("key",), f"the key leaves out '{option.id}'; give it its partner"
        if all(name == partner for name, partner in self.key.items()):
            yield ("key",), "partners have the same ids, and students can see ids; change one side"

    def score(self, answer: Any) -> Score:
        if not isinstance(answer, dict):
            return invalid(self.points, _("The answer is not a set of pairs."))
        given = _chosen(answer)
        things = [option.id for option in self.things]
        partners = [option.id for option in self.partners]
        if not all(thing in things and partner in partners for thing, partner in given.items()):
            return invalid(self.points, _("The answer names something that is not there."))
        marks = {thing: given.get(thing) == self.key[thing] for thing in things}
        found = sum(marks.values())
        share = PLACING[self.credit].share(Tally(found, 0, len(things), len(things)))
        reason = _("{right} of {all} placed rightly.", right=found, all=len(things))
        return from_share(share, self.points, reason, marks)

    def explain(self, answer: Any, result: Score) -> Explanation:
        said: dict[str, PartFeedback] = {}
        for thing, mend in self._mend().items():
            given = answer.get(thing)
            if given == self.key[thing]:
                said[thing] = PartFeedback("right")
            else:
                said[thing] = PartFeedback("missed" if is_blank(given) else "wrong", mend)
        return "", said

    def _mend(self) -> dict[str, str]:
        names = texts_of(self.partners)
        return {
            thing.id: (
                _("It goes with: {partner}.", partner=names[self.key[thing.id]])
                + f" {thing.feedback}"
            ).rstrip()
            for thing in self.things
        }

    def page_key(self) -> dict[str, Any]:
        """Return what the page needs to score an answer and say what mends it."""
        return {
            "key": {thing.id: self.key[thing.id] for thing in self.things},
            "partners": [partner.id for partner in self.partners],
            "credit": self.credit,
            "mend": {thing: inline_html(text) for thing, text in self._mend().items()},
        }

    def compare(self, answer: Any) -> ComparedAnswer | None:
        pairs = tuple(sorted(f"{thing}:{partner}" for thing, partner in _chosen(answer).items()))
        return ComparedAnswer(" ".join(pairs), pairs)

    def offered(self) -> dict[str, AnswerOption]:
        return {
            f"{thing.id}:{partner.id}": AnswerOption(
                f"{plain_text(thing.text)} \u2192 {plain_text(partner.text)}",
                self.key[thing.id] == partner.id,
            )
            for thing in self.things
            for partner in self.partners
        }

    def right_answer(self) -> dict[str, str]:
        return dict(self.key)

    def wrong_answer(self, rng: Random) -> dict[str, str]:
        partners = [option.id for option in self.partners]
        return {
            thing: partners[(partners.index(partner) + 1) % len(partners)]
            for thing, partner in self.key.items()
        }

    def partial_answer(self, rng: Random) -> dict[str, str]:
        kept = rng.sample(sorted(self.key), max(1, len(self.key) // 2))
        return {thing: self.key[thing] for thing in kept}

    def to_match(self, classes: bool) -> Match:
        """Return the question as an item."""
        return Match(
            **header_of(self),
            things=alternatives(self.things),
            partners=alternatives(self.partners),
            pairs=dict(self.key),
            classes=classes,
            credit=self.credit,
        )


def match_data(item: Match, name: str, things: str, partners: str) -> dict[str, Any]:
    """Return an item as a bank's YAML has it; `things` and `partners` are names of fields."""
    return {
        **header_data(item, name),
        things: options_data(item.things),
        partners: options_data(item.partners),
        "key": dict(item.pairs),
        **({"credit": item.credit} if item.credit in PLACING else {}),
    }


def pairs_text(
    things: Sequence[Mapping[str, Any]],
    partners: Sequence[Mapping[str, Any]],
    answer: Mapping[Any, Any],
) -> str:
    """Return pairs as text, in the order of `things`."""
    return "; ".join(
        f"{thing['text']} \u2192 {text_of(partners, answer[thing['id']])}"
        for thing in things
        if not is_blank(answer.get(thing["id"]))
    )


def rows_missing(things: Sequence[Mapping[str, Any]], answer: Any) -> str:
    """Say how many things have no partner yet; `""` if all have one."""
    if not isinstance(answer, dict):
        return ""
    empty = sum(is_blank(answer.get(thing["id"])) for thing in things)
    if not empty:
        return ""
    return _("{empty} of {all} rows have no choice yet.", empty=empty, all=len(things))


def _chosen(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the empty choice ("") that the browser sends for a row put back to nothing."""
    return {thing: partner for thing, partner in answer.items() if not is_blank(partner)}
