"""One good question of every type, with answers of every kind. The data of many tests.

`BANK` is the text of a graded bank. Tests of the linter take it, break one thing and look for the
complaint; so each thing that they break stands in it once.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml
from pydantic import TypeAdapter

from imuran_edu.questions import Bank, Question

BANK = """\
kind: graded
lesson: doses
title: A bank for tests
introduction: Nothing in it is for patients.
questions:
  - id: ex-single
    type: single
    objective: doses-1
    level: remember
    stem: Which organ wakes the **prodrug**?
    options:
      - {id: a, text: The spleen alone, feedback: SECRET word on the spleen}
      - {id: b, text: The liver foremost, feedback: SECRET word on the liver}
      - {id: c, text: The hair, feedback: SECRET word on the hair}
    key: b
    rationale: SECRET rationale of the organ
    hints: [It lies on the right., It is the largest gland.]
    rests_on: {claims: [D1-001]}
  - id: ex-off
    type: multiple
    objective: doses-1
    level: understand
    stem: Choose every cell that divides.
    credit: "off"
    options:
      - {id: a, text: Resting nerve, feedback: SECRET word on nerve}
      - {id: b, text: Busy marrow, feedback: SECRET word on marrow}
      - {id: c, text: Grown muscle, feedback: SECRET word on muscle}
      - {id: d, text: Roused lymphocyte, feedback: SECRET word on lymphocyte}
      - {id: e, text: Old red cell, feedback: SECRET word on red cell}
    key: [b, d]
    points: 2
    rationale: SECRET rationale of cells
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-net
    type: multiple
    objective: doses-1
    level: understand
    stem: Choose every cell that divides (net).
    credit: net-correct
    options:
      - {id: a, text: Resting nerve, feedback: SECRET word on nerve}
      - {id: b, text: Busy marrow, feedback: SECRET word on marrow}
      - {id: c, text: Grown muscle, feedback: SECRET word on muscle}
      - {id: d, text: Roused lymphocyte, feedback: SECRET word on lymphocyte}
      - {id: e, text: Old red cell, feedback: SECRET word on red cell}
    key: [b, d]
    points: 2
    rationale: SECRET rationale of cells
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-coverage
    type: multiple
    objective: doses-1
    level: understand
    stem: Choose every cell that divides (coverage).
    credit: coverage
    options:
      - {id: a, text: Resting nerve, feedback: SECRET word on nerve}
      - {id: b, text: Busy marrow, feedback: SECRET word on marrow}
      - {id: c, text: Grown muscle, feedback: SECRET word on muscle}
      - {id: d, text: Roused lymphocyte, feedback: SECRET word on lymphocyte}
      - {id: e, text: Old red cell, feedback: SECRET word on red cell}
    key: [b, d]
    points: 2
    rationale: SECRET rationale of cells
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-each
    type: multiple
    objective: doses-1
    level: understand
    stem: Choose every cell that divides (each).
    credit: each-answer
    options:
      - {id: a, text: Resting nerve, feedback: SECRET word on nerve}
      - {id: b, text: Busy marrow, feedback: SECRET word on marrow}
      - {id: c, text: Grown muscle, feedback: SECRET word on muscle}
      - {id: d, text: Roused lymphocyte, feedback: SECRET word on lymphocyte}
      - {id: e, text: Old red cell, feedback: SECRET word on red cell}
    key: [b, d]
    points: 2
    rationale: SECRET rationale of cells
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-true
    type: true_false
    objective: doses-1
    level: evaluate
    stem: The Country label calls the dose fixed for everybody.
    key: false
    feedback: {if_true: SECRET word to who said true, if_false: SECRET word to who said false}
    rationale: SECRET rationale of the label
    rests_on: {references: [{id: label, at: Dosage}]}
    corrects: [D1-002]
  - id: ex-number
    type: numeric
    objective: doses-2
    level: apply
    stem: "What is the daily dose? $d = w \\\\cdot r$"
    key: {value: 137.5, unit: mg/day, tolerance: 2.5}
    feedback: SECRET praise of the number
    ranges:
      - {low: 130, high: 145, feedback: SECRET word on being near, share: 0.5}
      - {low: 1350, high: 1400, feedback: SECRET word on being ten times too high}
      - {high: 0, feedback: SECRET word on doses below nothing}
      - {low: 275, high: 275, feedback: SECRET word on a dose that counts as well, share: 1}
    otherwise: SECRET word on any other number
    points: 2
    rationale: SECRET rationale of the number
    rests_on: {claims: [D1-003], references: [{id: label, at: Dosage}]}
  - id: ex-match
    type: matching
    objective: doses-1
    level: understand
    stem: Give each enzyme its work.
    left:
      - {id: a, text: First enzyme, feedback: SECRET mend of the first}
      - {id: b, text: Second enzyme, feedback: SECRET mend of the second}
      - {id: c, text: Third enzyme, feedback: SECRET mend of the third}
    right:
      - {id: p, text: It methylates}
      - {id: q, text: It oxidises}
      - {id: r, text: It hydrolyses}
      - {id: s, text: It sleeps}
    key: {a: q, b: r, c: p}
    points: 3
    rationale: SECRET rationale of the enzymes
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-order
    type: ordering
    objective: doses-1
    level: analyse
    stem: Put the steps in order.
    items:
      - {id: a, text: Step of the sulfur, feedback: SECRET place of the sulfur}
      - {id: b, text: Step of the sugar, feedback: SECRET place of the sugar}
      - {id: c, text: Step of the amine, feedback: SECRET place of the amine}
      - {id: d, text: Step of the chain, feedback: SECRET place of the chain}
    key: [c, a, d, b]
    feedback: SECRET word on the order
    points: 3
    rationale: SECRET rationale of the order
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-class
    type: categorise
    objective: doses-1
    level: analyse
    stem: Put each thing in its class.
    classes:
      - {id: x, text: Raises the level}
      - {id: y, text: Lowers the level}
    items:
      - {id: a, text: Allopurinol, feedback: SECRET mend of allopurinol}
      - {id: b, text: A missed tablet, feedback: SECRET mend of the tablet}
      - {id: c, text: A weak enzyme, feedback: SECRET mend of the enzyme}
      - {id: d, text: A strong enzyme, feedback: SECRET mend of the strong one}
    key: {a: x, b: y, c: x, d: y}
    points: 2
    rationale: SECRET rationale of the classes
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-word
    type: short_text
    objective: doses-1
    level: remember
    stem: Which enzyme, short or in full?
    key: [thiopurine methyltransferase, TPMT-9]
    slips: 1
    feedback: SECRET praise of the word
    others:
      - {text: xanthine oxidase, feedback: SECRET word on the oxidase}
      - {text: thiol transferase, feedback: SECRET word on a name that counts as well, share: 1}
      - {text: methylating enzyme, feedback: SECRET word on its work, share: 0.5}
    otherwise: SECRET word on any other enzyme
    rationale: SECRET rationale of the word
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-written
    type: written
    objective: doses-2
    level: create
    stem: Explain it to a patient.
    words: 80
    rubric:
      - {points: 0, title: Nothing, earns: no answer}
      - {points: 4, title: All, earns: clear and right}
    points: 4
    rationale: SECRET model answer
    rests_on: {references: [{id: label, at: Dosage}]}
  - id: ex-case
    type: case
    objective: doses-2
    level: apply
    stem: A woman of 54 kg.
    rationale: SECRET rationale of the case
    rests_on: {references: [{id: label, at: Dosage}]}
    stages:
      - id: first
        title: She comes
        story: She asks about her tablets.
        questions:
          - id: ex-case-1
            type: true_false
            objective: doses-1
            level: apply
            stem: She may halve the dose alone.
            key: false
            feedback: {if_true: SECRET no to halving, if_false: SECRET yes to asking}
            points: 0.1
            rationale: SECRET rationale of halving
            hints: ["Who knows her counts?"]
            rests_on: {references: [{id: label, at: Dosage}]}
          - id: ex-case-2
            type: numeric
            objective: doses-2
            level: apply
            stem: How many grams weigh her tablets?
            key: {value: 0.25, unit: g, tolerance: 0}
            feedback: SECRET praise of grams
            otherwise: SECRET word on grams
            points: 0.2
            rationale: SECRET rationale of grams
            rests_on: {references: [{id: label, at: Dosage}]}
      - id: second
        title: She comes again
        story: Her counts have fallen.
        questions:
          - id: ex-case-3
            type: single
            objective: doses-2
            level: evaluate
            stem: What now?
            options:
              - {id: k, text: Call the prescriber, feedback: SECRET praise of calling}
              - {id: m, text: Wait a month, feedback: SECRET word on waiting}
            key: k
            rationale: SECRET rationale of calling
            rests_on: {references: [{id: label, at: Dosage}]}
