"""Findings and rules as text, JSON and SARIF."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from imuran_edu import __version__
from imuran_edu.authoring.lint.rule import Finding, Rule, all_rules
from imuran_edu.core.atomic_write import write_if_changed

SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"
PAGE: Final = "LINT.md"
HOW_TO_WAIVE: Final = (
    "To let one stand, write under the question: waive: [{rule: NAME, for: LETTERS, reason: why}]"
)


def as_json(findings: Sequence[Finding]) -> str:
    """Return findings as a JSON list."""
    listed = [{**asdict(each), "file": each.file.as_posix()} for each in findings]
    return json.dumps(listed, ensure_ascii=False, indent=1)


def as_sarif(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> str:
    """Return findings as SARIF 2.1.0, which code hosts show beside the changed line."""
    named = list(rules)
    run = {
        "tool": {
            "driver": {
                "name": "imuran-edu lint",
                "version": __version__,
                "rules": [_sarif_rule(each) for each in rules.values()],
            }
        },
        "results": [_sarif_result(each, named) for each in findings],
    }
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, indent=1)


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": summary_of(rule)},
        "fullDescription": {"text": rule.why},
        "help": {"text": explained(rule)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sarif_result(finding: Finding, rules: Sequence[str]) -> dict[str, Any]:
    where = {
        "artifactLocation": {"uri": finding.file.as_posix()},
        "region": {"startLine": finding.line},
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": where}],
    }


def summary_of(rule: Rule) -> str:
    """Return a rule in one line."""
    return (rule.check.__doc__ or "").strip().splitlines()[0]


def explained(rule: Rule) -> str:
    """Return a rule in full: why, by whom, and an example mended."""
    return "\n".join(
        (
            f"{rule.name} ({rule.severity}): {summary_of(rule)}",
            "",
            rule.why,
            "",
            f"Source: {rule.source}.",
            f"Before: {rule.before}",
            f"After:  {rule.after}",
        )
    )


def write_rules(quizzes: Path) -> bool:
    """Write the page of all rules into the folder `quizzes`; return whether it changed."""
    return write_if_changed(quizzes / PAGE, rules_page(all_rules()))


def rules_page(rules: Mapping[str, Rule]) -> str:
    """Return the page of all rules, in Markdown, as the guide for authors holds it."""
    parts = [
        "# What the linter looks for",
        "",
        "`imuran-edu lint` names file and line; `imuran-edu lint --explain RULE` prints one of "
        "these. An *error* makes a score wrong, a *warning* helps a guesser or misleads a student, "
        "a *note* is about style. This page is written by `imuran-edu build`.",
        "",
    ]
    for rule in rules.values():
        parts += [
            f"## {rule.name}",
            "",
            f"*{rule.severity}* · {summary_of(rule)}",
            "",
            rule.why,
            "",
            f"- Before: {rule.before}",
            f"- After: {rule.after}",
            f"- Source: {rule.source}.",
            "",
        ]
    return "\n".join(parts).rstrip("\n") + "\n"
