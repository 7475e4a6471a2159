"""What of a submission may be touched, and how a student's text is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given

from imuran_edu.grading.safety.ordinary_files import (
    escape_control,
    fault,
    in_bytes,
    is_clean,
    may_be_copied,
    safety_problem,
    text_problem,
)
from imuran_edu.grading.safety.submission_files import list_folder
from tests.json_values import any_text

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links need POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "submitted" / "ann" / "demo"
    folder.mkdir(parents=True)
    (folder / "demo.ipynb").write_text("{}")
    (folder / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    return folder


def test_an_ordinary_submission_may_be_graded(folder: Path) -> None:
    assert safety_problem(folder, ["demo"]) == ""
    assert safety_problem(folder, ["demo", "second"]) == ""  # nbgrader says what is missing
    assert [path.name for path in list_folder(folder).paths] == ["demo.ipynb", "timestamp.txt"]


@pytest.mark.parametrize("name", ["demo.ipynb", "timestamp.txt"])
def test_what_grading_reads_must_be_an_ordinary_file(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink()
    path.symlink_to("/dev/zero")
    assert safety_problem(folder, ["demo"]) == f"{name} is a symbolic link and no ordinary file"
    path.unlink()
    os.mkfifo(path)
    assert safety_problem(folder, ["demo"]) == f"{name} is a pipe and no ordinary file"
    assert not may_be_copied(path)
    path.unlink()
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert safety_problem(folder, ["demo"]).startswith(f"{name} is larger than 2")


def test_a_link_beside_is_not_copied_and_hinders_nothing(folder: Path) -> None:
    (folder / "words.txt").symlink_to("/etc/passwd")
    (folder / "all").symlink_to("/")
    assert safety_problem(folder, ["demo"]) == ""
    assert not may_be_copied(folder / "words.txt")
    assert not any(
        "passwd" in str(path) or "etc" in path.parts for path in list_folder(folder).paths
    )


def test_a_folder_must_be_the_students_own(folder: Path) -> None:
    link = folder.parent.with_name("eve")
    link.symlink_to(folder.parent)
    assert "the folder eve is a symbolic link" in safety_problem(link / "demo", ["demo"])
    other = folder.parent.with_name("two\nlines")
    folder.parent.rename(other)
    assert "control characters" in safety_problem(other / "demo", ["demo"])


@pytest.mark.parametrize("name", ["*", "?nn", "[a]nn"])
def test_a_name_that_means_others_is_refused(folder: Path, name: str) -> None:
    renamed = folder.parent.rename(folder.parent.with_name(name))
    assert "could mean several" in safety_problem(renamed / "demo", ["demo"])


def test_a_missing_file_is_no_fault(tmp_path: Path) -> None:
    assert fault(tmp_path / "none") == ""


@given(any_text)
def test_whatever_a_student_wrote_is_shown_on_one_line(text: str) -> None:
    seen = escape_control(text)
    assert len(seen.splitlines()) <= 1
    assert is_clean(seen)
    seen.encode()
    assert escape_control("plain text") == "plain text"


def test_long_text_is_clipped() -> None:
    assert escape_control("a" * 500) == "a" * 80 + "..."


def test_text_is_clipped_behind_the_last_character_that_fits() -> None:
    assert escape_control("a" * 80) == "a" * 80
    assert escape_control("a" * 79 + "\n") == "a" * 79 + "\\n"
    assert escape_control("a" * 79 + "\n" + "b") == "a" * 79 + "\\..."
    assert escape_control("abcd", 3) == "abc..."


def test_a_file_of_the_largest_size_may_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("abc")
    assert fault(path, 3) == ""
    assert fault(path, 2) == "a.txt is larger than 2 bytes"
    assert may_be_copied(path, 3) and not may_be_copied(path, 2)


def test_sizes_are_told_in_bytes_or_megabytes() -> None:
    assert [in_bytes(n) for n in (5, 99_999, 100_000, 2_500_000)] == [
        "5 bytes",
        "99999 bytes",
        "0.1 MB",
        "2.5 MB",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"ab12\n", ""),
        (b" \n", "secret holds no text"),
        (b"a\x1bb", "secret holds no text"),
        (b"\xff", "secret is no text"),
        (b"x" * 11, "secret is larger than 10 bytes"),
        (None, "there is no secret"),
    ],
)
def test_a_small_file_is_text_or_says_why_not(
    tmp_path: Path, data: bytes | None, problem: str
) -> None:
    if data is not None:
        (tmp_path / "secret").write_bytes(data)
    assert text_problem(tmp_path / "secret", 10) == problem
