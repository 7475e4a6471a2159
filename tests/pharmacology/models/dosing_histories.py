"""Courses that the sliders of the lessons can make: steps, stops, missed days, allopurinol."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from imuran_edu.pharmacology.models.metabolites import DosingHistory, course, missed, steps
from imuran_edu.pharmacology.models.parameters import Phenotype

DAYS = 182
HIGHEST = 3.0  # mg/kg/day: the end of every dose slider

phenotypes = st.sampled_from(list(Phenotype))
doses = st.integers(0, round(10 * HIGHEST)).map(lambda tenth: tenth / 10)
days = st.integers(0, DAYS - 1)


@st.composite
def courses(draw: Any, allopurinol: bool = True) -> DosingHistory:
    """Half a year with up to four steps of the dose, some days missed, allopurinol at times."""
    changes = draw(st.lists(st.tuples(days, doses), max_size=3))
    taken = steps(DAYS, (0, draw(doses)), *changes)
    taken = missed(taken, draw(st.sampled_from([0.0, 0.0, 0.1, 0.5])), draw(st.integers(0, 3)))
    when = np.arange(DAYS)
    starts, ends = draw(st.sampled_from([(DAYS, DAYS), (0, DAYS), (84, DAYS), (30, 90)]))
    given = (when >= starts) & (when < ends) if allopurinol else False
    return course(taken, given)
