"""Copying a folder that a student changes while it is copied."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from imuran_edu.grading.safety.copy_tree import CopyError, Limits, copy_tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the exchange needs POSIX")
LIMITS = Limits(total=1000, file=500, files=10, depth=3)
SECRET = "what only the instructor may read"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "notes").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "notes" / "b.txt").write_text("b")
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "b.txt").write_text(SECRET)
    return folder


def nothing(name: str) -> bool:
    return False


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {str(path.relative_to(folder)): path.read_text() for path in files}


def test_ordinary_files_are_copied(source: Path, tmp_path: Path) -> None:
    assert copy_tree(source, tmp_path / "copy", LIMITS, nothing) == []
    assert texts(tmp_path / "copy") == {"a.txt": "a", "notes/b.txt": "b"}


def test_what_is_ignored_is_not_mentioned(source: Path, tmp_path: Path) -> None:
    assert copy_tree(source, tmp_path / "copy", LIMITS, lambda name: name == "notes") == []
    assert texts(tmp_path / "copy") == {"a.txt": "a"}


def test_links_pipes_sockets_and_large_files_are_left_out_and_named(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "file").symlink_to(tmp_path / "keys" / "b.txt")
    (source / "folder").symlink_to(tmp_path / "keys")
    os.mkfifo(source / "pipe")
    (source / "film").write_text("x" * 501)
    (source / "red\x1b[31m").write_text("x")
    monkeypatch.chdir(source)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("ear")
        left_out = copy_tree(source, tmp_path / "copy", LIMITS, nothing)
    assert sorted(left_out) == [
        "ear is a socket",
        "file is a symbolic link",
        "film is larger than 500 bytes",
        "folder is a symbolic link",
        "pipe is a pipe",
        "red\\x1b[31m has control characters in its name",
    ]
    assert texts(tmp_path / "copy") == {"a.txt": "a", "notes/b.txt": "b"}


@pytest.mark.parametrize("name", ["b.txt", "notes"])
def test_what_is_exchanged_for_a_link_after_it_was_listed_is_not_followed(
    source: Path, tmp_path: Path, name: str
) -> None:
    """The callback runs between listing and opening: there a student's program would strike."""

    def strike(found: str) -> bool:
        place = source / "notes" / "b.txt" if name == "b.txt" else source / "notes"
        if found == name and not place.is_symlink():
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink()
            place.symlink_to(tmp_path / "keys" / ("b.txt" if name == "b.txt" else ""))
        return False

    left_out = copy_tree(source, tmp_path / "copy", LIMITS, strike)
    assert left_out == [f"{name} is a symbolic link"]
    assert SECRET not in str(texts(tmp_path / "copy"))


def test_what_is_gone_when_it_is_opened_is_named(source: Path, tmp_path: Path) -> None:
    def strike(found: str) -> bool:
        (source / "a.txt").unlink(missing_ok=True)
        return False

    assert copy_tree(source, tmp_path / "copy", LIMITS, strike) == [
        "a.txt was gone when it was to be copied"
    ]


def test_a_link_in_place_of_the_folder_is_not_followed(source: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(source)
    with pytest.raises(CopyError, match="cannot be copied"):
        copy_tree(tmp_path / "link", tmp_path / "copy", LIMITS, nothing)


def test_too_much_is_refused(source: Path, tmp_path: Path) -> None:
    for number in range(3):
        (source / f"{number}.bin").write_text("x" * 400)
    with pytest.raises(CopyError, match="is larger than 1000 bytes"):
        copy_tree(source, tmp_path / "bytes", LIMITS, nothing)
    (source / "a" / "b" / "c" / "d").mkdir(parents=True)
    with pytest.raises(CopyError, match="has folders more than 3 deep"):
        copy_tree(source, tmp_path / "deep", Limits(10**6, 500, 100, 3), nothing)
    with pytest.raises(CopyError, match="holds more than 6 files"):
        copy_tree(source, tmp_path / "many", Limits(10**6, 500, 6, 9), nothing)


def test_a_folder_deeper_than_python_recurses_is_refused_and_named(tmp_path: Path) -> None:
    deepen(tmp_path / "source", 1500)
    try:
        with pytest.raises(CopyError, match="deep"):
            copy_tree(tmp_path / "source", tmp_path / "copy", Limits(10, 10, 10**4), nothing)
    finally:  # pytest could not remove it
        subprocess.run(["rm", "-rf", str(tmp_path / "source")], check=True)


def deepen(folder: Path, depth: int) -> None:
    """Make folders within each other, deeper than a path can name."""
    folder.mkdir()
    place = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=place)
        deeper = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = deeper
    os.close(place)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_another_account_under_a_second_name_is_left_out(
    source: Path, tmp_path: Path
) -> None:
    other = tmp_path / "keys" / "b.txt"
    os.chown(other, 54_321, 54_321)
    os.link(other, source / "mine.txt")
    left_out = copy_tree(source, tmp_path / "target", LIMITS, nothing)
    assert left_out == ["mine.txt belongs to another account"]
    assert texts(tmp_path / "target") == {"a.txt": "a", "notes/b.txt": "b"}


def test_what_is_just_at_the_limits_is_copied(source: Path, tmp_path: Path) -> None:
    (source / "film").write_text("x" * 500)
    exact = Limits(total=502, file=500, files=4, depth=1)
    assert copy_tree(source, tmp_path / "copy", exact, nothing) == []
    assert set(texts(tmp_path / "copy")) == {"a.txt", "film", "notes/b.txt"}
    for less in (Limits(501, 500, 4, 1), Limits(502, 500, 3, 1), Limits(502, 500, 4, 0)):
        with pytest.raises(CopyError):
            copy_tree(source, tmp_path / f"{less}", less, nothing)
    (line,) = copy_tree(source, tmp_path / "other", Limits(502, 499, 4, 1), nothing)
    assert line == "film is larger than 499 bytes"
