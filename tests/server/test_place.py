"""Which notebooks a page may name to Jupyter's server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imuran_edu.server.extension import place
from imuran_edu.server.extension.place import RefusedPathError, find_notebook


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root" / "week 1" / "mechanism"
    folder.mkdir(parents=True)
    (folder / "lesson.ipynb").write_text("{}")
    (folder / "other.txt").write_text("")
    (tmp_path / "outside.ipynb").write_text("{}")
    return tmp_path / "root"


def status(root: Path, path: str) -> int:
    with pytest.raises(RefusedPathError) as refused:
        find_notebook(root, path)
    return refused.value.status


def test_a_notebook_below_the_root_is_found(root: Path) -> None:
    found = find_notebook(root, "week 1/mechanism/lesson.ipynb")
    assert found == (root / "week 1" / "mechanism" / "lesson.ipynb").resolve()
    assert find_notebook(root, "/week 1/mechanism/lesson.ipynb") == found


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "lesson.ipynb",
        "../outside.ipynb",
        "week 1/../../outside.ipynb",
        "week 1/./mechanism/lesson.ipynb",
        "week 1//mechanism/lesson.ipynb",
        "week 1/mechanism",
        "week 1/mechanism/other.txt",
        "week 1/mechanism/lesson.ipynb/x.ipynb",
        "week 1\\mechanism\\lesson.ipynb",
        "C:/outside.ipynb",
        "week 1/mechanism/lesson.ipynb\0.ipynb",
        "~/outside.ipynb",
        "x/" * 600 + "x.ipynb",
    ],
)
def test_what_leads_elsewhere_is_not_there(root: Path, path: str) -> None:
    assert status(root, path) in (403, 404)


def test_hidden_folders_and_files_are_not_there(root: Path) -> None:
    hidden = root / ".ipynb_checkpoints"
    hidden.mkdir()
    (hidden / "lesson.ipynb").write_text("{}")
    (root / ".lesson.ipynb").write_text("{}")
    assert status(root, ".ipynb_checkpoints/lesson.ipynb") == 404
    assert status(root, ".lesson.ipynb") == 404


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")
def test_links_are_refused_whatever_they_lead_to(root: Path) -> None:
    (root / "there").symlink_to(root / "week 1")
    (root / "outside").symlink_to(root.parent)
    (root / "week 1" / "link.ipynb").symlink_to(root / "week 1" / "mechanism" / "lesson.ipynb")
    assert status(root, "there/mechanism/lesson.ipynb") == 403
    assert status(root, "outside/outside.ipynb") == 403
    assert status(root, "week 1/link.ipynb") == 403


@pytest.mark.skipif(os.name != "posix", reason="a root that is a link needs a privilege on Windows")
def test_the_root_itself_may_be_a_link(root: Path) -> None:
    link = root.with_name("link")
    link.symlink_to(root)
    assert find_notebook(link, "week 1/mechanism/lesson.ipynb").is_file()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no owners of this kind")
def test_another_accounts_folder_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = root.stat().st_uid
    monkeypatch.setattr(place.os, "geteuid", lambda: owner + 1)
    assert status(root, "week 1/mechanism/lesson.ipynb") == 403
    monkeypatch.setattr(place.os, "geteuid", lambda: owner)
    assert find_notebook(root, "week 1/mechanism/lesson.ipynb").is_file()
