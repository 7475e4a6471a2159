"""The package as it is imported: light, and offering what a lesson calls."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import imuran_edu
from imuran_edu.grading.marking.server import PAGE
from tests.courses import ROOT
from tests.secrets_of_banks import leaks

PACKAGE = Path(imuran_edu.__file__).parent


def run(code: str) -> str:
    """Return what a fresh Python prints."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh Python holds after a statement."""
    out = run(f"import sys, json\n{statement}\nprint(json.dumps(list(sys.modules)))")
    return {name.split(".")[0] for name in json.loads(out)}


def test_importing_the_package_costs_next_to_nothing() -> None:
    heavy = {"nbgrader", "matplotlib", "ipywidgets", "anywidget", "pydantic", "yaml", "numpy"}
    heavy |= {"IPython", "nbformat", "markdown_it", "typer", "rich"}
    assert not loaded_by("import imuran_edu") & heavy


def test_a_quiz_needs_neither_nbgrader_nor_matplotlib() -> None:
    loaded = loaded_by("from imuran_edu import ask, quiz; import imuran_edu.widgets.quiz_widget")
    assert "imuran_edu" in loaded
    assert not loaded & {"nbgrader", "matplotlib", "typer"}


def test_the_commands_help_waits_for_nothing_heavy() -> None:
    loaded = loaded_by("import imuran_edu.cli")
    assert not loaded & {"nbgrader", "matplotlib", "nbformat", "jupyterlab", "anywidget"}


def test_jupyters_server_starts_without_the_course() -> None:
    loaded = loaded_by("import imuran_edu.server.extension.routes")
    assert "jupyter_server" in loaded
    assert not loaded & {"pydantic", "anywidget", "IPython", "markdown_it", "matplotlib"}


def test_scoring_and_answers_stand_alone() -> None:
    loaded = loaded_by("import imuran_edu.questions, imuran_edu.answers")
    assert not loaded & {"IPython", "anywidget", "nbgrader", "nbformat", "matplotlib"}


def test_every_name_of_a_lesson_can_be_called() -> None:
    for name in imuran_edu.__all__:
        assert callable(getattr(imuran_edu, name)), name
    # the first name that loads a package must not put the package in the place of a function
    assert "function function" in run(
        "from imuran_edu import ask, quiz; print(type(ask).__name__, type(quiz).__name__)"
    )
    names = {"ask", "claims_table", "corrections", "explore", "figure", "progress", "quiz"}
    names |= {"claims_game", "glossary", "today", "reference_list"}
    assert set(imuran_edu.__all__) == names


def test_other_names_are_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'imuran_edu' has no attribute 'magic'"):
        _ = imuran_edu.magic


LAYERS = ["core", "evidence", "questions", "answers", "widgets", "results", "grading"]
"""Each may import those before it; `authoring`, `server`, `site` and `cli` stand on top of all."""
ALLOWED = {
    **{name: {*LAYERS[: LAYERS.index(name) + 1]} for name in LAYERS},
    "results": {"core", "evidence", "questions", "answers", "results"},
    "grading": {"core", "evidence", "questions", "answers", "results", "grading"},
    "pharmacology": {"core", "evidence", "widgets", "pharmacology"},
    "server": {"core", "evidence", "questions", "answers", "widgets", "grading", "server"},
    "hub": {"server"},
    "site": {*LAYERS, "authoring", "site"},
}


