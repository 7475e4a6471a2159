"""nbgrader's own tests with our commands: a sample in every run, all of them for a release.

`.ci/long` sets IMURAN_NBGRADER_SUITE=all; all 147 take some ten minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import nbgrader
import pytest
import yaml

ROOT = Path(__file__).parents[2]
TESTS = Path(nbgrader.__file__).parent / "tests" / "apps"
DIFFERS = Path(__file__).with_name("nbgrader_differs.yaml")
MOST = 16
FILES = (
    *("test_nbgrader_autograde.py", "test_nbgrader_generate_feedback.py"),
    *("test_nbgrader_collect.py", "test_nbgrader_zip_collect.py", "test_nbgrader_export.py"),
    *("test_nbgrader_validate.py", "test_nbgrader_formgrade.py", "test_api.py"),
)
SAMPLE = (
    "test_nbgrader_autograde.py::TestNbGraderAutograde::test_grade",
    "test_nbgrader_autograde.py::TestNbGraderAutograde::test_side_effects",
    "test_nbgrader_autograde.py::TestNbGraderAutograde::test_update_newer_single_notebook",
    "test_nbgrader_generate_feedback.py::TestNbGraderFeedback::test_single_user",
    "test_nbgrader_generate_feedback.py::TestNbGraderFeedback::test_permissions",
    "test_nbgrader_collect.py::TestNbGraderCollect::test_collect",
    "test_nbgrader_zip_collect.py::TestNbGraderZipCollect::test_extract_single_notebook",
    "test_nbgrader_export.py::TestNbGraderExport::test_export",
    "test_nbgrader_validate.py::TestNbGraderValidate::test_validate_unchanged",
    "test_api.py::TestNbGraderAPI::test_autograde",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TESTS.is_dir(), reason="this build of nbgrader brings no tests"),
    pytest.mark.skipif(os.name != "posix", reason="nbgrader's exchange needs POSIX"),
]


def differing() -> dict[str, str]:
    return {each["test"]: each["why"] for each in yaml.safe_load(DIFFERS.read_text())}


def test_the_guide_lists_each_test_that_differs_with_its_reason() -> None:
    guide = " ".join((ROOT / "course" / "README.md").read_text(encoding="utf-8").split())
    assert len(differing()) <= MOST
    for name, why in differing().items():
        test = name.rpartition("::")[2]
        assert f"`{test}`" in guide, test
        assert why in guide, why


def test_nbgraders_own_tests_pass_with_our_commands_but_for_the_list(tmp_path: Path) -> None:
    whole = os.environ.get("IMURAN_NBGRADER_SUITE") == "all"
    wanted = FILES if whole else SAMPLE
    report = tmp_path / "report.xml"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("-p", "tests.upstream.nbgrader_suite", "-c", os.devnull),
            *(f"--rootdir={tmp_path}", f"--junitxml={report}"),
            *(str(TESTS / each) for each in wanted),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True,
        text=True,
        timeout=3600,
    )
    assert report.exists(), done.stdout + done.stderr
    outcomes = dict(outcome(case) for case in ElementTree.parse(report).iter("testcase"))
    assert len(outcomes) >= (147 if whole else len(SAMPLE)), done.stdout
    failed = {name for name, good in outcomes.items() if not good}
    known = {name for each in differing() if (name := each.partition("::")[2]) in outcomes}
    assert failed - known == set(), done.stdout[-5000:]
    # what passes after all leaves the list
    assert known - failed == set()


def outcome(case: ElementTree.Element) -> tuple[str, bool]:
    """Return the class and name of a test, and whether it passed or was skipped."""
    group = case.attrib["classname"].rpartition(".")[2]  # the file is lost: it is no test of ours
    good = case.find("failure") is None and case.find("error") is None
    return f"{group}::{case.attrib['name']}", good
