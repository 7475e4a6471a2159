"""Which lessons a person has reviewed, in which role, and whether they have changed since.

The record is `quizzes/reviews.yaml`; a lesson that it does not hold was never reviewed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from imuran_edu.authoring.check_currency import texts_in
from imuran_edu.core import InputError, Problem, Source, read_yaml, validate
from imuran_edu.core.lesson_cells import source_of
from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence import Fact, Lesson, load_evidence, load_facts
from imuran_edu.evidence.inline_facts import facts_named


class Role(StrEnum):
    """As what somebody reviewed a lesson. The list is closed."""

    PHARMACIST = "pharmacist"
    PHYSICIAN = "physician"
    NURSE = "nurse"
    PHARMACOLOGIST = "pharmacologist"
    TEACHER = "teacher"
    STUDENT = "student"
    PATIENT = "patient"


class Review(Strict):
    """One person's reading of one lesson.

    Attributes:
        by: who it was, as they wish to be named.
        role: as what they read it.
        reviewed: the day on which they finished.
        version: what `imuran-edu currency` called the version that they read.
    """

    by: str = Field(min_length=1)
    role: Role
    reviewed: date
    version: Annotated[str, Field(pattern=r"^v[0-9a-f]{10}$")]


class Reviews(Strict):
    """The file `quizzes/reviews.yaml`: reviews by the id of the lesson."""

    lessons: dict[str, list[Review]]


@dataclass(frozen=True)
class Reviewed:
    """A lesson, its version now, and who reviewed it, the latest first."""

    lesson: Lesson
    version: str
    reviews: Sequence[Review] = ()

    @property
    def state(self) -> str:
        """`never`, `changed since` if nobody read the version of now, or `reviewed`."""
        if not self.reviews:
            return "never"
        read = any(each.version == self.version for each in self.reviews)
        return "reviewed" if read else "changed since"

    @property
    def told(self) -> str:
        """Who reviewed it, in words; `""` if nobody did."""
        return "; ".join(
            f"{each.by} ({each.role}), {each.reviewed}, {each.version}" for each in self.reviews
        )


def load_reviews(root: Path, lessons: Mapping[str, Lesson], today: date) -> Reviews:
    """Read the record of reviews; without its file nothing was reviewed.

    Args:
        root: the checkout.
        lessons: by id.
        today: no review may lie after this day.

    Raises:
        InputError: the file is faulty, names an unknown lesson, or a day to come.
    """
    path = root / "quizzes" / "reviews.yaml"
    if not path.exists():
        return Reviews(lessons={})
    source = read_yaml(path)
    read = validate(Reviews, source)
    if problems := list(_faults(source, read, lessons, today)):
        raise InputError(problems)
    return read


def _faults(
    source: Source, read: Reviews, lessons: Mapping[str, Lesson], today: date
) -> Iterator[Problem]:
    for name, reviews in read.lessons.items():
        if name not in lessons:
            yield source.problem(("lessons", name), f"unknown lesson '{name}'; see lessons.yaml")
        for index, review in enumerate(reviews):
            if review.reviewed > today:
                message = f"'{name}' was reviewed in the future ({review.reviewed}); mend the date"
                yield source.problem(("lessons", name, index, "reviewed"), message)


def review_problems(root: Path, lessons: Mapping[str, Lesson], today: date) -> list[Problem]:
    """Return what is wrong with the record of reviews; the arguments are `load_reviews`'s."""
    try:
        load_reviews(root, lessons, today)
    except InputError as error:
        return list(error.problems)
    return []


def measure_reviews(root: Path, today: date) -> list[Reviewed]:
    """Return every lesson with its version and its reviews, in reading order.

    Raises:
        InputError: the register, the facts or the record of reviews cannot be read.
    """
    lessons = load_evidence(root / "quizzes", today).lessons
    facts = load_facts(root / "quizzes" / "facts")
    read = load_reviews(root, lessons, today).lessons
    return [
        Reviewed(
            lesson,
            version_of(root, lesson, facts),
            sorted(read.get(name, ()), key=lambda each: each.reviewed, reverse=True),
        )
        for name, lesson in lessons.items()
    ]


def version_of(root: Path, lesson: Lesson, facts: Mapping[str, Fact]) -> str:
    """Return the version of a lesson: `v` and ten digits, other ones after any change to it.

    It is made of what a reviewer reads: the cells of the notebook, the practice questions, and the
    facts that they name. Comments and the layout of the files do not count, nor does what cannot
    be read: `check` names it.
    """
    parts: list[Any] = []
    try:
        notebook = (root / "notebooks" / lesson.notebook).read_text(encoding="utf-8")
        cells = json.loads(notebook)["cells"]
        parts.append([[each["cell_type"], source_of(each)] for each in cells])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        parts.append(None)
    for path in sorted((root / "quizzes" / "practice").glob("*.yaml")):
        try:
            data = read_yaml(path).data
        except InputError:
            continue
        if isinstance(data, dict) and data.get("lesson") == lesson.id:
            parts.append(data)
    whole = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    named = sorted(set(facts_named("\n".join(texts_in(parts)))) & facts.keys())
    whole += json.dumps([(name, facts[name].text) for name in named], ensure_ascii=False)
    return "v" + hashlib.sha256(whole.encode()).hexdigest()[:10]


def summary(found: Sequence[Reviewed]) -> list[str]:
    """Return what a maintainer has to know of the reviews, for a terminal."""
    by_state = {
        state: [each for each in found if each.state == state]
        for state in ("never", "changed since", "reviewed")
    }
    never, changed, reviewed = by_state.values()
    lines = [
        f"{len(found)} lessons: {len(reviewed)} are as a reviewer read them, {len(changed)} "
        f"changed since, {len(never)} were never reviewed."
    ]
    if changed:
        lines.append("Changed since the review:")
    lines += [f"  {each.lesson.id}, now {each.version}: {each.told}" for each in changed]
    if never:
        lines.append("Never reviewed by a person:")
    lines += [f"  {each.lesson.id}, {each.version}" for each in never]
    return lines
