"""Delete my data: all of it, and nothing of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.answers import Entry, NotSavedError, Store
from imuran_edu.answers.attempts import FILE_NAME
from imuran_edu.answers.delete_all import delete_all

LINE = "2026-11-28T04:12:33Z 2026-11-28 mech-p01 1 - 12 fd7a07018681"


def test_answers_attempts_and_what_was_set_aside_are_gone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("mech-p01", Entry("c", attempts=(LINE,)))
    (tmp_path / "responses-damaged-20261128-101010.json").write_text("{")
    (tmp_path / "lesson.ipynb").write_text("{}")
    store.put_off({"mech-p02": Entry("later")})
    delete_all(store)
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == {
        "lesson.ipynb"
    }
    assert (dict(store.load().answers), store.attempts().attempts) == ({}, ())
    store.save("mech-p03", Entry("a", attempts=(LINE,)))
    assert set(store.load().answers) == {"mech-p03"}
    assert (tmp_path / FILE_NAME).read_text().count(LINE) == 1


def test_a_folder_that_cannot_be_locked_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("mech-p01", Entry("c"))
    (tmp_path / ".responses.lock").unlink(missing_ok=True)
    (tmp_path / ".responses.lock").mkdir()
    with pytest.raises(NotSavedError, match="Not everything was deleted"):
        delete_all(store)
    assert set(store.load().answers) == {"mech-p01"}
