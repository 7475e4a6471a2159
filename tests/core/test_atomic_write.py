"""Generated files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.answers import Entry
from imuran_edu.answers.store import Store
from imuran_edu.core.atomic_write import write_if_changed


def test_a_file_is_written_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    assert write_if_changed(path, "one \u03b1\n")
    assert path.read_bytes() == "one \u03b1\n".encode()
    os.utime(path, (1, 1))
    assert not write_if_changed(path, "one \u03b1\n")
    assert path.stat().st_mtime == 1
    assert write_if_changed(path, "two\n")
    assert path.read_text() == "two\n"
    assert [each.name for each in path.parent.iterdir()] == ["file.txt"]


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write_if_changed(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["file.txt"]


def test_the_new_file_is_made_beside_the_old_one_since_another_disk_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    make = tempfile.mkstemp

    def noted(**arguments: Any) -> tuple[int, str]:
        made.append(arguments.get("dir"))
        return make(**arguments)

    monkeypatch.setattr(tempfile, "mkstemp", noted)
    write_if_changed(tmp_path / "file.txt", "new")
    Store(tmp_path).save("q-1", Entry("a"))
    assert made == [tmp_path, tmp_path]
