import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.core.csv_text import as_csv, escape_formula, number

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5), st.booleans())
def test_what_is_written_is_read_again(rows, every):
    text = as_csv(("a", "b", "c"), rows, every)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b", "c"], *rows]


@pytest.mark.parametrize("text", ["=1+1", "@x", "+cmd", "-5 mg", ' "=1', "--1", "+", "-nan-"])
def test_formulas_are_escaped(text):
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("separator", [";", "\t", "\r", "\n"])
def test_a_formula_behind_another_separator_is_one_too(separator):
    assert escape_formula(f"a{separator}=1+1") == f"a{separator}'=1+1"
    assert escape_formula(f"a{separator}-5") == f"a{separator}-5"


@pytest.mark.parametrize("text", ["", "a=1", "-5", "+3.5", "12 mg", "'=1", "-1e5"])
def test_other_texts_stay(text):
    assert escape_formula(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0, "0"), (-0.0, "0"), (5, "5"), (5.5, "5.5"), (1 / 3, "0.3333"), (1e-9, "0")],
)
def test_numbers_have_no_needless_zeros(value, text):
    assert number(value) == text
