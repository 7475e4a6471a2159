"""What the front end draws, and the text that stands in where widgets cannot run."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imuran_edu.questions import public_view, version
from imuran_edu.questions.page import fallback, front_view
from imuran_edu.questions.types.essay import rubric_html
from tests.core.test_markup import harmless
from tests.examples import ANSWERS, bank, question
from tests.json_values import nested


def drawn(view, number, answer, open_stages=9):
    """Return the stand-in of a question with this answer saved."""
    return fallback(view, number, {"answer": answer, "open_stages": open_stages})


NAMES = [each.id for each in bank().questions]
ATTACK = "<img src=x onerror=alert(1)><script>alert(1)</script>"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_key_is_drawn(name: str) -> None:
    front = front_view(public_view(question(name)), "1", "7/1")
    text = json.dumps(front)
    assert "SECRET" not in text
    assert json.loads(text) == front


def test_the_same_seed_gives_the_same_order_and_others_other_orders() -> None:
    view = public_view(question("ex-order"))

    def order(seed: str) -> str:
        return "".join(item["id"] for item in front_view(view, "1", seed)["items"])

    assert order("7") == order("7")
    drawn = {order(str(seed)) for seed in range(60)}
    assert len(drawn) > 12
    assert all(sorted(each) == list("abcd") for each in drawn)


def test_two_questions_with_the_same_options_are_not_shuffled_alike() -> None:
    alike = 0
    for seed in range(40):
        one, two = (
            front_view(public_view(question(name)), "1", str(seed))["options"]
            for name in ("ex-off", "ex-net")
        )
        alike += one == two
    assert alike < 10


def test_texts_are_html_and_choices_have_plain_names() -> None:
    front = front_view(public_view(question("ex-single")), "4", "1")
    assert front["stem"] == "<p>Which organ wakes the <strong>prodrug</strong>?</p>\n"
    assert (front["number"], front["points"]) == ("4", 1)
    assert front["hints"] == [
        "<p>It lies on the right.</p>\n",
        "<p>It is the largest gland.</p>\n",
    ]
    assert {option["text"] for option in front["options"]} == {
        "The spleen alone",
        "The liver foremost",
        "The hair",
    }


def test_each_credit_rule_is_explained_in_words_of_its_own() -> None:
    rules = {
        front_view(public_view(question(name)), "1", "1")["rule"]
        for name in ("ex-off", "ex-net", "ex-coverage", "ex-each")
    }
    assert len(rules) == 4


def test_a_case_numbers_its_questions_through_its_stages() -> None:
    view = public_view(question("ex-case"))
    stages = front_view(view, "1", "1")["stages"]
    assert [[part["number"] for part in stage["questions"]] for stage in stages] == [
        ["1", "2"],
        ["3"],
    ]
    assert [part["id"] for part in view.parts] == ["ex-case-1", "ex-case-2", "ex-case-3"]
    assert public_view(question("ex-single")).parts == []


def test_a_rubric_is_a_table() -> None:
    html = rubric_html(public_view(question("ex-written"))["rubric"])
    assert "<th scope='row'>All</th><td>4</td><td>clear and right</td>" in html


def hostile() -> dict[str, Any]:
    """Return a view in which every text is an attack."""
    view = public_view(question("ex-match"))
    view["stem"] = ATTACK
    for side in ("left", "right"):
        for option in view[side]:
            option["text"] = ATTACK
    return view


def test_html_in_a_bank_is_shown_as_text() -> None:
    front = front_view(hostile(), "1", "1")
    for html in (front["stem"], *(option["html"] for option in front["left"] + front["right"])):
        assert "<img" not in html
        assert "<script" not in html
    harmless(drawn(hostile(), ATTACK, None))


@pytest.mark.parametrize("name", NAMES)
def test_the_stand_in_shows_question_and_saved_answer(name: str) -> None:
    view = public_view(question(name))
    empty = drawn(view, "3", None)
    assert "Question 3." in empty
    assert "none yet" in empty
    harmless(empty)
    if name in ANSWERS:
        full = drawn(view, "3", ANSWERS[name].right[0])
        assert "none yet" not in full
        assert "SECRET" not in full
        harmless(full)


def test_the_stand_in_lists_the_options_of_a_cases_questions() -> None:
    html = drawn(public_view(question("ex-case")), "1", None)
    for text in ("A woman of 54 kg.", "She comes again", "What now?", "<li>Wait a month</li>"):
        assert text in html


def test_the_stand_in_keeps_later_stages_hidden() -> None:
    html = drawn(public_view(question("ex-case")), "1", None, open_stages=1)
    assert "A woman of 54 kg." in html
    assert "She comes again" not in html
    assert "What now?" not in html


def test_the_stand_in_shows_answers_as_text() -> None:
    for name in ("ex-word", "ex-written", "ex-number", "ex-single"):
        html = drawn(public_view(question(name)), "1", ATTACK)
        read = harmless(html)
        if name != "ex-single":
            assert "onerror=alert(1)" in read.text
    for answer in (nested(900), {"a": ATTACK}, 10**5000, float("nan"), ["<b>"], True):
        for name in NAMES:
            harmless(drawn(public_view(question(name)), "1", answer))


def test_an_answer_in_the_stand_in_is_found_as_given() -> None:
    assert "Busy marrow; Old red cell" in drawn(public_view(question("ex-net")), "1", ["b", "e"])
    case = drawn(public_view(question("ex-case")), "1", {"ex-case-2": "250 mg"})
    assert "250 mg" in case
    assert "none yet" in case


def test_a_picture_stands_under_the_stem_on_the_page_and_in_the_plain_text() -> None:
    asked = question("ex-single", picture="early-fall")
    view = public_view(asked)
    assert view["picture"] == "early-fall"
    assert version(view) != version(public_view(question("ex-single")))
    assert "Neutrophils" in front_view(view, "1", "5")["picture"]
    plain = fallback(view, "1", {"answer": None})
    assert plain.index("aria-label") > plain.index("<p>")
    assert "picture" not in front_view(public_view(question("ex-single")), "1", "5")
