"""Opening the course: lessons laid out, and only those that we ship signed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jupyterlab
import nbformat
import pytest
from jupyterlab.labapp import LabApp
from nbformat.sign import NotebookNotary

from imuran_edu.server import lab, lesson_copies
from tests.courses import lesson, write_documents, write_lesson, write_quizzes


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lessons as they lie in the installed package; signatures go to a place of their own."""
    package = tmp_path / "package"
    package.mkdir()
    write_lesson(package, lesson())
    second = lesson()
    second["cells"][0]["source"] = "# Start here"
    (package / "notebooks" / lab.START).write_text(json.dumps(second))
    write_documents(package / "notebooks")
    for module in (lab, lesson_copies):
        monkeypatch.setattr(module, "PACKAGED", package)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    return package / "notebooks"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


def trusted(path: Path) -> bool:
    return bool(NotebookNotary().check_signature(nbformat.read(path, as_version=4)))


def test_without_a_checkout_the_lessons_are_laid_out(shipped: Path, here: Path) -> None:
    folder = lab.course_folder(here)
    assert folder == here / "imuran-course"
    laid_out = {path.name for path in (folder / "notebooks").glob("*.ipynb")}
    assert laid_out == {lab.START, "01_doses.ipynb"}
    for name in laid_out:
        assert (folder / "notebooks" / name).read_bytes() == (shipped / name).read_bytes()


@pytest.mark.usefixtures("shipped")
def test_what_is_there_is_never_overwritten(here: Path) -> None:
    notebooks = lab.course_folder(here) / "notebooks"
    (notebooks / lab.START).write_text("my notes")
    (notebooks / "responses.json").write_text("my answers")
    (notebooks / "01_doses.ipynb").unlink()
    assert lab.course_folder(here) / "notebooks" == notebooks
    assert (notebooks / lab.START).read_text() == "my notes"
    assert (notebooks / "responses.json").read_text() == "my answers"
    assert (notebooks / "01_doses.ipynb").is_file()


@pytest.mark.usefixtures("shipped")
def test_a_checkout_is_opened_as_it_is(here: Path) -> None:
    write_quizzes(here / "quizzes")
    (here / "notebooks").mkdir()
    assert lab.course_folder(here / "notebooks") == here
    assert list((here / "notebooks").iterdir()) == []
    assert not (here / "imuran-course").exists()


@pytest.mark.usefixtures("shipped")
def test_the_lessons_that_we_ship_are_signed(here: Path) -> None:
    folder = lab.course_folder(here)
    path = folder / "notebooks" / "01_doses.ipynb"
    assert not trusted(path)
    assert lab.sign_lessons(folder) == [lab.START, "01_doses.ipynb"]
    assert trusted(path)


@pytest.mark.usefixtures("shipped")
def test_a_notebook_that_only_looks_like_a_lesson_is_not_signed(here: Path) -> None:
    folder = lab.course_folder(here)
    path = folder / "notebooks" / "01_doses.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][2]["source"] = "import os; os.system('x')"
    path.write_text(json.dumps(notebook, indent=1))
    stranger = folder / "notebooks" / "99_stranger.ipynb"
    stranger.write_text(json.dumps(lesson()))
    assert lab.sign_lessons(folder) == [lab.START]
    assert not trusted(path)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("change", ["\n", " "])
def test_a_single_byte_more_is_another_notebook(here: Path, change: str) -> None:
    folder = lab.course_folder(here)
    path = folder / "notebooks" / "01_doses.ipynb"
    path.write_text(path.read_text() + change)
    assert lab.sign_lessons(folder) == [lab.START]


@pytest.mark.usefixtures("shipped")
def test_missing_and_unreadable_lessons_are_passed_over(here: Path) -> None:
    folder = lab.course_folder(here)
    (folder / "notebooks" / lab.START).unlink()
    (folder / "notebooks" / "01_doses.ipynb").unlink()
    (folder / "notebooks" / "01_doses.ipynb").mkdir()
    assert lab.sign_lessons(folder) == []


@pytest.mark.usefixtures("shipped")
def test_jupyterlab_is_started_at_the_start_page(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.chdir(here)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/somewhere/else")
    monkeypatch.setattr(LabApp, "launch_instance", started.append)
    lab.open_course(["--port", "9000"])
    folder = here / "imuran-course"
    (arguments,) = started
    assert f"--ServerApp.root_dir={folder}" in arguments
    paths = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    off = json.loads((Path(paths[-2]) / "labconfig" / "page_config.json").read_text())
    assert list(off["disabledExtensions"]) == ["@jupyterlab/apputils-extension:announcements"]
    assert paths[-1] == "/somewhere/else"
    assert f"--LabApp.default_url=/lab/tree/notebooks/{lab.START}" in arguments
    assert arguments[-2:] == ["--port", "9000"]
    assert trusted(folder / "notebooks" / lab.START)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("version", "older"), [("4.4.10", True), ("4.5.0", False), ("4.10.1", False)]
)
def test_an_older_jupyterlab_is_told_to_draw_every_cell(
    here: Path, monkeypatch: pytest.MonkeyPatch, version: str, older: bool
) -> None:
    monkeypatch.chdir(here)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    monkeypatch.setattr(jupyterlab, "__version__", version)
    monkeypatch.setattr(LabApp, "launch_instance", lambda arguments: None)
    lab.open_course([])
    paths = [Path(path) for path in os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)]
    assert paths == ([lab.CONFIG_BEFORE_4_5, lab.CONFIG] if older else [lab.CONFIG])
    settings = (lab.CONFIG_BEFORE_4_5 / "labconfig" / "default_setting_overrides.json").read_text()
    assert json.loads(settings)["@jupyterlab/notebook-extension:tracker"] == {
        "windowingMode": "defer"
    }


def test_it_is_jupyterlab_itself_that_runs(tmp_path: Path) -> None:
    """What JupyterLab refuses ends the command as it would end JupyterLab."""
    command = [sys.executable, "-c", "from imuran_edu.cli import main; main()", "lab"]
    done = subprocess.run(
        [*command, "--ServerApp.port=no-number"],
        cwd=tmp_path,
        env={**os.environ, "JUPYTER_DATA_DIR": str(tmp_path / "data"), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "no-number" in done.stderr
    assert "Traceback" not in done.stderr
