"""A question type that did not exist before: one module beside the others, and all of it works.

The package is copied and `toy/dropdown.py` put among its types: nothing else is touched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import imuran_edu
from tests.courses import ROOT, write_quizzes

pytestmark = pytest.mark.slow
TOY = Path(__file__).with_name("toy")
ASKED = """\
  - id: toy-{name}
    type: dropdown
    objective: doses-1
    level: remember
    stem: Which organ wakes it ({name})?
    choices: {{a: The spleen, b: The liver, c: The hair}}
    key: b
    mend: Think of where **enzymes** are.
    rationale: The liver foremost.
    rests_on: {{claims: [D1-001]}}
"""
CASE = """\
  - id: toy-case
    type: case
    objective: doses-1
    level: apply
    stem: A woman of 54 kg.
    rationale: As told.
    rests_on: {claims: [D1-001]}
    stages:
      - id: one
        title: She comes
        story: She asks.
        questions: [*first]
      - id: two
        title: She comes again
        story: She asks again.
        questions: [*second]
"""


def bank(kind: str, *names: str) -> str:
    asked = "".join(ASKED.format(name=name) for name in names)
    return f"kind: {kind}\nlesson: doses\ntitle: A toy\nquestions:\n{asked}"


def with_case() -> str:
    """Return a graded bank of two dropdowns and a case of two more."""
    data: list[str] = []
    for name in ("in-one", "in-two"):
        part = ASKED.format(name=name)
        data.append("".join(f"        {line}\n" for line in part.splitlines()))
    case = CASE.replace("        questions: [*first]\n", f"        questions:\n{data[0]}")
    case = case.replace("        questions: [*second]\n", f"        questions:\n{data[1]}")
    return bank("graded", "one", "two") + case


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what `toy/walk.py` found in a copy of the package that has the toy type."""
    folder = tmp_path_factory.mktemp("toy")
    package = folder / "src" / "imuran_edu"
    shutil.copytree(Path(imuran_edu.__file__).parent, package)
    shutil.copy(TOY / "dropdown.py", package / "questions" / "types")
    write_quizzes(folder / "quizzes")
    for kind in ("graded", "practice"):
        text = with_case() if kind == "graded" else bank(kind, "one", "two")
        (folder / "quizzes" / kind / "toy.yaml").write_text(text)
    broken = bank("graded", "one").replace("key: b", "key: z")
    (folder / "quizzes" / "graded" / "broken.yaml").write_text(broken)
    path = os.pathsep.join([str(folder / "src"), str(ROOT)])
    command = [sys.executable, "-m", "tests.questions.toy.walk", str(folder)]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    data: dict[str, Any] = json.loads((folder / "found.json").read_text())
    assert data["package"].startswith(str(folder))
    return data


def test_a_bank_takes_it_and_its_rules_are_kept(found: dict[str, Any]) -> None:
    assert found["schema"]
    assert found["problems"] == ["11: the key names 'z'; choose one of a, b, c"]


def test_pages_get_what_its_script_draws_and_no_key(found: dict[str, Any]) -> None:
    choices = {"a": "The spleen", "b": "The liver", "c": "The hair"}
    assert found["public"]["choices"] == found["page"]["choices"] == choices
    assert found["page"]["type"] == "dropdown"
    for secret in ("key", "mend", "rationale", "rests_on"):
        assert secret not in found["public"] and secret not in found["page"]
    assert "<p>The spleen | The liver | The hair</p>" in found["fallback"]
    assert "<em>Saved answer:</em> The spleen" in found["fallback"]


def test_it_is_scored_and_explained(found: dict[str, Any]) -> None:
    assert found["scores"] == ["right", "wrong", "invalid", "blank", "invalid"]
    assert found["feedback"] == "Think of where **enzymes** are."
    assert found["practised"]["key"]["data"]["key"] == "b"
    assert found["in a case"] == "right"
    assert "Right answer: <p>The liver</p>" in found["report"]
    assert "where <strong>enzymes</strong> are" in found["report"]


def test_results_are_exported_and_analysed(found: dict[str, Any]) -> None:
    assert found["tidy"].splitlines()[1].startswith("ann,toy,toy-one,,b,1,")
    assert found["asked"] == ["toy-one", "toy-two", "toy-in-one", "toy-in-two"]
    assert found["counted"] == {"b": [6, True], "a": [3, False], "c": [0, False]}
    assert found["odd"] == ["Nobody chose \u201cThe hair\u201d: it misleads nobody."]


def test_file_formats_get_it_and_give_it_back(found: dict[str, Any]) -> None:
    back = found["back"]
    assert (back["type"], back["key"], back["id"]) == ("dropdown", "b", "toy-one")
    assert back["choices"] == found["public"]["choices"]


def test_a_whole_term_is_played_with_the_real_nbgrader(found: dict[str, Any]) -> None:
    assert found["rehearsed"] == 0, found.get("log")
    assert found["wrong"] in ("a", "c")


@pytest.mark.skipif(
    not (ROOT / "src" / "node_modules").is_dir(), reason="the script needs 'npm ci' in src/"
)
def test_its_script_is_found_beside_it_and_built_in(tmp_path: Path) -> None:
    copy = tmp_path / "src"
    shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(ROOT / "src" / "node_modules")
    shutil.copy(TOY / "dropdown.ts", copy / "imuran_edu" / "questions" / "types")
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")  # the catalogue of strings is made there
    env = {**os.environ, "PYTHON": sys.executable}
    for command in (["node", "build.mjs"], ["npx", "--no-install", "tsc"]):
        done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    built = copy / "imuran_edu" / "widgets" / "static" / "quiz.js"
    assert '"dropdown"' in built.read_text(encoding="utf-8")
    assert '"dropdown"' not in (ROOT / built.relative_to(tmp_path)).read_text(encoding="utf-8")
