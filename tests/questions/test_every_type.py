"""Every question type tests itself: right, wrong, partial, blank and invalid answers."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest

from imuran_edu.questions import feedback, score
from imuran_edu.questions.credit import SELECTION
from imuran_edu.questions.question_type import all_types
from tests.examples import ANSWERS, BLANKS, bank, question


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(name, answer, id=f"{name}-{number}")
        for name, answers in ANSWERS.items()
        for number, answer in enumerate(getattr(answers, kind))
    ]


def test_there_is_an_example_of_every_type_and_credit_rule() -> None:
    assert {each.type for each in bank().questions} == set(all_types())
    assert set(ANSWERS) == {each.id for each in bank().questions if each.type != "written"}
    rules = {each.credit for each in bank().questions if each.type == "multiple"}
    assert rules == set(SELECTION)
    for name, answers in ANSWERS.items():
        assert answers.right and answers.wrong and answers.invalid and answers.secrets, name


@pytest.mark.parametrize(("name", "answer"), cases("right"))
def test_a_right_answer_earns_all_points(name: str, answer: Any) -> None:
    result = score(question(name), answer)
    assert result.status == "right"
    assert result.earned == result.possible == question(name).points


@pytest.mark.parametrize(("name", "answer"), cases("wrong"))
def test_a_wrong_answer_earns_nothing(name: str, answer: Any) -> None:
    result = score(question(name), answer)
    assert (result.status, result.earned) == ("wrong", 0)


@pytest.mark.parametrize(("name", "case"), cases("partial"))
def test_a_partial_answer_earns_what_the_rule_says(name: str, case: tuple[Any, float]) -> None:
    answer, points = case
    result = score(question(name), answer)
    assert (result.status, result.earned) == ("partial", points)


@pytest.mark.parametrize(("name", "answer"), cases("invalid"))
def test_a_malformed_answer_earns_nothing_and_says_why(name: str, answer: Any) -> None:
    result = score(question(name), answer)
    assert (result.status, result.earned) == ("invalid", 0)
    assert result.reason.endswith(".")


@pytest.mark.parametrize("name", [*ANSWERS, "ex-written"])
def test_no_answer_is_blank_and_says_so(name: str) -> None:
    own = ANSWERS[name].blank if name in ANSWERS else []
    for answer in (*BLANKS, *own):
        result = score(question(name), answer)
        assert (result.status, result.earned) == ("blank", 0), answer
        assert result.reason == "Not answered."


@pytest.mark.parametrize("name", ANSWERS)
def test_no_reason_holds_a_text_of_the_key(name: str) -> None:
    answers = ANSWERS[name]
    given = [*answers.right, *answers.wrong, *(answer for answer, _ in answers.partial), *BLANKS]
    # a invalid number is quoted in its reason: there only a student's own words can stand
    given += [each for each in answers.invalid if not isinstance(each, str)]
    for answer in given:
        result = score(question(name), answer)
        reasons = [result.reason, *(part.reason for part in result.parts.values())]
        told = [secret for secret in answers.secrets for reason in reasons if secret in reason]
        assert not told, (answer, reasons)


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_is_told_after_a_blank_or_unreadable_answer(name: str) -> None:
    for answer in (*BLANKS, *ANSWERS[name].invalid):
        said = feedback(question(name), answer)
        assert (said.parts, said.rationale) == ({}, "")
        assert "SECRET" not in said.text


def test_a_written_answer_waits_for_a_person() -> None:
    written = question("ex-written")
    assert score(written, "Take it with food.").status == "manual"
    assert score(written, "Take it with food.").earned == 0
    assert score(written, "x" * 20_000).status == "manual"
    for answer in ("x" * 20_001, ["text"], 5, True, {"text": "x"}):
        assert score(written, answer).status == "invalid"


def test_a_case_keeps_the_score_of_each_of_its_questions() -> None:
    result = score(question("ex-case"), {"ex-case-1": False, "ex-case-2": "1 kg/day"})
    assert [part.status for part in result.parts.values()] == ["right", "invalid", "blank"]
    assert list(result.parts) == ["ex-case-1", "ex-case-2", "ex-case-3"]
    assert result.reason == "1 of 3 questions right."


def test_points_that_binary_fractions_cannot_hold_add_up() -> None:
    assert question("ex-case").points == 1.3
    data = question("ex-case").model_dump(by_alias=True)
    data["stages"][1]["questions"][0]["points"] = 0.3  # 0.1 + 0.2 + 0.3 is 0.6000000000000001
    from tests.examples import made

    case = made(data)
    result = score(case, ANSWERS["ex-case"].right[0])
    assert (result.earned, result.possible, result.status) == (0.6, 0.6, "right")


@pytest.mark.parametrize("points", [1 / 3, 0.33337, 2.00009, 99.99999])
def test_odd_points_are_never_exceeded_and_can_be_reached(points: float) -> None:
    for name in ANSWERS:
        if name == "ex-case":
            continue
        odd = question(name, points=points)
        assert score(odd, ANSWERS[name].right[0]).earned == points
        for answer, _ in ANSWERS[name].partial:
            assert 0 < score(odd, answer).earned < points
            assert not math.isnan(score(odd, answer).earned)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ANSWERS)
def test_answers_of_invented_students_are_what_they_are_called(name: str, seed: int) -> None:
    asked = question(name)
    assert score(asked, asked.right_answer()).status == "right"
    assert score(asked, asked.wrong_answer(Random(seed))).status in ("wrong", "partial")
    partial = asked.partial_answer(Random(seed))
    if partial is not None:
        all_or_nothing = getattr(asked, "credit", "") == "off"
        assert score(asked, partial).status == ("wrong" if all_or_nothing else "partial")
        assert score(asked, partial).earned < asked.points


@pytest.mark.parametrize("key", [True, False])
def test_a_statement_is_judged_by_its_key_alone(key: bool) -> None:
    asked = question("ex-true", key=key)
    assert [score(asked, answer).status == "right" for answer in (True, False)] == [key, not key]


@pytest.mark.parametrize(("text", "says"), [("one", "1 word;"), ("two words", "2 words;")])
def test_a_grader_is_told_how_long_a_text_is(text: str, says: str) -> None:
    assert f"<p>{says} about" in question("ex-written").grader_html(text, "")
    assert "<p>0 words; about" in question("ex-written").grader_html(None, "")
