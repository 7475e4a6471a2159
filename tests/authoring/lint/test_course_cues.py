"""Who knows no pharmacology and has studied the course's habits gains next to nothing by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from statistics import fmean

import pytest

from imuran_edu.authoring.lint.run import read_course
from imuran_edu.authoring.lint.subjects import AskedPart
from imuran_edu.authoring.lint.words import LISTS, plain, words_in
from imuran_edu.questions.interchange import Alternative, Choice
from tests.courses import ROOT

MOST = 0.10  # above chance, of all questions where the habit could be used
FEWEST = 20  # questions; with fewer a habit cannot be told from luck
HEDGES = frozenset(LISTS["hedges"]) | {"can", "could", "clear", "near"}
TWO_PARTS = re.compile(r"[;:]|, but\b")
Mark = Callable[[Choice, Alternative], bool]


@pytest.fixture(scope="module")
def asked() -> list[AskedPart]:
    """Return every question of the course's banks; a prediction earns nothing."""
    course = read_course(ROOT)
    return [each for each in course.asked if not each.question.predict]


def hedges(choice: Choice, option: Alternative) -> bool:
    return not HEDGES.isdisjoint(words_in(option.text))


def has_two_parts(choice: Choice, option: Alternative) -> bool:
    return TWO_PARTS.search(plain(option.text)) is not None


def is_longest(choice: Choice, option: Alternative) -> bool:
    return len(plain(option.text)) == max(len(plain(each.text)) for each in choice.options)


def gain(choices: list[Choice], mark: Mark) -> tuple[int, float]:
    """Return in how many questions a mark sets some options apart, and what choosing them gains.

    The guesser takes one of the marked options at random; the gain is over one of all options.
    """
    gains = []
    for choice in choices:
        marked = [option for option in choice.options if mark(choice, option)]
        if marked and len(marked) < len(choice.options):
            right = sum(option.right for option in marked) / len(marked)
            gains.append(right - 1 / len(choice.options))
    return len(gains), fmean(gains)


@pytest.mark.parametrize("mark", [hedges, has_two_parts, is_longest])
def test_no_look_of_an_option_tells_that_it_is_right(asked: list[AskedPart], mark: Mark) -> None:
    number, found = gain([each.single for each in asked if each.single], mark)
    assert number >= FEWEST
    assert found <= MOST, f"it {mark.__name__}: {found:.0%} above chance, in {number}"


def test_the_one_option_of_two_parts_is_not_the_key(asked: list[AskedPart]) -> None:
    alone = [
        (each.question.id, next(iter(marked)).right, len(each.single.options))
        for each in asked
        if each.single
        and len(marked := [one for one in each.single.options if has_two_parts(each.single, one)])
        == 1
    ]
    assert alone, "no question has one option of two parts"
    keys = [name for name, right, _ in alone if right]
    chance = sum(1 / options for *_, options in alone)
    assert len(keys) <= chance + MOST * len(alone), f"the key of {', '.join(keys)}"


def test_no_number_of_ticks_pays(asked: list[AskedPart]) -> None:
    choices = [each.choice for each in asked if each.choice and each.choice.several]
    assert len(choices) >= FEWEST
    counts = Counter(sum(option.right for option in choice.options) for choice in choices)
    number, found = counts.most_common(1)[0]
    chance = fmean(1 / (len(choice.options) - 1) for choice in choices)  # never all of them
    assert found / len(choices) <= chance + MOST, (
        f"{found} of {len(choices)} select-all questions have {number} right options"
    )


def test_neither_true_nor_false_is_the_better_guess(asked: list[AskedPart]) -> None:
    verdicts = Counter(
        option.id
        for each in asked
        if isinstance(each.item, Choice) and each.item.verdict
        for option in each.item.options
        if option.right
    )
    assert verdicts.total() >= FEWEST
    verdict, found = verdicts.most_common(1)[0]
    assert found / verdicts.total() <= 0.5 + MOST, (
        f"{found} of {verdicts.total()} statements are {verdict}"
    )
