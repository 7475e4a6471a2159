"""Which files of a submission are listed, and which are copied beside the graded notebook."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imuran_edu.grading.safety.submission_files import (
    MAX_DEPTH,
    MAX_FILES,
    answer_files,
    files_to_copy,
    is_active,
    list_folder,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links need POSIX")
IGNORED = ["*.pyc", ".ipynb_checkpoints"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "demo.ipynb": "{}",
        "responses.json": "{}",
        "timestamp.txt": "2026-03-02 10:00:00 UTC",
        "submission_secret.txt": "ab12",
        "data.csv": "1,2",
        "page.html": "<p>x</p>",
        "notes/own.txt": "x",
        "notes/drawing.SVG": "<svg/>",
        "notes/cache.pyc": "x",
        ".ipynb_checkpoints/demo-checkpoint.txt": "x",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_beside_questions_only_answers_and_two_small_files_are_copied(folder: Path) -> None:
    selection = files_to_copy(folder, True, IGNORED)
    assert selection.names == ["responses.json", "timestamp.txt", "submission_secret.txt"]
    assert selection.left_out == []


def test_beside_code_what_a_browser_runs_is_left_out_and_named(folder: Path) -> None:
    selection = files_to_copy(folder, False, IGNORED)
    assert sorted(selection.names) == [
        "data.csv",
        "notes/own.txt",
        "responses.json",
        "submission_secret.txt",
        "timestamp.txt",
    ]
    assert selection.left_out == [
        "drawing.SVG would be run by a browser; left out",
        "page.html would be run by a browser; left out",
    ]


@pytest.mark.parametrize("questions_only", [True, False])
def test_what_is_no_ordinary_file_is_left_out_and_named(folder: Path, questions_only: bool) -> None:
    (folder / "responses.json").unlink()
    (folder / "responses.json").symlink_to("/etc/hostname")
    (folder / "submission_secret.txt").write_text("x" * 1001)
    os.mkfifo(folder / "pipe")
    selection = files_to_copy(folder, questions_only, IGNORED)
    assert "responses.json" not in selection.names and "pipe" not in selection.names
    assert ("submission_secret.txt" in selection.names) != questions_only
    assert "pipe is no ordinary file; left out" in selection.left_out
    assert "responses.json is no ordinary file; left out" in selection.left_out


@pytest.mark.parametrize(
    "name",
    [
        "a.html",
        "a.HTM",
        "a.xhtml",
        "a.svg",
        "a.svgz",
        "a.xml",
        "a.js",
        "a.mjs",
        "a.html.txt",
        "a.rss",
    ],
)
def test_what_a_browser_runs(name: str) -> None:
    assert is_active(name)


@pytest.mark.parametrize(
    "name", ["a.csv", "a.txt", "a.json", "a.png", "a.py", "a.pdf", "a", "html"]
)
def test_what_a_browser_only_shows(name: str) -> None:
    assert not is_active(name)


def test_many_files_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number}").touch()
    listing = list_folder(tmp_path)
    assert (len(listing.paths), listing.problem) == (MAX_FILES, "holds more than 1000 files")
    assert files_to_copy(tmp_path, False).left_out == [
        "the folder holds more than 1000 files; the others are left out"
    ]
    (tmp_path / "0").unlink()
    assert list_folder(tmp_path).problem == ""


def test_deep_folders_are_named_and_not_walked(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * (MAX_DEPTH - 1)) / "last").mkdir(parents=True)
    assert list_folder(tmp_path).problem == ""
    (tmp_path / "/".join("d" * (MAX_DEPTH - 1)) / "last" / "more").mkdir()
    assert len(list_folder(tmp_path).paths) == MAX_DEPTH + 1
    assert list_folder(tmp_path).problem == "has folders more than 20 deep"


def test_a_folder_that_is_gone_is_empty(tmp_path: Path) -> None:
    assert list_folder(tmp_path / "gone").paths == []


def test_an_instructors_own_answers_are_found(tmp_path: Path) -> None:
    for name in ("responses.json", "responses-damaged-1.json", ".responses.lock", "data.json"):
        (tmp_path / name).touch()
    assert answer_files(tmp_path) == [
        ".responses.lock",
        "responses-damaged-1.json",
        "responses.json",
    ]


def test_of_many_files_that_are_left_out_five_are_named(tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"{number}.html").touch()
    assert files_to_copy(tmp_path, False).left_out == [
        *(f"{number}.html would be run by a browser; left out" for number in range(5)),
        "2 more files: would be run by a browser; left out",
    ]
    for number in (5, 6):
        (tmp_path / f"{number}.html").unlink()
    assert len(files_to_copy(tmp_path, False).left_out) == 5
