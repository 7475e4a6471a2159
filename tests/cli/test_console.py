"""Errors of the command line have one form: file, line, what, and how to mend it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from imuran_edu.cli import main; main()"]


def imuran_edu(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["xyzzy"], 2, "imuran-edu: no such command 'xyzzy'; see: imuran-edu --help"),
        (
            ["dance"],
            2,
            "imuran-edu: no such command 'dance'; did you mean 'dates'; see: imuran-edu --help",
        ),
        (
            ["check", "--fast"],
            2,
            "imuran-edu check: no such option: --fast; see: imuran-edu check --help",
        ),
        (
            ["hand-in", "notebooks"],
            2,
            "imuran-edu hand-in: missing option '--as'; see: imuran-edu hand-in --help",
        ),
        (["build", "exxam"], 1, "exxam: there is no such graded bank; there are: exam"),
        (
            ["hand-in", "notebooks", "--as", "ann lee"],
            1,
            "--as 'ann lee': this cannot stand in a file's name; use letters and digits, with "
            ". _ @ or single hyphens between them, as your instructor wrote your name",
        ),
        (
            ["hand-in", "absent", "--as", "ann"],
            1,
            "{here}/absent: is not a folder; give the folder of the assignment",
        ),
        (
            ["sources", "verify", "absent"],
            1,
            "absent: is not a folder; name the one that holds your copies",
        ),
    ],
)
def test_an_error_is_one_line(course: Path, arguments: list[str], code: int, told: str) -> None:
    done = imuran_edu(*arguments, cwd=course)
    told = told.replace("{here}/", f"{course}{os.sep}")
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"{told}\n")


def test_a_faulty_file_is_named_with_its_line(course: Path) -> None:
    bank = course / "quizzes" / "graded" / "exam.yaml"
    bank.write_text(bank.read_text().replace("    key: b\n", "    key: z\n"))
    done = imuran_edu("build", "exam", cwd=course)
    assert done.returncode == 1
    assert re.fullmatch(rf"{re.escape(str(bank))}:\d+: the key names 'z', .+\n", done.stderr)


def test_outside_a_checkout_the_folder_is_named(tmp_path: Path) -> None:
    done = imuran_edu("check", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{tmp_path}: this is no checkout of the course")
    assert done.stderr.endswith("; change to one\n")


def test_without_a_command_there_is_help(tmp_path: Path) -> None:
    done = imuran_edu(cwd=tmp_path)
    assert "Usage: imuran-edu" in done.stdout + done.stderr
