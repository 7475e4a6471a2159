"""The coverage as a page that a browser opens, and as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from imuran_edu.authoring.coverage import KINDS, Asked, Coverage, share_at_apply, types_of

STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem;font-size:.92em}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8885}
thead th{position:sticky;top:0;background:Canvas;border-bottom:2px solid #888}
caption{text-align:left;font-weight:600;padding:.4rem 0}
.missed{border-left:4px solid #D55E00;padding:.2rem 1rem}
.met{border-left:4px solid #009E73;padding:.2rem 1rem}
code{white-space:nowrap}
"""


def as_page(coverage: Coverage, missed: Sequence[str]) -> str:
    """Return one HTML page that needs nothing from elsewhere.

    Args:
        coverage: what was measured.
        missed: the goals that are missed, one line each.
    """
    if missed:
        items = "".join(f"<li>{escape(line)}</li>" for line in missed)
        verdict = (
            f"<div class='missed'><p>{len(missed)} goals are missed:</p><ul>{items}</ul></div>"
        )
    else:
        verdict = "<p class='met'>Every goal of <code>quizzes/goals.yaml</code> is met.</p>"
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'><title>Coverage of the course</title>"
        f"<style>{STYLE}</style></head><body><h1>Coverage of the course</h1>"
        "<p>For instructors: it names graded questions, though none of their keys. A star (*) "
        f"marks a question that puts the claim right.</p>{verdict}{_banks(coverage)}"
        f"{_kinds(coverage)}{_objectives(coverage)}{_claims(coverage)}</body></html>\n"
    )


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
    head = ("Bank", "Kind", "Lesson", "Questions", "Points", "Types", "Concentrations")
    return _table("Banks", head, rows)


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
    return _table("All practice and all graded questions", head, rows)


def _objectives(coverage: Coverage) -> str:
    rows = []
    for lesson in coverage.evidence.lessons.values():
        for goal in lesson.objectives:
            asked = coverage.testing(goal.id)
            by_kind = [_ids(each for each in asked if each.kind == kind) for kind in KINDS]
            critical = " <strong>critical</strong>" if goal.critical else ""
            rows.append((escape(goal.id) + critical, escape(goal.text), *by_kind))
    return _table("Objectives", ("Objective", "After the lesson", *KINDS), rows)


def _claims(coverage: Coverage) -> str:
    rows = []
    for claim in coverage.evidence.claims.values():
        asked, right = coverage.about(claim), coverage.correcting(claim)
        by_kind = [_ids((each for each in asked if each.kind == kind), right) for kind in KINDS]
        shown = ", ".join(coverage.showing(claim))
        rows.append((claim.id, claim.priority, claim.verdict, escape(claim.says), shown, *by_kind))
    head = ("Claim", "Priority", "Verdict", "It says", "In the table of", *KINDS)
    return _table("Claims", head, rows)


def _ids(asked: Iterable[Asked], starred: Sequence[Asked] = ()) -> str:
    return " ".join(
        f"<code>{each.question.id}{'*' if each in starred else ''}</code>" for each in asked
    )


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counter.most_common())


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    columns = "".join(f"<th scope='col'>{column}</th>" for column in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{columns}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
