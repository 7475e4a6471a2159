"""A score with its reason, the feedback on an answer, and answers as the analysis counts them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from imuran_edu.core.words import _
from imuran_edu.questions.base import POINT_DECIMALS

Status = Literal["blank", "invalid", "wrong", "partial", "right", "manual"]
Mark = Literal["right", "wrong", "missed"]

# scores are rounded once, here, so that what is shown is what is added up
DECIMALS = POINT_DECIMALS


@dataclass(frozen=True)
class Score:
    """What an answer earns and why.

    Attributes:
        earned: points, from 0 to `possible`.
        possible: the question's points.
        status: in a word.
        reason: one line that never gives the key away.
        marks: for each option, item or left side that the student dealt with (or should have),
            whether that was right.
        parts: for a case, the score of each of its questions.
    """

    earned: float
    possible: float
    status: Status
    reason: str
    marks: dict[str, bool] = field(default_factory=dict)
    parts: dict[str, Score] = field(default_factory=dict)


def from_share(
    share: float, possible: float, reason: str, marks: dict[str, bool] | None = None
) -> Score:
    """Return the score for a share of the points, held between 0 and 1."""
    share = min(max(share, 0.0), 1.0)
    status: Status = "right" if share == 1 else "partial" if share > 0 else "wrong"
    earned = possible if share == 1 else min(round(share * possible, DECIMALS), possible)
    return Score(earned, possible, status, reason, marks or {})


def blank(possible: float) -> Score:
    """Return the score of a question without an answer."""
    return Score(0.0, possible, "blank", _("Not answered."))


def invalid(possible: float, what: str) -> Score:
    """Return the score of an answer that cannot be read as one."""
    return Score(0.0, possible, "invalid", what)


@dataclass(frozen=True)
class PartFeedback:
    """What to say at one option, item or left side, in Markdown."""

    mark: Mark
    text: str = ""


@dataclass(frozen=True)
class Feedback:
    """The score, and what mends or confirms the answer.

    Attributes:
        score: of the answer.
        headline: the score in a word or two.
        text: in Markdown, on the answer as a whole; empty where the parts say it all.
        parts: on each option, item or left side by id.
        rationale: why the key is right, in Markdown; empty after a blank or unreadable answer.
    """

    score: Score
    headline: str
    text: str = ""
    parts: dict[str, PartFeedback] = field(default_factory=dict)
    rationale: str = ""


@dataclass(frozen=True)
class ComparedAnswer:
    """An answer that can be held against others.

    Attributes:
        value: equal for answers that are the same.
        chosen: what was chosen, option by option or pair by pair, by the names of `offered`.
        typed: the answer for people to read, where it was typed; `""` where options say it.
    """

    value: str
    chosen: tuple[str, ...]
    typed: str = ""


@dataclass(frozen=True)
class AnswerOption:
    """Something that a question lets one choose.

    Attributes:
        words: for people to read, in plain text.
        right: whether it belongs to the key.
        distractor: whether it is there to be chosen by whoever makes a known mistake.
    """

    words: str
    right: bool
    distractor: bool = False
