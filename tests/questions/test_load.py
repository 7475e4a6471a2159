"""A bank that is kept is read once, and again when it or what it names has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from imuran_edu.core import InputError
from imuran_edu.evidence import facts_of, words_of
from imuran_edu.questions import kept_bank, load_bank

FACT = """\
facts:
  - id: usual-dose
    text: {dose} mg a day
    means: the usual dose
    rests_on: {{id: a, at: b}}
"""
BANK = """\
kind: practice
lesson: doses
title: Doses
questions:
  - id: doses-p01
    type: true_false
    objective: doses
    level: remember
    stem: The usual dose is {{usual-dose}}.
    key: true
    feedback: {if_true: It is., if_false: It is 100 mg.}
    rationale: So it is.
    rests_on: {claims: [D1-001]}
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank that names a fact."""
    path = tmp_path / "practice" / "doses.yaml"
    for folder in (path.parent, tmp_path / "facts"):
        folder.mkdir()
    (tmp_path / "facts" / "doses.yaml").write_text(FACT.format(dose=100))
    path.write_text(BANK)
    return path


def test_it_is_read_once(bank: Path) -> None:
    assert kept_bank(bank) is kept_bank(bank)
    assert kept_bank(bank) == load_bank(bank)


def test_a_changed_file_is_read_again(bank: Path) -> None:
    first = kept_bank(bank)
    bank.write_text(BANK.replace("title: Doses", "title: More doses"))
    assert (first.title, kept_bank(bank).title) == ("Doses", "More doses")


def test_a_changed_fact_is_told_by_a_bank_that_names_it(bank: Path) -> None:
    assert "100 mg" in kept_bank(bank).questions[0].stem
    (bank.parents[1] / "facts" / "doses.yaml").write_text(FACT.format(dose=150))
    for read_once in (words_of, facts_of):
        read_once.cache_clear()
    assert "150 mg" in kept_bank(bank).questions[0].stem


def test_a_bank_that_cannot_be_read_says_so_each_time(bank: Path) -> None:
    kept_bank(bank)
    bank.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        kept_bank(bank)
