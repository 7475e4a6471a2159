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


def test_a_rehearsed_term_grades_rightly_and_gives_no_key_away(tmp_path: Path) -> None:
    folder = tmp_path / "term"
    command = "from imuran_edu.cli import main; main()"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            command,
            "rehearse",
            "--students",
            str(STUDENTS),
            "--dir",
            str(folder),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    banks = graded_banks(ROOT)
    rows = [line.split("\u2502") for line in done.stdout.splitlines() if "student0" in line]
    totals = [cells[3].strip() for cells in rows]
    assert len(totals) == STUDENTS * len(banks)
    by_assignment = [totals[at : at + STUDENTS] for at in range(0, len(totals), STUDENTS)]
    assert all(len(set(group)) >= STUDENTS - 1 for group in by_assignment), by_assignment
    assert str(folder / "gradebook.db") in done.stdout
    pages = list((folder / "feedback").rglob("*.html"))
    assert len(pages) == STUDENTS * len(banks)
    assert leaks(folder / "feedback") == []
    assert leaks(folder / "release") == []
