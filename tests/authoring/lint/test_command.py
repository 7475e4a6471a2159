"""`imuran-edu lint`: its forms, its exit codes, what it says of a rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from imuran_edu.authoring.lint import all_rules
from imuran_edu.authoring.lint.report import PAGE, rules_page
from imuran_edu.cli import app
from tests.courses import ROOT

QUIZ = "quizzes/practice/doses.yaml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["lint", *arguments], env={"COLUMNS": "200"})


@pytest.fixture
def there(course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(course / "notebooks")
    return course


def test_the_course_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run()
    assert (result.exit_code, result.output) == (0, "Nothing to mend.\n")


def test_a_finding_is_one_line_with_file_line_rule_and_letters(there: Path) -> None:
    result = run("doses")
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if line.startswith(QUIZ)]
    assert lines
    for line in lines:
        path, number, severity, rest = line.split(":", 3)
        assert (path, severity.strip()) in {(QUIZ, each) for each in ("error", "warning", "note")}
        assert 0 < int(number) <= len((there / QUIZ).read_text().splitlines())
        rule, letters = rest.rsplit("[", 1)[1].rstrip("]").split()
        assert rule in all_rules()
        assert len(letters) == 8


def test_the_letters_of_a_finding_waive_it(there: Path) -> None:
    def found() -> list[dict[str, str]]:
        return list(json.loads(run("--format", "json", "doses").stdout))

    path = there / QUIZ
    text = path.read_text()
    assert "text: The hair\n" in text
    path.write_text(text.replace("text: The hair\n", "text: None of the above\n"))
    before = found()
    (one,) = [each for each in before if each["rule"] == "all-or-none-of-the-above"]
    lines = path.read_text().splitlines()
    start = lines.index(f"  id: {one['question']}")
    waiver = f"  waive: [{{rule: {one['rule']}, for: {one['digest']}, reason: Only a test.}}]"
    lines.insert(start + 1, waiver)
    path.write_text("\n".join(lines) + "\n")
    gone = [(each["question"], each["rule"]) for each in before]
    left = [(each["question"], each["rule"]) for each in found()]
    assert left == [each for each in gone if each != (one["question"], one["rule"])]


def test_sarif_names_rules_files_and_lines(there: Path) -> None:
    report = json.loads(run("--format", "sarif").stdout)
    (run_,) = report["runs"]
    rules = run_["tool"]["driver"]["rules"]
    assert report["version"] == "2.1.0"
    assert [each["id"] for each in rules] == list(all_rules())
    for result in run_["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (where,) = result["locations"]
        path = there / where["physicalLocation"]["artifactLocation"]["uri"]
        assert where["physicalLocation"]["region"]["startLine"] <= len(
            path.read_text().splitlines()
        )


def test_a_rule_is_explained_with_reason_source_and_a_mended_example() -> None:
    for name, rule in all_rules().items():
        result = run("--explain", name)
        assert result.exit_code == 0
        for said in (rule.why, rule.source, rule.before, rule.after):
            assert said
            assert said in result.output


def test_unknown_names_are_told(there: Path) -> None:
    assert "there is no rule 'nonsense'; there are: absolute" in run("--explain", "nonsense").output
    result = run("no-such-bank")
    assert result.exit_code == 1
    assert "no-such-bank: is no bank; there are: doses, exam" in result.output


def test_a_bank_is_named_with_its_folder_or_without(there: Path) -> None:
    found = run("--format", "json", "doses").stdout
    assert json.loads(found) and found == run("--format", "json", "practice/doses").stdout
    assert "graded/doses: is no bank" in run("graded/doses").output


def test_the_page_of_all_rules_is_in_step() -> None:
    assert (ROOT / "quizzes" / PAGE).read_text() == rules_page(all_rules()), "run imuran-edu build"
