"""The course's own proof: five students through every one of its real assignments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from imuran_edu.grading.build import graded_banks
from tests.courses import ROOT
from tests.secrets_of_banks import leaks

pytestmark = pytest.mark.slow
STUDENTS = 5
COMMAND = "from imuran_edu.cli import main; main()"


@pytest.mark.parametrize("bank", [path.stem for path in graded_banks(ROOT)])
def test_a_rehearsed_term_grades_rightly_and_gives_no_key_away(tmp_path: Path, bank: str) -> None:
    folder = tmp_path / "term"
    arguments = ["rehearse", bank, "--students", str(STUDENTS), "--dir", str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split("\u2502") for line in done.stdout.splitlines() if "student0" in line]
    totals = [cells[3].strip() for cells in rows]
    assert len(totals) == STUDENTS
    assert len(set(totals)) >= STUDENTS - 1, totals
    assert str(folder / "gradebook.db") in done.stdout
    assert len(list((folder / "feedback").rglob("*.html"))) == STUDENTS
    assert leaks(folder / "feedback") == []
    assert leaks(folder / "release") == []
