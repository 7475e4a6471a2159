"""Hold the banks of a course against every rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from imuran_edu.authoring.lint.rule import Finding, Rule, Said, SaidOf, all_rules, course_rule
from imuran_edu.authoring.lint.subjects import AskedPart, LintedBank, LintedCourse
from imuran_edu.authoring.lint.words import words_in
from imuran_edu.authoring.targets import load_goals
from imuran_edu.core import InputError, Problem
from imuran_edu.core.lesson_cells import texts_of
from imuran_edu.core.yaml_source import Location, each_file_once
from imuran_edu.evidence import load_evidence
from imuran_edu.evidence.facts import facts_of
from imuran_edu.evidence.inline_facts import MARKED
from imuran_edu.questions.load import read_bank

UNUSED = "unused-waiver"


@each_file_once()
def read_course(root: Path, but: Path | None = None) -> LintedCourse:
    """Read the banks of a course and what they stand on.

    Args:
        root: the checkout.
        but: a bank that is left out.

    Raises:
        InputError: with every problem found, each with its file and line.
    """
    quizzes = root / "quizzes"
    evidence = load_evidence(quizzes)
    banks: list[LintedBank] = []
    problems: list[Problem] = []
    for kind in ("practice", "graded"):
        for path in sorted(quizzes.glob(f"{kind}/*.yaml")):
            if but is not None and path.resolve() == but.resolve():
                continue
            try:
                banks.append(LintedBank(*read_bank(path)))
            except InputError as error:
                problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    lessons = {
        lesson.id: words_of_lesson(root / "notebooks" / lesson.notebook)
        for lesson in evidence.lessons.values()
    }
    alike = load_goals(root).alike
    return LintedCourse(banks, evidence, facts_of(quizzes / "facts"), lessons, alike)


def words_of_lesson(path: Path) -> str:
    """Return the words of a lesson's texts in small letters, with one space around each."""
    words = words_in(MARKED.sub(r"\3", " ".join(text for _, text in texts_of(path))))
    return f" {' '.join(words)} "


def lint_course(root: Path, banks: Collection[Path] = ()) -> list[Finding]:
    """Return what the rules say of a course's banks, waived findings left out.

    Args:
        root: the checkout.
        banks: the files that findings are wanted of; all if none are named. Rules that compare
            banks look at all of them in any case.

    Raises:
        InputError: a bank or the register cannot be read.
    """
    wanted = {path.resolve() for path in banks}
    found = lint(read_course(root))
    return [each for each in found if not wanted or each.file.resolve() in wanted]


def lint(course: LintedCourse, banks: Sequence[LintedBank] | None = None) -> list[Finding]:
    """Return what the rules say of a course that was read, by file and line.

    Args:
        course: what rules that compare banks look at.
        banks: those that the other rules look at; all if None.
    """
    rules = all_rules()
    wanted = course.banks if banks is None else banks
    found = [each for rule in rules.values() for each in _of_rule(rule, course, wanted)]
    return sorted(_without_waived(found, wanted, rules))


def _of_rule(
    rule: Rule, course: LintedCourse, banks: Sequence[LintedBank]
) -> Iterator[tuple[AskedPart | LintedBank, Finding]]:
    match rule.scope:
        case "question":
            for asked in (each for bank in banks for each in bank.asked):
                for where, message in list(rule.check(asked, course)) or _in_rows(
                    rule, asked, course
                ):
                    yield asked, _finding(rule, asked, where, message)
        case "bank":
            for bank in banks:
                for where, message in rule.check(bank, course):
                    yield bank, _finding(rule, bank, where, message)
        case "course":
            for about, where, message in rule.check(course):
                yield about, _finding(rule, about, where, message)


def _in_rows(rule: Rule, asked: AskedPart, course: LintedCourse) -> Said:
    """Yield the first thing that a rule says of a row of a pool; of all options it is silent."""
    for shown, copy in asked.copies.items():
        for _, message in rule.check(copy, course):
            yield ("options",), f"in copies that show {shown}: {message}"
            return


def _finding(rule: Rule, about: AskedPart | LintedBank, where: Location, message: str) -> Finding:
    if isinstance(about, LintedBank):
        source, place, name = about.source, where, ""
    else:
        source, place, name = about.bank.source, (*about.at, *where), about.question.id
    line = source.line(place)
    said = f"question '{name}': {message}" if name else message
    return Finding(source.path, line, rule.name, rule.severity, name, said, about.digest)


def _without_waived(
    found: list[tuple[AskedPart | LintedBank, Finding]],
    banks: Sequence[LintedBank],
    rules: dict[str, Rule],
) -> Iterator[Finding]:
    """Yield what no waiver covers, and each waiver that covers nothing."""
    answered: set[tuple[int, str]] = set()
    for about, finding in found:
        answered.add((id(about), finding.rule))
        waiver = next((each for each in about.waivers if each.rule == finding.rule), None)
        if waiver is None:
            yield finding
        elif waiver.digest != finding.digest:
            lapsed = f"{finding.message} (the waiver lapsed: it is for {waiver.digest})"
            yield replace(finding, message=lapsed)
    waiving: list[AskedPart | LintedBank] = [
        *banks,
        *(each for bank in banks for each in bank.asked),
    ]
    for about in waiving:
        for index, waiver in enumerate(about.waivers):
            if waiver.rule not in rules:
                message = f"waives '{waiver.rule}', which is no rule; see: imuran-edu lint --rules"
            elif (id(about), waiver.rule) not in answered:
                message = (
                    f"waives '{waiver.rule}', which has nothing to say here; delete the waiver"
                )
            else:
                continue
            yield _finding(rules[UNUSED], about, ("waive", index), message)


@course_rule(
    UNUSED,
    "warning",
    why="""A waiver stands for a finding that somebody looked at. When the question is mended
    there is none left, and a waiver that stays would hide the next one.""",
    source="The habit of compilers and linters, such as ruff's RUF100",
    before="waive: [{rule: two-part-key, ...}] where distractors have two parts as well",
    after="no waiver",
)
def unused_waiver(course: LintedCourse) -> SaidOf:
    """A waiver has nothing to waive; found after all other rules, in `lint`."""
    yield from ()
