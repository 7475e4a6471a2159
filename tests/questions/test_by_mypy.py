"""What mypy refuses: a question type that lacks a method, a key in a graded page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.courses import ROOT

TOY = (Path(__file__).with_name("toy") / "dropdown.py").read_text()
METHODS = ("public_fields", "rules", "score", "explain", "compare", "wrong_answer", "page_fields")
GRADED = """\
from pathlib import Path

from imuran_edu.answers import Store
from imuran_edu.questions import PracticeQuestion, PublicQuestion, QuestionType
from imuran_edu.widgets.session import Session


def page(public: PublicQuestion, practice: PracticeQuestion, key: QuestionType) -> None:
    Session([public], Store(Path()))
    Session([practice], Store(Path()))
    Session([key], Store(Path()))
"""


def without(method: str) -> str:
    """Return the toy type without one of its methods."""
    found = re.subn(
        rf"(    @\w+\n)?    def {method}\(.*?(?=\n    (@|def )|\Z)", "", TOY, flags=re.S
    )
    assert found[1] == 1, method
    return found[0]


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return mypy's errors by file, as the course's own settings give them."""
    folder = tmp_path_factory.mktemp("typed")
    files = {"whole": TOY, "graded": GRADED, **{f"no_{name}": without(name) for name in METHODS}}
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(folder)],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    found: dict[str, list[str]] = {name: [] for name in files}
    for line in done.stdout.splitlines():
        if match := re.match(r"(.*?)\.py:(\d+): error: (.*)", line):
            found[Path(match[1]).name].append(f"{match[2]}: {match[3]}")
    return found


def test_a_whole_type_is_taken(errors: dict[str, list[str]]) -> None:
    assert errors["whole"] == []


@pytest.mark.parametrize("method", METHODS)
def test_a_type_without_a_method_is_refused(errors: dict[str, list[str]], method: str) -> None:
    (error,) = errors[f"no_{method}"]
    assert '"question_type" has incompatible type "type[Dropdown]"' in error


def test_a_graded_page_takes_no_question_with_a_key(errors: dict[str, list[str]]) -> None:
    assert [error.partition(":")[0] for error in errors["graded"]] == ["10", "11"]
    assert '"PracticeQuestion"; expected "PublicQuestion"' in errors["graded"][0]
