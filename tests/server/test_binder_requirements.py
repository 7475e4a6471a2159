"""Binder's requirements are pinned, and in step with pyproject.toml."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.binder import binder
from tests.courses import ROOT


def test_they_are_in_step_with_the_project() -> None:
    assert binder.drift() == [], "run .venv/bin/python .ci/binder.py"


def test_every_line_is_pinned_and_none_names_this_folder() -> None:
    lines = binder.TARGET.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 10
    assert [line for line in pins if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project and its requirements, for a test to change."""
    (tmp_path / ".binder").mkdir()
    for name in ("pyproject.toml", ".binder/requirements.txt", ".binder/runtime.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(binder, "ROOT", tmp_path)
    monkeypatch.setattr(binder, "TARGET", tmp_path / ".binder" / "requirements.txt")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("pyproject.toml", '"numpy>=2.0"', '"numpy>=2.1"', "asks for other packages"),
        ("pyproject.toml", '  "nbgrader', '  "polars>=1",\n  "nbgrader', "'polars>=1' is not met"),
        (".binder/requirements.txt", "\nnumpy==", "\nnumpy==1.", "'numpy>=2.0' is not met by 1."),
        (".binder/requirements.txt", "\nfilelock==", "\n# filelock==", "'filelock>=3.20.3' is not"),
        (".binder/requirements.txt", "\npydantic==", "\npydantic>=", "not pinned"),
    ],
)
def test_a_drift_is_named(copy: Path, file: str, old: str, new: str, told: str) -> None:
    text = (copy / file).read_text()
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1))
    assert any(told in problem for problem in binder.drift())


def test_what_runs_after_the_layer_of_packages_installs_no_packages() -> None:
    script = ROOT / ".binder" / "postBuild"
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(script)], check=True)
    installs = [line for line in script.read_text().splitlines() if "pip install" in line]
    assert installs
    assert all("--no-deps" in line for line in installs)
