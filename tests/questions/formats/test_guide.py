"""The guide's table says what the formats do."""

from __future__ import annotations

from tests.questions.formats.table import GUIDE, replaced, writing


def test_the_table_is_made_from_runs_of_today() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    again = "run: python -m tests.questions.formats.table"
    assert replaced(guide) == guide, again


def test_the_guide_names_every_format() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in guide for name in writing())
