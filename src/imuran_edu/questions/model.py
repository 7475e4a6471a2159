"""A bank of questions as it stands in a YAML file.

What a student may see (stem, options, items) and what only the key says are kept apart in every
type: options carry ids, and `key` names them. So a view without keys is a matter of leaving
fields out, never of hiding them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence.model import Slug
from imuran_edu.questions.parts import (
    Accepted,
    Basis,
    NumericKey,
    Option,
    OptionId,
    OtherText,
    Range,
    RubricLevel,
)

Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
POINT_DECIMALS = 4  # a sum of points is rounded, so that 0.1 and 0.2 make 0.3
QuestionId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$", max_length=60)]


class QuestionBase(Strict):
    """What every question has.

    Attributes:
        id: stable for ever: answers and grades are stored under it.
        objective: the id of the lesson objective that it tests (`lessons.yaml`).
        level: of the revised taxonomy of Bloom.
        stem: what is asked, in Markdown; formulas between dollar signs.
        rationale: why the key is right, in Markdown.
        hints: shown one at a time; in a graded bank students see them too.
        rests_on: the claims and references that make the key right.
        corrects: claims that the question puts right; the key must then rest on references.
    """

    id: QuestionId
    objective: Slug
    level: Level
    stem: str = Field(min_length=1)
    rationale: str = Field(min_length=1)
    hints: list[str] = []
    rests_on: Basis
    corrects: list[str] = []


class ScoredQuestion(QuestionBase):
    """A question with points of its own."""

    points: float = Field(default=1, ge=0.1, le=100)


class SingleChoice(ScoredQuestion):
    """Choose the one right option."""

    type: Literal["single"]
    options: list[Option] = Field(min_length=2)
    key: OptionId
    shuffle: bool = True


class MultipleResponse(ScoredQuestion):
    """Choose every right option.

    `credit` is the rule for partial credit, with r right and w wrong options chosen, of k right
    options and n options in all: `off` gives all or nothing; `net-correct` (r - w) / k;
    `coverage` (r / k) times (r / (r + w)); `each-answer` the share of the n options that are
    rightly chosen or rightly left. No rule goes below 0, and no choice at all is blank.
    """

    type: Literal["multiple"]
    options: list[Option] = Field(min_length=2)
    key: list[OptionId] = Field(min_length=1)
    credit: Literal["off", "net-correct", "coverage", "each-answer"] = "net-correct"
    shuffle: bool = True


class VerdictFeedback(Strict):
    """What to tell someone who answered true, and someone who answered false."""

    if_true: str
    if_false: str


class TrueFalse(ScoredQuestion):
    """Say whether a statement holds."""

    type: Literal["true_false"]
    key: bool
    feedback: VerdictFeedback


class Numeric(ScoredQuestion):
    """Give a number with its unit.

    The key's tolerance decides what is right. Other values meet the ranges in their order, and
    the first that holds the value gives its feedback (and its share of the points, if any);
    `otherwise` is for all the rest.
    """

    type: Literal["numeric"]
    key: NumericKey
    feedback: str
    ranges: list[Range] = []
    otherwise: str


class Matching(ScoredQuestion):
    """Give each thing on the left its partner on the right; the right may have more."""

    type: Literal["matching"]
    left: list[Option] = Field(min_length=2)
    right: list[Option] = Field(min_length=2)
    key: dict[OptionId, OptionId]
    credit: Literal["off", "each-answer"] = "each-answer"


class Ordering(ScoredQuestion):
    """Put things in their order.

    With `credit: pairs` the score is the number of pairs in the right order less the number in
    the wrong order, over all pairs (Kendall's tau), and not below 0: a random order earns little.
    """

    type: Literal["ordering"]
    items: list[Option] = Field(min_length=3)
    key: list[OptionId]
    credit: Literal["off", "pairs"] = "pairs"
    feedback: str


class Categorise(ScoredQuestion):
    """Put each thing in its class."""

    type: Literal["categorise"]
    classes: list[Option] = Field(min_length=2)
    items: list[Option] = Field(min_length=2)
    key: dict[OptionId, OptionId]
    credit: Literal["off", "each-answer"] = "each-answer"


class ShortText(ScoredQuestion):
    """Write a word or two.

    Capitals, accents, spaces and punctuation do not count. `slips` typing slips (a wrong,
    missing, extra or swapped letter) are forgiven in a word long enough to bear them; digits
    must be exact, and an answer as near to a text of `others` as to an accepted one is wrong.
    """

    type: Literal["short_text"]
    key: list[Accepted] = Field(min_length=1)
    slips: int = Field(default=1, ge=0, le=3)
    feedback: str
    others: list[OtherText] = []
    otherwise: str


class Essay(ScoredQuestion):
    """Write a text that a person grades by the rubric; for graded banks."""

    type: Literal["written"]
    words: int = Field(default=150, gt=0, le=2000)
    rubric: list[RubricLevel] = Field(min_length=2)


Part = Annotated[
    SingleChoice
    | MultipleResponse
    | TrueFalse
    | Numeric
    | Matching
    | Ordering
    | Categorise
    | ShortText,
    Field(discriminator="type"),
]


class Stage(Strict):
    """A stage of a case: what happens to the patient, and the questions that it raises."""

    id: OptionId
    title: str
    story: str
    questions: list[Part] = Field(min_length=1)


class Case(QuestionBase):
    """A patient's story in stages; a stage opens when the one before it is answered."""

    type: Literal["case"]
    stages: list[Stage] = Field(min_length=2)

    @property
    def parts(self) -> list[Part]:
        """The questions of all stages, in order."""
        return [question for stage in self.stages for question in stage.questions]

    @property
    def points(self) -> float:
        """The points of all its questions together."""
        return round(sum(part.points for part in self.parts), POINT_DECIMALS)


Question = Annotated[
    SingleChoice
    | MultipleResponse
    | TrueFalse
    | Numeric
    | Matching
    | Ordering
    | Categorise
    | ShortText
    | Essay
    | Case,
    Field(discriminator="type"),
]


def with_parts(question: Question) -> list[Question]:
    """Return a question and, of a case, its parts."""
    return [question, *(question.parts if isinstance(question, Case) else ())]


class Bank(Strict):
    """A file of questions: `quizzes/practice/NAME.yaml` or `quizzes/graded/NAME.yaml`.

    Attributes:
        kind: practice banks ship with their keys; graded ones stay with the instructor.
        lesson: the id of the lesson that it belongs to; none if it is drawn across the course,
            as a final is, which only a graded bank can be.
    """

    kind: Literal["practice", "graded"]
    lesson: Slug | None = None
    title: str
    introduction: str = ""
    questions: list[Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _written_is_graded(self) -> Bank:
        if self.kind == "practice" and any(item.type == "written" for item in self.questions):
            raise ValueError("a 'written' question needs a grader; it belongs in a graded bank")
        return self

    @model_validator(mode="after")
    def _practice_has_a_lesson(self) -> Bank:
        if self.kind == "practice" and self.lesson is None:
            raise ValueError("a practice bank belongs to a lesson; add 'lesson:'")
        return self

    @property
    def by_id(self) -> dict[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @property
    def points(self) -> float:
        """The points of all questions together."""
        return round(sum(question.points for question in self.questions), POINT_DECIMALS)
