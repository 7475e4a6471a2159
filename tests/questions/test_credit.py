"""The rules for partial credit, on worked cases."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import pytest

from imuran_edu.questions import score
from imuran_edu.questions.credit import ORDER, PLACING, SELECTION, CreditRule, Tally
from tests.examples import question

# Five options, of which b and d are right. r right and w wrong chosen, k = 2, n = 5:
# off, net-correct (r - w) / k, coverage r/k * r/(r + w), each-answer (n - misjudged) / n
WORKED = [
    ("bd", 1, 1, 1, 1),
    ("b", 0, 1 / 2, 1 / 2, 4 / 5),
    ("d", 0, 1 / 2, 1 / 2, 4 / 5),
    ("ab", 0, 0, 1 / 4, 3 / 5),
    ("abd", 0, 1 / 2, 2 / 3, 4 / 5),
    ("abcd", 0, 0, 1 / 2, 3 / 5),
    ("abcde", 0, 0, 2 / 5, 2 / 5),
    ("a", 0, 0, 0, 2 / 5),
    ("ac", 0, 0, 0, 1 / 5),
    ("ace", 0, 0, 0, 0),
]
RULES = ("off", "net-correct", "coverage", "each-answer")


@pytest.mark.parametrize(("chosen", "shares"), [(row[0], row[1:]) for row in WORKED])
def test_the_four_rules_on_worked_cases(chosen: str, shares: tuple[float, ...]) -> None:
    for rule, share in zip(RULES, shares, strict=True):
        asked = question("ex-off", credit=rule, points=10)
        assert score(asked, list(chosen)).earned == round(10 * share, 4), rule
        assert score(asked, [*reversed(chosen), *chosen]).earned == round(10 * share, 4), rule


@pytest.mark.parametrize("rule", RULES)
def test_no_choice_of_options_earns_all_but_the_key(rule: str) -> None:
    asked = question("ex-off", credit=rule)
    for size in range(1, 6):
        for chosen in combinations("abcde", size):
            assert (score(asked, list(chosen)).earned == asked.points) == (chosen == ("b", "d"))


@pytest.mark.parametrize("rule", RULES)
def test_choosing_everything_never_pays_more_than_the_rule_says(rule: str) -> None:
    everything = score(question("ex-off", credit=rule, points=1), list("abcde")).earned
    assert everything == {"off": 0, "net-correct": 0, "coverage": 0.4, "each-answer": 0.4}[rule]


def test_ordering_earns_kendalls_tau_but_not_less_than_nothing() -> None:
    asked = question("ex-order")
    for order in permutations("cadb"):
        swapped = sum(
            list(order).index(x) > list(order).index(y) for x, y in combinations("cadb", 2)
        )
        tau = 1 - 2 * swapped / 6
        assert score(asked, list(order)).earned == round(3 * max(0, tau), 4), order


def test_a_random_order_earns_little() -> None:
    asked = question("ex-order", points=1)
    earned = [score(asked, list(order)).earned for order in permutations("cadb")]
    assert sum(earned) / len(earned) < 0.25


@pytest.mark.parametrize("name", ["ex-order", "ex-match", "ex-class"])
def test_all_or_nothing(name: str) -> None:
    from tests.examples import ANSWERS

    asked = question(name, credit="off")
    assert all(score(asked, answer).status == "right" for answer in ANSWERS[name].right)
    assert all(score(asked, answer).status == "wrong" for answer, _ in ANSWERS[name].partial)


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ("bd", "Exactly the right options were chosen."),
        ("b", "Of the options chosen, 1 right and 0 wrong; not all were found."),
        ("ab", "Of the options chosen, 1 right and 1 wrong."),
        ("abd", "Of the options chosen, 2 right and 1 wrong."),
    ],
)
def test_the_reason_counts_right_and_wrong(chosen: str, reason: str) -> None:
    assert score(question("ex-net"), list(chosen)).reason == reason


@pytest.mark.parametrize(
    ("name", "answer", "reason"),
    [
        ("ex-single", "b", "The right option was chosen."),
        ("ex-single", "a", "Another option was chosen."),
        ("ex-true", False, "The statement was judged rightly."),
        ("ex-true", True, "The statement was misjudged."),
        ("ex-number", 140, "The number is within the tolerance."),
        ("ex-number", 144, "The number is near enough for part of the points."),
        ("ex-number", 500, "Another number."),
        ("ex-match", {"a": "q", "b": "q"}, "1 of 3 placed rightly."),
        ("ex-order", list("cadb"), "Everything is in order."),
        (
            "ex-order",
            list("acdb"),
            "Pairs of lines in the right order: 5; in the wrong order: 1. So 4 of 6 count.",
        ),
        ("ex-word", "kinase", "Another word was given."),
    ],
)
def test_reasons(name: str, answer: Any, reason: str) -> None:
    assert score(question(name), answer).reason == reason


def test_marks_show_what_was_dealt_with_rightly() -> None:
    assert score(question("ex-net"), ["b", "a"]).marks == {"a": False, "b": True, "d": False}
    assert score(question("ex-match"), {"a": "q", "b": "p"}).marks == {
        "a": True,
        "b": False,
        "c": False,
    }
    assert score(question("ex-order"), list("cabd")).marks == {
        "c": True,
        "a": True,
        "b": False,
        "d": False,
    }


def test_the_first_range_that_holds_the_value_gives_its_share() -> None:
    ranges = [
        {"low": 0, "high": 200, "feedback": "first", "share": 0.25},
        {"low": 100, "high": 200, "feedback": "second", "share": 0.75},
    ]
    asked = question("ex-number", ranges=ranges, points=4)
    assert score(asked, 150).earned == 1
    assert score(asked, 200).earned == 1
    assert score(asked, 200.01).earned == 0
    assert score(asked, 137.5).earned == 4


def test_what_binary_fractions_lose_is_not_the_students() -> None:
    key = {"value": 1_000_000, "unit": "", "tolerance": 0.1}
    asked = question("ex-number", key=key, ranges=[])
    assert score(asked, 1_000_000.1 + 1e-4).status == "right"  # a billionth of the key
    assert score(asked, 1_000_000.1 + 1e-2).status == "wrong"
    small = question("ex-number", key={"value": 0.3, "unit": "", "tolerance": 0}, ranges=[])
    assert score(small, 0.1 + 0.2).status == "right"
    assert score(small, 0.3 + 1e-8).status == "wrong"


@pytest.mark.parametrize(
    ("rule", "tally", "share"),
    [
        (SELECTION["off"], Tally(2, 0, 2, 5), 1),
        (SELECTION["off"], Tally(2, 1, 2, 5), 0),
        (SELECTION["off"], Tally(1, 0, 2, 5), 0),
        (SELECTION["net-correct"], Tally(2, 1, 2, 5), 0.5),
        (SELECTION["net-correct"], Tally(0, 1, 2, 5), -0.5),
        (SELECTION["coverage"], Tally(2, 2, 2, 5), 0.5),
        (SELECTION["coverage"], Tally(1, 1, 2, 5), 0.25),
        (SELECTION["each-answer"], Tally(2, 0, 2, 5), 1),
        (SELECTION["each-answer"], Tally(1, 1, 2, 5), 0.6),
        (PLACING["off"], Tally(3, 0, 3, 3), 1),
        (PLACING["off"], Tally(2, 0, 3, 3), 0),
        (PLACING["each-answer"], Tally(2, 0, 4, 4), 0.5),
        (ORDER["off"], Tally(6, 0, 6, 6), 1),
        (ORDER["off"], Tally(5, 1, 6, 6), 0),
        (ORDER["pairs"], Tally(5, 1, 6, 6), 4 / 6),
        (ORDER["pairs"], Tally(1, 5, 6, 6), -4 / 6),
    ],
)
def test_every_rule_of_the_table(rule: CreditRule, tally: Tally, share: float) -> None:
    assert rule.share(tally) == pytest.approx(share)


def test_rules_are_told_by_name_and_in_a_sentence() -> None:
    for table in (SELECTION, PLACING, ORDER):
        assert all(name == rule.name for name, rule in table.items())
        sentences = {rule.sentence for rule in table.values()}
        assert len(sentences) == len(table)
        assert all(each[0].isupper() and each.endswith(".") for each in sentences)
