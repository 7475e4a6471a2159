"""Ordinary data are written as PyYAML writes them, letter for letter."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from imuran_edu.authoring.import_bank import _Dumper
from imuran_edu.core.plain_dump import plain_dump

WIDTH = 40
WORD = st.text(alphabet="abyYnoTrue01.,;()/:'?!*#-_=%~<>", min_size=1, max_size=9)
TEXT = st.lists(WORD, min_size=1, max_size=20).map(" ".join)
PLAIN = st.lists(st.sampled_from(["a", "it's", "half:", "(of)", "b.", "*c*", "no"]), min_size=1)
VALUE = TEXT | PLAIN.map(" ".join) | st.integers(-5, 2000) | st.booleans() | st.none()
KEY = st.sampled_from(["id", "text", "feedback", "no", "key-x"])
LEVEL = st.dictionaries(KEY, VALUE | st.lists(VALUE, max_size=3), max_size=4)
DATA = st.lists(st.dictionaries(KEY, VALUE | LEVEL | st.lists(LEVEL, max_size=3)), max_size=2)


def as_pyyaml_writes(data: Any) -> str:
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH))


@settings(max_examples=300, deadline=None)
@given(DATA | LEVEL)
def test_what_is_written_is_what_pyyaml_writes(data: Any) -> None:
    written = plain_dump(data, WIDTH)
    assert written is None or written == as_pyyaml_writes(data)


def test_a_question_is_written_and_its_long_texts_are_folded() -> None:
    options = [
        {"id": "a", "text": "It's *half* of that: (40 mg)"[:-1] + ", as " + "word " * 20 + "x"}
    ]
    data = [{"id": "q-1", "type": "single", "options": options, "key": ["a"], "points": 2}]
    assert plain_dump(data, WIDTH) is None, "': ' needs quotes"
    options[0]["text"] = options[0]["text"].replace(": ", " - ")
    assert plain_dump(data, WIDTH) == as_pyyaml_writes(data)


@pytest.mark.parametrize(
    "value", ["yes", "", " a", "a ", "é", "a #b", "a\nb", "- a", "1", 1.5, None]
)
def test_what_is_not_plain_is_left_to_pyyaml(value: Any) -> None:
    assert plain_dump({"a": value}, WIDTH) is None
    assert plain_dump([], WIDTH) is None
