"""What the preview shows of a bank: each question as drawn, its key, findings, rows, statistics."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from imuran_edu.authoring.lint.rule import Finding
from imuran_edu.authoring.lint.run import lint, read_course
from imuran_edu.authoring.lint.subjects import LintedBank, LintedCourse
from imuran_edu.authoring.template_rows import row_problems
from imuran_edu.core import InputError
from imuran_edu.core.markup import inline_html
from imuran_edu.questions import QuestionType
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.load import read_bank
from imuran_edu.questions.public import practice_question
from imuran_edu.widgets.practice_view import practice_view

REPORT = "items.json"
Line = dict[str, Any]


class Preview:
    """One bank under its author's hands. The other banks are read once, for rules that compare.

    Attributes:
        root: the checkout.
        path: the bank's file.
    """

    def __init__(self, root: Path, path: Path) -> None:
        """Read the course.

        Raises:
            InputError: another bank or the register cannot be read.
        """
        self.root, self.path = root, path
        self._course: LintedCourse = read_course(root, but=path)
        self._known: dict[str, Any] = {"title": path.stem, "questions": []}

    def contents(self) -> dict[str, Any]:
        """Return what the page shows of the file as it is now; of a faulty one the last good."""
        try:
            source, written, bank = read_bank(self.path, self._course.evidence)
        except InputError as error:
            problems = [_line(each.line, "error", each.message) for each in error.problems]
            return {**self._known, "problems": problems}
        mine = LintedBank(source, written, bank)
        course = replace(self._course, banks=[*self._course.banks, mine])
        findings = [each for each in lint(course, [mine]) if each.file == self.path]
        rows = row_problems(source, bank.templates)
        problems = [_line(each.line, "error", each.message) for each in rows]
        problems += [_of_finding(each) for each in findings if not each.question]
        self._known = {
            "file": str(self.path),
            "title": bank.title,
            "questions": self._questions(mine, findings),
        }
        return {**self._known, "problems": problems}

    def _questions(self, mine: LintedBank, findings: Iterable[Finding]) -> list[dict[str, Any]]:
        by_question = defaultdict(list)
        for finding in findings:
            by_question[finding.question].append(_of_finding(finding))
        counted = statistics(self.root / "course" / "reports" / self.path.stem / REPORT)
        shown = []
        for number, question in enumerate(mine.bank.questions, 1):
            names = [each.id for each in with_parts(question)]
            shown.append(
                {
                    "id": question.id,
                    "line": mine.source.line(("questions", number - 1)),
                    "about": f"{question.type}, {question.level}, {question.objective}",
                    "view": practice_view(practice_question(question), str(number), "1"),
                    "key": _key(question),
                    "findings": [each for name in names for each in by_question[name]],
                    "rows": _rows(question),
                    "counted": [counted[name] for name in names if name in counted],
                }
            )
        return shown


def _rows(question: QuestionType) -> list[dict[str, str]]:
    """Return the rows of a template or a pool: what differs, and what is right in each."""
    if (template := question.template) is None:
        return []
    return [
        {
            "values": ", ".join(f"{name} {value}" for name, value in row.parameters.items()),
            "key": _key(template.question(number)),
        }
        for number, row in enumerate(template.rows)
    ]


def _key(question: QuestionType) -> str:
    return inline_html(question.key_text().replace("\n", "; "))


def statistics(path: Path) -> dict[str, str]:
    """Return in words what a class made of each question, by id; nothing if none was analysed.

    Args:
        path: the report that `imuran-edu items` wrote.
    """
    try:
        items = json.loads(path.read_bytes())["items"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    found = {}
    for item in items:
        told = f"{item['name']}: facility {item['facility']:.0%}"
        if discrimination := item.get("discrimination"):
            told += f", discrimination {discrimination['value']:.2f}"
        found[item["name"]] = "; ".join([told, *item.get("flags", ())])
    return found


def _of_finding(finding: Finding) -> Line:
    return _line(finding.line, finding.severity, f"{finding.message} [{finding.rule}]")


def _line(line: int, severity: str, message: str) -> Line:
    return {"line": line, "severity": severity, "message": message}
