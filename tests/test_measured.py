"""The figures of two builds are told as they were measured, and not judged where they scatter."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.measured import ANCHOR, HERE, KEPT, PAGE, compared, keep, page_with
from tests.benchmarks.process import Figure


def figure(here: list[float], there: list[float], goal: float = 0.5) -> Figure:
    return Figure("check", "s", goal, {HERE: here, "old": there, ANCHOR: [0.5]})


def test_the_architecture_page_tells_what_was_measured() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert KEPT.exists() and "| what |" in text.partition("<!-- measured -->")[2]
    assert page_with(text) == text, "run: python -m tests.benchmarks measured"


def test_a_figure_is_judged_unless_it_scatters() -> None:
    assert figure([1, 1, 1], [3, 3, 3]).verdict(HERE, "old") == "reached"
    assert figure([2, 2, 2], [3, 3, 3]).verdict(HERE, "old") == "MISSED"
    assert figure([1, 1, 9, 9], [3, 3, 3, 3]).verdict(HERE, "old") == "scatters too much to judge"
    grown = Figure("items", "x", None, {HERE: [10.5]}, most=11)
    assert grown.verdict(HERE, "old") == "reached"
    grown.add(HERE, 12.5)
    assert grown.verdict(HERE, "old") == "MISSED"


def test_files_of_two_commits_are_compared_by_their_anchors(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    keep(one, "a1", "old", [figure([1], [3])])
    keep(other, "b2", "old", [figure([2], [3])])
    keep(other, "b3", "old", [Figure("build", "s", 0.5, {HERE: [1], ANCHOR: [1]})])
    assert "| check | 2 | 4 | 0.50 |" in compared(one, other)
    text = page_with("<!-- measured -->\nold\n<!-- /measured -->", other)
    assert "old\n" not in text.replace("old |", "") and "build" in text and "check" in text
