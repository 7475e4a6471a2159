"""A course on another drug: it checks and lints as it is made, and the engine knows no drug."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from imuran_edu.authoring import check_course
from imuran_edu.authoring.lint import lint_course
from imuran_edu.authoring.new_course import NewCourseError, new_course
from imuran_edu.authoring.stress import stress
from imuran_edu.questions import load_bank
from tests.courses import ROOT

ENGINE = ROOT / "src" / "imuran_edu"
NAMES = re.compile(r"azathioprine|mercaptopurine|thiopurine|allopurinol|tpmt|nudt15", re.IGNORECASE)


def test_a_new_course_checks_lints_and_has_rows(tmp_path: Path) -> None:
    folder = new_course(tmp_path / "methotrexate", "methotrexate")
    assert [str(each) for each in check_course(folder)] == []
    assert [str(each) for each in lint_course(folder)] == []
    for path in sorted(folder.glob("quizzes/[pg]r*/*.yaml")):
        found, problems = stress(path)
        assert [each.rows for each in found] == [60]
        assert problems == []
    graded = load_bank(folder / "quizzes" / "graded" / "first-steps.yaml")
    assert "methotrexate" in graded.questions[0].stem
    written = [path for path in folder.rglob("*.*") if path.suffix != ".pyc"]
    assert len(written) > 10
    for path in written:
        assert "@drug@" not in path.read_text(encoding="utf-8").casefold()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine")
    with pytest.raises(NewCourseError, match="holds something already"):
        new_course(tmp_path, "methotrexate")
    with pytest.raises(NewCourseError, match="is no name"):
        new_course(tmp_path / "new", "../x")
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_the_engine_names_no_drug() -> None:
    """Outside the drug's own package, a few words of help and comments may; code may not."""
    found = {}
    for path in sorted([*ENGINE.rglob("*.py"), *ENGINE.rglob("*.ts")]):
        parts = path.relative_to(ENGINE).parts
        if parts[0] == "pharmacology" or "static" in parts or "generated" in parts:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        named = [number for number, line in enumerate(lines, 1) if NAMES.search(line)]
        if named:
            found["/".join(parts)] = named
    assert found.keys() <= ALLOWED, {name: found[name] for name in found.keys() - ALLOWED}


ALLOWED = {
    # the project's own name
    "__init__.py",
    "authoring/export_bank.py",
    "cli/app.py",
    "server/js/view/frame.ts",
    "widgets/js/learning/course_page.ts",
    # an example in a docstring, and the text that a simulated student writes
    "questions/reading.py",
    "questions/types/essay.py",
}
