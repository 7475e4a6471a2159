"""Formulas on a printed paper say what they say on a page."""

from __future__ import annotations

import pytest

from imuran_edu.questions.formats._typst import escaped, typst_of


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ("$2.5 \\times 10^9$", "2.5 × 10⁹"),
        ("$0.5^{14/5}$", "0.5^(14/5)"),
        ("$29/87 = 33.3\\%$", "29/87 = 33.3%"),
        ("$1 - 0.41$", "1 − 0.41"),
    ],
)
def test_a_formula_is_set_in_letters(markdown: str, printed: str) -> None:
    assert typst_of(markdown) == escaped(printed)
