"""The tasks of .vscode read what the commands print: each finding with its file and line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.authoring import check_course
from imuran_edu.authoring.build_course import build_course
from imuran_edu.authoring.fact_snippets import FILE
from imuran_edu.authoring.new_course import new_course
from tests.courses import ROOT

TASKS = json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "c", "methotrexate")


def change(course: Path, file: str, old: str, new: str) -> None:
    path = course / "quizzes" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def problems(name: str, root: Path) -> tuple[list[str], list[dict[str, Any]]]:
    """Return what a task prints, and what its matchers make of each line."""
    (task,) = [each for each in TASKS if each["label"] == name]
    code = "from imuran_edu.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *task["args"]],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 1, "something is to be mended"
    found = []
    for line in done.stdout.splitlines():
        for matcher in task["problemMatcher"]:
            fields = dict(matcher["pattern"])
            if match := re.search(fields.pop("regexp"), line):
                found.append({field: match[group] for field, group in fields.items()})
    return done.stdout.splitlines(), found


def test_a_finding_of_the_linter_becomes_one_problem_at_its_line(course: Path) -> None:
    change(course, "graded/first-steps.yaml", "tolerance: 0.006", "tolerance: 0.02")
    lines, found = problems("lint", course)
    assert len(lines) == 2, "the finding, and how to waive it"
    (wide,) = found
    text = (course / wide["file"]).read_text().splitlines()[int(wide["line"]) - 1]
    assert "tolerance: 0.02" in text
    assert wide["severity"] == "warning"
    assert "[tolerance-wider-than-rounding " in wide["message"]


@pytest.mark.parametrize("task", ["lint", "check"])
def test_what_cannot_be_read_becomes_a_problem_at_its_line(course: Path, task: str) -> None:
    change(course, "practice/first.yaml", "{{example-dose}}", "{{exemple-dose}}")
    _, found = problems(task, course)
    (unknown,) = [each for each in found if "unknown fact 'exemple-dose'" in each["message"]]
    text = (course / unknown["file"]).read_text().splitlines()[int(unknown["line"]) - 1]
    assert "stem:" in text


def test_a_fault_of_a_whole_file_becomes_a_problem_without_a_line(course: Path) -> None:
    change(course, "graded/first-steps.yaml", "tolerance: 0.006", "tolerance: 0.0055")
    lines, found = problems("check", course)
    assert len(found) == len(lines) - 1, "the last line counts them"
    (rows,) = [each for each in found if each["file"].endswith("rows/first-steps.json")]
    assert rows["line"] is None
    assert "run imuran-edu build" in rows["message"]


def test_a_fact_is_completed_in_a_text_and_follows_the_facts(tmp_path: Path) -> None:
    course = new_course(tmp_path / "c", "methotrexate")
    assert not (course / FILE).exists(), "nobody edits it in VS Code"
    (course / ".vscode").mkdir()
    (missing,) = check_course(course)
    assert (missing.file.name, missing.message.split(";")[0]) == (
        "facts.code-snippets",
        "is not in step with the facts",
    )
    list(build_course(course, []))
    assert check_course(course) == []
    snippets = json.loads((course / FILE).read_text())
    assert snippets["example-dose"]["body"] == "{{example-dose}}"
    assert snippets["example-dose"]["prefix"] == "fact-example-dose"
    own = json.loads((ROOT / FILE).read_text())
    assert own["ref:bsr-2017"]["description"] == "BSR 2017, replaced in November 2025"
