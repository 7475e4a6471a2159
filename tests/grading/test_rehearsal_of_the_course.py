"""The issue's own proof: five students through the course's real assignment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.courses import ROOT
from tests.secrets_of_banks import leaks

pytestmark = pytest.mark.slow


def test_a_rehearsed_term_grades_rightly_and_gives_no_key_away(tmp_path: Path) -> None:
    folder = tmp_path / "term"
    command = "from imuran_edu.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "rehearse", "--students", "5", "--dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split("\u2502") for line in done.stdout.splitlines() if "student0" in line]
    totals = [cells[3].strip() for cells in rows]
    assert len(totals) == 5
    assert len(set(totals)) == 5
    assert str(folder / "gradebook.db") in done.stdout
    pages = list((folder / "feedback").rglob("*.html"))
    assert len(pages) == 5
    assert leaks(folder / "feedback") == []
    assert leaks(folder / "release") == []
