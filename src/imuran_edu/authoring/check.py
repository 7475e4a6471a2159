"""Check a whole course folder and name every fault with its file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from imuran_edu.answers.question_order import register_problems
from imuran_edu.authoring.check_corrections import correction_problems
from imuran_edu.authoring.check_currency import currency_problems
from imuran_edu.authoring.check_facts import fact_problems
from imuran_edu.authoring.check_glossary import glossary_problems
from imuran_edu.authoring.check_lessons import lesson_problems
from imuran_edu.authoring.draw_explorers import explorer_problems
from imuran_edu.authoring.draw_figures import figure_problems, is_drawn_for
from imuran_edu.authoring.fact_snippets import snippet_problems
from imuran_edu.authoring.guesser import FEWEST, MOST, names_give_away
from imuran_edu.authoring.lesson_minutes import minutes_problems
from imuran_edu.authoring.lesson_reviews import review_problems
from imuran_edu.authoring.template_rows import check_rows
from imuran_edu.core import InputError, Problem, Source, read_yaml
from imuran_edu.core.yaml_source import each_file_once
from imuran_edu.evidence import Evidence, Fact, load_evidence, load_facts
from imuran_edu.questions import Bank
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.load import read_bank
from imuran_edu.questions.schema import schema_problems
from imuran_edu.questions.variants.template import Template


@each_file_once()
def check_course(root: Path) -> list[Problem]:
    """Return every fault of the course in `root`, in the order of files and lines.

    What could not be read is not held against what depends on it: one broken register does not
    bring a complaint for each question.
    """
    quizzes = root / "quizzes"
    problems: list[Problem] = []
    evidence: Evidence | None = None
    try:
        evidence = load_evidence(quizzes, date.today())
    except InputError as error:
        problems.extend(error.problems)
    facts: dict[str, Fact] = {}
    try:
        facts = load_facts(quizzes / "facts")
    except InputError as error:
        problems.extend(error.problems)
    practice = sorted(quizzes.glob("practice/*.yaml"))
    graded = sorted(quizzes.glob("graded/*.yaml"))
    banks = _read_banks(practice + graded, evidence, problems)
    problems.extend(_twice(banks))
    problems.extend(schema_problems(quizzes))
    if all(path in banks for path in practice):
        problems.extend(register_problems(quizzes, [banks[path] for path in practice]))
    if all(path in banks for path in practice + graded):
        problems.extend(correction_problems(quizzes, banks, facts, date.today()))
    problems.extend(_names_that_tell(quizzes, banks))
    if evidence is not None:
        sections = {path.stem: banks[path].sections if path in banks else None for path in practice}
        problems.extend(lesson_problems(root, evidence, sections, facts))
        if all(path in banks for path in practice):
            by_name = {path.stem: banks[path] for path in practice}
            faulty = {problem.file for problem in problems}
            minutes = minutes_problems(root, evidence.lessons, by_name)
            problems.extend(each for each in minutes if each.file not in faulty)
        problems.extend(review_problems(root, evidence.lessons, date.today()))
        problems.extend(fact_problems(root, evidence, facts))
        problems.extend(currency_problems(root, evidence, facts))
        problems.extend(glossary_problems(root))
        problems.extend(snippet_problems(root, facts, evidence))
        if is_drawn_for(facts):  # a course on another drug has drawings of its own, or none
            problems.extend(figure_problems())
            problems.extend(explorer_problems())
    readable = {path: banks[path] for path in graded if path in banks}
    problems.extend(_assignments(root / "course", readable, graded))
    return sorted(problems)


def _read_banks(
    paths: list[Path], evidence: Evidence | None, problems: list[Problem]
) -> dict[Path, Bank]:
    """Return the banks that can be read; note what is wrong with the others, and with any row."""
    banks: dict[Path, Bank] = {}
    rows: list[tuple[Source, dict[str, Template]]] = []
    for path in paths:
        try:
            source, _, banks[path] = read_bank(path, evidence)
            rows.append((source, banks[path].templates))
        except InputError as error:
            problems.extend(error.problems)
    problems.extend(check_rows(rows))
    return banks


def _names_that_tell(quizzes: Path, banks: dict[Path, Bank]) -> list[Problem]:
    """Hold the names of graded options to this: they are worth next to nothing to a guesser."""
    by_kind = {
        kind: [bank for bank in banks.values() if bank.kind == kind]
        for kind in ("practice", "graded")
    }
    if sum(len(bank.questions) for bank in by_kind["graded"]) < FEWEST:
        return []
    got, chance = names_give_away(by_kind["practice"], by_kind["graded"])
    if got - chance <= MOST:
        return []
    message = (
        f"who guesses by the names of options, as practice teaches them, gets {got:.1f}% of all "
        f"graded points, {got - chance:.1f} more than by chance; run imuran-edu rename-options"
    )
    return [Problem(quizzes / "graded", 1, message)]


def _twice(banks: dict[Path, Bank]) -> list[Problem]:
    """Find question ids that stand in two banks: their answers would overwrite one another."""
    first: dict[str, Path] = {}
    problems: list[Problem] = []
    for path, bank in banks.items():
        for index, question in enumerate(bank.questions):
            for name in (each.id for each in with_parts(question)):
                if first.setdefault(name, path) != path:
                    line = read_yaml(path).line(("questions", index, "id"))
                    message = f"the id '{name}' stands in {first[name].name} too; change one"
                    problems.append(Problem(path, line, message))
    return problems


def _assignments(course: Path, good: dict[Path, Bank], banks: list[Path]) -> list[Problem]:
    from imuran_edu.grading.build import assignment_problems, stray_problems

    problems = [
        problem
        for path, bank in good.items()
        for problem in assignment_problems(path, course, bank)
    ]
    return problems + stray_problems(banks, course)
