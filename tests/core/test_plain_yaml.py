"""The quick reader of YAML reads what that of nodes reads, or leaves it to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imuran_edu.core import InputError, Source
from imuran_edu.core.plain_yaml import NotPlainError, PlainReader
from imuran_edu.core.yaml_source import _Loader, _parsed, _parsed_by_nodes

ROOT = Path(__file__).parents[2]
PLACE = Path("file.yaml")
COURSE = sorted(
    path
    for folder in ("quizzes", "src/imuran_edu/pharmacology", "tests/examples")
    for path in (ROOT / folder).rglob("*.yaml")
)
SIGNS = st.text(alphabet="abn:-{}[]&*!#'\"|> \n01.~,<?%", max_size=40)
ODD = """a: 1|b: [x, 2.5]|- c|  d: 'yes'|a: yes|e:|  - 2024-13-45|? f|1: g|true: t|h: &x 1|i: *x
j: !!str 1|k: !odd 1|<<: {a: 1}|---|...|l: >|  m|n: 2024-01-02|~: 1|o: 0x1F|p: 1_000|1.5: q
"q": "\\u00e9"|r: {s: 1, s: 2}"""
LINES = st.lists(st.sampled_from(re.split(r"[|\n]", ODD)), max_size=6).map("\n".join)


def outcome(read: object) -> str:
    try:
        source = read(PLACE)  # type: ignore[operator]
    except InputError as error:
        return str(error)
    assert isinstance(source, Source)
    return f"{source.data!r} {sorted(source.lines.items(), key=repr)}"


@pytest.mark.parametrize("path", COURSE, ids=lambda path: path.name)
def test_files_of_the_course_are_read_by_it_and_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    reader = PlainReader(_Loader(text))
    source = _parsed_by_nodes(path, text)
    assert repr(reader.document()) == repr(source.data)
    assert reader.lines == source.lines


@settings(max_examples=500, deadline=None)
@given(SIGNS | LINES)
@example("a: &x 1\nb: *x\n")
@example("a: 1\na: 2\n")
@example("a: 1\n---\nb: 2\n")
@example("[" * 80 + "]" * 80)
@example("[" * 2000)
@example("- " * 2000 + "a")
@example("")
@example("# nothing\n")
@example("a: \x07\n")
def test_any_text_is_read_or_refused_in_the_same_words(text: str) -> None:
    assert outcome(lambda path: _parsed(path, text)) == outcome(
        lambda path: _parsed_by_nodes(path, text)
    )


@pytest.mark.parametrize("text", ["a: &x 1", "a: !!str 1", "1.5: a", "a: 1\na: 2", "- 2024-13-45"])
def test_what_is_not_ordinary_is_left_to_the_other_reader(text: str) -> None:
    with pytest.raises(NotPlainError):
        PlainReader(_Loader(text)).document()
