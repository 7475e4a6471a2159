"""Questions go out in a common form and come back as they were."""

from __future__ import annotations

import pytest

from imuran_edu.questions.interchange import (
    Alternative,
    Choice,
    Group,
    Match,
    Number,
    Order,
    Section,
    Text,
)
from imuran_edu.questions.question_type import question_data
from tests.examples import ANSWERS, made, question

KINDS = {
    "ex-single": Choice,
    "ex-off": Choice,
    "ex-net": Choice,
    "ex-coverage": Choice,
    "ex-each": Choice,
    "ex-true": Choice,
    "ex-number": Number,
    "ex-match": Match,
    "ex-order": Order,
    "ex-class": Match,
    "ex-word": Text,
    "ex-written": Text,
    "ex-case": Group,
}


@pytest.mark.parametrize("name", [*ANSWERS, "ex-written"])
def test_a_question_comes_back_as_it_was(name: str) -> None:
    asked = question(name)
    item = asked.to_interchange()
    assert type(item) is KINDS[name]
    data = question_data(item)
    assert data is not None and made(data) == asked


def test_odd_settings_come_back_too() -> None:
    for name, changes in {
        "ex-single": {"shuffle": False, "hints": []},
        "ex-net": {"shuffle": False, "credit": "off"},
        "ex-match": {"credit": "off"},
        "ex-order": {"credit": "off"},
        "ex-number": {"ranges": [{"low": 1, "feedback": "x"}]},
        "ex-word": {"slips": 0, "others": []},
        "ex-written": {"words": 300},
        "ex-true": {"corrects": ["D1-002"], "points": 3},
    }.items():
        asked = question(name, **changes)
        data = question_data(asked.to_interchange())
        assert data is not None and made(data) == asked, name


def test_what_another_system_asks_finds_its_type() -> None:
    options = (Alternative("a", "One", "no"), Alternative("b", "Two", right=True))
    head = {"id": "q-1", "stem": "Which?"}
    verdicts = (Alternative("true", "True", "yes", True), Alternative("false", "False", "no"))
    stories = (Section("one", "One", "First.", (Choice(**head, options=options),)),)
    found = {
        "single": Choice(**head, options=options),
        "multiple": Choice(**head, options=options, several=True),
        "true_false": Choice(**head, options=verdicts, verdict=True),
        "numeric": Number(**head, value=5, unit="mg"),
        "matching": Match(**head, things=options, partners=options, pairs={"a": "b", "b": "a"}),
        "categorise": Match(**head, things=options, partners=options, pairs={}, classes=True),
        "ordering": Order(**head, things=options, order=("b", "a")),
        "short_text": Text(**head, accepted=("six",), max_typos=1),
        "written": Text(**head, words=90),
        "case": Group(**head, sections=stories),
    }
    data = {name: question_data(item) for name, item in found.items()}
    assert {name: each and each["type"] for name, each in data.items()} == {n: n for n in found}
    single = {
        "id": "q-1",
        "type": "single",
        "stem": "Which?",
        "points": 1.0,
        "options": [{"id": "a", "text": "One", "feedback": "no"}, {"id": "b", "text": "Two"}],
        "key": "b",
    }
    assert data["single"] == single  # and nothing is made up that the item does not say
    assert data["multiple"] == {**single, "type": "multiple", "key": ["b"]}
    assert data["case"]["stages"][0]["questions"] == [single]
    assert data["true_false"]["feedback"] == {"if_true": "yes", "if_false": "no"}
    assert data["true_false"]["key"] is True
    assert "credit" not in data["matching"] and "ranges" not in data["numeric"]
    assert "others" not in data["short_text"] and data["short_text"]["slips"] == 1


def test_an_item_of_an_unknown_type_fits_none() -> None:
    assert question_data(Number(id="q-1", stem="?", value=1, type="hotspot")) is None


def test_a_choice_without_a_key_has_none() -> None:
    options = (Alternative("a", "One"), Alternative("b", "Two"))
    data = question_data(Choice(id="q-1", stem="?", options=options))
    assert data is not None and "key" not in data
