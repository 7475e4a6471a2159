"""Short texts: what counts, and which slips are forgiven."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.questions import feedback, score
from imuran_edu.questions.reading import typos_between
from imuran_edu.questions.words import clipped, plain_or_typed
from tests.examples import question

WORD = "azathioprine"
# the page's tests read them too (tests/widgets/js/reading.test.ts)
EXAMPLES = json.loads(Path(__file__).with_name("reading_examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "slips"), EXAMPLES["slips"])
def test_slips_are_counted(text: str, slips: int | None) -> None:
    assert typos_between(text, WORD, 2) == slips
    if slips:
        assert typos_between(text, WORD, slips - 1) is None


@pytest.mark.parametrize(("text", "accepted"), EXAMPLES["other_digits"])
def test_digits_must_agree(text: str, accepted: str) -> None:
    assert typos_between(text, accepted, 3) is None


def test_an_answer_as_near_to_a_known_wrong_one_is_wrong() -> None:
    asked = question(
        "ex-word",
        key=["hypoxanthine"],
        slips=3,
        others=[{"text": "xanthine", "feedback": "That comes later."}],
    )
    assert score(asked, "hypoxanthin").status == "right"
    assert score(asked, "xanthine").status == "wrong"
    near_both = question(
        "ex-word", key=["guanine"], others=[{"text": "guanane", "feedback": "No such base."}]
    )
    assert score(near_both, "guanone").status == "wrong"
    assert score(near_both, "guanine").status == "right"


def test_an_accepted_word_has_feedback_of_its_own() -> None:
    others = [
        {"text": "thiopurinol", "feedback": "An old name.", "share": 1},
        {"text": "purine analogue", "feedback": "That is its class.", "share": 0.5},
        {"text": "thiopurine", "feedback": "Which one?"},
    ]
    asked = question("ex-word", key=["azathioprine"], slips=2, others=others, points=2)
    said = {text: feedback(asked, text) for text in ("thiopurinol", "purine analog", "thiopurin")}
    assert [each.score.earned for each in said.values()] == [2, 1, 0]
    assert [each.text for each in said.values()] == [each["feedback"] for each in others]
    assert said["thiopurinol"].score.reason == "This word counts as right too."
    assert feedback(asked, "azathioprine").text == asked.feedback  # type: ignore[attr-defined]


def test_a_word_right_but_for_its_spelling_says_so() -> None:
    assert score(question("ex-word"), "thiopurine methyltransferase").reason == "The word is right."
    slipped = score(question("ex-word"), "thiopurine methyltransferas")
    assert slipped.reason == "The word is right but for its spelling."


def test_without_slips_only_the_word_itself_is_right() -> None:
    strict = question("ex-word", slips=0)
    assert score(strict, "TPMT-9").status == "right"
    assert score(strict, "thiopurine methyltransferas").status == "wrong"


@given(st.data())
def test_one_slip_anywhere_is_forgiven(data: st.DataObject) -> None:
    asked = question("ex-word", key=[WORD], others=[])
    place = data.draw(st.integers(0, len(WORD) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    dropped = WORD[:place] + WORD[place + 1 :]
    assert score(asked, dropped).status == "right"
    assert score(asked, WORD[:place] + letter + WORD[place + 1 :]).status == "right"
    assert score(asked, WORD[:place] + letter + WORD[place:]).status == "right"
    assert score(asked, dropped[::-1]).status == "wrong"


def test_what_is_shown_of_a_text_is_one_short_line() -> None:
    assert clipped(" one\n two\t three ") == "one two three"
    assert clipped("x" * 80) == "x" * 80
    assert clipped("x" * 81) == "x" * 76 + " ..."
    assert clipped("abcdefghi", 8) == "abcd ..."


def test_texts_are_counted_together_by_what_counts_of_them() -> None:
    assert plain_or_typed(" Aza-thioprine! ") == "azathioprine"
    assert plain_or_typed(" ?! ") == "?!"
    assert plain_or_typed("?" * 100) == "?" * 80


def test_the_gist_of_a_question_is_the_first_accepted_text() -> None:
    assert question("ex-word", key=["guanine", "guanin"]).gist == ["guanine"]
