"""The statistic behind `alike`: exact, honest with honest classes, and not blind to copiers."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.results.agreement import STEP, agreement, chances_of_error
from imuran_edu.results.similarity import LEVEL
from tests.results.classes import errors, honest_class, with_copier


def chances(table):
    """Return the chance of every pair, as a matrix."""
    found = agreement(table)
    rows, columns = np.triu_indices(len(table), 1)
    matrix = np.ones(found.same.shape)
    matrix[rows, columns] = found.chances(rows, columns)
    matrix[columns, rows] = found.chances(columns, rows)
    return matrix


def named(table):
    """Return the pairs that would be named, by the numbers of their students."""
    compared = len(table) * (len(table) - 1) // 2
    rows, columns = np.nonzero(np.triu(chances(table) * compared < LEVEL, 1))
    return set(zip(rows.tolist(), columns.tolist(), strict=True))


def by_enumeration(table, one, other):
    """Add up every way in which two students can agree at least as much as they do."""
    wrong = np.array([[bool(cell) for cell in row] for row in table])
    there = np.array([[cell is not None for cell in row] for row in table])
    error = chances_of_error(wrong, there)
    outcomes, found = [], 0
    for column in range(wrong.shape[1]):
        given_here = [row[column] for row in table if row[column]]
        if (n := len(given_here)) < 2:
            continue
        both = error[one, column] * error[other, column]
        ways = [(0, 1.0)]
        for value in set(given_here):
            count = given_here.count(value)
            chance = both * count * (count - 1) / (n * (n - 1))
            weight = max(1, round(np.log1p(n / count) / STEP))
            ways.append((weight, chance))
            ways[0] = (0, ways[0][1] - chance)
            if table[one][column] == table[other][column] == value:
                found += weight
        outcomes.append(ways)
    return sum(
        np.prod([chance for _, chance in way])
        for way in product(*outcomes)
        if sum(weight for weight, _ in way) >= found
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_probability_is_that_of_adding_up_every_outcome(seed):
    table = honest_class(8, 6, seed)
    found = chances(table)
    for one in range(8):
        for other in range(one + 1, 8):
            wanted = by_enumeration(table, one, other)
            assert found[one, other] == pytest.approx(wanted, abs=1e-9)
            assert found[one, other] == found[other, one]


def test_what_is_counted():
    table = [["a", "b", "", None], ["a", "c", "x", "y"], ["", "b", "x", "y"]]
    found = agreement(table)
    assert found.same[0, 1] == 1 and found.same[0, 2] == 1 and found.same[1, 2] == 2
    assert found.both_wrong[0, 1] == 2 and found.both_wrong[1, 2] == 3


def test_chance_makes_as_many_identical_errors_as_honest_students_do():
    found = [agreement(honest_class(60, 20, seed)) for seed in range(20)]
    pairs = np.triu_indices(60, 1)
    same = np.mean([each.same[pairs].mean() for each in found])
    expected = np.mean([each.expected[pairs].mean() for each in found])
    assert same == pytest.approx(expected, rel=0.05)


def test_the_model_of_errors_keeps_the_totals():
    table = honest_class(80, 20, 3)
    wrong = np.array([[bool(cell) for cell in row] for row in table])
    there = np.array([[cell is not None for cell in row] for row in table])
    error = chances_of_error(wrong, there)
    assert not error[~there].any()
    assert np.abs(error.sum(0) - wrong.sum(0)).max() < 1.5
    assert np.abs(error.sum(1) - wrong.sum(1)).max() < 2.0
    order = np.argsort(wrong.sum(1))
    assert error.sum(1)[order[0]] < error.sum(1)[order[-1]]


@pytest.mark.parametrize("slope", [0.5, 1.0])
@pytest.mark.parametrize(("students", "questions", "classes"), [(20, 12, 40), (60, 20, 30)])
def test_honest_classes_raise_few_alarms(students, questions, classes, slope):
    tables = [honest_class(students, questions, seed, slope) for seed in range(classes)]
    assert sum(bool(named(table)) for table in tables) <= 1


def test_large_honest_classes_raise_few_alarms():
    assert sum(len(named(honest_class(300, 30, seed))) for seed in range(4)) <= 1


@pytest.mark.parametrize(
    ("students", "questions", "share", "wanted"),
    [(20, 20, 1.0, 18), (60, 20, 1.0, 18), (60, 30, 0.8, 18), (150, 30, 1.0, 19)],
)
def test_planted_copiers_with_enough_errors_are_found(students, questions, share, wanted):
    hits = 0
    for seed in range(20):
        table = honest_class(students, questions, seed)
        pair = with_copier(table, share, seed, at_least=questions // 2)
        hits += pair in named(table)
    assert hits >= wanted


def test_a_ring_is_found_whole():
    table = honest_class(100, 24, 8)
    source = max(range(100), key=lambda number: errors(table[number]) if number > 5 else 0)
    for copier in (0, 1, 2):
        table[copier] = list(table[source])
    ring = {(0, 1), (0, 2), (1, 2), (0, source), (1, source), (2, source)}
    assert ring <= named(table)


def test_who_copied_right_answers_is_not_named():
    table = honest_class(60, 20, 2)
    table[0] = [""] * 20
    table[1] = [""] * 20
    assert (0, 1) not in named(table)
    assert chances(table)[0, 1] == 1


def test_a_mistake_that_all_make_says_nothing():
    table = [["same"] * 12 for _ in range(30)]
    assert named(table) == set()


def test_a_rare_answer_in_common_says_more_than_a_popular_one():
    table = honest_class(60, 20, 4)
    for row in table:
        row[0] = "popular"
    for number in (0, 1):
        table[number][0] = "popular"
    popular = chances(table)[0, 1]
    for number in (0, 1):
        table[number][0] = "rare"
    assert chances(table)[0, 1] < popular


CELLS = st.one_of(st.none(), st.sampled_from(["", "", "a", "b", "c"]))


@settings(max_examples=40)
@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=12)
    )
)
def test_any_table_gives_probabilities(table):
    found, chance = agreement(table), chances(table)
    assert ((chance > 0) & (chance <= 1)).all()
    assert np.isfinite(found.expected).all()
    # no pair's chance is below its floor, so that no pair that could be named is passed over
    assert (np.log(chance) >= found.floor - 0.01)[np.triu_indices(len(table), 1)].all()
    # who sits where does not matter
    assert np.allclose(chance, chances(table[::-1])[::-1, ::-1], atol=1e-6)
