"""A figure stands in one place, and every text that names it follows when it changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.core import InputError, read_yaml
from imuran_edu.evidence import Citation, Fact, load_facts, with_facts
from imuran_edu.evidence.facts import fact_words
from imuran_edu.evidence.inline_facts import (
    LOCKS,
    facts_named,
    told_values,
    values_by_hand,
    without_facts,
    write_out_lesson,
    written_out,
)

PLACE = Citation(id="us-pi", at="Dosage and Administration")


def fact(name: str, text: str) -> Fact:
    return Fact(id=name, text=text, means="a test", rests_on=PLACE)


FACTS = {each.id: each for each in (fact("ra-max", "2.5 mg/kg/day"), fact("cut", "a quarter"))}
WORDS = {**fact_words(FACTS), "ref:bsr-2017": "BSR 2017, replaced in November 2025"}
FILE = """\
facts:
  - id: ra-max
    text: 2.5 mg/kg/day
    number: 2.5
    means: the highest dose
    rests_on: {id: us-pi, at: Dosage and Administration}
"""


def test_facts_are_read_by_id(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(FILE)
    facts = load_facts(tmp_path)
    assert facts["ra-max"].number == 2.5
    assert load_facts(tmp_path / "nowhere") == {}


def test_a_fact_in_two_files_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(FILE)
    (tmp_path / "two.yaml").write_text("# a comment\n" + FILE)
    with pytest.raises(InputError) as error:
        load_facts(tmp_path)
    (problem,) = error.value.problems
    assert (problem.file.name, problem.line) == ("two.yaml", 3)
    assert "'ra-max' stands twice" in problem.message


def test_a_broken_file_of_facts_is_named_beside_a_good_one(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(FILE)
    (tmp_path / "two.yaml").write_text("facts: [\n")
    (tmp_path / "three.yaml").write_text(FILE.replace("ra-max", "other").replace("means", "meens"))
    with pytest.raises(InputError) as error:
        load_facts(tmp_path)
    assert {problem.file.name for problem in error.value.problems} == {"two.yaml", "three.yaml"}


def test_a_bank_names_facts_and_keeps_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text("stem: At most {{ra-max}}.\noptions:\n  - Cut it to {{cut}}.\n  - 3\n")
    source = with_facts(read_yaml(path), WORDS)
    assert source.data == {
        "stem": "At most 2.5 mg/kg/day.",
        "options": ["Cut it to a quarter.", 3],
    }
    assert source.line(("options", 0)) == 3


def test_an_unknown_fact_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text('stem: well\nhints:\n  - "{{ra-maximum}} is too much"\n')
    with pytest.raises(InputError) as error:
        with_facts(read_yaml(path), WORDS)
    (problem,) = error.value.problems
    assert problem.line == 3
    assert "unknown fact 'ra-maximum'" in problem.message


def test_a_text_is_written_out_and_follows_the_fact() -> None:
    text = written_out("At most {{ra-max}}, then {{cut}}.", WORDS)
    assert text == (
        'At most <span class="fact ra-max">2.5 mg/kg/day</span>, '
        'then <span class="fact cut">a quarter</span>.'
    )
    changed = {**WORDS, "ra-max": "3 mg/kg/day"}
    assert "3 mg/kg/day" in written_out(text, changed)
    assert "2.5" not in written_out(text, changed)
    assert facts_named(text) == ["ra-max", "cut"]


@given(
    st.lists(
        st.sampled_from(
            ["{{ra-max}}", "{{ref:bsr-2017}}", "{{other}}", "{{ref:x}}", " x ", "$a_{{n}}$", "<b>"]
        )
    )
)
def test_writing_out_twice_changes_nothing(pieces: list[str]) -> None:
    once = written_out("".join(pieces), WORDS)
    assert written_out(once, WORDS) == once
    assert "{{ra-max}}" not in once
    assert without_facts(once).count("2.5 mg/kg/day") == 0


def test_an_authority_is_written_out_with_what_became_of_it() -> None:
    text = written_out("By {{ref:bsr-2017}}, {{ra-max}}.", WORDS)
    assert text == (
        'By <span class="ref bsr-2017">BSR 2017, replaced in November 2025</span>, '
        '<span class="fact ra-max">2.5 mg/kg/day</span>.'
    )
    assert facts_named(text) == ["ref:bsr-2017", "ra-max"]
    assert "BSR" not in without_facts(text)
    assert "in force" in written_out(text, {"ref:bsr-2017": "BSR 2017, in force"})


def test_an_unknown_authority_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text('stem: well\nhints:\n  - "{{ref:bsr-2071}} asks"\n')
    with pytest.raises(InputError) as error:
        with_facts(read_yaml(path), WORDS)
    (problem,) = error.value.problems
    assert problem.line == 3
    assert "unknown reference 'bsr-2071'; add it to quizzes/references.yaml" in problem.message
    assert written_out("{{ref:bsr-2071}}", WORDS) == "{{ref:bsr-2071}}"


def test_a_fact_typed_by_hand_is_found() -> None:
    assert values_by_hand("At most 2.5 mg/kg/day.", told_values(FACTS)) == {
        "2.5 mg/kg/day": ["ra-max"]
    }
    assert values_by_hand("At most {{ra-max}}.", told_values(FACTS)) == {}
    assert values_by_hand(written_out("At most {{ra-max}}.", WORDS), told_values(FACTS)) == {}
    assert values_by_hand("At most 12.5 mg/kg/day.", told_values(FACTS)) == {}


def test_short_words_and_words_without_a_figure_may_be_typed_by_hand() -> None:
    facts = {each.id: each for each in (fact("short", "12.5 mg/d"), fact("long", "12.5 mg/kg"))}
    assert values_by_hand("Take 12.5 mg/d.", told_values(facts)) == {}, "nine letters"
    assert values_by_hand("Take 12.5 mg/kg.", told_values(facts)) == {"12.5 mg/kg": ["long"]}, "ten"
    assert values_by_hand("Take 5 mg.", told_values({"brief": fact("brief", "5 mg")})) == {}, "four"
    words = {"words": fact("words", "a quarter to a third")}
    assert values_by_hand("Cut it to a quarter to a third.", told_values(words)) == {}


def test_the_layout_of_a_notebook_is_jupyters(tmp_path: Path) -> None:
    path = tmp_path / "lesson.ipynb"
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "é {{ra-max}} {{no}}"}]
    path.write_text(json.dumps({"cells": cells, "metadata": {}}))
    assert write_out_lesson(path, WORDS)
    text = path.read_text(encoding="utf-8")
    assert text.startswith('{\n "cells": [\n  {\n') and text.endswith("}\n")
    assert 'é <span class=\\"fact ra-max\\">2.5 mg/kg/day</span> {{no}}' in text


def test_a_notebook_is_written_out_in_place_and_otherwise_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "lesson.ipynb"
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["Up to\n", "{{ra-max}}."]},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": ["'{{ra-max}}'"]},
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}}, indent=1) + "\n")
    assert write_out_lesson(path, WORDS)
    first, second = json.loads(path.read_text())["cells"]
    assert first["source"] == ["Up to\n", '<span class="fact ra-max">2.5 mg/kg/day</span>.']
    assert second == {**cells[1], "metadata": LOCKS}
    assert first["metadata"] == LOCKS, "no key deletes it"
    assert not write_out_lesson(path, WORDS)


@pytest.mark.parametrize("before", ["1 mg", "9 mg"])
def test_a_figure_that_changed_is_written_out_anew(tmp_path: Path, before: str) -> None:
    path = tmp_path / "lesson.ipynb"
    old = f'<span class="fact ra-max">{before}</span>'
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": old}]
    path.write_text(json.dumps({"cells": cells, "metadata": {}}))
    assert write_out_lesson(path, {"ra-max": "5 mg"})
    assert old.replace(before, "5 mg") in json.loads(path.read_text())["cells"][0]["source"]


def test_a_fact_may_be_one_letter_and_not_none() -> None:
    assert fact("short", "5").figures == [5]
    with pytest.raises(ValueError, match="at least 1 character"):
        fact("nothing", "")


def test_what_is_no_notebook_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "lesson.ipynb"
    path.write_text("[]")
    with pytest.raises(InputError, match="is not a notebook"):
        write_out_lesson(path, WORDS)
    assert path.read_text() == "[]"
