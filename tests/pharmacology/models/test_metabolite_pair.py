"""6-TGN and 6-MMP read together: worked pairs, and every border of the table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.pharmacology.models.metabolite_pair import MEANINGS, Reading, limits, read_pair

levels = st.floats(0, 30_000)


def test_the_limits_of_the_table() -> None:
    given_limits = limits()
    assert (given_limits.tgn_low, given_limits.tgn_high) == (235, 450)
    assert (given_limits.mmp_high, given_limits.ratio) == (5700, 11)


@pytest.mark.parametrize(
    ("tgn", "mmp", "ratio", "reading"),
    [
        (150, 9500, 63.3, Reading.SHUNTER),
        (300, 3000, 10.0, Reading.ON_TARGET),
        (410, 6200, 15.1, Reading.ON_TARGET_MMP_HIGH),
    ],
)
def test_worked_pairs(tgn: float, mmp: float, ratio: float, reading: Reading) -> None:
    assert mmp / tgn == pytest.approx(ratio, abs=0.05)
    assert read_pair(tgn, mmp) is reading


@pytest.mark.parametrize(
    ("tgn", "mmp", "reading"),
    [
        (234.9, 0, Reading.TOO_LITTLE),
        (235, 0, Reading.ON_TARGET),
        (450, 0, Reading.ON_TARGET),
        (450.1, 0, Reading.HIGH),
        (450.1, 20_000, Reading.HIGH),
        (235, 5700, Reading.ON_TARGET),
        (235, 5700.1, Reading.ON_TARGET_MMP_HIGH),
        (200, 2200, Reading.TOO_LITTLE),  # eleven times is not above eleven
        (200, 2200.1, Reading.SHUNTER),
        (250, 2800, Reading.ON_TARGET),  # 11.2 times, but 6-TGN is where it should be
        (0, 0, Reading.TOO_LITTLE),
        (0, 5700, Reading.TOO_LITTLE),  # no ratio without 6-TGN
        (0, 5700.1, Reading.SHUNTER),
    ],
)
def test_borders(tgn: float, mmp: float, reading: Reading) -> None:
    assert read_pair(tgn, mmp) is reading


@given(levels, levels)
def test_every_pair_has_one_reading_with_a_meaning(tgn: float, mmp: float) -> None:
    reading = read_pair(tgn, mmp)
    assert MEANINGS[reading].endswith(".")
    assert (reading is Reading.HIGH) == (tgn > 450)
    assert (reading in (Reading.ON_TARGET, Reading.ON_TARGET_MMP_HIGH)) == (235 <= tgn <= 450)


@given(st.floats(0, 234), levels, levels)
def test_more_6mmp_never_turns_a_shunter_back(tgn: float, mmp: float, more: float) -> None:
    if read_pair(tgn, mmp) is Reading.SHUNTER:
        assert read_pair(tgn, mmp + more) is Reading.SHUNTER


@pytest.mark.parametrize("pair", [(-1, 0), (0, -1), (float("nan"), 0), (0, float("nan"))])
def test_a_level_below_nothing_is_refused(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        read_pair(*pair)
