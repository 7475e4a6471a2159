"""What a student may see of a question, and the version of that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from imuran_edu.questions import (
    PublicQuestion,
    answer_in_words,
    practice_questions,
    public_view,
    version,
)
from tests.examples import ANSWERS, bank, made, question, question_data

NAMES = [*ANSWERS, "ex-written"]
HIDDEN = {
    "key",
    "feedback",
    "rationale",
    "ranges",
    "otherwise",
    "others",
    "slips",
    "tolerance",
    "value",
    "rests_on",
    "corrects",
    "objective",
    "level",
}


def fields(value: Any) -> Iterator[str]:
    """Yield the name of every field, however deep."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from fields(item)
    if isinstance(value, list):
        for item in value:
            yield from fields(item)


@pytest.mark.parametrize("name", NAMES)
def test_no_secret_is_in_the_public_view(name: str) -> None:
    view = public_view(question(name))
    text = json.dumps(view)
    assert "SECRET" in json.dumps(question(name).model_dump())
    assert "SECRET" not in text
    assert not set(fields(view)) & HIDDEN
    for secret in ("137.5", "2.5", "TPMT", "xanthine", "D1-0", "Dosage", "label,"):
        assert secret not in text


@pytest.mark.parametrize("name", NAMES)
def test_two_keys_have_one_public_view(name: str) -> None:
    """Nothing that depends on the key is in the view: another key gives the very same one."""
    others: dict[str, dict[str, Any]] = {
        "ex-single": {"key": "a"},
        "ex-off": {"key": ["a"]},
        "ex-net": {"key": ["a", "c", "e"]},
        "ex-coverage": {"key": ["e"]},
        "ex-each": {"key": ["d"]},
        "ex-true": {"key": True, "feedback": {"if_true": "x", "if_false": "y"}},
        "ex-number": {
            "key": {"value": 1, "unit": "mg/day", "tolerance": 0},
            "ranges": [],
            "otherwise": "x",
            "feedback": "y",
        },
        "ex-match": {"key": {"a": "s", "b": "s", "c": "s"}},
        "ex-order": {"key": ["b", "d", "a", "c"], "feedback": "x"},
        "ex-class": {"key": {"a": "y", "b": "y", "c": "y", "d": "y"}},
        "ex-word": {"key": ["another"], "others": [], "slips": 0, "otherwise": "x"},
        "ex-written": {},
        "ex-case": {},
    }
    first = question(name)
    second = question(name, rationale="Another", level="create", **others[name])
    assert first != second
    assert public_view(first) == public_view(second)
    assert version(public_view(first)) == version(public_view(second))


def test_a_case_hides_the_keys_of_its_parts() -> None:
    data = question_data("ex-case")
    before = version(public_view(made(data)))
    data["stages"][0]["questions"][0]["key"] = True
    data["stages"][1]["questions"][0]["key"] = "m"
    data["stages"][1]["questions"][0]["options"][0]["feedback"] = "other"
    assert version(public_view(made(data))) == before
    data["stages"][1]["story"] = "Her counts have risen."
    assert version(public_view(made(data))) != before


def test_the_order_in_the_file_tells_nothing() -> None:
    for name, field in (("ex-order", "items"), ("ex-single", "options"), ("ex-match", "right")):
        data = question_data(name)
        before = public_view(made(data))
        data[field].reverse()
        assert public_view(made(data)) == before


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ex-single", {"stem": "Which organ wakes it?"}),
        ("ex-single", {"hints": []}),
        ("ex-off", {"credit": "coverage"}),
        ("ex-number", {"key": {"value": 137.5, "unit": "g/day", "tolerance": 2.5}}),
        ("ex-written", {"words": 90}),
        ("ex-true", {"points": 3}),
    ],
)
def test_what_a_student_sees_changes_the_version(name: str, change: dict[str, Any]) -> None:
    assert version(public_view(question(name))) != version(public_view(question(name, **change)))


def test_the_version_of_a_text_never_changes_between_releases() -> None:
    """Answers are kept with it: another digest would call every question changed."""
    assert version({"stem": "Größe", "type": "x"}) == "f90efd5284d5"
    assert version({"type": "x", "stem": "Größe"}) == "f90efd5284d5"


def test_an_options_text_changes_the_version() -> None:
    data = question_data("ex-order")
    before = version(public_view(made(data)))
    data["items"][2]["text"] = "Step of the amino group"
    assert version(public_view(made(data))) != before


def test_every_view_is_plain_json_with_a_version_of_its_own() -> None:
    views = [public_view(each) for each in bank().questions]
    assert json.loads(json.dumps(views)) == views
    versions = {version(view) for view in views}
    assert len(versions) == len(views)
    assert all(len(each) == 12 for each in versions)


def test_a_student_sees_what_is_needed_to_answer() -> None:
    number = public_view(question("ex-number"))
    assert (number["unit"], number["points"]) == ("mg/day", 2)
    assert [each["id"] for each in public_view(question("ex-match"))["right"]] == list("pqrs")
    assert public_view(question("ex-written"))["rubric"][1]["earns"] == "clear and right"
    stages = public_view(question("ex-case"))["stages"]
    assert [stage["title"] for stage in stages] == ["She comes", "She comes again"]
    assert stages[0]["questions"][0]["hints"] == ["Who knows her counts?"]


COMMON = {"id", "type", "points", "stem", "hints"}
FIELDS = {
    "ex-single": {"options", "shuffle"},
    "ex-net": {"options", "shuffle", "credit"},
    "ex-true": set(),
    "ex-number": {"unit"},
    "ex-match": {"left", "right", "credit"},
    "ex-order": {"items", "credit"},
    "ex-class": {"items", "classes", "credit"},
    "ex-word": set(),
    "ex-written": {"words", "rubric"},
    "ex-case": {"stages"},
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_student_sees_these_fields_and_no_other(name: str) -> None:
    assert set(public_view(question(name))) == COMMON | FIELDS[name]


def test_only_a_practice_bank_gives_its_keys_to_a_page() -> None:
    with pytest.raises(
        ValueError, match="'A bank for tests' is graded; its keys belong on no page"
    ):
        practice_questions(bank())


def test_a_type_that_is_not_known_says_what_to_do() -> None:
    view = PublicQuestion({**public_view(question("ex-single")), "type": "hotspot"})
    with pytest.raises(
        ValueError, match=r"unknown type 'hotspot'; this version knows case, .*newer"
    ):
        answer_in_words(view, "a")


@pytest.mark.parametrize(("name", "field"), [("ex-class", "classes"), ("ex-match", "left")])
def test_what_tells_nothing_stands_in_the_authors_order(name: str, field: str) -> None:
    data = question_data(name)
    data[field].reverse()
    wanted = [each["id"] for each in data[field]]
    assert wanted != sorted(wanted)
    assert [each["id"] for each in public_view(made(data))[field]] == wanted
