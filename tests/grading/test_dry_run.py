"""The dry run of a term: its parts that need no term."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.grading.dry_run import LOG, DryRunError, _nbgrader


@pytest.mark.slow
def test_no_module_in_the_folder_takes_the_place_of_an_installed_one(tmp_path: Path) -> None:
    for name in ("nbgrader.py", "json.py", "traitlets.py"):
        (tmp_path / name).write_text("raise SystemExit('the wrong module')")
    _nbgrader(tmp_path, ["--version"], lambda: None)
    assert "wrong module" not in (tmp_path / LOG).read_text()


@pytest.mark.slow
def test_a_command_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(DryRunError, match="nbgrader autograde none failed; all it said is in"):
        _nbgrader(tmp_path, ["autograde", "none"], lambda: None)
