"""Answers and keys in words."""

from __future__ import annotations

from typing import Any

import pytest

from imuran_edu.questions import answer_in_words, public_view
from tests.examples import ANSWERS, BLANKS, bank, question


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("ex-single", "b", "The liver foremost"),
        ("ex-single", "z", "(unknown option)"),
        ("ex-single", ["b"], "(unreadable)"),
        ("ex-net", ["d", "a"], "Roused lymphocyte; Resting nerve"),
        ("ex-net", ["b", 7], "Busy marrow; (unknown option)"),
        ("ex-true", True, "True"),
        ("ex-true", False, "False"),
        ("ex-number", "10,5 <b>", "10,5 <b>"),
        ("ex-number", 10.5, "10.5"),
        pytest.param("ex-number", 10**5000, "(unreadable)", id="a huge number"),
        ("ex-match", {"a": "p", "b": ""}, "First enzyme \u2192 It methylates"),
        ("ex-class", {"d": "x"}, "A strong enzyme \u2192 Raises the level"),
        ("ex-order", ["b", "a"], "Step of the sugar \u2192 Step of the sulfur"),
        ("ex-word", "kinase", "kinase"),
        ("ex-word", {"a": 1}, "(unreadable)"),
        ("ex-case", {"ex-case-1": True}, "1. True\n2. not answered\n3. not answered"),
        ("ex-case", "k", "k"),
    ],
)
def test_answers_in_words(name: str, answer: Any, words: str) -> None:
    assert answer_in_words(question(name), answer) == words
    assert answer_in_words(public_view(question(name)), answer) == words


@pytest.mark.parametrize("name", [*ANSWERS, "ex-written"])
def test_no_answer_has_no_words(name: str) -> None:
    assert [answer_in_words(question(name), blank) for blank in BLANKS] == [""] * len(BLANKS)


def test_a_huge_answer_is_cut() -> None:
    assert len(answer_in_words(question("ex-written"), "x" * 3_000_000)) == 20_000
    listed = answer_in_words(question("ex-net"), ["b"] * 100_000)
    assert len(listed) < 100


def test_keys_in_words() -> None:
    assert {each.id: each.key_text() for each in bank().questions if each.type != "multiple"} == {
        "ex-single": "The liver foremost",
        "ex-true": "False",
        "ex-number": "137.5 mg/day (within 2.5)",
        "ex-match": "First enzyme \u2192 It oxidises; Second enzyme \u2192 It hydrolyses; "
        "Third enzyme \u2192 It methylates",
        "ex-order": "Step of the amine \u2192 Step of the sulfur \u2192 Step of the chain \u2192 "
        "Step of the sugar",
        "ex-class": "Allopurinol \u2192 Raises the level; A missed tablet \u2192 Lowers the level; "
        "A weak enzyme \u2192 Raises the level; A strong enzyme \u2192 Lowers the level",
        "ex-word": "thiopurine methyltransferase",
        "ex-written": "graded by the rubric",
        "ex-case": "1. False\n2. 0.25 g (within 0)\n3. Call the prescriber",
    }
