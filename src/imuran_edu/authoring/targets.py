"""What the course promises of its questions, and where it falls short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from imuran_edu.authoring.coverage import KINDS, Coverage, share_at_apply, types_of
from imuran_edu.core import read_yaml, validate
from imuran_edu.core.strict_model import Strict
from imuran_edu.evidence import Verdict
from imuran_edu.questions import Bank

# the verdicts of claims that a student has to put right
WRONG = (Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.MISLEADING, Verdict.PLACEHOLDER)


class Counts(Strict):
    """How many questions there are at least."""

    in_all: int = Field(ge=0)
    a_lesson: int = Field(ge=0)


class Kinds(Strict):
    """How many questions of each kind test something, at least."""

    practice: int = Field(ge=0)
    graded: int = Field(ge=0)


class Final(Strict):
    """The blueprint of the final, and of its other forms.

    Attributes:
        assignment: the name of its assignment.
        forms: the names of further assignments, each of which can take its place: they keep the
            same blueprint, and have as many points and nearly the same types of question.
        questions: how many it has, a case counted once.
        lessons: how many of them test an objective of each lesson, within one.
        critical: the share of its points on critical objectives, at least.
        arithmetic: the share of its questions that are answered by a number, at most.
    """

    assignment: str
    forms: list[str] = []
    questions: int = Field(ge=0)
    lessons: dict[str, int] = {}
    critical: float = Field(default=0, ge=0, le=1)
    arithmetic: float = Field(default=1, ge=0, le=1)

    @property
    def names(self) -> dict[str, str]:
        """What a complaint calls each assignment: `the final`, `the final's form NAME`."""
        return {self.assignment: "the final"} | {
            name: f"the final's form '{name}'" for name in self.forms
        }


class Goals(Strict):
    """The file `quizzes/goals.yaml`; its comments say what each number means."""

    apart: list[str]
    practice: Counts
    graded: Counts
    types: int
    most_of_one_type: float = Field(gt=0, le=1)
    apply_or_above: float = Field(ge=0, le=1)
    an_objective: int
    critical: Kinds = Kinds(practice=0, graded=0)
    final: Final
    alike: float = Field(gt=0, le=100)


def load_goals(root: Path) -> Goals:
    """Read the goals of a course.

    Raises:
        InputError: the file is missing or faulty.
    """
    return validate(Goals, read_yaml(root / "quizzes" / "goals.yaml"))


def shortfalls(coverage: Coverage, goals: Goals) -> list[str]:
    """Return every goal that is missed, one line each, with what would mend it."""
    return [
        *_of_claims(coverage),
        *_of_objectives(coverage, goals),
        *_of_critical(coverage, goals),
        *_of_counts(coverage, goals),
        *_of_assignments(coverage, goals),
    ]


def _of_claims(coverage: Coverage) -> Iterator[str]:
    for claim in coverage.evidence.claims.values():
        if not coverage.showing(claim):
            yield f"claim {claim.id} stands in no lesson's table"
        if claim.priority in "HM" and not coverage.about(claim):
            yield f"claim {claim.id} has priority {claim.priority} and is under no question"
        if claim.verdict in WRONG and not coverage.correcting(claim):
            yield f"claim {claim.id} is judged {claim.verdict} and no question puts it right"
    for each in coverage.asked:
        if not each.claims:
            yield f"question {each.question.id} cites no claim of the documents"


def _of_objectives(coverage: Coverage, goals: Goals) -> Iterator[str]:
    for name in coverage.evidence.objectives:
        found = len(coverage.testing(name))
        if found < goals.an_objective:
            yield f"objective {name} is tested by {found} questions, not {goals.an_objective}"


def _of_critical(coverage: Coverage, goals: Goals) -> Iterator[str]:
    """Yield what critical objectives lack in practice, in the assignments, in each final."""
    finals = goals.final.names
    for name, objective in coverage.evidence.objectives.items():
        if not objective.critical:
            continue
        asked = coverage.testing(name)
        for kind in KINDS:
            wanted = getattr(goals.critical, kind)
            found = sum(each.kind == kind and each.bank not in finals for each in asked)
            if found < wanted:
                yield f"critical objective {name} has {found} {kind} questions, not {wanted}"
        for bank, called in finals.items():
            if goals.final.questions and not any(each.bank == bank for each in asked):
                yield f"critical objective {name} has no question in {called}; write one"


def _of_counts(coverage: Coverage, goals: Goals) -> Iterator[str]:
    for kind in KINDS:
        asked, wanted = coverage.of_kind(kind), getattr(goals, kind)
        if len(asked) < wanted.in_all:
            yield f"there are {len(asked)} {kind} questions, not {wanted.in_all}"
        for lesson in coverage.evidence.lessons.values():
            found = sum(coverage.banks[kind, each.bank].lesson == lesson.id for each in asked)
            counted = not lesson.introduction and lesson.id not in goals.apart
            if counted and found < wanted.a_lesson:
                yield f"lesson {lesson.id} has {found} {kind} questions, not {wanted.a_lesson}"
        types = types_of(asked)
        if len(types) < goals.types:
            yield f"the {kind} questions are of {len(types)} types, not {goals.types}"
        for name, number in types.items():
            if number > goals.most_of_one_type * len(asked):
                yield f"{number} of {len(asked)} {kind} questions are of the type {name}"
        if share_at_apply(asked) < goals.apply_or_above:
            share = f"{share_at_apply(asked):.0%}"
            yield f"{share} of the {kind} questions are at 'apply' or above"


def _of_assignments(coverage: Coverage, goals: Goals) -> Iterator[str]:
    graded = {name: bank for (kind, name), bank in coverage.banks.items() if kind == "graded"}
    lessons = {bank.lesson for bank in graded.values()}
    for lesson in coverage.evidence.lessons.values():
        if lesson.id not in lessons and not lesson.introduction:
            yield f"lesson {lesson.id} has no assignment"
    first = graded.get(goals.final.assignment)
    for name, called in goals.final.names.items():
        final = graded.get(name)
        found = len(final.questions) if final else 0
        if found != goals.final.questions:
            yield f"{called} has {found} questions, not {goals.final.questions}"
        elif final:
            yield from _of_a_final(coverage, goals.final, name, called)
            if first and final is not first:
                yield from _unlike(first, final, called)


def _unlike(first: Bank, other: Bank, called: str) -> Iterator[str]:
    """Yield where another form differs from the final in its points or its types of question."""
    if other.points != first.points:
        yield f"{called} has {other.points:g} points, and the final has {first.points:g}"
    types = [Counter(each.type for each in bank.questions) for bank in (first, other)]
    for name in sorted(types[0] | types[1]):
        mine, its = types[0][name], types[1][name]
        if abs(mine - its) > 1:
            yield f"{called} has {its} questions of the type {name}, and the final has {mine}"


def _of_a_final(coverage: Coverage, wanted: Final, name: str, called: str) -> Iterator[str]:
    """Yield where a final departs from the blueprint."""
    asked = [each for each in coverage.asked if each.bank == name]
    lesson_of = {
        goal.id: lesson.id
        for lesson in coverage.evidence.lessons.values()
        for goal in lesson.objectives
    }
    found = Counter(lesson_of.get(each.question.objective, "") for each in asked)
    for lesson, number in wanted.lessons.items():
        if abs(found[lesson] - number) > 1:
            yield f"{called} has {found[lesson]} questions on {lesson}, not {number} (within 1)"
    for lesson in wanted.lessons.keys() - coverage.evidence.lessons.keys():
        yield f"the blueprint of {called} names a lesson that is not there: {lesson}"
    critical = {goal.id for goal in coverage.evidence.objectives.values() if goal.critical}
    points = sum(each.question.points for each in asked)
    share = sum(each.question.points for each in asked if each.objectives & critical) / points
    if share < wanted.critical:
        least = f"{wanted.critical:.0%}"
        yield f"{share:.0%} of the points of {called} are on critical objectives, not {least}"
    numbers = sum(each.question.type == "numeric" for each in asked) / len(asked)
    if numbers > wanted.arithmetic:
        most = f"{wanted.arithmetic:.0%}"
        yield f"{numbers:.0%} of the questions of {called} are sums; at most {most} may be"
