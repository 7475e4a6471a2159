"""What every question has, whatever its type; the types in `types/` add their own fields.

What a student may see (stem, options, items) and what only the key says are kept apart in every
type: options carry ids, and `key` names them. So a view without keys is a matter of leaving
fields out, never of hiding them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from random import Random
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, cast

from pydantic import Field, PrivateAttr, model_validator

from imuran_edu.core.strict_model import Strict
from imuran_edu.core.yaml_source import Location
from imuran_edu.evidence.model import Citation, ClaimId, Slug
from imuran_edu.questions.variants.model import Variants

if TYPE_CHECKING:
    from imuran_edu.questions.public import PublicQuestion
    from imuran_edu.questions.question_type import QuestionType
    from imuran_edu.questions.variants.pool import Pool
    from imuran_edu.questions.variants.template import Template

Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
POINT_DECIMALS = 4  # a sum of points is rounded, so that 0.1 and 0.2 make 0.3
QuestionId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$", max_length=60)]
OptionId = Annotated[str, Field(pattern=r"^[a-z0-9]{1,12}$")]
ComparedAs = Literal["choice", "ticks", "pairs", "open"]


class Option(Strict):
    """One option, item, class or partner: its id, its Markdown, and what to say to a student.

    In choices `feedback` is for whoever chose the option (or missed it, if it is right); in
    matching and categorise it belongs to the left side or the item and mends a wrong pairing.
    """

    id: OptionId
    text: str = Field(min_length=1)
    feedback: str = ""


class Basis(Strict):
    """What a key rests on: claims that hold, references that were seen."""

    claims: list[ClaimId] = []
    references: list[Citation] = []

    @model_validator(mode="after")
    def _something(self) -> Basis:
        if not (self.claims or self.references):
            raise ValueError("'rests_on' is empty; name a claim that holds or a reference seen")
        return self


class Waiver(Strict):
    """A finding of `imuran-edu lint` that its author has looked at and lets stand.

    Attributes:
        rule: the rule's name.
        digest: of the words that were looked at, as the finding gives it; the waiver lapses when
            they change.
        reason: why the rule is wrong here.
    """

    rule: Slug
    digest: str = Field(alias="for")
    reason: str = Field(min_length=10)


class QuestionBase(Strict):
    """What every question has, and what most types answer alike.

    Attributes:
        typed: whether an answer is the student's own words, to be shown as they were typed.
        manual: whether a person gives the points; such a question stands in graded banks alone,
            and in no case.
        several_marks: whether several things are right or wrong at once, so that a page tells the
            score's reason beside the headline.
        compared_as: how the analysis of a class counts answers: as one `choice`, as `ticks` that
            are judged one by one, as `pairs` of which each left side is a question of its own, or
            as `open` answers.
        id: stable for ever: answers and grades are stored under it.
        objective: the id of the lesson objective that it tests (`lessons.yaml`).
        level: of the revised taxonomy of Bloom.
        stem: what is asked, in Markdown; formulas between dollar signs.
        rationale: why the key is right, in Markdown.
        hints: shown one at a time; in a graded bank students see them too.
        rests_on: the claims and references that make the key right.
        corrects: claims that the question puts right; the key must then rest on references.
        section: where in its lesson a practice question stands: `quiz("BANK", "SECTION")` shows
            the questions of a section, `quiz("BANK")` those of none.
        predict: whether it is a prediction: a practice question that is asked before the text
            tells, so that nothing is earned by it; its rationale is what is then revealed.
        picture: the name of a picture that stands under the stem (`core/pictures`).
        waive: findings of the linter that stand for a reason.
        variants: the numbers by which each copy gets another row of it; none if all get the same.
    """

    typed: ClassVar[bool] = False
    manual: ClassVar[bool] = False
    several_marks: ClassVar[bool] = False
    compared_as: ClassVar[ComparedAs] = "open"

    id: QuestionId
    objective: Slug
    level: Level
    stem: str = Field(min_length=1)
    rationale: str = Field(min_length=1)
    hints: list[str] = []
    rests_on: Basis
    corrects: list[str] = []
    section: Slug | None = None
    predict: bool = False
    picture: Slug | None = None
    waive: list[Waiver] = []
    variants: Variants | None = None
    _template: Template | Pool | None = PrivateAttr(default=None)
    _row: int = PrivateAttr(default=0)

    def belongs_to(self, template: Template | Pool, row: int) -> None:
        """Note that these are the numbers, or the options, of one row."""
        self._template, self._row = template, row

    @property
    def template(self) -> Template | Pool | None:
        """The template or pool that it is a row of; None if it is the same for everybody."""
        return self._template

    @property
    def row(self) -> int:
        """The number of its row; 0 if it is the same for everybody."""
        return self._row

    def for_seed(self, seed: int) -> QuestionType:
        """Return the question as a folder gets it: its row, or itself if it has none."""
        if self._template is None:
            return cast("QuestionType", self)
        return self._template.question(self._template.row_of(seed))

    def option_sets(self) -> list[list[str]]:
        """Return the options of each row of a pool, by name; none if copies show them all."""
        return []

    def showing(self, names: Collection[str]) -> QuestionType:
        """Return the question with some of its options and no others."""
        return cast("QuestionType", self)

    def placed_parts(self) -> Iterator[tuple[Location, QuestionType]]:
        """Yield the questions within it, each with its place; only a case has any."""
        yield from ()

    @property
    def parts(self) -> list[QuestionType]:
        """The questions within it, in order."""
        return [part for _, part in self.placed_parts()]

    @property
    def named_texts(self) -> dict[str, str]:
        """The Markdown of whatever its feedback speaks of, by id."""
        return {}

    @property
    def levels(self) -> list[tuple[float, str, str]]:
        """The levels by which a person grades it: points, title, what earns them."""
        return []

    @property
    def gist(self) -> list[str]:
        """The words of what is right, by which questions that ask the same are found."""
        return []

    def slow_rules(self) -> Iterator[tuple[Location, str]]:
        """Yield what is wrong that no lesson waits to hear, since finding it takes time."""
        yield from ()

    def grader_html(self, answer: Any, reason: str) -> str:
        """Return what a person who gives the points needs to see, as HTML; `""` by default."""
        return ""

    def partial_answer(self, rng: Random) -> Any:
        """Return an answer that is right in part, or None where the type has no such thing."""
        return None

    @staticmethod
    def unreadable(view: PublicQuestion, answer: Any) -> str:
        """Say why what was typed cannot be read; `""` if it can. It tells nothing of the key."""
        return ""

    @staticmethod
    def unfinished(view: PublicQuestion, answer: Any) -> str:
        """Say what an answer that is not blank still lacks; `""` if nothing."""
        return ""


class ScoredQuestion(QuestionBase):
    """A question with points of its own."""

    points: float = Field(default=1, ge=0.1, le=100)
