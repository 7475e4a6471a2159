"""What the rooms of the results may know."""

from tests.test_package import PACKAGE, imported_rooms, loaded_by


def test_the_rooms_are_pure():
    below = {"analysis", "bank", "explorers", "files", "markup", "scoring"}
    assert imported_rooms(PACKAGE / "analysis") <= below
    assert imported_rooms(PACKAGE / "exchange") <= {"exchange", "files"}
    for room in ("analysis", "exchange"):
        for path in (PACKAGE / room).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "nbgrader import" not in text and "import nbgrader" not in text


def test_scipy_is_not_needed_until_something_is_computed():
    loaded = loaded_by(
        "import imuran_edu.analysis.items, imuran_edu.analysis.alike_report, imuran_edu.exchange"
    )
    assert not loaded & {"scipy", "matplotlib", "nbgrader"}
    assert "imuran_edu" in loaded
