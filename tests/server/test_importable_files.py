"""What the extension asks a kernel before a lesson runs: which files beside it can be imported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.courses import ROOT

SCRIPT = ROOT / "src" / "imuran_edu" / "server" / "js" / "trust.ts"
NOT_AS_ROOT = "getattr(os, 'geteuid', int)() or getattr(os, 'setuid', int)(65534)"


def importable(folder: Path) -> list[str]:
    """Evaluate the script's expression in a Python of its own, never as root."""
    match = re.search(r"NAMES = `(.*?)`", SCRIPT.read_text(), re.DOTALL)
    assert match
    expression = " ".join(match[1].split())
    program = f"import importlib.machinery, json, os, sys; {NOT_AS_ROOT}; print({expression})"
    command = [sys.executable, "-I", "-c", program]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return list(json.loads(bytes.fromhex(done.stdout.strip())))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    return tmp_path


def test_what_belongs_to_a_lesson_stands_in_no_way(folder):
    for name in ("lesson.ipynb", "responses.json", "notes.txt", "py"):
        (folder / name).touch()
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").touch()
    (folder / ".ipynb_checkpoints").mkdir(mode=0o300)
    assert importable(folder) == []


@pytest.mark.parametrize("name", ["yaml.py", "YAML.PY", "json.pyc", "imuran_edu/__init__.py"])
def test_files_that_python_imports_are_named(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).touch()
    expected = name.split("/")[0] + "/" * ("/" in name)
    assert importable(folder) == [expected]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_a_folder_that_cannot_be_listed_counts_as_a_package(folder):
    """Python imports from it all the same: it looks for `__init__.py` by name."""
    closed = folder / "yaml"
    closed.mkdir()
    (closed / "__init__.py").write_text("")
    closed.chmod(0o311)
    try:
        assert importable(folder) == ["yaml/"]
    finally:
        closed.chmod(0o755)
