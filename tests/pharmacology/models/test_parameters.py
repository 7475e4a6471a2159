"""The numbers of the models: each used, each with its unit, its source and how it is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from imuran_edu.core import read_yaml
from imuran_edu.pharmacology.models import parameters as module
from imuran_edu.pharmacology.models.blood_counts import neutrophils
from imuran_edu.pharmacology.models.cohort import follow, people, settled_counts
from imuran_edu.pharmacology.models.dosing import azathioprine_per_mercaptopurine
from imuran_edu.pharmacology.models.metabolites import course, levels, mercaptopurine
from imuran_edu.pharmacology.models.parameters import (
    FILE,
    Phenotype,
    by_phenotype,
    number,
    parameters,
)
from tests.pharmacology.measures import metabolite_ratios, settled_neutrophils
from tests.pharmacology.models.reference import ratio

RATIOS = ("tgn-tpmt", "mmp-tpmt", "nudt15")


def test_no_number_stands_twice() -> None:
    listed = [each["id"] for each in read_yaml(FILE).data["parameters"]]
    assert len(listed) == len(set(listed)) == len(parameters())


@pytest.mark.parametrize("each", parameters().values(), ids=lambda each: each.id)
def test_a_number_says_what_it_is_and_where_it_comes_from(each: module.Parameter) -> None:
    assert math.isfinite(each.value) and each.value > 0
    assert each.unit.strip()
    assert len(each.means) > 5
    assert len(each.source) > 5
    assert ("recalled" in each.source) <= (each.standing in ("recalled", "calibrated"))


def test_every_number_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()

    class Watching(dict[str, module.Parameter]):
        def __getitem__(self, name: str) -> module.Parameter:
            used.add(name)
            return super().__getitem__(name)

    watching = Watching(parameters())
    monkeypatch.setattr(module, "parameters", lambda: watching)
    number.cache_clear()
    try:
        for works in Phenotype:
            taken = course(np.full(3, 2.0), [False, True, True])
            levels(taken, works)
            neutrophils(taken, works, works)
            settled_neutrophils(240, works)
            follow(people(3), taken, works, works)
            settled_counts(people(3), 2, works, works, allopurinol=True)
            metabolite_ratios(3, works)
        mercaptopurine(1, 100, 70, allopurinol=True)
        azathioprine_per_mercaptopurine()
    finally:
        number.cache_clear()
    assert used == set(parameters())


@pytest.mark.parametrize("name", RATIOS)
def test_a_phenotype_is_a_ratio_to_the_normal_one(name: str) -> None:
    assert by_phenotype(name, Phenotype.NORMAL) == 1
    for phenotype in Phenotype:
        assert by_phenotype(name, phenotype) == ratio(name, phenotype)


def test_the_slower_the_enzyme_the_further_from_normal() -> None:
    for name in RATIOS:
        steps = [by_phenotype(name, each) for each in Phenotype]
        assert steps == sorted(steps, reverse=name == "mmp-tpmt")


def test_an_unknown_number_is_no_number() -> None:
    with pytest.raises(KeyError):
        number("tgn-half-live")
