"""The guide for authors: every example is a good question, and no type is missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from imuran_edu.authoring.lint import all_rules, lint_course
from imuran_edu.authoring.lint.report import rules_page
from imuran_edu.authoring.new_course import new_course
from imuran_edu.evidence import load_evidence
from imuran_edu.questions import load_bank
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.question_type import all_types
from tests.courses import ROOT

GUIDE = ROOT / "quizzes" / "AUTHORS.md"


def examples() -> list[dict[str, Any]]:
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return [question for block in blocks for question in yaml.safe_load(block)]


def test_every_question_type_has_an_example() -> None:
    assert {each["type"] for each in examples()} == set(all_types())


def test_every_example_loads_as_it_stands_and_lints_clean(tmp_path: Path) -> None:
    root = new_course(tmp_path / "c", "examplin")
    made = []
    for kind in ("practice", "graded"):
        own = [each for each in examples() if (each["type"] == "written") == (kind == "graded")]
        path = root / "quizzes" / kind / "guide.yaml"
        bank = {"kind": kind, "lesson": "first", "title": "The guide", "questions": own}
        path.write_text(yaml.safe_dump(bank, sort_keys=False, allow_unicode=True))
        made.append(path)
        read = load_bank(path, load_evidence(root / "quizzes"))
        assert [each.id for each in read.questions] == [each["id"] for each in own]
        for part in (part for each in read.questions for part in with_parts(each)):
            assert part.rationale
    assert [str(each) for each in lint_course(root, made)] == []


def test_the_page_of_rules_is_that_of_the_rules() -> None:
    assert (ROOT / "quizzes" / "LINT.md").read_text(encoding="utf-8") == rules_page(all_rules())
