"""A small course on disk, good in every part, for tests to break."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from imuran_edu.answers.question_order import write_register
from imuran_edu.evidence import passage_digest
from imuran_edu.evidence.inline_facts import LOCKS
from imuran_edu.questions import load_bank
from imuran_edu.questions.schema import write_schema
from tests.examples import BANK, practice_text

ROOT = Path(__file__).parents[1]
"""The checkout that these tests lie in."""

PAGE = ["First line, on the liver.", "Second line, on the dose.", "Third line.", "Last line."]
DIGEST = hashlib.sha256(("\n".join(PAGE) + "\n").encode()).hexdigest()

DOCUMENTS = f"""\
documents:
  - id: D1
    title: A page
    kind: web page
    file: page.txt
    lines: {len(PAGE)}
    sha256: {DIGEST}
    appraisal: Made up.
"""
REFERENCES = """\
references:
  - id: label
    short: Country label
    type: document
    title: A label
    author: [{family: Doe, given: Jane Ann}, {literal: The Agency}]
    issued: {date-parts: [[2020, 1]]}
    URL: https://example.org/label?a=1&b=2
    seen:
      - {at: Dosage, extent: text, gives: the dose}
      - {at: Warnings, extent: part, gives: some warnings}
      - {at: Annex, extent: none, gives: unknown}
"""
LESSONS = """\
lessons:
  - id: doses
    notebook: 01_doses.ipynb
    title: On doses
    minutes: 20
    introduction: true
    objectives:
      - {id: doses-1, text: Name the dose.}
      - {id: doses-2, text: Work out the dose.}
"""


FACTS = """\
facts:
  - id: dose-max
    text: at most 2.5 mg/kg/day
    number: 2.5
    means: the highest dose
    rests_on: {id: label, at: Dosage}
"""
GOALS = """\
apart: []
practice: {in_all: 9, a_lesson: 9}
graded: {in_all: 9, a_lesson: 9}
types: 7
most_of_one_type: 0.5
apply_or_above: 0.1
an_objective: 2
final: {assignment: final, questions: 0}
alike: 85
"""


def claims_text() -> str:
    """Return the text of the claims file."""
    claims = (
        ("D1-001", "1", [1], "supported", "{id: label, at: Dosage}"),
        ("D1-002", "2-3", [2, 3], "contradicted", "{id: label, at: Dosage}"),
        ("D1-003", "1, 4", [1, 4], "supported-but-vague", "{id: label, at: Annex}"),
    )
    parts = [
        f"""\
  - id: {name}
    section: Body
    lines: "{lines}"
    sha256: {passage_digest(PAGE, numbers)}
    says: The page says <b>this</b>.
    verdict: {verdict}
    reason: The label says so.
    references: [{reference}]
    priority: H
"""
        for name, lines, numbers, verdict, reference in claims
    ]
    return "document: D1\nclaims:\n" + "".join(parts)


def markdown(name: str, text: str) -> dict[str, Any]:
    """Return a Markdown cell."""
    return {"id": name, "cell_type": "markdown", "metadata": {**LOCKS}, "source": text}


def code(name: str, text: str) -> dict[str, Any]:
    """Return a code cell."""
    return {
        "id": name,
        "cell_type": "code",
        "metadata": {**LOCKS, "jupyter": {"source_hidden": True}},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def lesson() -> dict[str, Any]:
    """Return a lesson notebook that keeps every rule."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"imuran_edu": {"lesson": "doses"}},
        "cells": [
            markdown(
                "top",
                "# On doses\n\n20 minutes. [The page](page.txt), [a site](https://example.org)\n\n"
                "- Name the dose.\n- Work out\n  the dose.\n\n"
                'Give <span class="fact dose-max">at most 2.5 mg/kg/day</span>.',
            ),
            code("import", "from imuran_edu import claims_table, progress, quiz, reference_list"),
            code("quiz", 'quiz("doses")'),
            code("claims", 'claims_table("D1-001", "D1-002")'),
            code("references", 'reference_list("doses")'),
            code("progress", "progress()"),
        ],
    }


def write_lesson(root: Path, notebook: Any) -> Path:
    """Write the lesson, as Jupyter would lay it out."""
    path = root / "notebooks" / "01_doses.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    return path


def write_documents(folder: Path, name: str = "page.txt", newline: str = "\n") -> Path:
    """Write the made-up document as someone's copy of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes((newline.join(PAGE) + newline).encode())
    return path


def write_quizzes(quizzes: Path) -> Path:
    """Write a good folder `quizzes`."""
    files = {
        "documents.yaml": DOCUMENTS,
        "references.yaml": REFERENCES,
        "lessons.yaml": LESSONS,
        "claims/D1.yaml": claims_text(),
        "facts/doses.yaml": FACTS,
        "goals.yaml": GOALS,
        "practice/doses.yaml": practice_text() + "# this bank speaks of dose-max\n",
        "graded/exam.yaml": BANK,
    }
    for name, text in files.items():
        path = quizzes / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_schema(quizzes)
    write_register(quizzes, [load_bank(quizzes / "practice" / "doses.yaml")])
    return quizzes


def write_course(root: Path) -> Path:
    """Write a whole good course, with its assignment built."""
    from imuran_edu.grading.build import build_assignment

    write_quizzes(root / "quizzes")
    write_lesson(root, lesson())
    write_documents(root / "notebooks")
    build_assignment(root / "quizzes" / "graded" / "exam.yaml", root / "course")
    return root