"""

_ADAPTER: TypeAdapter[Question] = TypeAdapter(Question)


def bank_data() -> dict[str, Any]:
    """Return the bank as plain data that a test may change (no part of it is shared)."""
    return deepcopy(_bank_data())


@cache
def _bank_data() -> dict[str, Any]:
    data: dict[str, Any] = _without_shared_parts(yaml.safe_load(BANK))
    return data


def _without_shared_parts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_shared_parts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_shared_parts(item) for item in value]
    return value


@cache
def practice_text() -> str:
    """Return the text of a practice bank: the same questions but for the written one."""
    data = bank_data()
    data["kind"] = "practice"
    data["questions"] = [each for each in data["questions"] if each["type"] != "written"]
    for number, each in enumerate(data["questions"]):
        text = yaml.safe_dump(each).replace("ex-", "pr-")
        data["questions"][number] = yaml.safe_load(text)
    return yaml.safe_dump(data, sort_keys=False)


def question_data(name: str) -> dict[str, Any]:
    """Return one question as plain data that a test may change."""
    return next(each for each in bank_data()["questions"] if each["id"] == name)


def made(data: dict[str, Any]) -> Question:
    """Return a question made from plain data."""
    return _ADAPTER.validate_python(data)


def question(name: str, **changes: Any) -> Question:
    """Return an example question, with fields changed."""
    return made({**question_data(name), **changes})


@cache
def bank() -> Bank:
    """Return the whole bank."""
    return Bank.model_validate(bank_data())


@dataclass(frozen=True)
class Answers:
    """Answers to one example.

    Attributes:
        right: earn all points.
        wrong: earn none, though they can be read.
        invalid: cannot be read as an answer.
        blank: more ways to answer nothing than those common to all types.
        partial: answers and the points that they earn.
        secrets: texts of the key, which no reason may show.
    """

    right: list[Any]
    wrong: list[Any]
    invalid: list[Any]
    secrets: list[str]
    blank: list[Any] = field(default_factory=list)
    partial: list[tuple[Any, float]] = field(default_factory=list)


BLANKS: list[Any] = [None, "", "  \n\t", [], {}]
_CELLS = {
    "right": [["b", "d"], ["d", "b"], ["d", "b", "d"]],
    "invalid": ["b", {"b": True}, ["b", "z"], ["b", 1], [["b"]], [None], True, 7, {"b": "d"}],
    "secrets": ["Busy marrow", "Roused lymphocyte"],
}
ANSWERS: dict[str, Answers] = {
    "ex-single": Answers(
        right=["b"],
        wrong=["a", "c"],
        invalid=["z", "B", ["b"], {"b": "b"}, 1, True, 1.5, "The liver foremost"],
        secrets=["liver"],
    ),
    "ex-off": Answers(wrong=[["b"], ["b", "d", "a"], ["a"], list("abcde")], **_CELLS),
    "ex-net": Answers(
        wrong=[["a"], ["a", "b"], list("abcde")],
        partial=[(["b"], 1), (["b", "d", "a"], 1)],
        **_CELLS,
    ),
    "ex-coverage": Answers(
        wrong=[["a"], ["a", "c", "e"]],
        partial=[(["b"], 1), (["a", "b"], 0.5), (["a", "b", "d"], 1.3333)],
        **_CELLS,
    ),
    "ex-each": Answers(
        wrong=[["a", "c", "e"]],
        partial=[(["b"], 1.6), (["a"], 0.8), (list("abcde"), 0.8)],
        **_CELLS,
    ),
    "ex-true": Answers(
        right=[False],
        wrong=[True],
        invalid=["false", "true", 0, 1, [False], {"key": False}, "no"],
        secrets=["SECRET", "fixed"],
    ),
    "ex-number": Answers(
        right=[
            137.5,
            135,
            140,
            "137.5",
            "140 mg/day",
            "0.1375 g/day",
            "137.5mg daily",
            "１３７.５",
            "0.275 g/day",
        ],
        wrong=[100, "1375", "1.375 g/day", "-137.5", "0", 1e308],
        partial=[("130", 1), ("145 mg per day", 1), (141, 1)],
        invalid=[
            "1,375",
            "nan",
            "inf",
            "1e400",
            float("nan"),
            float("inf"),
            10**400,
            "137.5 mg",
            "137.5 mL",
            "137.5 137.5",
            "about 137.5",
            True,
            [137.5],
            {"value": 137.5},
        ],
        secrets=["137.5", "137"],
    ),
    "ex-match": Answers(
        right=[{"a": "q", "b": "r", "c": "p"}, {"c": "p", "b": "r", "a": "q"}],
        wrong=[{"a": "p", "b": "q", "c": "r"}, {"a": "s"}],
        partial=[({"a": "q"}, 1), ({"a": "q", "b": "r", "c": "s"}, 2), ({"a": "q", "b": ""}, 1)],
        blank=[{"a": "", "b": None}, {"zz": ""}],
        invalid=[
            {"z": "q"},
            {"a": "z"},
            {"a": "q", "b": "nowhere"},
            {"a": ["q"]},
            ["q"],
            "q",
            1,
            True,
            {"a": {"b": "q"}},
        ],
        secrets=["methylates", "oxidises", "hydrolyses"],
    ),
    "ex-order": Answers(
        right=[["c", "a", "d", "b"]],
        wrong=[["b", "d", "a", "c"], ["b", "c", "d", "a"]],
        partial=[(["a", "c", "d", "b"], 2), (["c", "d", "b", "a"], 1)],
        invalid=[["c", "a"], list("cadbb"), list("cadz"), "cadb", [1, 2, 3, 4], {"c": 1}, True],
        secrets=["sulfur", "sugar", "amine", "chain"],
    ),
    "ex-class": Answers(
        right=[{"a": "x", "b": "y", "c": "x", "d": "y"}],
        wrong=[{"a": "y", "b": "x", "c": "y", "d": "x"}],
        partial=[({"a": "x"}, 0.5), ({"a": "x", "b": "y", "c": "x", "d": "x"}, 1.5)],
        blank=[{"a": " "}],
        invalid=[{"a": "a"}, {"x": "a"}, [["a", "x"]], "x", 0.5, False],
        secrets=["Raises", "Lowers"],
    ),
    "ex-word": Answers(
        right=[
            "thiopurine methyltransferase",
            "Thiopurine-Methyltransferase.",
            "thiopurine methyltransferese",
            "thiopurnie methyltransferase",
            "tpmt 9",
            "ＴＰＭＴ９",
            "Thiol transferase",
            "thiol transferaze",
        ],
        partial=[("methylating enzyme", 0.5), ("metylating enzyme", 0.5)],
        wrong=["xanthine oxidase", "xantine oxidase", "TPMT-8", "TPMT", "?", "methyl", "9"],
        invalid=[9, True, ["TPMT-9"], {"text": "TPMT-9"}, "TPMT-9 " * 50],
        secrets=["thiopurine", "TPMT", "xanthine"],
    ),
    "ex-case": Answers(
        right=[{"ex-case-1": False, "ex-case-2": "250 mg", "ex-case-3": "k"}],
        wrong=[{"ex-case-1": True, "ex-case-2": "5", "ex-case-3": "m"}, {"ex-case-2": "x"}],
        partial=[
            ({"ex-case-1": False}, 0.1),
            ({"ex-case-1": False, "ex-case-2": 0.25}, 0.3),
            ({"ex-case-1": [[]], "ex-case-3": "k"}, 1.0),
        ],
        blank=[{"ex-case-1": None, "ex-case-2": " "}, {"other": "k"}, {"ex-case-1": {"a": ""}}],
        invalid=["k", [False], 1, True],
        secrets=["prescriber", "0.25"],
    ),
}
"""For every example but the written one, which a person grades."""
