"""A practice quiz as the kernel hands it to the page: with its keys, in the order of its round."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from imuran_edu.questions import load_bank, practice_questions
from imuran_edu.widgets import quiz, quiz_widget
from imuran_edu.widgets.practice import in_round
from tests.examples import ANSWERS

NAMES = [name.replace("ex-", "pr-") for name in ANSWERS]


def front(inside: Path, seed: str = "5", now: Any = None) -> list[dict[str, Any]]:
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    return in_round(practice_questions(load_bank(path)), seed, now)


def asked(inside: Path, name: str) -> dict[str, Any]:
    return next(each for each in front(inside) if each["id"] == name)


def test_a_question_comes_with_its_key_and_why_it_is_right(inside: Path) -> None:
    key = asked(inside, "pr-single")["key"]
    assert key["data"]["key"] == ["b"]
    assert key["data"]["notes"]["a"] == "SECRET word on the spleen"
    assert "SECRET rationale of the organ" in key["rationale"]
    assert "D1, Body, line 1" in key["evidence"]
    assert (key["several"], asked(inside, "pr-off")["key"]["several"]) == (False, True)


def test_the_parts_of_a_case_come_with_theirs(inside: Path) -> None:
    case = asked(inside, "pr-case")
    parts = [part for stage in case["stages"] for part in stage["questions"]]
    assert all(part["key"]["rationale"] for part in parts)
    assert "key" not in case


def test_everything_is_json(inside: Path) -> None:
    assert json.loads(json.dumps(front(inside))) == front(inside)


def orders(inside: Path, seed: str, now: Any) -> list[Any]:
    questions = front(inside, seed, now)
    lists = [
        [option["id"] for option in question[field]]
        for question in questions
        for field in question.get("mixed", ())
    ]
    return [[question["id"] for question in questions], *lists]


def test_a_folder_keeps_the_order_that_it_has_begun_with(inside: Path) -> None:
    """These are the orders of the version before the page drew them."""
    first = orders(inside, "5", None)
    assert first[0] == NAMES, "the first round keeps the author's order of questions"
    assert first == orders(inside, "5", 1) != orders(inside, "6", 1)
    assert any(order != sorted(order) for order in first[1:])
    second = orders(inside, "5", 2)
    assert sorted(second[0]) == sorted(NAMES) != second[0]
    assert second == orders(inside, "5", 2) != orders(inside, "5", 3)


@pytest.mark.parametrize("odd", ["many", [2], True, None, {"round": 4, "seed": 9}])
def test_another_round_comes_in_the_first_order(inside: Path, odd: Any) -> None:
    """A round that the page began is put in order by the page; nonsense is the first round."""
    assert front(inside, "5", odd) == front(inside, "5", 1)


def test_options_that_must_not_be_shuffled_are_not(inside: Path) -> None:
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    path.write_text(path.read_text().replace("type: single", "type: single\n  shuffle: false", 1))
    single = asked(inside, "pr-single")
    assert [option["id"] for option in single["options"]] == ["a", "b", "c"]
    assert "mixed" not in single


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    seen: list[Any] = []

    def show(session: Any, questions: list[Any], mode: str, *texts: str) -> None:
        seen.append((session, questions, mode, texts))

    monkeypatch.setattr(quiz_widget, "show", show)
    monkeypatch.setattr(quiz_widget, "show_problem", seen.append)
    return seen


def test_quiz_shows_the_bank_of_that_name(inside: Path, shown: list[Any]) -> None:
    quiz("doses")
    ((session, questions, mode, texts),) = shown
    assert session.store.path == inside.resolve() / "responses.json"
    assert [each["id"] for each in questions] == NAMES
    assert mode == "practice"
    introduction = "<p>Nothing in it is for patients.</p>\n"
    *texts, lesson = texts
    assert texts == ["A bank for tests", introduction, "round-of-doses"]
    assert [each["id"] for each in lesson["objectives"]] == ["doses-1", "doses-2"]


@pytest.mark.usefixtures("inside")
def test_an_unknown_quiz_is_told_with_those_there_are(shown: list[Any]) -> None:
    quiz("dozes")
    assert shown == ["there is no practice bank 'dozes'; there are: doses"]


def test_a_bank_with_a_fault_is_told(inside: Path, shown: list[Any]) -> None:
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    path.write_text(path.read_text().replace("key: b", "key: z", 1))
    quiz("doses")
    (text,) = shown
    assert "have a fault" in text
    assert "the key names 'z'" in text


def test_a_key_that_was_corrected_comes_with_what_was_said(inside: Path) -> None:
    corrections = inside.parent / "quizzes" / "corrections.yaml"
    corrections.write_text(
        "corrections:\n  - {question: pr-single, date: 2026-11-28, said: the spleen, "
        "says: the *liver*, why: The label was misread.}\n"
    )
    (note,) = asked(inside, "pr-single")["key"]["corrected"]
    assert note["day"] == "2026-11-28"
    assert "This key was corrected on 28 November 2026, after you answered." in note["html"]
    assert "It said: the spleen It says: the <em>liver</em> The label was misread." in note["html"]
    assert asked(inside, "pr-off")["key"]["corrected"] == []


def placed(inside: Path, *, predict: str = "", **sections: str) -> None:
    """Say of questions of the bank in which section they stand, and of one that it predicts."""
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    bank = yaml.safe_load(path.read_text())
    for each in bank["questions"]:
        name = each["id"].removeprefix("pr-")
        if name in sections:
            each["section"] = sections[name]
        if name == predict:
            each["predict"] = True
    path.write_text(yaml.safe_dump(bank, sort_keys=False))


def test_questions_of_a_section_stand_in_it_and_the_others_at_the_end(
    inside: Path, shown: list[Any]
) -> None:
    placed(inside, single="liver", word="liver", true="doses")
    quiz("doses", "liver")
    quiz("doses")
    (_, here, mode, texts), (_, end, _, _) = shown
    assert [(each["id"], each["number"]) for each in here] == [("pr-single", "1"), ("pr-word", "2")]
    assert (mode, texts) == ("practice", ()), "a section has no title, no result and no new start"
    moved = {"pr-single", "pr-word", "pr-true"}
    assert [each["id"] for each in end] == [name for name in NAMES if name not in moved]
    assert [each["number"] for each in end] == [str(n) for n in range(1, len(end) + 1)]


def test_an_unknown_section_is_told_with_those_there_are(inside: Path, shown: list[Any]) -> None:
    placed(inside, single="liver")
    quiz("doses", "river")
    assert shown == ["The quiz 'doses' has no section 'river'; there are: liver"]


@pytest.mark.parametrize("now", [1, 2, 7])
def test_a_folder_begun_before_there_were_sections_sees_nothing_move(
    inside: Path, now: int
) -> None:
    """Answers, options and the order within a section are as they were in one long quiz."""
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    before = front(inside, "5", now)
    placed(inside, single="liver", word="liver", true="doses")
    bank = practice_questions(load_bank(path))
    for section in ("liver", "doses", ""):
        after = in_round(bank, "5", now, section)
        names = {each["id"] for each in after}
        same = [{**each, "number": ""} for each in before if each["id"] in names]
        assert [{**each, "number": ""} for each in after] == same


def test_a_prediction_comes_before_the_questions_and_takes_no_number(inside: Path) -> None:
    placed(inside, predict="word", word="liver", single="liver")
    path = inside.parent / "quizzes" / "practice" / "doses.yaml"
    bank = practice_questions(load_bank(path))
    for now in (1, 2, 3):
        views = in_round(bank, "5", now, "liver")
        by_id = {each["id"]: each for each in views}
        assert by_id["pr-word"]["predict"] is True
        assert "predict" not in by_id["pr-single"]
        assert by_id["pr-single"]["number"] == "1"
    loaded = load_bank(path)
    assert "pr-word" not in {question.id for question in loaded.scored}
    assert loaded.points == sum(q.points for q in loaded.questions) - 1
