"""The command: exit codes and messages."""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import imuran_edu
from imuran_edu import __version__
from imuran_edu.cli import app
from imuran_edu.core import InputError, Problem, paths
from imuran_edu.grading.build import graded_banks
from imuran_edu.server import lab
from tests.courses import ROOT, lesson, write_documents, write_lesson

PACKAGE = Path(imuran_edu.__file__).parent


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})


@pytest.fixture
def there(course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command runs deep inside a course."""
    monkeypatch.chdir(course / "notebooks")
    return course


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command runs outside of any course."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ([], "azathioprine"),
        (["lab"], "start page"),
        (["check"], "file:line: message"),
        (["build"], "without their keys"),
        (["sources"], "verify"),
        (["sources", "verify"], "DIR"),
        (["rehearse"], "--students"),
        (["inspect"], "what it means"),
        (["currency"], "Exit code 1: something does"),
        (["rename-options"], "under the old names still count"),
    ],
)
def test_every_command_has_help(command: list[str], word: str) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert word in " ".join(result.output.split())


def test_help_names_every_command() -> None:
    for name in ("lab", "check", "build", "sources", "rehearse", "currency", "rename-options"):
        assert name in run("--help").output


@pytest.mark.parametrize("arguments", [["dance"], ["check", "--fast"], ["sources", "verify"]])
def test_a_wrong_use_exits_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


# -- currency and names of options -------------------------------------------------------------


def test_currency_warns_and_fails_where_a_replaced_authority_is_passed_over(there: Path) -> None:
    checked = there / "course" / "currency.html"
    result = run("currency")
    assert result.exit_code == 0, "a reference that is due is a warning"
    assert "Warning, due for a look (more than 24 months):" in result.output
    assert "Country label (" in result.output
    assert "<svg" in checked.read_text() and checked.with_suffix(".csv").is_file()
    assert run("currency", "--strict").exit_code == 1
    path = there / "quizzes" / "references.yaml"
    newer = path.read_text().split("references:\n")[1].replace("id: label", "id: newer")
    newer = newer.replace("[[2020, 1]]", "[[2024, 5]]").replace("Country label", "Label 2024")
    old = path.read_text().replace("    seen:", "    superseded-by: [newer]\n    seen:")
    path.write_text(old + newer)
    result = run("currency")
    assert result.exit_code == 1
    assert "lesson 01_doses, top: Country label" in result.output
    path.write_text(old)
    result = run("currency")
    assert result.exit_code == 1
    assert "references.yaml:9: reference 'label': unknown successor 'newer'" in result.output


def test_options_are_renamed_once_and_the_next_step_is_named(there: Path) -> None:
    result = run("rename-options")
    assert result.exit_code == 0
    assert result.output.endswith("questions have new names; now run: imuran-edu build\n")
    assert run("rename-options").output.startswith("0 questions")
    assert run("build").exit_code == run("check").exit_code == 0


# -- check ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("there")
def test_check_is_content() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Everything is in step.\n", "")


def test_check_names_each_fault_by_file_and_line(there: Path) -> None:
    notebook = lesson()
    notebook["cells"][2]["source"] = 'quiz("[red]dozes")'
    write_lesson(there, notebook)
    (there / "quizzes" / "bank.schema.json").unlink()
    result = run("check")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("notebooks/01_doses.ipynb:")
    assert first.endswith("cell 'quiz': quiz: there is no '[red]dozes'")
    assert second.startswith("quizzes/bank.schema.json:1: is not in step")
    assert result.stderr == "2 to mend.\n"


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("command", ["check", "build"])
def test_outside_a_checkout_it_says_so(command: str) -> None:
    result = run(command)
    assert result.exit_code == 1
    assert "this is no checkout of the course" in result.stderr
    assert result.stdout == ""


# -- build ---------------------------------------------------------------------------------------


def test_build_mends_what_check_finds(there: Path) -> None:
    bank = there / "quizzes" / "graded" / "exam.yaml"
    bank.write_text(bank.read_text().replace("Which organ wakes", "Which organ rouses"))
    (there / "quizzes" / "bank.schema.json").write_text("{}")
    assert run("check").exit_code == 1
    result = run("build")
    minutes = "minutes and stops brought up to date in notebooks/01_doses.ipynb\n"
    assert (result.exit_code, result.stdout) == (0, f"{minutes}built course/source/exam\n")
    assert run("check").exit_code == 0
    assert "Which organ rouses" in (there / "course/source/exam/questions.json").read_text()


@pytest.mark.usefixtures("there")
def test_build_of_an_unknown_bank_names_those_there_are() -> None:
    result = run("build", "exxam")
    assert result.exit_code == 1
    assert result.stderr == "exxam: there is no such graded bank; there are: exam\n"


def test_build_of_a_bad_bank_names_the_line_and_writes_nothing(there: Path) -> None:
    bank = there / "quizzes" / "graded" / "exam.yaml"
    text = bank.read_text()
    bank.write_text(text.replace("    key: b\n", "    key: z\n"))
    folder = there / "course" / "source" / "exam"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("build", "exam")
    assert result.exit_code == 1
    line = text[: text.index("    key: b\n")].count("\n") + 1
    assert f"exam.yaml:{line}: the key names 'z', but the ids here are a, b, c" in result.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


# -- sources verify ------------------------------------------------------------------------------


def test_verify_proves_the_passages(there: Path) -> None:
    write_documents(there / "copies")
    result = run("sources", "verify", str(there / "copies"))
    assert result.exit_code == 0
    assert result.stdout == "All 3 passages of D1 are the ones that were read.\n"


def test_verify_names_what_differs(there: Path) -> None:
    path = write_documents(there / "copies")
    path.write_text(path.read_text().replace("dose", "dosage"))
    result = run("sources", "verify", str(there / "copies"))
    assert result.exit_code == 1
    assert result.stdout == (
        "D1-002: page.txt, lines 2-3: differs from the passage that was read\n"
    )
    assert result.stderr == "1 of 3 passages are missing or differ.\n"


def test_verify_of_an_empty_folder_names_every_passage(there: Path) -> None:
    (there / "empty").mkdir()
    result = run("sources", "verify", str(there / "empty"))
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        "D1",
        "D1-001",
        "D1-002",
        "D1-003",
    ]


def test_verify_of_no_folder(there: Path) -> None:
    result = run("sources", "verify", str(there / "absent"))
    assert result.exit_code == 1
    assert "is not a folder" in result.stderr


def test_verify_with_a_broken_register_names_its_line(there: Path) -> None:
    write_documents(there / "copies")
    path = there / "quizzes" / "claims" / "D1.yaml"
    path.write_text(path.read_text().replace('lines: "2-3"', 'lines: "2-9"'))
    result = run("sources", "verify", str(there / "copies"))
    assert result.exit_code == 1
    assert "D1.yaml:14: line 9 lies outside D1" in result.stderr


def test_verify_outside_a_checkout_uses_the_packaged_register(
    course: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = nowhere.parent.parent / f"{nowhere.parent.name}-elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(paths, "PACKAGED", course)
    write_documents(elsewhere / "copies")
    assert run("sources", "verify", "copies").exit_code == 0
    write_documents(elsewhere / "copies", newline="")
    assert run("sources", "verify", "copies").exit_code == 1


# -- lab and rehearse ----------------------------------------------------------------------------


def test_lab_passes_its_arguments_and_its_exit_code_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []

    def opened(arguments: list[str]) -> None:
        given.extend(arguments)
        sys.exit(7)  # as JupyterLab does

    monkeypatch.setattr(lab, "open_course", opened)
    result = run("lab", "--port", "9000", "--no-browser", "--ServerApp.token=x", "more")
    assert result.exit_code == 7
    assert given == ["--port", "9000", "--no-browser", "--ServerApp.token=x", "more"]


def test_the_version_stands_in_one_place() -> None:
    assert run("--version").stdout == f"imuran-edu {__version__}\n"
    assert metadata.version("imuran-edu") == __version__
    extension = json.loads(
        (ROOT / "src" / "imuran_edu" / "server" / "labextension" / "package.json").read_text()
    )
    assert extension["version"] == __version__  # JupyterLab reads it there
    assert not re.search(r"^version *[:=]", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)


@pytest.mark.parametrize("code", [0, 1])
def test_rehearse_plays_what_it_is_asked_and_passes_the_outcome_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    given: list[Any] = []

    def play(**arguments: Any) -> int:
        given.append(arguments)
        return code

    monkeypatch.setattr(import_module("imuran_edu.grading.dry_run"), "dry_run", play)
    result = run("rehearse", "--students", "3", "--dir", str(tmp_path / "term"), "--seed", "9")
    assert result.exit_code == code
    (arguments,) = given
    banks = arguments.pop("banks")
    assert arguments == {"students": 3, "folder": tmp_path / "term", "seed": 9}
    assert sorted(path.stem for path in banks) == sorted(path.stem for path in graded_banks())


def test_rehearse_plays_one_assignment_and_names_those_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[Any] = []
    monkeypatch.setattr(
        import_module("imuran_edu.grading.dry_run"), "dry_run", lambda **play: given.append(play)
    )
    run("rehearse", "mechanism")
    assert [path.stem for path in given[0]["banks"]] == ["mechanism"]
    result = run("rehearse", "mechanisms")
    assert result.exit_code == 1
    assert result.stderr.startswith("mechanisms: there is no such graded bank; there are: ")


def test_rehearse_names_a_fault_of_a_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    def play(**_: Any) -> int:
        raise InputError([Problem(Path("exam.yaml"), 7, "is odd")])

    monkeypatch.setattr(import_module("imuran_edu.grading.dry_run"), "dry_run", play)
    result = run("rehearse")
    assert (result.exit_code, result.stderr) == (1, "exam.yaml:7: is odd\n")


@pytest.mark.parametrize("count", ["0", "-3", "1001", "many"])
def test_rehearse_refuses_a_class_of_no_size(count: str) -> None:
    assert run("rehearse", "--students", count).exit_code == 2


def test_the_module_that_the_command_is_made_of() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'imuran-edu = "imuran_edu.cli:main"' in text


def test_the_overview_says_what_each_command_does_in_whole_sentences() -> None:
    shown = " ".join(run("--help").stdout.split())
    assert "..." not in shown.partition("Commands:")[2]
    assert "Say what an experienced item writer would mend in the questions." in shown
