"""Agreement of two markers, and written answers that are nearly the same."""

import random

import numpy as np
import pytest

from imuran_edu.results.marker_agreement import agreement_of
from imuran_edu.results.near_identical import near_identical


def kappa_by_matrix(pairs):
    """Compute quadratic-weighted kappa from the table of counts, as textbooks do."""
    levels = sorted({points for pair in pairs for points in pair})
    place = {points: n for n, points in enumerate(levels)}
    table = np.zeros((len(levels), len(levels)))
    for one, other in pairs:
        table[place[one], place[other]] += 1
    values = np.array(levels)
    weights = (values[:, None] - values[None, :]) ** 2
    chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / len(pairs)
    return 1 - (weights * table).sum() / (weights * chance).sum()


def test_kappa_is_that_of_the_table_of_counts():
    rng = random.Random(3)
    for _ in range(50):
        pairs = [(rng.choice((0, 1, 2, 4)), rng.choice((0, 1, 2, 4))) for _ in range(30)]
        assert agreement_of(pairs).kappa == pytest.approx(kappa_by_matrix(pairs))


def test_the_ends_of_kappa():
    assert agreement_of([(0, 0), (3, 3), (1, 1)]).kappa == 1
    assert agreement_of([(0, 3), (3, 0)]).kappa == -1
    assert agreement_of([(2, 2), (2, 2)]).kappa is None
    assert agreement_of([]).kappa is None
    assert agreement_of([(0, 1), (1, 1)]).same == 1


SENTENCE = "the drug is a prodrug and red cells hold what it becomes so the effect takes weeks"
WORDS = SENTENCE.split(" ")


def test_near_identical_texts_are_found_whatever_their_capitals_and_lines():
    rng = random.Random(7)
    texts = {f"s{n}": " ".join(rng.choices(WORDS, k=40)) for n in range(60)}
    texts["copy"] = texts["s3"].upper().replace(" ", "\n", 7) + " Indeed."
    texts["some"] = texts["s5"].replace("weeks", "months", 2)
    found = {(one, other): percent for one, other, percent in near_identical(texts)}
    assert found.keys() == {("s3", "copy"), ("s5", "some")}
    assert all(85 <= percent <= 100 for percent in found.values())


def test_short_texts_are_left_out():
    assert not list(near_identical({"a": "I do not know.", "b": "I do not know."}))
