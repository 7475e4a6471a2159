"""What is covered: which questions and tables stand behind each claim and each objective."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imuran_edu.core.lesson_cells import calls_of
from imuran_edu.evidence import Claim, Evidence, load_evidence
from imuran_edu.questions import Bank, QuestionType, load_bank
from imuran_edu.questions.bank import with_parts

APPLY_OR_ABOVE = ("apply", "analyse", "evaluate", "create")
KINDS = ("practice", "graded")


@dataclass(frozen=True)
class AskedQuestion:
    """A question with the bank that it stands in."""

    question: QuestionType
    bank: str
    kind: str

    @property
    def claims(self) -> set[str]:
        """The claims that the question, or a part of it, rests on or puts right."""
        return {
            claim
            for part in with_parts(self.question)
            for claim in (*part.rests_on.claims, *part.corrects)
        }

    @property
    def corrects(self) -> set[str]:
        """The claims that the question, or a part of it, puts right."""
        return {claim for part in with_parts(self.question) for claim in part.corrects}

    @property
    def objectives(self) -> set[str]:
        """The objectives that the question and its parts test."""
        return {part.objective for part in with_parts(self.question)}


@dataclass(frozen=True)
class Coverage:
    """Everything that `imuran-edu coverage` reports, ready to be counted.

    Attributes:
        evidence: the register.
        banks: name and bank, practice first.
        asked: every question, a case counted once.
        tables: the claims in each lesson's table, by the lesson's id.
    """

    evidence: Evidence
    banks: dict[tuple[str, str], Bank]
    asked: list[AskedQuestion] = field(default_factory=list)
    tables: dict[str, list[str]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[AskedQuestion]:
        """Return the questions of the practice or of the graded banks."""
        return [each for each in self.asked if each.kind == kind]

    def about(self, claim: Claim) -> list[AskedQuestion]:
        """Return the questions that cite a claim."""
        return [each for each in self.asked if claim.id in each.claims]

    def correcting(self, claim: Claim) -> list[AskedQuestion]:
        """Return the questions that put a claim right."""
        return [each for each in self.asked if claim.id in each.corrects]

    def testing(self, objective: str) -> list[AskedQuestion]:
        """Return the questions that test an objective."""
        return [each for each in self.asked if objective in each.objectives]

    def showing(self, claim: Claim) -> list[str]:
        """Return the ids of the lessons whose table has a claim."""
        return [lesson for lesson, claims in self.tables.items() if claim.id in claims]


def measure(root: Path) -> Coverage:
    """Read a course and return what covers what.

    Raises:
        InputError: the register or a bank cannot be read.
    """
    quizzes = root / "quizzes"
    evidence = load_evidence(quizzes)
    banks = {
        (kind, path.stem): load_bank(path, evidence)
        for kind in KINDS
        for path in sorted(quizzes.glob(f"{kind}/*.yaml"))
    }
    asked = [
        AskedQuestion(question, name, kind)
        for (kind, name), bank in banks.items()
        for question in bank.scored
    ]
    return Coverage(evidence, banks, asked, dict(_tables(root, evidence)))


def _tables(root: Path, evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    for lesson in evidence.lessons.values():
        calls = calls_of(root / "notebooks" / lesson.notebook)
        yield lesson.id, [arg for name, args in calls if name == "claims_table" for arg in args]


def share_at_apply(asked: list[AskedQuestion]) -> float:
    """Return the share of questions at 'apply' or above, 0 to 1."""
    return sum(each.question.level in APPLY_OR_ABOVE for each in asked) / max(len(asked), 1)


def types_of(asked: list[AskedQuestion]) -> Counter[str]:
    """Return how many questions there are of each type, the most frequent first."""
    return Counter(dict(Counter(each.question.type for each in asked).most_common()))
