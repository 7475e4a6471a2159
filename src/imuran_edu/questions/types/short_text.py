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
from imuran_edu.questions.public import PublicQuestion
from imuran_edu.questions.question_type import Broken, Explanation, question_type
from imuran_edu.questions.reading import nearest, plain, strange
from imuran_edu.questions.result import AnswerOption, ComparedAnswer, Score, from_share, invalid
from imuran_edu.questions.words import clipped, plain_or_typed

LONGEST = 200  # characters of an answer that are read
Accepted = Annotated[str, Field(min_length=1, max_length=80)]


class OtherText(Strict):
    """A wrong text that students are known to give, and what mends it."""

    text: Accepted
    feedback: str = Field(min_length=1)


@question_type
class ShortText(ScoredQuestion):
    """Write a word or two.

    Capitals, accents, spaces and punctuation do not count. `slips` typing slips (a wrong,
    missing, extra or swapped letter) are forgiven in a word long enough to bear them; digits
    must be exact, and an answer as near to a text of `others` as to an accepted one is wrong.
    """

    typed: ClassVar[bool] = True

    type: Literal["short_text"]
    key: list[Accepted] = Field(min_length=1)
    max_typos: int = Field(default=1, ge=0, le=3, alias="slips")
    feedback: str
    known_wrong: list[OtherText] = Field(default=[], alias="others")
    default_feedback: str = Field(alias="otherwise")

    @property
    def gist(self) -> list[str]:
        return self.key[:1]

    def rules(self) -> Broken:
        accepted = {plain(text) for text in self.key}
        shortest = min(map(len, accepted))
        if not shortest:
            yield ("key",), "an accepted answer has no letter or digit, so any mark would do"
        for index, other in enumerate(self.known_wrong):
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
        typos = nearest(answer, self.key, self.max_typos)
        rival = nearest(answer, [other.text for other in self.known_wrong], self.max_typos)
        if typos is None or (rival is not None and rival <= typos):
            return from_share(0, self.points, _("Another word was given."))
        reason = (
            _("The word is right.") if typos == 0 else _("The word is right but for its spelling.")
        )
        return from_share(1, self.points, reason)

    def explain(self, answer: Any, result: Score) -> Explanation:
        if result.status == "right":
            exact = nearest(answer, self.key, 0) is not None
            return self.feedback if exact else self._spelt, {}
        for other in self.known_wrong:
            if nearest(answer, [other.text], self.max_typos) is not None:
                return other.feedback, {}
        return self.default_feedback, {}

    @property
    def _spelt(self) -> str:
        return f"{self.feedback} ({_('Spelt: {word}.', word=self.key[0])})"

    def page_key(self) -> dict[str, Any]:
        others = [{"text": each.text, "html": to_html(each.feedback)} for each in self.known_wrong]
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
        return self.known_wrong[0].text if self.known_wrong else "something else"

    def to_interchange(self) -> Item:
        return Text(
            **header_of(self),
            accepted=tuple(self.key),
            max_typos=self.max_typos,
            feedback=self.feedback,
            known_wrong=tuple((other.text, other.feedback) for other in self.known_wrong),
            default_feedback=self.default_feedback,
        )

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        if not is_for(item, "short_text") or not isinstance(item, Text) or not item.accepted:
            return None
        others = [{"text": text, "feedback": feedback} for text, feedback in item.known_wrong]
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
