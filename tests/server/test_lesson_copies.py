"""A corrected lesson reaches who has a copy, and nothing that a reader wrote is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from imuran_edu.server import lesson_copies
from imuran_edu.server.lesson_copies import Laid, is_changed, lay_out, restore
from tests.courses import lesson, write_quizzes

NAME = "01_doses.ipynb"


def text(words: str, output: str = "") -> str:
    notebook = lesson()
    notebook["cells"][0]["source"] = words
    if output:
        notebook["cells"][1]["outputs"] = [{"output_type": "stream", "text": output}]
    return json.dumps(notebook)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one lesson of the installed package."""
    monkeypatch.setattr(lesson_copies, "PACKAGED", tmp_path / "package")
    path = tmp_path / "package" / "notebooks" / NAME
    path.parent.mkdir(parents=True)
    path.write_text(text("# Old"))
    return path


@pytest.fixture
def copy(tmp_path: Path, shipped: Path) -> Path:
    folder = tmp_path / "mine"
    assert lay_out(folder) == [Laid(NAME)]
    return folder / NAME


def test_a_corrected_lesson_takes_the_place_of_an_unchanged_copy(shipped: Path, copy: Path) -> None:
    copy.write_text(text("# Old", output="what Jupyter stored"))
    (copy.parent / "responses.json").write_text("my answers")
    shipped.write_text(text("# New"))
    assert lay_out(copy.parent) == [Laid(NAME)]
    assert copy.read_text() == text("# New")
    assert (copy.parent / "responses.json").read_text() == "my answers"
    assert lay_out(copy.parent) == []


def test_a_changed_copy_stays_until_there_is_a_correction_and_is_kept_beside_it(
    shipped: Path, copy: Path
) -> None:
    copy.write_text(text("# Mine"))
    assert lay_out(copy.parent) == []
    assert copy.read_text() == text("# Mine")
    shipped.write_text(text("# New"))
    (laid,) = lay_out(copy.parent)
    assert copy.read_text() == text("# New")
    assert laid.aside is not None and laid.aside.read_text() == text("# Mine")
    assert laid.aside.name.startswith("01_doses-changed-")
    assert lay_out(copy.parent) == []


def test_what_is_no_notebook_is_kept_too(shipped: Path, copy: Path) -> None:
    copy.write_bytes(b"\xff my notes")
    shipped.write_text(text("# New"))
    (laid,) = lay_out(copy.parent)
    assert laid.aside is not None and laid.aside.read_bytes() == b"\xff my notes"


def test_a_folder_of_version_0_1_0_has_no_note_and_is_known_all_the_same(
    tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(json.loads(lesson_copies.EARLIER.read_text())) == 11
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps({NAME: lesson_copies.cells_digest(shipped.read_bytes())}))
    monkeypatch.setattr(lesson_copies, "EARLIER", earlier)
    folder = tmp_path / "before"
    folder.mkdir()
    (folder / NAME).write_text(text("# Old"))
    shipped.write_text(text("# New"))
    assert lay_out(folder) == [Laid(NAME)]


def test_a_changed_lesson_is_put_back_and_the_changed_one_kept(shipped: Path, copy: Path) -> None:
    assert not is_changed(copy)
    copy.write_text(text("# Old", output="what Jupyter stored"))
    assert not is_changed(copy)
    copy.write_text(text("# Mine"))
    assert is_changed(copy)
    aside, second = restore(copy), None
    assert copy.read_text() == shipped.read_text()
    assert aside is not None and aside.read_text() == text("# Mine")
    copy.write_text(text("# Mine again"))
    second = restore(copy)
    assert second is not None and second != aside and aside.is_file()


def test_in_a_clone_the_lesson_is_the_one_that_git_holds(tmp_path: Path, shipped: Path) -> None:
    write_quizzes(tmp_path / "clone" / "quizzes")
    path = tmp_path / "clone" / "notebooks" / NAME
    path.parent.mkdir()
    path.write_text(text("# Newer than what is installed"))
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=path.parent, check=True)
    assert not is_changed(path)
    path.write_text(text("# Mine"))
    assert is_changed(path)
    restore(path)
    assert path.read_text() == text("# Newer than what is installed")


def test_a_notebook_that_is_no_lesson_has_no_original(shipped: Path, copy: Path) -> None:
    other = copy.with_name("mine.ipynb")
    other.write_text(text("# Mine"))
    assert not is_changed(other)
    assert restore(other) is None
    assert other.read_text() == text("# Mine")
