"""Hypothesis strategies: answers as a student, a bug or an attacker might leave them."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from tests.examples import bank

any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=30)
_numbers = st.one_of(
    st.integers(),
    st.integers(-3, 3),
    st.sampled_from([10**400, -(10**400), 137.5, 137, 0.25, 135.0, 140.0]),
    st.floats(),
    st.just(math.nan),
    st.just(5000).map(lambda digits: 10**digits),  # more than Python turns into text
)
_IDS = ["a", "b", "c", "d", "e", "x", "y", "p", "q", "r", "s", "k", "m"]
_PARTS = ["ex-case-1", "ex-case-2", "ex-case-3"]
_words = st.sampled_from(
    [
        *_IDS,
        *_PARTS,
        "",
        " ",
        "137.5",
        "137.5 mg/day",
        "0.1375 g/day",
        "250 mg",
        "1e400",
        "TPMT-9",
        "tpmt 9",
        "thiopurine methyltransferase",
        "xanthine oxidase",
        "\ud800",
        "9" * 5000,
        "true",
    ]
)
leaves = st.one_of(st.none(), st.booleans(), _numbers, _words, any_text)
json_values: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=6) | st.dictionaries(_words | any_text, inner, max_size=6)
    ),
    max_leaves=20,
)


def nested(depth: int) -> Any:
    """Return a list in a list in a list ..."""
    value: Any = "b"
    for _ in range(depth):
        value = [value]
    return value


_ids = st.sampled_from(_IDS[:8])
shaped_answers: st.SearchStrategy[Any] = st.one_of(
    st.lists(_ids, max_size=6),
    st.permutations("abcd").map(list),
    st.dictionaries(_ids, st.sampled_from([*_IDS, ""]), max_size=5),
    st.fixed_dictionaries({}, optional=dict.fromkeys(_PARTS, leaves)),
)
answers: st.SearchStrategy[Any] = st.one_of(
    json_values, shaped_answers, st.sampled_from([nested(12), nested(100)])
)
questions = st.sampled_from(bank().questions)
