"""What a question type must do, and the one list of types.

A type is one module in `types/`: a pydantic model under `@question_type`. The decorator puts the
model into the list, from which the bank's model, its JSON Schema and every lookup by name are
made; and it takes only what keeps the protocol, so that a method left out is an error of mypy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from random import Random
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol, TypeVar, Union

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema

from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.base import Basis, ComparedAs, Level, Waiver
from imuran_edu.questions.interchange import Item
from imuran_edu.questions.result import AnswerOption, ComparedAnswer, PartFeedback, Score

if TYPE_CHECKING:
    from imuran_edu.questions.public import PublicQuestion
    from imuran_edu.questions.variants.pool import Pool
    from imuran_edu.questions.variants.template import Template

Broken = Iterator[tuple[Location, str]]
Explanation = tuple[str, dict[str, PartFeedback]]


class QuestionType(Protocol):
    """A question of any type.

    `questions.base.QuestionBase` holds the fields and what most types answer alike. The rest is
    for the type: it is asked with answers that came from JSON, and never raises on one.
    """

    typed: ClassVar[bool]
    manual: ClassVar[bool]
    several_marks: ClassVar[bool]
    compared_as: ClassVar[ComparedAs]

    @property
    def id(self) -> str:
        """The question's id."""

    @property
    def type(self) -> str:
        """The name of its type in data."""

    @property
    def objective(self) -> str:
        """The id of the objective that it tests."""

    @property
    def level(self) -> Level:
        """Of Bloom's revised taxonomy."""

    @property
    def stem(self) -> str:
        """What is asked, in Markdown."""

    @property
    def rationale(self) -> str:
        """Why the key is right, in Markdown."""

    @property
    def hints(self) -> list[str]:
        """Shown one at a time."""

    @property
    def rests_on(self) -> Basis:
        """What makes the key right."""

    @property
    def corrects(self) -> list[str]:
        """Claims that the question puts right."""

    @property
    def section(self) -> str | None:
        """Where in its lesson a practice question stands; None for the quiz at the end."""

    @property
    def predict(self) -> bool:
        """Whether it is a prediction, which earns nothing."""

    @property
    def template(self) -> Template | Pool | None:
        """The template or pool that it is a row of; None if it is the same for everybody."""

    @property
    def row(self) -> int:
        """The number of its row; 0 if it is the same for everybody."""

    def belongs_to(self, template: Template | Pool, row: int) -> None:
        """Note that these are the numbers, or the options, of one row."""

    def for_seed(self, seed: int) -> QuestionType:
        """Return the question as a folder gets it: its row, or itself if it has none."""

    def option_sets(self) -> list[list[str]]:
        """Return the options of each row of a pool, by name; none if copies show them all."""

    def showing(self, names: Collection[str]) -> QuestionType:
        """Return the question with some of its options and no others."""

    @property
    def waive(self) -> list[Waiver]:
        """Findings of the linter that stand for a reason."""

    @property
    def picture(self) -> str | None:
        """The name of the picture under its stem, if any."""

    @property
    def points(self) -> float:
        """What a right answer earns."""

    @property
    def parts(self) -> list[QuestionType]:
        """The questions within it, in order."""

    @property
    def named_texts(self) -> dict[str, str]:
        """The Markdown of whatever its feedback speaks of, by id."""

    @property
    def levels(self) -> list[tuple[float, str, str]]:
        """The levels by which a person grades it: points, title, what earns them."""

    @property
    def gist(self) -> list[str]:
        """The words of what is right."""

    def model_dump(self) -> dict[str, Any]:
        """Return all its fields (pydantic's own)."""

    def placed_parts(self) -> Iterator[tuple[Location, QuestionType]]:
        """Yield the questions within it, each with its place."""

    def rules(self) -> Broken:
        """Yield what is wrong beyond the shape of its fields: where, and what would mend it."""

    def slow_rules(self) -> Broken:
        """Yield what is wrong that no lesson waits to hear, since finding it takes time."""

    def public_fields(self) -> dict[str, Any]:
        """Return what students may see beside the stem, as JSON data: nothing of the key."""

    def score(self, answer: Any) -> Score:
        """Score an answer that is not blank."""

    def explain(self, answer: Any, result: Score) -> Explanation:
        """Return what to say of a readable answer: as a whole, and on its parts by id."""

    def page_key(self) -> dict[str, Any]:
        """Return what its script needs to score and explain an answer of practice: JSON, HTML."""

    def key_text(self) -> str:
        """Return the right answer as text, in Markdown where options are."""

    def compare(self, answer: Any) -> ComparedAnswer | None:
        """Return an answer that is not blank as the analysis counts it; None if it cannot be."""

    def offered(self) -> dict[str, AnswerOption]:
        """Return what can be chosen by name; nothing where students write what they like."""

    def right_answer(self) -> Any:
        """Return an answer that earns all points."""

    def wrong_answer(self, rng: Random) -> Any:
        """Return an answer that can be read and earns less; None if there is no such thing."""

    def partial_answer(self, rng: Random) -> Any:
        """Return an answer that is right in part; None if there is no such thing."""

    def grader_html(self, answer: Any, reason: str) -> str:
        """Return what a person who gives the points needs to see."""

    def to_interchange(self) -> Item:
        """Return the question in the form that file formats know."""

    @classmethod
    def from_interchange(cls, item: Item) -> dict[str, Any] | None:
        """Return an item as a bank's YAML has it, or None if it is no question of this type."""

    @staticmethod
    def answer_text(view: PublicQuestion, answer: Any) -> str | None:
        """Return an answer as text, in Markdown where options are; None if it cannot be read."""

    @staticmethod
    def page_fields(view: PublicQuestion, seed: str) -> dict[str, Any]:
        """Return what its script draws beside the stem: HTML, lists in an order by `seed`."""

    @staticmethod
    def fallback(view: PublicQuestion, open_stages: int) -> Iterator[str]:
        """Yield what is asked as HTML, where no script runs."""

    @staticmethod
    def unreadable(view: PublicQuestion, answer: Any) -> str:
        """Say why what was typed cannot be read; `""` if it can."""

    @staticmethod
    def unfinished(view: PublicQuestion, answer: Any) -> str:
        """Say what an answer still lacks; `""` if nothing."""


