"""Write a word or two."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from imuran_edu.core.markup import to_html
from imuran_edu.core.strict_model import Strict
from imuran_edu.core.words import _
from imuran_edu.questions.base import ScoredQuestion
from imuran_edu.questions.interchange import Item, Text, header_data, header_of, is_for
from imuran_edu.questions.interchange import OtherText as Other
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken, Explanation, question_type
from imuran_edu.questions.reading import nearest, plain, strange
from imuran_edu.questions.result import AnswerOption, ComparedAnswer, Score, from_share, invalid
from imuran_edu.questions.words import clipped, plain_or_typed

LONGEST = 200  # characters of an answer that are read
Accepted = Annotated[str, Field(min_length=1, max_length=80)]


class OtherText(Strict):
    """A text that students are known to give, and what is said of it.

    `share` is the part of the points that it earns; with 1 it is right as well.
    """

    text: Accepted
    feedback: str = Field(min_length=1)
    fraction: float = Field(default=0, ge=0, le=1, alias="share")


@question_type
class ShortText(ScoredQuestion):
    """Write a word or two.

    Capitals, accents, spaces and punctuation do not count. `slips` typing slips (a wrong,
    missing, extra or swapped letter) are forgiven in a word long enough to bear them; digits
    must be exact, and an answer as near to a text of `others` as to one of the key is that other.
    """

    typed: ClassVar[bool] = True

    type: Literal["short_text"]
    key: list[Accepted] = Field(min_length=1)
    max_typos: int = Field(default=1, ge=0, le=3, alias="slips")
    feedback: str
    others: list[OtherText] = []
    default_feedback: str = Field(alias="otherwise")

    @property
    def gist(self) -> list[str]:
        return self.key[:1]

    def rules(self) -> Broken:
        accepted = {plain(text) for text in self.key}
        shortest = min(map(len, accepted))
        if not shortest:
            yield ("key",), "an accepted answer has no letter or digit, so any mark would do"
        for index, other in enumerate(self.others):
            if plain(other.text) in accepted:
                message = f"'{other.text}' is an accepted answer too; delete one of the two"
                yield ("others", index, "text"), message
        if shortest < 5 * self.max_typos:
            message = f"{self.max_typos} slips are too many for an answer of {shortest} "
            yield ("slips",), message + "letters; allow one for every five"

    def public_fields(self) -> dict[str, Any]:
        return {}

    def score(self, answer: Any) -> Score:
        if not isinstance(answer, str):
            return invalid(self.points, _("The answer is not a text."))
        if len(answer) > LONGEST:
            return invalid(self.points, _("The answer is too long; a word or two will do."))
        if unknown := strange(answer):
            message = _("“{text}” cannot be read here; write letters and digits.", text=unknown)
            return invalid(self.points, message)
        if (other := self._other(answer)) is not None:
            return from_share(other.fraction, self.points, _reason(other.fraction))
        typos = nearest(answer, self.key, self.max_typos)
        if typos is None:
            return from_share(0, self.points, _reason(0))
        spelt = _("The word is right but for its spelling.")
        return from_share(1, self.points, spelt if typos else _("The word is right."))

    def _other(self, answer: str) -> OtherText | None:
        """Return the first of the others that is nearest, and as near as the key."""
        best = nearest(answer, [other.text for other in self.others], self.max_typos)
        typos = nearest(answer, self.key, self.max_typos)
        if best is None or (typos is not None and typos < best):
            return None
        return next(each for each in self.others if nearest(answer, [each.text], best) == best)

    def explain(self, answer: Any, result: Score) -> Explanation:
        if (other := self._other(answer)) is not None:
            return other.feedback, {}
        if result.status == "right":
            exact = nearest(answer, self.key, 0) is not None
            return self.feedback if exact else self._spelt, {}
        return self.default_feedback, {}

    @property
    def _spelt(self) -> str:
        return f"{self.feedback} ({_('Spelt: {word}.', word=self.key[0])})"

    def page_key(self) -> dict[str, Any]:
        others = [
            {"text": each.text, "fraction": each.fraction, "html": to_html(each.feedback)}
            for each in self.others
        ]
        return {
            "accepted": self.key,
            "typos": self.max_typos,
            "right": to_html(self.feedback),
            "spelt": to_html(self._spelt),
            "others": others,
            "otherwise": to_html(self.default_feedback),
        }

    def key_text(self) -> str:
        return self.key[0]

    def compare(self, answer: Any) -> ComparedAnswer | None:
        if not isinstance(answer, str):
            return None
        value = plain_or_typed(answer)
        return ComparedAnswer(value, (value,), clipped(answer))

    def offered(self) -> dict[str, AnswerOption]:
        return {}

    def right_answer(self) -> str:
        return self.key[0]

    def wrong_answer(self, rng: Random) -> str:
        wrong = (other.text for other in self.others if not other.fraction)
        return next(wrong, "something else")

    def partial_answer(self, rng: Random) -> Any:
        return next((other.text for other in self.others if 0 < other.fraction < 1), None)

    def to_interchange(self) -> Item:
        return Text(
            **header_of(self),
            accepted=tuple(self.key),
            max_typos=self.max_typos,
            feedback=self.feedback,
            others=tuple(Other(each.text, each.feedback, each.fraction) for each in self.others),
            default_feedback=self.default_feedback,
        )

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "short_text") or not isinstance(item, Text) or not item.accepted:
            return None
        others = [
            {"text": each.text, "feedback": each.feedback}
            | ({"share": each.fraction} if each.fraction else {})
            for each in item.others
        ]
        return {
            **header_data(item, "short_text"),
            "key": list(item.accepted),
            "slips": item.max_typos,
            "feedback": item.feedback,
            **({"others": others} if others else {}),
            "otherwise": item.default_feedback,
        }

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        return None  # as it was typed

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        return {"example": ""}

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        yield from ()


def _reason(share: float) -> str:
    """Say why a text of `others`, or of no list, earns a share."""
    if share == 1:
        return _("This word counts as right too.")
    near = _("The word is near enough for part of the points.")
    return near if share else _("Another word was given.")
