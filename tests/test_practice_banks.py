"""What all practice banks of the course keep, whatever they ask."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from imuran_edu.core import find_data
from imuran_edu.core.lesson_cells import calls_of
from imuran_edu.core.markup import to_html
from imuran_edu.questions import Bank, load_bank, public_view
from imuran_edu.questions.bank import with_parts
from imuran_edu.questions.page import front_view

PATHS = sorted(find_data("quizzes", "practice").glob("*.yaml"))
BANKS = {path.stem: load_bank(path) for path in PATHS}
LESSONS = sorted(find_data("notebooks").glob("*.ipynb"))


def questions(bank: Bank):  # type: ignore[no-untyped-def]
    return [part for question in bank.questions for part in with_parts(question)]


@pytest.mark.parametrize("name", BANKS)
def test_one_rule_of_credit_for_each_type_is_enough(name: str) -> None:
    rules = {each.type: set() for each in questions(BANKS[name])}
    for each in questions(BANKS[name]):
        rules[each.type].add(getattr(each, "credit", ""))
    usual = {"multiple": {"net-correct"}, "ordering": {"pairs"}}
    usual |= {kind: {"each-answer"} for kind in ("matching", "categorise")}
    assert {kind: found for kind, found in rules.items() if found != usual.get(kind, {""})} == {}


@pytest.mark.parametrize("name", BANKS)
def test_a_number_is_asked_for_with_an_example_that_fits_and_tells_nothing(name: str) -> None:
    for each in questions(BANKS[name]):
        if each.type != "numeric":
            continue
        example = front_view(public_view(each), "1", "1")["example"].split()[0]
        assert not each.key.holds(float(example)), each.id
        if re.search(r"whole number|nearest whole|how many tablets", each.stem.casefold()):
            assert "." not in example, each.id
        decimals = re.search(r"(one|two) decimal", each.stem)
        if decimals:
            assert len(example.split(".")[1]) == (1 if decimals[1] == "one" else 2), each.id


@pytest.mark.parametrize("name", BANKS)
def test_powers_of_ten_are_characters_as_in_the_lessons_tables(name: str) -> None:
    for each in questions(BANKS[name]):
        assert "10^" not in to_html(each.stem), each.id
        assert "<msup><mn>10" not in to_html(each.stem), each.id


def test_about_eight_questions_are_left_for_the_quiz_at_the_end() -> None:
    for path in LESSONS[1:]:
        quizzes = [args for name, args in calls_of(path) if name == "quiz"]
        lesson = json.loads(path.read_text(encoding="utf-8"))["metadata"]["imuran_edu"]["lesson"]
        last = BANKS[lesson]
        end = [question for question in last.questions if not question.section]
        assert 6 <= len(end) <= 9 or lesson == "reading", (lesson, len(end))
        assert len([args for args in quizzes if len(args) == 2]) >= 6, lesson


def test_each_lesson_asks_for_predictions_and_nobody_covers_anything() -> None:
    count: Counter[str] = Counter()
    for bank in BANKS.values():
        count[str(bank.lesson)] += sum(question.predict for question in bank.questions)
    lessons = LESSONS[1:]
    assert sum(count.values()) >= 60
    assert len([lesson for lesson, found in count.items() if found >= 6]) == len(lessons)
    for path in lessons:
        text = path.read_text(encoding="utf-8")
        for phrase in (r"with your hand", r"\bcover(ing)? (the|its|all|everything)", r"uncover"):
            assert not re.search(phrase, text, re.IGNORECASE), (path.name, phrase)