def imported_packages(folder: Path) -> set[str]:
    """Return the packages of ours that the modules of a folder import."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            found |= {name.split(".")[1] for name in names if name.startswith("imuran_edu.")}
    return found - {"errors"}  # all may import those


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_point_down_only(package: str) -> None:
    assert imported_packages(PACKAGE / package) <= ALLOWED[package]


def test_only_one_package_imports_nbgrader() -> None:
    for path in PACKAGE.rglob("*.py"):
        if PACKAGE / "grading" / "nbgrader" in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] == "nbgrader"], path


def test_every_package_has_its_place_and_says_what_it_is_for() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == {*ALLOWED, "authoring", "cli", "site"}
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "errors.py"}
    for name in packages:
        tree = ast.parse((PACKAGE / name / "__init__.py").read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), name


def test_no_module_and_no_function_is_long() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300, f"{path} is too long to read at once; divide it"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or 0) - node.lineno + 1
                assert lines <= 55, f"{path}:{node.lineno}: {node.name} is too long; divide it"


def test_no_module_of_the_script_is_long() -> None:
    for path in PACKAGE.rglob("*.ts"):
        if path.parent.name != "generated":
            lines = path.read_text(encoding="utf-8").count("\n")
            assert lines <= 300, f"{path} is too long to read at once; divide it"


def test_the_models_know_no_widget_and_no_drawing() -> None:
    folder = PACKAGE / "pharmacology" / "models"
    assert imported_packages(folder) <= {"core", "evidence", "pharmacology"}
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) (matplotlib|ipywidgets)", text, re.M)


def test_the_wheel_and_the_archive_leave_the_graded_banks_at_home(tmp_path: Path) -> None:
    """Both are built from a checkout in which somebody left what is not the project's."""
    checkout = tmp_path / "checkout"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if not tracked.stdout:
        pytest.skip("not in a checkout of git, which says what belongs to the project")
    for name in filter(None, tracked.stdout.split("\0")):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    subprocess.run(["git", "init", "-q"], cwd=checkout, check=True)
    subprocess.run(["git", "add", "-A"], cwd=checkout, check=True)
    mine = ("notebooks/mine.ipynb", "notebooks/responses.json", "src/imuran_edu/mine.yaml")
    for name in mine:
        shutil.copy(ROOT / "quizzes" / "graded" / "mechanism.yaml", checkout / name)
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=checkout, check=True, capture_output=True)
    (wheel,), (archive,) = (tmp_path / "dist").glob("*.whl"), (tmp_path / "dist").glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(tmp_path / "wheel")
        names = set(file.namelist())
    with tarfile.open(archive) as source:
        source.extractall(tmp_path / "source", filter="data")
        names |= {name.partition("/")[2] for name in source.getnames()}
    assert "imuran_edu/course_data/quizzes/practice/mechanism.yaml" in names
    assert "tests/test_package.py" in names and "quizzes/practice/mechanism.yaml" in names
    assert any(name.endswith("jupyter_server_config.d/imuran-edu.json") for name in names)
    marking = tmp_path / "wheel" / "imuran_edu" / "grading" / "marking"
    assert all((marking / name).is_file() for name in PAGE)
    assert_script_has_its_digest(tmp_path / "wheel")
    assert not [name for name in names if "graded" in Path(name).parts or Path(name).stem == "mine"]
    assert not [name for name in names if Path(name).name.startswith("responses.json")]
    assert leaks(tmp_path / "wheel") == []


def assert_script_has_its_digest(wheel: Path) -> None:
    """Browsers keep a file of an extension for a year: a changed one needs another name."""
    (package,) = wheel.rglob("labextensions/imuran-edu/package.json")
    named = json.loads(package.read_text())["jupyterlab"]["_build"]["load"]
    assert re.fullmatch(r"static/[0-9a-f]{12}/imuran_edu.js", named)
    static = ROOT / "src" / "imuran_edu" / "server" / "labextension" / "static"
    assert (package.parent / named).read_bytes() == (static / "imuran_edu.js").read_bytes()
    assert {path.name for path in package.parent.glob("static/*")} == {Path(named).parent.name}
    assert (package.parent / named).with_name("words").is_dir()


def test_nothing_graded_is_in_the_installed_package() -> None:
    if ROOT / "src" in PACKAGE.parents:
        pytest.skip("runs from the source tree; install the package to look into its wheel")
    assert leaks(PACKAGE) == []
    extension = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / "imuran-edu"
    assert (extension / "package.json").is_file()
    assert leaks(extension) == []
