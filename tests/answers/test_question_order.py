"""The register grows at its end and never moves, or old codes would lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.answers.question_order import (
    FILE_NAME,
    load_register,
    register_problems,
    write_register,
)
from imuran_edu.core import InputError
from imuran_edu.questions import Bank, load_bank


@pytest.fixture
def bank(quizzes: Path) -> Bank:
    return load_bank(quizzes / "practice" / "doses.yaml")


def test_a_question_more_comes_last(quizzes: Path, bank: Bank) -> None:
    before = list(load_register(quizzes / FILE_NAME).questions)
    first = bank.questions[0].model_copy(update={"id": "aa-new"})
    more = bank.model_copy(update={"questions": [first, *bank.questions]})
    assert [str(each) for each in register_problems(quizzes, [more])] == [
        f"{quizzes / FILE_NAME}:1: is not in step with the practice banks; run 'imuran-edu build'"
    ]
    assert write_register(quizzes, [more])
    load_register.cache_clear()
    assert list(load_register(quizzes / FILE_NAME).questions) == [*before, "aa-new"]
    assert register_problems(quizzes, [more]) == []
    assert not write_register(quizzes, [more])


def test_a_question_that_went_keeps_its_place(quizzes: Path, bank: Bank) -> None:
    load_register.cache_clear()
    before = list(load_register(quizzes / FILE_NAME).questions)
    fewer = bank.model_copy(update={"questions": bank.questions[1:]})
    write_register(quizzes, [fewer])
    load_register.cache_clear()
    register = load_register(quizzes / FILE_NAME)
    assert list(register.questions) == before
    assert register.retired == [bank.questions[0].id]
    assert bank.questions[0].id not in register.asked_in("doses")


def test_a_damaged_register_is_never_begun_anew(quizzes: Path, bank: Bank) -> None:
    path = quizzes / FILE_NAME
    path.write_text("questions: [")
    with pytest.raises(InputError):
        write_register(quizzes, [bank])
    assert path.read_text() == "questions: ["
    (problem,) = register_problems(quizzes, [bank])
    assert problem.file == path
    path.unlink()
    assert len(register_problems(quizzes, [bank])) == 1
