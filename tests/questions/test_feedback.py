"""Feedback: each option, item and range says its own word."""

from __future__ import annotations

from typing import Any

import pytest

from imuran_edu.questions import feedback
from tests.examples import ANSWERS, question


@pytest.mark.parametrize(
    ("name", "answer", "text"),
    [
        ("ex-number", "137.5", "SECRET praise of the number"),
        ("ex-number", "140", "SECRET praise of the number"),
        ("ex-number", "144", "SECRET word on being near"),
        ("ex-number", "1375", "SECRET word on being ten times too high"),
        ("ex-number", "1.375 g/day", "SECRET word on being ten times too high"),
        ("ex-number", "-1", "SECRET word on doses below nothing"),
        ("ex-number", "55", "SECRET word on any other number"),
        ("ex-word", "TPMT-9", "SECRET praise of the word"),
        ("ex-word", "xanthine oxidase", "SECRET word on the oxidase"),
        ("ex-word", "xanthin oxidase", "SECRET word on the oxidase"),
        ("ex-word", "kinase", "SECRET word on any other enzyme"),
        ("ex-order", list("cadb"), "SECRET word on the order"),
        ("ex-order", list("bdac"), "SECRET word on the order"),
        ("ex-case", {"ex-case-3": "m"}, "0 of 3 questions right."),
    ],
)
def test_the_word_on_the_answer_as_a_whole(name: str, answer: Any, text: str) -> None:
    assert feedback(question(name), answer).text == text


def test_a_misspelt_word_is_shown_as_it_should_be() -> None:
    said = feedback(question("ex-word"), "thiopurine methyltransferas")
    assert said.text == "SECRET praise of the word (Spelt: thiopurine methyltransferase.)"


def test_options_chosen_and_options_missed() -> None:
    said = feedback(question("ex-net"), ["b", "a"])
    assert {name: part.mark for name, part in said.parts.items()} == {
        "a": "wrong",
        "b": "right",
        "d": "missed",
    }
    assert said.parts["d"].text == "SECRET word on lymphocyte"
    single = feedback(question("ex-single"), "a")
    assert single.parts["a"].mark == "wrong"
    assert single.parts["a"].text == "SECRET word on the spleen"
    assert single.parts["b"].mark == "missed"
    assert "c" not in single.parts


def test_a_statement_is_judged_at_the_choice() -> None:
    wrong = feedback(question("ex-true"), True).parts
    assert {name: (part.mark, part.text) for name, part in wrong.items()} == {
        "true": ("wrong", "SECRET word to who said true"),
        "false": ("missed", ""),
    }
    right = feedback(question("ex-true"), False).parts
    assert {name: (part.mark, part.text) for name, part in right.items()} == {
        "false": ("right", "SECRET word to who said false")
    }


def test_pairs_are_mended_one_by_one() -> None:
    said = feedback(question("ex-match"), {"a": "q", "b": "p"})
    assert said.parts["a"].mark == "right"
    assert (said.parts["b"].mark, said.parts["c"].mark) == ("wrong", "missed")
    assert said.parts["b"].text == "It goes with: It hydrolyses. SECRET mend of the second"
    sorted_out = feedback(question("ex-class"), {"a": "y"})
    assert (
        sorted_out.parts["a"].text == "It goes with: Raises the level. SECRET mend of allopurinol"
    )


def test_items_of_an_order_are_sent_to_their_places() -> None:
    said = feedback(question("ex-order"), list("cabd"))
    assert [said.parts[item].mark for item in "cadb"] == ["right", "right", "wrong", "wrong"]
    assert said.parts["d"].text == "Belongs at place 3. SECRET place of the chain"


@pytest.mark.parametrize("name", ANSWERS)
def test_the_rationale_follows_every_answer_that_can_be_read(name: str) -> None:
    answers = ANSWERS[name]
    read = [*answers.right, *answers.wrong, *(answer for answer, _ in answers.partial)]
    for answer in read:
        said = feedback(question(name), answer)
        assert said.rationale == question(name).rationale
        assert said.headline in ("Right", "Partly right", "Not right")
        assert (said.headline == "Right") == (said.score.status == "right")


def test_a_written_answer_gets_no_model_answer() -> None:
    said = feedback(question("ex-written"), "My text")
    assert (said.headline, said.rationale) == ("Graded by hand", "")
