"""What the rooms of the results may know."""

from tests.test_package import PACKAGE, imported_packages, loaded_by


def test_the_rooms_are_pure():
    below = {"analysis", "bank", "explorers", "files", "markup", "scoring"}
    assert imported_packages(PACKAGE / "analysis") <= below
    assert imported_packages(PACKAGE / "exchange") <= {"exchange", "files"}
    for room in ("analysis", "exchange"):
        for path in (PACKAGE / room).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "nbgrader import" not in text and "import nbgrader" not in text


def test_scipy_is_not_needed_until_something_is_computed():
    loaded = loaded_by(
        "import imuran_edu.results.item_analysis, imuran_edu.results.similarity_report; "
        "import imuran_edu.results.export"
    )
    assert not loaded & {"scipy", "matplotlib", "nbgrader"}
    assert "imuran_edu" in loaded
