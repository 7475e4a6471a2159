"""A course on another drug: it checks and lints as it is made, and the engine knows no drug."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imuran_edu.authoring import check_course
from imuran_edu.authoring.lint import lint_course
from imuran_edu.authoring.new_course import NewCourseError, new_course
from imuran_edu.authoring.preview.server import PreviewServer
from imuran_edu.authoring.stress import stress
from imuran_edu.cli import app
from imuran_edu.questions import load_bank
from tests.courses import ROOT

ENGINE = ROOT / "src" / "imuran_edu"
NAMES = re.compile(r"azathioprine|mercaptopurine|thiopurine|allopurinol|tpmt|nudt15", re.IGNORECASE)


def test_a_new_course_checks_lints_and_has_rows(tmp_path: Path) -> None:
    folder = new_course(tmp_path / "methotrexate", "methotrexate")
    assert not list(folder.rglob("*.pyc"))  # what is installed has some
    assert [str(each) for each in check_course(folder)] == []
    assert [str(each) for each in lint_course(folder)] == []
    for path in sorted(folder.glob("quizzes/[pg]r*/*.yaml")):
        found, problems = stress(path)
        assert [each.rows for each in found] == [60]
        assert problems == []
    graded = load_bank(folder / "quizzes" / "graded" / "first-steps.yaml")
    assert "methotrexate" in graded.questions[0].stem
    written = [path for path in folder.rglob("*.*") if path.suffix != ".pyc"]
    assert len(written) > 10
    for path in written:
        assert "@drug@" not in path.read_text(encoding="utf-8").casefold()


def test_the_commands_of_its_readme_do_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_course(tmp_path / "methotrexate", "methotrexate")
    monkeypatch.chdir(root)
    shown: list[str] = []
    monkeypatch.setattr(PreviewServer, "serve", lambda server: shown.append(server._text))
    (block,) = re.findall(r"```\n(.*?)```", (root / "README.md").read_text(), re.DOTALL)
    commands = [shlex.split(line, comments=True)[1:] for line in block.splitlines()]
    for command in commands:
        if command[0] in ("lab", "rehearse"):
            continue  # tests/browser/test_new_course.py opens it; its assignment is graded below
        extra = ["--no-browser"] if command[0] == "preview" else []
        done = CliRunner().invoke(app, [*command, *extra])
        assert done.exit_code == 0, (command, done.output)
    assert {command[0] for command in commands} >= {"check", "lint", "preview", "build"}
    assert "first-p1" in shown[0]


@pytest.mark.slow
def test_its_assignment_is_rehearsed(tmp_path: Path) -> None:
    root = new_course(tmp_path / "methotrexate", "methotrexate")
    code = "from imuran_edu.cli import main; main()"
    arguments = ["rehearse", "--students", "3", "--dir", str(tmp_path / "term")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "term" / "feedback").rglob("*.html"))) == 3


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine")
    with pytest.raises(NewCourseError, match="holds something already"):
        new_course(tmp_path, "methotrexate")
    with pytest.raises(NewCourseError, match="is no name"):
        new_course(tmp_path / "new", "../x")
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_the_engine_names_no_drug() -> None:
    """Outside the drug's own package, a few words of help and comments may; code may not."""
    found = {}
    for path in sorted([*ENGINE.rglob("*.py"), *ENGINE.rglob("*.ts")]):
        parts = path.relative_to(ENGINE).parts
        if parts[0] == "pharmacology" or "static" in parts or "generated" in parts:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        named = [number for number, line in enumerate(lines, 1) if NAMES.search(line)]
        if named:
            found["/".join(parts)] = named
    assert found.keys() <= ALLOWED, {name: found[name] for name in found.keys() - ALLOWED}


ALLOWED = {
    # the project's own name
    "__init__.py",
    "authoring/export_bank.py",
    "cli/app.py",
    "server/js/view/frame.ts",
    "widgets/js/learning/course_page.ts",
    # an example in a docstring, and the text that a simulated student writes
    "questions/reading.py",
    "questions/types/essay.py",
}


def imuran_edu(cwd: Path, *arguments: str, without: Path | None = None) -> str:
    """Run the real command in a folder and return what it says.

    Args:
        cwd: the folder.
        arguments: of the command.
        without: a folder with the package as it is to be imported; that which is installed if None.

    Raises:
        CalledProcessError: it fails.
    """
    code = "from imuran_edu.cli import main; main()"
    path = {"PYTHONPATH": str(without)} if without else {}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**os.environ, **path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_without_the_package_of_the_drug_a_course_is_made_and_checked(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    ignored = shutil.ignore_patterns("pharmacology", "__pycache__")
    shutil.copytree(ENGINE, bare / "imuran_edu", ignore=ignored)
    imuran_edu(tmp_path, "new", "c", "--drug", "methotrexate", without=bare)
    course = tmp_path / "c"
    assert "Everything is in step." in imuran_edu(course, "check", without=bare)
    assert "Nothing to mend." in imuran_edu(course, "lint", without=bare)
    assert "first-g1: 60 rows" in imuran_edu(course, "stress", without=bare)
    code = (
        "import imuran_edu; from imuran_edu.widgets.lesson_page import lesson_page;"
        "from importlib.util import find_spec; print(find_spec('imuran_edu.pharmacology'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(bare)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "None", "it was there all the same, so nothing was shown"


@pytest.mark.slow
def test_a_new_course_rehearses(tmp_path: Path) -> None:
    imuran_edu(tmp_path, "new", "c", "--drug", "methotrexate")
    said = imuran_edu(tmp_path / "c", "rehearse", "--students", "2")
    assert "first-steps: 2 students" in said
    feedback = sorted((tmp_path / "c" / "rehearsal" / "feedback").rglob("*.html"))
    assert len(feedback) == 2
    assert "methotrexate" in feedback[0].read_text(encoding="utf-8")
