"""How long a lesson takes is reckoned from what stands in it; stops stand every 15 minutes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from imuran_edu.authoring.lesson_minutes import (
    is_stop,
    lesson_time,
    minutes_problems,
    with_stops,
    write_minutes,
)
from imuran_edu.core import find_data
from imuran_edu.core.lesson_cells import source_of
from imuran_edu.evidence import load_evidence
from imuran_edu.questions import Bank, load_bank
from tests.courses import code, markdown
from tests.examples import bank_data


def bank(**changes: dict[str, Any]) -> dict[str, Bank]:
    """Return a bank of three questions, with fields of some changed."""
    names = ("ex-single", "ex-true", "ex-case")
    asked = [each for each in bank_data()["questions"] if each["id"] in names]
    for each in asked:
        each |= changes.get(each["id"].removeprefix("ex-"), {})
    data = {**bank_data(), "kind": "practice", "questions": asked}
    return {"doses": Bank.model_validate(data)}


def minutes(*cells: dict[str, Any], banks: dict[str, Bank] | None = None) -> float:
    return sum(lesson_time(list(cells), bank() if banks is None else banks).cells)


def test_words_questions_and_explorers_are_counted() -> None:
    assert minutes(markdown("a", "word " * 400)) == 2
    assert minutes(markdown("a", '<span class="fact x">two words</span> [a](b.ipynb)')) == 3 / 200
    assert minutes(code("a", 'explore("pathway")')) == 4
    assert minutes(code("a", 'quiz("doses")')) == 1.5 * (1 + 1 + 3), "a case has its three parts"
    assert minutes(code("a", 'claims_game("D1-001", "D1-002")')) == 1.5
    assert minutes(code("a", 'figure("onset")'), code("b", "progress()")) == 0


def test_a_section_counts_where_it_stands_and_a_prediction_half() -> None:
    banks = bank(single={"section": "liver", "predict": True}, true={"section": "liver"})
    assert minutes(code("a", 'quiz("doses", "liver")'), banks=banks) == 0.75 + 1.5
    assert minutes(code("a", 'quiz("doses")'), banks=banks) == 1.5 * 3


def test_a_stop_stands_before_the_heading_after_some_15_minutes() -> None:
    long = "word " * 2000  # ten minutes
    cells = [markdown(name, f"## {name}\n\n{long}") for name in "abcd"]
    cells += [markdown("k", "## Key points\n\n1. One.")]
    made = with_stops(cells, bank())
    assert [cell["id"] for cell in made] == ["a", "b", "stop-1", "c", "d", "k"]
    assert "About 20 minutes of 40" in source_of(made[2])
    assert with_stops(made, bank()) == made, "written twice they are the same"


def test_a_text_without_a_heading_is_not_cut() -> None:
    cells = [markdown(name, "word " * 4000) for name in "abc"]
    assert not any(map(is_stop, with_stops(cells, bank())))


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """Return a copy of the course's lessons and register."""
    for part, names in {"notebooks": "*.ipynb", "quizzes": "lessons.yaml"}.items():
        (tmp_path / part).mkdir()
        for path in find_data(part).glob(names):
            (tmp_path / part / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_what_the_course_says_is_what_stands_in_it_and_a_change_is_noticed(lessons: Path) -> None:
    register = load_evidence(find_data("quizzes")).lessons
    paths = sorted(find_data("quizzes", "practice").glob("*.yaml"))
    banks = {path.stem: load_bank(path) for path in paths}
    assert list(minutes_problems(lessons, register, banks)) == []
    path = lessons / "notebooks" / "03_dosing.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].insert(3, markdown("more", "word " * 4000))
    path.write_text(json.dumps(notebook), encoding="utf-8")
    said = [problem.message for problem in minutes_problems(lessons, register, banks)]
    assert len(said) == 2
    assert "and says" in said[0] and "its stops are not where 15 minutes have gone" in said[1]

    before = register["dosing"].minutes
    assert "03_dosing.ipynb" in write_minutes(lessons, register, banks)
    text = (lessons / "quizzes" / "lessons.yaml").read_text(encoding="utf-8")
    assert f"minutes: {before + 20}" in text
    title = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
    assert f"about {before + 20} minutes" in source_of(title)
    start = (lessons / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8")
    assert f"| {before + 20} minutes |" in start
    assert write_minutes(lessons, register, banks) == []
