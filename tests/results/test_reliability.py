"""Reliability and discrimination against worked examples that others published.

Wuensch: K. L. Wuensch, East Carolina University, KR20.txt (core.ecu.edu/wuenschk/StatHelp), a quiz
of ten items by ten students. Real Statistics: C. Zaiontz, real-statistics.com, 'Kuder and
Richardson Formula 20' (twelve students, eleven questions, 0.738) and 'Cronbach's Alpha' (fifteen
people, ten questions, 0.59172). The intervals of these two are those that the documentation of
pingouin's `cronbach_alpha` gives, which was held against R's psych.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from imuran_edu.results.reliability import correlation, reliability, thirds

WUENSCH = """1111110110 1011011101 1111011001 0010001000 0000010010
             1110111111 1101110111 1111111101 0101111101 1101101110"""
REAL_KR20 = """11111111111 11111111010 10111111100 11101101100 11111000100 01101111000
               11110010000 11111000000 01011000010 10010100000 11100000000 10010000000"""
REAL_ALPHA = """3241451432 5463512555 7355643365 2433222663 6565444675 1234252352 4353521243
                2443722465 6555165232 5464353172 4352532341 4232534234 5562332445
                6554221465 4355313234"""


def table(text):
    return np.array([[float(digit) for digit in row] for row in text.split()])


def test_wuenschs_kr20():
    points = table(WUENSCH)
    found = reliability(points, [1] * 10)
    assert found.name == "KR-20"
    # the sum of p*q and the variance of the totals, as printed there
    assert (points.mean(0) * (1 - points.mean(0))).sum() == pytest.approx(2.18)
    assert points.sum(1).var() == pytest.approx(5.84)
    assert found.estimate.value == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
    spread = 5.84 * 10 / 9
    assert found.error == pytest.approx((spread * (1 - found.estimate.value)) ** 0.5)


def test_real_statistics_kr20_and_its_interval():
    found = reliability(table(REAL_KR20), [1] * 11)
    assert found.name == "KR-20"
    assert found.estimate.value == pytest.approx(0.7380191693, abs=1e-9)
    assert (round(found.estimate.low, 3), round(found.estimate.high, 3)) == (0.447, 0.911)


def test_real_statistics_alpha_and_its_interval():
    found = reliability(table(REAL_ALPHA), [7] * 10)
    assert found.name == "Cronbach's alpha"
    assert found.estimate.value == pytest.approx(0.5917188486, abs=1e-9)
    assert (round(found.estimate.low, 3), round(found.estimate.high, 3)) == (0.195, 0.84)


def test_unequal_points_make_it_alpha():
    points = table(WUENSCH)
    points[:, 0] *= 2
    assert reliability(points, [2] + [1] * 9).name == "Cronbach's alpha"


@pytest.mark.parametrize("points", [np.zeros((5, 3)), np.ones((1, 3)), np.eye(4)[:, :1], np.eye(3)])
def test_what_has_no_reliability_has_none(points):
    assert reliability(points, [1] * points.shape[1]) is None


def test_discrimination_is_the_corrected_point_biserial():
    points = table(REAL_KR20)
    for column in range(points.shape[1]):
        item, rest = points[:, column], points.sum(1) - points[:, column]
        found = correlation(item, rest)
        if item.min() == item.max():
            assert found is None
            continue
        right, wrong, p = rest[item == 1], rest[item == 0], item.mean()
        by_hand = (right.mean() - wrong.mean()) / rest.std() * (p * (1 - p)) ** 0.5
        assert found.value == pytest.approx(by_hand)
        assert -1 <= found.low < found.value < found.high <= 1


def test_the_interval_is_fishers():
    rng = np.random.default_rng(1)
    x = rng.normal(size=50)
    found = correlation(x, x + rng.normal(size=50))
    z, half = np.arctanh(found.value), 1.959964 / (50 - 3) ** 0.5
    assert found.low == pytest.approx(np.tanh(z - half), abs=1e-6)
    assert found.high == pytest.approx(np.tanh(z + half), abs=1e-6)


@given(st.lists(st.integers(0, 12), min_size=3, max_size=60))
def test_thirds_are_in_order_and_keep_equal_totals_together(totals):
    found = thirds(np.array(totals, dtype=float))
    assert set(found) <= {0, 1, 2}
    for one, third in zip(totals, found, strict=True):
        for other, another in zip(totals, found, strict=True):
            if one <= other:
                assert third <= another


def test_thirds_of_distinct_totals_are_thirds():
    assert thirds(np.arange(9.0)) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert thirds(np.ones(9)) == [1] * 9


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 20)), min_size=4, max_size=50
    )
)
def test_the_formulas_are_those_of_scipy(rows):
    points, rest = np.array(rows, dtype=float).T
    found, whole = correlation(points, rest), reliability(np.array(rows, dtype=float), [1, 20])
    if found:
        theirs = stats.pearsonr(points, rest)
        interval = theirs.confidence_interval(0.95)
        wanted = (theirs.statistic, interval.low, interval.high)
        assert (found.value, found.low, found.high) == pytest.approx(wanted, abs=1e-9)
    if whole:
        size, alpha = len(rows) - 1, whole.estimate.value
        limits = [1 - (1 - alpha) * stats.f.isf(tail, size, size) for tail in (0.025, 0.975)]
        assert [whole.estimate.low, whole.estimate.high] == pytest.approx(limits)
    places = stats.rankdata(rest) - 0.5
    assert thirds(rest) == [min(2, int(3 * place / len(rest))) for place in places]


def test_what_does_not_vary_goes_with_nothing():
    varying, constant = np.array([0.0, 1, 0, 1, 1]), np.full(5, 3.0)
    assert correlation(varying, constant) is None and correlation(constant, varying) is None
    assert correlation(varying, varying).value == pytest.approx(1)
