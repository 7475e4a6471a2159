"""What the packages of the results may know."""

import re

from tests.test_package import PACKAGE, imported_packages, loaded_by


def test_exports_know_only_tables():
    export = PACKAGE / "results" / "export"
    assert imported_packages(export) == {"core", "results"}
    for path in export.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r"imuran_edu\.results\.(\w+)", text))
        assert named <= {"export"}, path


def test_scipy_is_not_needed_until_something_is_computed():
    loaded = loaded_by(
        "import imuran_edu.results.item_analysis, imuran_edu.results.similarity_report; "
        "import imuran_edu.results.export"
    )
    assert not loaded & {"scipy", "matplotlib", "nbgrader"}
    assert "imuran_edu" in loaded
