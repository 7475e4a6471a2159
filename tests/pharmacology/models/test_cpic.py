"""From a diplotype as it is typed to CPIC's phenotype, and CPIC's shares from the facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imuran_edu.pharmacology.models.cpic import (
    GeneName,
    GeneResult,
    alleles,
    is_low_start,
    read_diplotype,
    share_of_start,
)


@pytest.mark.parametrize(
    ("gene", "typed", "result"),
    [
        ("TPMT", "*1/*1", GeneResult.NORMAL),
        ("TPMT", "*1/*3A", GeneResult.INTERMEDIATE),
        ("TPMT", "*3A/*1", GeneResult.INTERMEDIATE),
        ("TPMT", "  tpmt *1 / 3a ", GeneResult.INTERMEDIATE),
        ("TPMT", "*2/*3C", GeneResult.POOR),
        ("TPMT", "*3A/*8", GeneResult.POSSIBLE),
        ("TPMT", "*1/*8", GeneResult.INDETERMINATE),
        ("TPMT", "*8/*24", GeneResult.INDETERMINATE),
        ("NUDT15", "*1/*3", GeneResult.INTERMEDIATE),
        ("NUDT15", "*3/*9", GeneResult.POOR),
        ("NUDT15", "*1/*2", GeneResult.INTERMEDIATE),
        ("NUDT15", "1|2", GeneResult.INTERMEDIATE),
    ],
)
def test_diplotypes(gene: GeneName, typed: str, result: GeneResult) -> None:
    found = read_diplotype(gene, typed)
    assert found.result is result
    assert result.value in found.words


def test_star_2_of_nudt15_is_counted_in_star_3() -> None:
    assert "*2 is counted in *3" in read_diplotype("NUDT15", "*2/*2").words
    assert read_diplotype("NUDT15", "*2/*2").words.count("counted") == 1
    assert "counted" not in read_diplotype("TPMT", "*2/*2").words


@pytest.mark.parametrize(
    ("gene", "typed", "says"),
    [
        ("TPMT", "", "'' is no diplotype; type two alleles like *1/*3"),
        ("TPMT", "*1", "is no diplotype"),
        ("TPMT", "*1/*3A/*3C", "is no diplotype"),
        ("TPMT", "NUDT15 *1/*3", "is no diplotype"),
        ("TPMT", "*1/*3", "TPMT*3 is not in the list of 2025-11-19; enter the phenotype"),
        ("TPMT", "*99/*1", "TPMT*99 is not in the list"),
        ("NUDT15", "*1/*5", "CPIC judged NUDT15*5 anew in 2026; enter the phenotype"),
        ("NUDT15", "*1/*3A", "NUDT15*3A is not in the list of 2026-02-03"),
    ],
)
def test_what_does_not_tell_says_what_to_enter(gene: GeneName, typed: str, says: str) -> None:
    found = read_diplotype(gene, typed)
    assert found.result is None
    assert says in found.words


@given(st.sampled_from(["TPMT", "NUDT15"]), st.text(max_size=60))
def test_nothing_that_is_typed_raises(gene: GeneName, typed: str) -> None:
    found = read_diplotype(gene, typed)
    assert found.words and len(found.words) < 120


def test_the_table_names_its_source_and_no_allele_twice() -> None:
    for gene in ("TPMT", "NUDT15"):
        known = alleles(gene)
        assert known.url.startswith("https://") and date(2025, 1, 1) < known.date
        names = [*known.normal, *known.lost, *known.uncertain, *known.judged_anew]
        assert len(set(names)) == len(names)
        assert set(known.counted_in.values()) <= set(known.lost)
        assert not set(known.counted_in) & set(names)


def test_the_numbers_are_those_of_the_facts() -> None:
    assert share_of_start(1) == (0.3, 0.8, "30 to 80%")
    assert share_of_start(2) == (0.2, 0.5, "20 to 50%")
    assert is_low_start(1.99) and not is_low_start(2)


def test_a_possible_intermediate_counts_as_one() -> None:
    counted = [each for each in GeneResult if each.counts_as_intermediate]
    assert counted == [GeneResult.POSSIBLE, GeneResult.INTERMEDIATE]
