"""Read the register: documents, claims, references and lessons, checked against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from imuran_edu.core import InputError, Problem, Source, find_data, read_yaml, validate
from imuran_edu.evidence.currency import currency_problems, named_in_text, successors
from imuran_edu.evidence.facts import Words, authority_words, with_facts
from imuran_edu.evidence.model import (
    Citation,
    Claim,
    Claims,
    Document,
    Documents,
    Lesson,
    Lessons,
    Objective,
    Reference,
    References,
)


def course_lessons() -> list[Lesson]:
    """Return the lessons of the course, in reading order, read once in a session.

    Raises:
        InputError: the file is faulty.
    """
    return _lessons_in(find_data("quizzes", "lessons.yaml"))


@cache
def _lessons_in(path: Path) -> list[Lesson]:
    return validate(Lessons, read_yaml(path)).lessons


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Identified)
Model = TypeVar("Model", Documents, References, Lessons, Claims)


@dataclass(frozen=True)
class Evidence:
    """The whole register, each part by its id, in the order of its file."""

    documents: dict[str, Document]
    claims: dict[str, Claim]
    references: dict[str, Reference]
    lessons: dict[str, Lesson]

    @property
    def objectives(self) -> dict[str, Objective]:
        """Every lesson's objectives by id."""
        return {goal.id: goal for lesson in self.lessons.values() for goal in lesson.objectives}

    @cached_property
    def superseded(self) -> dict[str, Reference]:
        """The references that have been replaced, by id."""
        return {name: each for name, each in self.references.items() if each.superseded_by}

    def successors(self, name: str) -> list[Reference]:
        """Return what has taken the place of the reference `name`; none if it is in force."""
        return successors(self.references[name], self.references)

    def named_in_text(self, name: str) -> str:
        """Return how a sentence names the reference `name`, and what it says of its age."""
        return named_in_text(self.references[name], self.references)

    def citation_problem(self, citation: Citation) -> str | None:
        """Say what is wrong with a citation, or None when its reference lists that part."""
        reference = self.references.get(citation.id)
        if reference is None:
            return f"unknown reference '{citation.id}'; add it to references.yaml or mend the id"
        if reference.extent(citation.at) is None:
            known = "; ".join(seen.at for seen in reference.seen)
            return f"'{citation.id}' has no part '{citation.at}'; it lists: {known}"
        return None


def load_evidence(folder: Path | None = None, today: date | None = None) -> Evidence:
    """Read and check the register.

    Args:
        folder: the folder `quizzes`; by default the course's own.
        today: no reference may be dated after this day; None lets such dates through.

    Raises:
        InputError: with every problem found, each with its file and line.
    """
    folder = folder or find_data("quizzes")
    problems: list[Problem] = []
    documents = _read(folder / "documents.yaml", Documents, problems)
    references = _read(folder / "references.yaml", References, problems)
    lessons = _read(folder / "lessons.yaml", Lessons, problems)
    words = authority_words({each.id: each for _, read in references for each in read.references})
    claim_files = [
        _read(path, Claims, problems, words) for path in sorted(folder.glob("claims/*.yaml"))
    ]
    if problems:
        raise InputError(problems)
    evidence = Evidence(
        _by_id(((read.documents, "documents", source) for source, read in documents), problems),
        _by_id(
            ((read.claims, "claims", source) for file in claim_files for source, read in file),
            problems,
        ),
        _by_id(((read.references, "references", source) for source, read in references), problems),
        _by_id(((read.lessons, "lessons", source) for source, read in lessons), problems),
    )
    problems.extend(
        problem
        for source, _ in references
        for problem in currency_problems(source, evidence.references, today)
    )
    for file in claim_files:
        for source, read in file:
            problems.extend(_claim_problems(source, read, evidence))
    if problems:
        raise InputError(problems)
    return evidence


def _read(
    path: Path, model: type[Model], problems: list[Problem], words: Words | None = None
) -> list[tuple[Source, Model]]:
    """Read one file, with its names in braces filled; on a fault note its problems alone."""
    try:
        source = read_yaml(path)
        if words is not None:
            source = with_facts(source, words)
        return [(source, validate(model, source))]
    except InputError as error:
        problems.extend(error.problems)
        return []


def _by_id(
    files: Iterable[tuple[Sequence[Thing], str, Source]], problems: list[Problem]
) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for things, field, source in files:
        for index, thing in enumerate(things):
            if thing.id in found:
                message = f"the id '{thing.id}' stands twice; give one of them another id"
                problems.append(source.problem((field, index, "id"), message))
            found[thing.id] = thing
    return found


def _claim_problems(source: Source, read: Claims, evidence: Evidence) -> Iterator[Problem]:
    document = evidence.documents.get(read.document)
    if document is None:
        yield source.problem(("document",), f"unknown document '{read.document}'")
        return
    for index, claim in enumerate(read.claims):
        at = ("claims", index)
        if claim.document != document.id:
            yield source.problem((*at, "id"), f"the id must begin with {document.id}-")
        if max(claim.line_numbers) > document.lines:
            message = f"line {max(claim.line_numbers)} lies outside {document.id}, which has "
            yield source.problem((*at, "lines"), f"{message}{document.lines} lines")
        for number, citation in enumerate(claim.references):
            if problem := evidence.citation_problem(citation):
                yield source.problem((*at, "references", number), problem)
