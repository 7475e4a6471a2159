"""The numbers of the models, each with its unit, its source and how it is known."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from imuran_edu.core import read_yaml, validate
from imuran_edu.core.strict_model import Strict

FILE = Path(__file__).with_name("parameters.yaml")


class Parameter(Strict):
    """One number of the model."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    value: FiniteFloat
    unit: str
    means: str
    source: str
    standing: Literal["read", "second-hand", "recalled", "calibrated", "assumed"]


class Parameters(Strict):
    """The file `parameters.yaml`."""

    parameters: list[Parameter]


class Phenotype(StrEnum):
    """How well TPMT or NUDT15 works, in the terms of CPIC."""

    NORMAL = "normal"
    INTERMEDIATE = "intermediate"
    POOR = "poor"


@cache
def parameters() -> dict[str, Parameter]:
    """Return every parameter by its id."""
    return {each.id: each for each in validate(Parameters, read_yaml(FILE)).parameters}


@cache
def number(name: str) -> float:
    """Return a parameter's value, in its unit.

    Raises:
        KeyError: there is no parameter of that name.
    """
    return parameters()[name].value


def by_phenotype(name: str, phenotype: Phenotype) -> float:
    """Return a ratio to the normal metaboliser: 1, or the parameter `name-im` or `name-pm`."""
    suffix = {Phenotype.NORMAL: None, Phenotype.INTERMEDIATE: "im", Phenotype.POOR: "pm"}[phenotype]
    return number(f"{name}-{suffix}") if suffix else 1.0
