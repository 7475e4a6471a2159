"""The coverage as a page that a browser opens, and as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from imuran_edu.authoring.coverage import KINDS, AskedQuestion, Coverage, share_at_apply, types_of
from imuran_edu.core.html_page import page, table

INTRODUCTION = (
    "<p>For instructors: it names graded questions, though none of their keys. A star (*) marks a "
    "question that puts the claim right.</p>"
)


def as_page(coverage: Coverage, missed: Sequence[str]) -> str:
    """Return one HTML page that needs nothing from elsewhere.

    Args:
        coverage: what was measured.
        missed: the goals that are missed, one line each.
    """
    if missed:
        items = "".join(f"<li>{escape(line)}</li>" for line in missed)
        verdict = f"<div class='look'><p>{len(missed)} goals are missed:</p><ul>{items}</ul></div>"
    else:
        verdict = "<p class='met'>Every goal of <code>quizzes/goals.yaml</code> is met.</p>"
    return page("Coverage of the course", [INTRODUCTION, verdict, *_tables(coverage)])


def _tables(coverage: Coverage) -> Iterator[str]:
    yield _banks(coverage)
    yield _kinds(coverage)
    yield _objectives(coverage)
    yield _claims(coverage)


def summary(coverage: Coverage) -> list[str]:
    """Return a line for each kind of question, and one for the claims."""
    lines = []
    for kind in KINDS:
        asked = coverage.of_kind(kind)
        types = ", ".join(f"{name} {number}" for name, number in types_of(asked).items())
        share = f"{share_at_apply(asked):.0%} at 'apply' or above"
        lines.append(f"{len(asked)} {kind} questions, {share}: {types}")
    claims = coverage.evidence.claims.values()
    shown = sum(bool(coverage.showing(claim)) for claim in claims)
    cited = sum(bool(coverage.about(claim)) for claim in claims)
    lines.append(f"{len(claims)} claims: {shown} in a lesson's table, {cited} under a question")
    return lines


def _banks(coverage: Coverage) -> str:
    rows = []
    for (kind, name), bank in coverage.banks.items():
        asked = [each for each in coverage.of_kind(kind) if each.bank == name]
        rows.append(
            (
                escape(name),
                kind,
                escape(bank.lesson or "the whole course"),
                str(len(asked)),
                f"{bank.points:g}" if kind == "graded" else "",
                _counted(types_of(asked)),
                _counted(Counter(each.question.level for each in asked)),
            )
        )
    head = ("Bank", "Kind", "Lesson", "Questions", "Points", "Types", "Levels")
    return table("Banks", head, rows)


def _kinds(coverage: Coverage) -> str:
    rows = [
        (
            kind,
            str(len(asked)),
            _counted(types_of(asked)),
            f"{share_at_apply(asked):.0%}",
        )
        for kind in KINDS
        for asked in [coverage.of_kind(kind)]
    ]
    head = ("Kind", "Questions", "Types", "At 'apply' or above")
    return table("All practice and all graded questions", head, rows)


def _objectives(coverage: Coverage) -> str:
    rows = []
    for lesson in coverage.evidence.lessons.values():
        for goal in lesson.objectives:
            asked = coverage.testing(goal.id)
            by_kind = [_ids(each for each in asked if each.kind == kind) for kind in KINDS]
            critical = " <strong>critical</strong>" if goal.critical else ""
            rows.append((escape(goal.id) + critical, escape(goal.text), *by_kind))
    return table("Objectives", ("Objective", "After the lesson", *KINDS), rows)


def _claims(coverage: Coverage) -> str:
    rows = []
    for claim in coverage.evidence.claims.values():
        asked, right = coverage.about(claim), coverage.correcting(claim)
        by_kind = [_ids((each for each in asked if each.kind == kind), right) for kind in KINDS]
        shown = ", ".join(coverage.showing(claim))
        rows.append((claim.id, claim.priority, claim.verdict, escape(claim.says), shown, *by_kind))
    head = ("Claim", "Priority", "Verdict", "It says", "In the table of", *KINDS)
    return table("Claims", head, rows)


def _ids(asked: Iterable[AskedQuestion], starred: Sequence[AskedQuestion] = ()) -> str:
    return " ".join(
        f"<code>{each.question.id}{'*' if each in starred else ''}</code>" for each in asked
    )


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counter.most_common())
