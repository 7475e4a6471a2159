"""A rule of item writing, and the list of all rules.

A rule is a function under `question_rule`, `bank_rule` or `course_rule`, which says what it looks
at. The modules of `rules/` are the list: a rule that is written there is found, and nothing else
names it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from imuran_edu.authoring.lint.subjects import AskedPart, LintedBank, LintedCourse
from imuran_edu.core.yaml_source import Location

Severity = Literal["error", "warning", "note"]
Scope = Literal["question", "bank", "course"]
Said = Iterator[tuple[Location, str]]
"""Where in the question or the bank, and what is wrong with what would mend it."""
SaidOf = Iterator[tuple[AskedPart | LintedBank, Location, str]]
_Check = TypeVar("_Check", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        name: as findings, waivers and `--explain` call it.
        severity: `error` for what makes a score wrong, `warning` for what helps a guesser or
            misleads a student, `note` for style.
        scope: what its function is given: a question, a bank, or the course.
        why: one paragraph.
        source: where the rule, or the finding behind it, is published.
        before: a question that breaks it, shortened.
        after: the same question mended.
        check: the function.
    """

    name: str
    severity: Severity
    scope: Scope
    why: str
    source: str
    before: str
    after: str
    check: Callable[..., Any]


@dataclass(frozen=True, order=True)
class Finding:
    """What a rule says of one place.

    Attributes:
        file: the bank.
        line: from 1.
        rule: its name.
        severity: of the rule.
        question: id of the question, or part of a case; `""` where it is about the bank.
        message: what is wrong, and what would mend it.
        digest: of the texts that it is about, as a waiver names it.
    """

    file: Path
    line: int
    rule: str
    severity: Severity
    question: str
    message: str
    digest: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: {self.severity}"
        return f"{where}: {self.message} [{self.rule} {self.digest}]"


_rules: dict[str, Rule] = {}


def _rule(scope: Scope) -> Callable[..., Callable[[_Check], _Check]]:
    def with_texts(
        name: str, severity: Severity, *, why: str, source: str, before: str, after: str
    ) -> Callable[[_Check], _Check]:
        def register(check: _Check) -> _Check:
            told = " ".join(why.split())
            _rules[name] = Rule(name, severity, scope, told, source, before, after, check)
            return check

        return register

    return with_texts


question_rule = _rule("question")
bank_rule = _rule("bank")
course_rule = _rule("course")


def all_rules() -> dict[str, Rule]:
    """Return the rules by name, in the order of names."""
    from imuran_edu.authoring.lint import rules

    for module in pkgutil.iter_modules(rules.__path__):
        importlib.import_module(f"{rules.__name__}.{module.name}")
    return dict(sorted(_rules.items()))


__all__ = [
    "AskedPart",
    "Finding",
    "LintedBank",
    "LintedCourse",
    "Rule",
    "Said",
    "SaidOf",
    "Severity",
    "all_rules",
    "bank_rule",
    "course_rule",
    "question_rule",
]
