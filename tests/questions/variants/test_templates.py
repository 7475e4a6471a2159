"""Templates: rows are drawn, checked, put into views, and always the same for a seed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from imuran_edu.authoring import template_rows
from imuran_edu.authoring.template_rows import check_rows, row_problems, write_rows
from imuran_edu.core import InputError
from imuran_edu.core.yaml_source import Location
from imuran_edu.questions import Bank, load_bank, public_view, score, version
from imuran_edu.questions.load import read_bank
from imuran_edu.questions.public import released_view, row_answered
from imuran_edu.questions.variants.expressions import Evaluator, ExpressionError
from imuran_edu.questions.variants.seeds import FIRST_SEED, row_of
from imuran_edu.questions.variants.template import Template

QUESTION = """\
  - id: dose-t1
    type: numeric
    objective: doses-1
    level: apply
    stem: She weighs {{=weight}} kg and gets {{=rate}} mg/kg/day. Which daily dose is that?
    key: {value: "{{=dose}}", unit: mg/day, tolerance: 0.5}
    feedback: Right, {{=dose}} mg, or {{=word(tablets)}} tablets.
    ranges:
      - {slip: weight / rate, feedback: "You divided {{=weight}} by {{=rate}}."}
      - {slip: weight, feedback: That is 1 mg/kg.}
    otherwise: Multiply.
    rationale: ${{=rate}} \\times {{=weight}} = {{=dose:.1f}}$ mg.
    hints: ["How much do {{=weight}} kilograms get?"]
    rests_on: {references: [{id: label, at: Dosage}]}
    variants:
      parameters:
        weight: {from: 40, to: 110}
        rate: {of: [1.5, 2, 2.5, 3]}
      original: {weight: 60, rate: 2}
      where:
        dose: weight * rate
        tablets: ceil(dose / 50)
      require: [dose <= 300]
