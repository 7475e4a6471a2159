"""Documents, claims, references and lessons as they stand in `quizzes/`."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from imuran_edu.core.strict_model import Strict

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ClaimId = Annotated[str, Field(pattern=r"^D[0-9]+-[0-9]{3}$")]


class Verdict(StrEnum):
    """What the authorities say of a claim. The list is closed."""

    SUPPORTED = "supported"
    VAGUE = "supported-but-vague"
    OUTDATED = "outdated"
    MISLEADING = "misleading"
    CONTRADICTED = "contradicted"
    NOT_CHECKABLE = "not-checkable"
    PLACEHOLDER = "unsupported-placeholder"

    @property
    def holds(self) -> bool:
        """Whether an answer key may rest on a claim with this verdict."""
        return self in (Verdict.SUPPORTED, Verdict.VAGUE)


def line_numbers(text: str) -> list[int]:
    """Return the 1-based line numbers that a range such as `"18, 84-86"` names, in its order.

    Raises:
        ValueError: the text is not such a range, or a range runs backwards.
    """
    numbers: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*([1-9][0-9]{0,6})(?:\s*-\s*([1-9][0-9]{0,6}))?\s*", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if last < first:
            raise ValueError(f"'{text}' is not a line range; write it like 18 or 18, 84-86")
        numbers.extend(range(first, last + 1))
    return numbers


def _check_lines(text: str) -> str:
    line_numbers(text)
    return text


LineRange = Annotated[str, AfterValidator(_check_lines)]


class Document(Strict):
    """One of the documents that the course is drawn from."""

    id: Annotated[str, Field(pattern=r"^D[0-9]+$")]
    title: str
    kind: str
    file: str
    lines: int = Field(gt=0)
    sha256: Digest
    appraisal: str


class Citation(Strict):
    """A place in a reference: which one, and where in it."""

    id: Slug
    at: str


class Claim(Strict):
    """One thing that a document says: restated, located, judged."""

    id: ClaimId
    section: str
    lines: LineRange
    sha256: Digest
    says: str
    verdict: Verdict
    reason: str
    references: list[Citation] = []
    priority: Literal["H", "M", "L"]

    @property
    def document(self) -> str:
        """The id of the document that makes the claim."""
        return self.id.split("-")[0]

    @property
    def line_numbers(self) -> list[int]:
        """The 1-based lines of the document that the claim restates."""
        return line_numbers(self.lines)


class Seen(Strict):
    """A part of a reference, and how much of its text the course's authors read.

    Attributes:
        at: where in the reference, as its readers find it.
        extent: the whole text of the part was read, some of it, or nothing.
        gives: what the part says, in our words.
        via: the address of the copy that was read, if it was another than the reference's own.
        stands: whether the part holds although the reference was superseded: it describes, such
            as a pathway or a frequency, and advises nothing.
    """

    at: str
    extent: Literal["text", "part", "none"]
    gives: str
    via: str | None = None
    stands: bool = False


class Name(Strict):
    """A CSL name: a person's family and given name, or a body's literal name."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        initials = "".join(part[0] for part in (self.given or "").split())
        return f"{self.family} {initials}".strip()


class Issued(Strict):
    """A CSL date: a year, a year and its month, or a day."""

    date_parts: list[Annotated[list[int], Field(min_length=1, max_length=3)]] = Field(
        alias="date-parts", min_length=1, max_length=1
    )

    @model_validator(mode="after")
    def _is_a_date(self) -> Issued:
        try:
            _ = self.first_day
        except ValueError:
            parts = ", ".join(map(str, self.date_parts[0]))
            raise ValueError(
                f"[{parts}] is no date; write [[2025]], [[2025, 11]] or [[2025, 11, 17]]"
            ) from None
        return self

    @property
    def first_day(self) -> date:
        """The day; of a month or a year, its first day."""
        year, month, day = (*self.date_parts[0], 1, 1)[:3]
        return date(year, month, day)

    @property
    def year(self) -> int:
        """The year alone."""
        return self.date_parts[0][0]

    @property
    def in_words(self) -> str:
        """The date as a sentence has it: `2025`, `November 2025` or `17 November 2025`."""
        year, *rest = self.date_parts[0]
        words = [*map(str, rest[1:]), *(month_name[month] for month in rest[:1]), str(year)]
        return " ".join(words)

    @property
    def month_in_words(self) -> str:
        """The year, with its month where it is known: `November 2025`."""
        return Issued(**{"date-parts": [self.date_parts[0][:2]]}).in_words


class Reference(Strict):
    """An authority, described with the fields of CSL, and what was seen of it.

    Attributes:
        short: its name in a sentence; for a guideline with its year.
        genre: `study` for a finding of its day, to which others are added and which none replaces;
            empty for what can be replaced: a guideline, a label, a page.
        issued: when it was published; a label or a web page may have no date of its own.
        checked: the day on which somebody last looked whether it stands; for a page without a
            date, the day on which it was read.
        superseded_by: ids of the references that have taken its place, the first of them first.
    """

    id: Slug
    short: str
    type: str
    genre: Literal["study"] | None = None
    title: str
    author: list[Name] = []
    issued: Issued | None = None
    checked: date | None = None
    superseded_by: list[Slug] = Field(default=[], alias="superseded-by")
    container_title: str | None = Field(default=None, alias="container-title")
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    publisher: str | None = None
    DOI: str | None = None
    PMID: str | None = None
    URL: str | None = None
    seen: list[Seen] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_found(self) -> Reference:
        if not (self.DOI or self.PMID or self.URL):
            raise ValueError(f"reference '{self.id}' needs a DOI, a PMID or a URL")
        return self

    @property
    def link(self) -> str:
        """The address that a reader can open."""
        if self.DOI:
            return f"https://doi.org/{self.DOI}"
        if self.PMID:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.PMID}/"
        return self.URL or ""

    def extent(self, at: str) -> Literal["text", "part", "none"] | None:
        """Return how much of the part `at` was read; None if the reference lists no such part."""
        return next((seen.extent for seen in self.seen if seen.at == at), None)

    def stands(self, at: str) -> bool:
        """Whether the part `at` holds: the reference is in force, or the part only describes."""
        return not self.superseded_by or any(seen.at == at and seen.stands for seen in self.seen)


class Objective(Strict):
    """What a student can do after a lesson, in a measurable verb.

    Attributes:
        critical: whether getting it wrong can kill or maim a patient. The final asks each such
            objective, and `quizzes/goals.yaml` says how much of the final they get.
    """

    id: Slug
    text: str
    critical: bool = False


class Lesson(Strict):
    """A lesson notebook: its title, its time and its objectives.

    An introduction leads into the course: it has no assignment and not the parts of a lesson. A
    `picture` of that name stands at the top of its page.
    """

    id: Slug
    notebook: str
    title: str
    minutes: int = Field(gt=0)
    objectives: list[Objective] = Field(min_length=1)
    introduction: bool = False
    picture: str | None = None


class Documents(Strict):
    """The file `quizzes/documents.yaml`."""

    documents: list[Document]


class Claims(Strict):
    """A file of `quizzes/claims/`."""

    document: str
    claims: list[Claim]


class References(Strict):
    """The file `quizzes/references.yaml`."""

    references: list[Reference]


class Lessons(Strict):
    """The file `quizzes/lessons.yaml`."""

    lessons: list[Lesson]
