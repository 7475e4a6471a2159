"""Each rule by mutation: a real question is broken, and that rule and no other answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from imuran_edu.authoring.lint import all_rules
from imuran_edu.authoring.lint.rule import Finding
from imuran_edu.authoring.lint.run import lint, read_course
from imuran_edu.authoring.lint.subjects import LintedBank, LintedCourse
from imuran_edu.questions.load import read_bank
from tests.courses import ROOT

QUIZZES = ROOT / "quizzes"


@cache
def course() -> LintedCourse:
    return read_course(ROOT)


def block(text: str, question: str) -> tuple[int, int]:
    """Return where a question begins and ends in the text of its bank."""
    start = re.search(rf"^( *)- id: {question}$", text, re.MULTILINE)
    assert start, f"no question {question}"
    indent = len(start[1])
    following = re.compile(rf"^ {{0,{indent}}}- id: ", re.MULTILINE).search(text, start.end())
    return start.start(), following.start() if following else len(text)


def broken(folder: Path, bank: str, question: str, *changes: tuple[str, str]) -> list[Finding]:
    """Return what the rules say of the course with one question of a bank changed."""
    path = QUIZZES / f"{bank}.yaml"
    text = path.read_text()
    start, end = block(text, question) if question else (0, text.index("\nquestions:"))
    part = text[start:end]
    for old, new in changes:
        assert part.count(old) == 1, f"{old!r} stands {part.count(old)} times in {question or bank}"
        part = part.replace(old, new)
    copy = folder / "quizzes" / f"{bank}.yaml"
    copy.parent.mkdir(parents=True)
    for shared in ("facts", "references.yaml"):
        (folder / "quizzes" / shared).symlink_to(QUIZZES / shared)
    copy.write_text(text[:start] + part + text[end:])
    mutant = LintedBank(*read_bank(copy))
    banks = [mutant if each.path == path else each for each in course().banks]
    return lint(replace(course(), banks=banks))


@dataclass(frozen=True)
class Mutation:
    """A bank, a question (`""` for what stands above the questions), and what is changed in it."""

    bank: str
    question: str
    changes: tuple[tuple[str, str], ...]


def mutation(bank: str, question: str, *changes: tuple[str, str]) -> Mutation:
    return Mutation(bank, question, changes)


P02 = "practice/interactions", "inter-p02"
MUTATIONS: dict[str, Mutation] = {
    "absolute-in-distractors": mutation(
        *P02,
        ("It may be ignored while his", "It may always be ignored if his"),
        (
            "It may be forgotten after ten years; supply it.",
            "It may never delay his supply; go on.",
        ),
    ),
    "all-or-none-of-the-above": mutation(
        *P02,
        ("It matters only while both are taken together.", "None of the above."),
    ),
    "duplicate-question": mutation(
        "graded/reading",
        "read-g05",
        (
            "The list of treatments in colitis on one page ends with *Singh and others* as a "
            "source. True or false:\n      once journal, year and pages are mended to those of "
            "Singh 2020, the list of treatments is supported.",
            "A page on a medicine may hold not one false sentence and be dangerous still.",
        ),
    ),
    "empty-feedback": mutation(
        "practice/dosing", "dose-p03", ('"$150 / 64 = 2.34$ mg/kg, with room to spare."', "Wrong.")
    ),
    "grammatical-cue": mutation(
        *P02,
        ("It may make his risk of cancer prohibitive; ring first.", "It may be a bar; ring first"),
    ),
    "hard-to-read": mutation(
        *P02,
        ("rheumatoid arthritis. In his forties he", "rheumatoid arthritis, and in his forties he"),
        (
            "for two years. Now he",
            "for two years, after which he felt well and worked in a garden "
            "that his late father had left him with a debt that took ten years, and now he",
        ),
    ),
    "hedge-in-key": mutation(
        *P02,
        ("It may be ignored", "It is ignored"),
        ("It may be forgotten", "It is forgotten"),
    ),
    "key-in-lesson": mutation(
        *P02,
        (
            "It may make his risk of cancer prohibitive; ring first.",
            "May be eight patients who lost blood cells of every kind.",
        ),
    ),
    "longest-option-is-key": mutation(
        *P02,
        (
            "prohibitive; ring first.",
            "prohibitive; ring the rheumatologist before the first supply.",
        ),
    ),
    "miscounted-introduction": mutation(
        "graded/dosing", "", ("Fourteen questions", "Fifteen questions")
    ),
    "options-out-of-order": mutation(
        "practice/monitoring-warm-up", "mon-w01", ("about 5\n", "about 80\n")
    ),
    "overlapping-options": mutation(
        "practice/dosing", "dose-p03", ("150 mg/day for 64 kg", "125 mg/day for 50 kg and more")
    ),
    "slip-in-tolerance": mutation("practice/dosing", "dose-p02", ("low: 174", "low: 150.2")),
    "stem-word-in-key": mutation(
        *P02,
        (
            "What does the US label make of his history?",
            "What does his chlorambucil mean by the US label?",
        ),
        (
            "It may make his risk of cancer prohibitive; ring first.",
            "Chlorambucil may forbid the drug to him; ring first.",
        ),
    ),
    "superseded-evidence": mutation(
        "practice/monitoring", "mon-p13", ("{{ref:bsg-2019}}, you need", "the society, you need")
    ),
    "tolerance-wider-than-rounding": mutation(
        "practice/dosing", "dose-p01", ("tolerance: 0.05", "tolerance: 0.1")
    ),
    "two-part-key": mutation(*P02, ("ten years; supply it.", "ten long years of rest.")),
    "unfocused-stem": mutation(
        *P02,
        ("What does the US label make of his history?", "Which statement is true?"),
    ),
    "unit-not-taken": mutation(
        "graded/monitoring", "mon-g14", ("accepts: [days]", "accepts: [counts]")
    ),
    "unmarked-negative": mutation(
        *P02,
        (
            "What does the US label make of his history?",
            "Which of these does the US label not make of his history?",
        ),
    ),
    "unsupported-key": mutation(
        *P02, ("What does the US label make", "What does the Swiss label make")
    ),
    "unused-waiver": mutation(
        *P02,
        (
            "    rests_on:",
            "    waive: [{rule: hedge-in-key, for: abcdefgh, reason: no good reason}]\n"
            "    rests_on:",
        ),
    ),
    "vague-frequency": mutation(
        *P02,
        (
            "It matters only while both are taken together.",
            "It often matters while both are taken.",
        ),
    ),
    "uneven-key-counts": mutation(
        "practice/reading-gaps", "read-b01", ("key: [a, b, c, e, g]", "key: [a, c, e]")
    ),
}


def test_the_banks_of_the_course_are_clean() -> None:
    assert lint(course()) == []


def test_every_rule_has_its_mutation() -> None:
    # one statement turned round is not enough for these; a bank of statements is below
    assert set(all_rules()) - set(MUTATIONS) == {"uneven-verdicts", "uneven-verdicts-of-kind"}


@pytest.mark.parametrize("rule", sorted(MUTATIONS))
def test_a_broken_question_is_answered_by_its_rule_and_no_other(rule: str, tmp_path: Path) -> None:
    mutant = MUTATIONS[rule]
    found = broken(tmp_path, mutant.bank, mutant.question, *mutant.changes)
    assert [each.rule for each in found] == [rule], "\n".join(map(str, found))


def test_a_waiver_holds_until_the_question_changes(tmp_path: Path) -> None:
    asked = "graded/special-populations", "spec-g08"
    found = broken(tmp_path, *asked, ("A mother of {{=weight}}", "A nursing mother of {{=weight}}"))
    assert [each.rule for each in found] == ["tolerance-wider-than-rounding"]
    assert "the waiver lapsed" in found[0].message
    assert found[0].digest not in found[0].message


def test_a_waiver_of_no_rule_is_named(tmp_path: Path) -> None:
    waiver = "    waive: [{rule: no-such-rule, for: abcdefgh, reason: no good reason}]\n"
    (found,) = broken(tmp_path, *P02, ("    rests_on:", f"{waiver}    rests_on:"))
    assert "'no-such-rule', which is no rule" in found.message


def test_statements_of_one_bank_and_of_a_kind_that_are_keyed_alike(tmp_path: Path) -> None:
    path = tmp_path / "quizzes" / "practice" / "some.yaml"
    path.parent.mkdir(parents=True)
    (tmp_path / "quizzes" / "facts").symlink_to(QUIZZES / "facts")
    one = (QUIZZES / "practice" / "interactions.yaml").read_text()
    start, end = block(one, "inter-p03")
    more = [one[start:end].replace("inter-p03", f"some-{n}") for n in range(12)]
    path.write_text(one[: one.index("questions:") + 11] + "".join(more))
    found = lint(replace(course(), banks=[LintedBank(*read_bank(path))]))
    rules = {"uneven-verdicts", "uneven-verdicts-of-kind", "duplicate-question"}
    assert {each.rule for each in found} == rules


def test_findings_name_line_and_file(tmp_path: Path) -> None:
    (found,) = broken(
        tmp_path, "practice/dosing", "dose-p01", ("tolerance: 0.05", "tolerance: 0.1")
    )
    line = found.file.read_text().splitlines()[found.line - 1]
    assert line == "    key: {value: 74.8, unit: mg/day, tolerance: 0.1}"
    assert found.question == "dose-p01"
    assert str(found).startswith(f"{found.file}:{found.line}: warning: question 'dose-p01': ")
