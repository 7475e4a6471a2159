"""Where the course's data lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.core import course_root, find_data, paths


def checkout(folder: Path) -> Path:
    (folder / "quizzes").mkdir(parents=True)
    (folder / "quizzes" / "documents.yaml").write_text("documents: []\n")
    return folder


def test_the_nearest_checkout_upwards_is_the_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer = checkout(tmp_path / "outer")
    inner = checkout(outer / "somewhere" / "inner")
    (inner / "notebooks").mkdir()
    assert course_root(inner / "notebooks") == inner
    assert course_root(inner.parent) == outer
    assert course_root(tmp_path) is None
    monkeypatch.chdir(inner / "notebooks")
    assert course_root() == inner


def test_a_folder_of_that_name_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / "quizzes" / "documents.yaml").mkdir(parents=True)
    assert course_root(tmp_path) is None


def test_the_checkout_wins_over_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = checkout(tmp_path / "package")
    (packaged / "quizzes" / "claims").mkdir()
    monkeypatch.setattr(paths, "PACKAGED", packaged)
    mine = checkout(tmp_path / "mine")
    documents = Path("quizzes", "documents.yaml")
    assert find_data(*documents.parts, start=mine) == mine / documents
    assert find_data("quizzes", "claims", start=mine) == packaged / "quizzes" / "claims"
    assert find_data(*documents.parts, start=tmp_path) == packaged / documents


def test_what_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="the course has no quizzes/nothing"):
        find_data("quizzes", "nothing", start=tmp_path)


def test_an_editable_install_takes_the_lessons_of_its_checkout(tmp_path: Path) -> None:
    own = checkout(tmp_path / "checkout")
    package = own / "src" / "imuran_edu"
    package.mkdir(parents=True)
    assert paths._packaged(package) == own
    (package / "course_data").mkdir()
    assert paths._packaged(package) == package / "course_data"
    installed = tmp_path / "lib" / "imuran_edu"
    assert paths._packaged(installed) == installed / "course_data"
