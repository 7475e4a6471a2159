"""The rules of partial credit: a table of names, functions, and sentences for the student."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from imuran_edu.core.words import N_


@dataclass(frozen=True)
class Tally:
    """How an answer compares with the key.

    Attributes:
        right: what was chosen, placed or ordered rightly.
        wrong: what was chosen or ordered wrongly.
        key: what there was to find; never 0.
        options: what there was to decide, right or wrong.
    """

    right: int
    wrong: int
    key: int
    options: int


@dataclass(frozen=True)
class CreditRule:
    """A rule for partial credit.

    Attributes:
        name: as banks write it under `credit`.
        share: the share of the points that an answer earns; below 0 counts as 0.
        sentence: the rule for a student.
    """

    name: str
    share: Callable[[Tally], float]
    sentence: str


Rules = dict[str, CreditRule]


def _all_or_nothing(tally: Tally) -> float:
    return float(tally.right == tally.key and not tally.wrong)


def _net(tally: Tally) -> float:
    return (tally.right - tally.wrong) / tally.key


def _coverage(tally: Tally) -> float:
    return tally.right / tally.key * tally.right / (tally.right + tally.wrong)


def _each_option(tally: Tally) -> float:
    missed = tally.key - tally.right
    return (tally.options - tally.wrong - missed) / tally.options


def _each_row(tally: Tally) -> float:
    return tally.right / tally.key


def _table(*rules: CreditRule) -> Rules:
    return {rule.name: rule for rule in rules}


SELECTION = _table(
    CreditRule(
        "off", _all_or_nothing, N_("All or nothing: choose every right option and no other.")
    ),
    CreditRule(
        "net-correct", _net, N_("Each right option counts; each wrong one takes a right one away.")
    ),
    CreditRule(
        "coverage", _coverage, N_("Finding right options counts; wrong ones water the score down.")
    ),
    CreditRule(
        "each-answer", _each_option, N_("Every option counts, rightly chosen or rightly left.")
    ),
)
PLACING = _table(
    CreditRule("off", _all_or_nothing, N_("All or nothing: place everything rightly.")),
    CreditRule("each-answer", _each_row, N_("Each thing that is placed rightly counts.")),
)
ORDER = _table(
    CreditRule("off", _all_or_nothing, N_("All or nothing: put everything in its place.")),
    CreditRule(
        "pairs",
        _net,
        N_("Of any two lines each right order counts; each wrong one takes a right one away."),
    ),
)


class RuleOf:
    """Tells pydantic that a field holds the name of a rule of a table."""

    def __init__(self, table: Rules) -> None:
        self.table = table

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.literal_schema(list(self.table))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        sentences = " ".join(f"{rule.name}: {rule.sentence}" for rule in self.table.values())
        return {**handler(schema), "description": sentences}
