"""The API reference is made from the docstrings, by the command in CONTRIBUTING.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import imuran_edu
from tests.courses import ROOT

pytestmark = pytest.mark.slow


def test_every_public_module_has_its_page(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "api.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.strip() == str(tmp_path / "index.html")
    package = Path(imuran_edu.__file__).parent
    modules = {path.relative_to(package).with_suffix("") for path in package.rglob("*.py")}
    modules = {path for path in modules if "files" not in path.parts}  # of a new course
    public = {module for module in modules if not module.name.startswith("_")}
    pages = {
        path.relative_to(tmp_path / "imuran_edu").with_suffix("")
        for path in (tmp_path / "imuran_edu").rglob("*.html")
    }
    assert public - pages == set()
    lesson_calls = (tmp_path / "imuran_edu.html").read_text(encoding="utf-8")
    for name in imuran_edu.__all__:
        assert f'id="{name}"' in lesson_calls, name