"""
HEAD = "kind: {kind}\nlesson: doses\ntitle: Sums\nquestions:\n"


def write(quizzes: Path, question: str = QUESTION, kind: str = "practice") -> Path:
    path = quizzes / kind / "sums.yaml"
    path.write_text(HEAD.format(kind=kind) + question)
    return path


def changed(old: str, new: str) -> str:
    assert QUESTION.count(old) == 1, old
    return QUESTION.replace(old, new)


def problem(quizzes: Path, question: str) -> str:
    with pytest.raises(InputError) as error:
        load_bank(write(quizzes, question))
    (found,) = error.value.problems
    return f"{found.file.name}:{found.line}: {found.message}"


def test_row_0_is_the_question_as_it_was_written(quizzes: Path) -> None:
    original = yaml.safe_load(QUESTION)[0]
    del original["variants"], original["ranges"]
    text = yaml.safe_dump([original], sort_keys=False)
    for name, value in {
        "{{=weight}}": "60",
        "{{=rate}}": "2",
        "'{{=dose}}'": "120",
        "{{=dose}}": "120",
        "{{=dose:.1f}}": "120.0",
        "{{=word(tablets)}}": "three",
    }.items():
        text = text.replace(name, value)
    plain = load_bank(write(quizzes, text)).questions[0]
    (first,) = load_bank(write(quizzes)).questions
    assert public_view(first) == public_view(plain)
    assert first.rationale == plain.rationale == "$2 \\times 60 = 120.0$ mg."
    assert first.feedback == "Right, 120 mg, or three tablets."  # type: ignore[attr-defined]
    assert version(released_view(first)) == version(public_view(plain)), "old answers still fit"


def test_every_row_meets_the_conditions_and_is_drawn_the_same_again(quizzes: Path) -> None:
    bank = load_bank(write(quizzes))
    template = bank.templates["dose-t1"]
    assert len(template.rows) == 60
    assert len({tuple(row.parameters.values()) for row in template.rows}) == 60
    for number in range(60):
        row = template.rows[number].parameters
        question: Any = template.question(number)
        assert question.key.value == pytest.approx(row["weight"] * row["rate"])  # type: ignore[operator]
        assert question.key.value <= 300
        assert str(row["weight"]) in question.stem
        assert score(question, question.right_answer()).status == "right"
        assert score(question, f"{row['weight']} mg/day").status == "wrong"
    again = load_bank(write(quizzes)).templates["dose-t1"]
    assert [row.values for row in again.rows] == [row.values for row in template.rows]


def test_a_seed_chooses_the_row_and_old_folders_keep_the_original(quizzes: Path) -> None:
    (question,) = load_bank(write(quizzes)).questions
    assert {question.for_seed(seed).row for seed in (0, 1, FIRST_SEED - 1)} == {0}
    rows = [question.for_seed(FIRST_SEED + seed).row for seed in range(2000)]
    assert set(rows) == set(range(60))
    assert rows == [row_of(FIRST_SEED + seed, "dose-t1", 60) for seed in range(2000)]
    view = released_view(question)
    for seed in range(FIRST_SEED, FIRST_SEED + 50):
        own = question.for_seed(seed)
        assert view.for_seed(seed) == public_view(own)
        answered = row_answered(question, version(public_view(own)))
        assert answered is not None
        assert public_view(answered) == public_view(own)


def test_what_an_assignment_tells_of_the_rows_holds_no_key(quizzes: Path) -> None:
    path = write(quizzes, kind="graded")
    (question,) = load_bank(path).questions
    told = released_view(question)
    text = json.dumps(told)
    assert set(told["rows"]["view"]) == {"stem", "hints"}
    for row in question.template.rows[1:]:  # type: ignore[union-attr]
        weight, rate = row.parameters.values()
        assert [str(weight), str(rate)] in told["rows"]["values"], "and nothing beside the two"
    for word in ("divided", "tolerance", "tablets", "Multiply"):
        assert word not in text


def test_rows_that_build_wrote_down_are_read_and_a_change_is_noticed(quizzes: Path) -> None:
    path = write(quizzes)

    def problems() -> list[str]:
        source, _, bank = read_bank(path)
        return [each.message for each in row_problems(source, bank.templates)]

    assert problems() == ["is not in step with sums.yaml; run imuran-edu build"]
    assert write_rows(path, load_bank(path).templates)
    assert not write_rows(path, load_bank(path).templates)
    assert load_bank(path).templates["dose-t1"].stored
    assert problems() == []
    path.write_text(path.read_text().replace("to: 110", "to: 109"))
    assert problems() == ["is not in step with sums.yaml; run imuran-edu build"]


FAULTS = {
    "no solution": (
        changed("require: [dose <= 300]", "require: [dose < 0]"),
        "sums.yaml:19: question 'dose-t1': only 1 of 60 rows meet the conditions; ",
    ),
    "division by zero": (
        changed("dose: weight * rate", "dose: weight / (rate - 2)"),
        "sums.yaml:25: question 'dose-t1': row 0 (weight=60, rate=2): 'weight / (rate - 2)' "
        "divides by zero",
    ),
    "a key that is not finite": (
        changed("dose: weight * rate", "dose: exp(weight * 100)"),
        "sums.yaml:25: question 'dose-t1': row 0 (weight=60, rate=2): 'exp(weight * 100)' ",
    ),
    "an unknown name": (
        changed("How much do {{=weight}}", "How much do {{=wait}}"),
        "question 'dose-t1': row 0 (weight=60, rate=2): 'wait' 'wait' is not defined",
    ),
    "a word where a number is wanted": (
        changed('value: "{{=dose}}"', 'value: "{{=word(3)}}"'),
        "sums.yaml:10: question 'dose-t1': row 0 (weight=60, rate=2): 'word(3)' is 'three'",
    ),
    "no original": (
        changed("original: {weight: 60, rate: 2}", "original: {weight: 60}"),
        "sums.yaml:19: 'original' gives each parameter a value and nothing else: rate",
    ),
    "an attribute": (
        changed("dose: weight * rate", "dose: weight.real * rate"),
        "'weight.real * rate' Sorry, attribute access not allowed",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_template_is_told_with_file_line_and_row(fault: str, quizzes: Path) -> None:
    text, said = FAULTS[fault]
    found = problem(quizzes, text)
    if said.startswith("sums"):
        assert found.startswith(said)
    else:
        assert said in found


def test_a_fault_in_a_later_row_names_its_values(quizzes: Path) -> None:
    text = changed("tablets: ceil(dose / 50)", "tablets: ceil(dose / (weight - 61))")
    assert "(weight=61, rate=" in problem(quizzes, text)


def test_a_row_whose_slip_counts_as_right_is_not_drawn(quizzes: Path) -> None:
    text = changed("{of: [1.5, 2, 2.5, 3]}", "{of: [1, 1.5, 2, 2.5, 3]}")
    rows = load_bank(write(quizzes, text)).templates["dose-t1"].rows
    assert len(rows) == 60
    assert 1 not in {row.parameters["rate"] for row in rows}, "1 mg/kg is a named slip"


def test_expressions_round_as_students_do_and_do_nothing_else() -> None:
    evaluator = Evaluator()

    def value(text: str) -> object:
        return evaluator.value(text, {"x": 2.5})

    assert [value(f"round({each})") for each in ("0.5", "1.5", "-2.5", "2.4999")] == [1, 2, -3, 2]
    assert value("round(1.005, 2)") == 1.01
    assert (value("floor_to(169, 25)"), value("ceil_to(63.4, 25)")) == (150, 75)
    evaluator.ties = False
    value("round(x)")
    assert evaluator.ties
    assert value("word(x * 4)") == "ten"
    for text in ("__import__('os')", "open('x')", "[y for y in (1, 2)]", "x.__class__", "9**9**9"):
        with pytest.raises(ExpressionError):
            value(text)


def test_the_templates_of_the_course_are_as_many_as_was_promised() -> None:
    from tests.courses import ROOT

    def count(kind: str) -> int:
        banks: list[Bank] = [load_bank(p) for p in (ROOT / "quizzes" / kind).glob("*.yaml")]
        return sum(len(bank.templates) for bank in banks)

    assert count("graded") >= 15
    assert count("practice") >= 15


def test_rows_of_other_code_are_made_anew(quizzes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(quizzes)
    write_rows(path, load_bank(path).templates)
    source, _, bank = read_bank(path)
    assert list(row_problems(source, bank.templates)) == []

    monkeypatch.setattr(template_rows, "_drawing_code", lambda: b"other code")

    (found,) = row_problems(source, bank.templates)
    assert found.message == "is not in step with sums.yaml; run imuran-edu build"
    assert write_rows(path, bank.templates)
    assert list(row_problems(source, bank.templates)) == []


def test_a_row_is_looked_at_again_only_when_it_or_what_judges_it_has_changed(
    quizzes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(quizzes)
    write_rows(path, load_bank(path).templates)
    looked: list[int] = []
    judge = template_rows._faults

    def faults(template: Template, row: int) -> Iterator[tuple[Location, str]]:
        looked.append(row)
        return judge(template, row)

    monkeypatch.setattr(template_rows, "_faults", faults)

    def rows_looked_at() -> int:
        looked.clear()
        source, _, bank = read_bank(path)
        assert list(check_rows([(source, bank.templates)])) == []
        return len(looked)

    assert (rows_looked_at(), rows_looked_at()) == (59, 0)
    monkeypatch.setattr(template_rows, "_judging_code", lambda: b"other code")
    assert (rows_looked_at(), rows_looked_at()) == (59, 0)
    path.write_text(path.read_text().replace("How much", "What dose"))
    write_rows(path, load_bank(path).templates)
    assert rows_looked_at() == 59
    note = path.parent / "rows" / template_rows.CHECKED
    note.write_text("{not json")
    assert (rows_looked_at(), rows_looked_at()) == (59, 0)


def test_a_faulty_row_is_told_each_time(quizzes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(quizzes)
    write_rows(path, load_bank(path).templates)
    monkeypatch.setattr(template_rows, "_faults", lambda *_: iter([(("stem",), "is odd")]))
    for _ in range(2):
        source, _, bank = read_bank(path)
        assert len(list(check_rows([(source, bank.templates)]))) == 59
