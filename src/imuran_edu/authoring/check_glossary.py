"""Hold the glossary against the lessons: every abbreviation is explained, and only once."""

from __future__ import annotations

import re
from pathlib import Path

from imuran_edu.core import InputError, Problem, read_yaml
from imuran_edu.core.lesson_cells import texts_of
from imuran_edu.evidence.glossary import ABBREVIATION, Glossary, load_glossary

_NOT_WORDS = re.compile(r"<[^>]*>|\]\([^)]*\)|`[^`]*`|\$[^$]*\$")


def glossary_problems(root: Path) -> list[Problem]:
    """Return abbreviations of lessons that the glossary lacks, and terms that stand twice."""
    path = root / "quizzes" / "glossary.yaml"
    if not path.exists():
        return []
    try:
        glossary = load_glossary(path)
    except InputError as error:
        return list(error.problems)
    return [*_twice(path, glossary), *_missing(root, glossary)]


def _twice(path: Path, glossary: Glossary) -> list[Problem]:
    source = read_yaml(path)
    first: dict[str, str] = {}
    problems = []
    for index, term in enumerate(glossary.terms):
        for form in (term.term, *term.forms):
            if form in first:
                message = f"'{form}' stands under '{first[form]}' too; delete one"
                problems.append(Problem(path, source.line(("terms", index)), message))
            first[form] = term.term
    return problems


def _missing(root: Path, glossary: Glossary) -> list[Problem]:
    known = {*glossary.by_form, *glossary.plain}
    problems = []
    for lesson in sorted((root / "notebooks").glob("*.ipynb")):
        told: set[str] = set()
        for cell, text in texts_of(lesson):
            for word in ABBREVIATION.findall(_NOT_WORDS.sub(" ", text)):
                if word not in known and word not in told:
                    told.add(word)
                    message = f"uses '{word}', which quizzes/glossary.yaml does not explain"
                    problems.append(Problem(lesson, 1, f"cell {cell}: {message}"))
    return problems