_types: dict[str, type[QuestionType]] = {}
_T = TypeVar("_T")


def question_type(kind: type[QuestionType]) -> Any:
    """Put a model into the list of question types."""
    fields = kind.model_fields  # type: ignore[attr-defined]  # every type is a pydantic model
    (name,) = fields["type"].annotation.__args__
    _types[name] = kind
    return kind


def all_types() -> dict[str, type[QuestionType]]:
    """Return the question types by the names that they have in data, in the order of names."""
    from imuran_edu.questions.types import load  # each module there registers what it holds

    load()
    return dict(sorted(_types.items()))


def type_named(name: object) -> type[QuestionType]:
    """Return a question type.

    Raises:
        ValueError: there is none of that name; in one line that says what to do.
    """
    if not isinstance(name, str) or name not in _types:
        known = all_types()  # looks into the folder, which takes a thousand times as long
        if isinstance(name, str) and name in known:
            return known[name]
        raise ValueError(
            f"unknown type '{str(name)[:40]}'; this version knows {', '.join(known)}: "
            "mend the name, or install a newer imuran-edu"
        )
    return _types[name]


def question_data(item: Item) -> dict[str, Any] | None:
    """Return an item as a bank's YAML has it, of the type that it fits; None if it fits none.

    What the item does not say is left out, so the data may be no whole question yet.
    """
    found = (kind.from_interchange(item) for kind in all_types().values())
    return next((data for data in found if data is not None), None)


class OneOf:
    """Tells pydantic that a field holds one of the question types, told apart by `type`."""

    def __init__(self, wanted: Callable[[type[QuestionType]], bool]) -> None:
        self.wanted = wanted

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        types = tuple(kind for kind in all_types().values() if self.wanted(kind))
        # the union is made while the program runs, which typing's own notation cannot say
        union: Any = Union[types]  # noqa: UP007
        return handler.generate_schema(Annotated[union, Field(discriminator="type")])


Question = Annotated[QuestionType, OneOf(lambda kind: True)]
