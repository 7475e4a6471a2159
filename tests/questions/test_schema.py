"""The JSON Schema with which editors check a bank."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from imuran_edu.evidence import load_evidence
from imuran_edu.questions import load_bank
from imuran_edu.questions.schema import FILE_NAME, schema_problems, schema_text, write_schema
from tests.courses import ROOT
from tests.examples import bank_data

SCHEMA = json.loads(schema_text())


def errors(data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)]


def test_it_is_a_schema_and_takes_a_good_bank() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert errors(bank_data()) == []


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ((), {"kind": "exam"}),
        ((), {"lesson": "Not A Slug"}),
        (("questions", 0), {"key": 5}),
        (("questions", 0), {"levle": "remember"}),
        (("questions", 0), {"level": "memorise"}),
        (("questions", 0), {"type": "singular"}),
        (("questions", 0), {"id": "No Id"}),
        (("questions", 2), {"credit": "generous"}),
        (("questions", 2), {"points": 0}),
        (("questions", 6, "key"), {"tolerance": -1}),
        (("questions", 6, "ranges", 0), {"share": 1.5}),
        (("questions", 12, "stages", 0), {"id": "Not An Id"}),
    ],
)
def test_it_refuses_what_the_model_refuses(
    place: tuple[str | int, ...], change: dict[str, Any]
) -> None:
    data = bank_data()
    part: Any = data
    for step in place:
        part = part[step]
    part.update(change)
    assert errors(data)


def test_it_asks_for_what_is_missing() -> None:
    for field in ("key", "stem", "rationale", "rests_on", "objective", "level", "type"):
        data = bank_data()
        del data["questions"][0][field]
        assert errors(data), field


def test_the_schema_on_disk_is_in_step() -> None:
    assert schema_problems(ROOT / "quizzes") == []


BANKS = [
    path
    for kind in ("practice", "graded")
    for path in sorted((ROOT / "quizzes" / kind).glob("*.yaml"))
]


@pytest.mark.parametrize("path", BANKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_bank_of_the_course_is_good_by_schema_and_by_model(path: Path) -> None:
    assert errors(yaml.safe_load(path.read_text(encoding="utf-8"))) == []
    assert load_bank(path, load_evidence(ROOT / "quizzes")).kind == path.parent.name


def properties(node: Any, model: str = "Bank") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every property of a schema with the model that it stands in."""
    if isinstance(node, dict):
        model = str(node.get("title")) if "properties" in node else model
        for name, part in node.get("properties", {}).items():
            if "allOf" not in part and set(part) - {"const", "anyOf"}:
                yield model, name, part
        for part in node.values():
            yield from properties(part, model)
    elif isinstance(node, list):
        for part in node:
            yield from properties(part, model)


def test_every_property_says_what_it_means() -> None:
    found = list(properties(SCHEMA))
    assert len(found) > 150
    silent = [(model, name) for model, name, part in found if len(part["description"]) < 12]
    assert silent == []
    meant = {(model, name): part["description"] for model, name, part in found}
    assert meant["Citation", "id"] == "The id of an authority in references.yaml."
    assert meant["Decision", "dropped"] == "The question counts for nobody."
    assert meant["SingleChoice", "points"] == "What a right answer earns."


def completed(part: Any) -> list[str]:
    """Return what an editor offers for a field."""
    return next((each["enum"] for each in part.get("anyOf", ()) if "enum" in each), [])


def test_ids_are_completed_and_the_parts_of_the_reference_that_was_chosen() -> None:
    schema = json.loads(schema_text(ROOT / "quizzes"))
    evidence = load_evidence(ROOT / "quizzes")
    single, citation = (schema["$defs"][name] for name in ("SingleChoice", "Citation"))
    assert completed(single["properties"]["objective"]) == list(evidence.objectives)
    assert completed(schema["$defs"]["Basis"]["properties"]["claims"]["items"]) == list(
        evidence.claims
    )
    assert completed(citation["properties"]["id"]) == list(evidence.references)
    parts = {
        each["if"]["properties"]["id"]["const"]: completed(each["then"]["properties"]["at"])
        for each in citation["allOf"]
    }
    assert parts == {
        name: [seen.at for seen in reference.seen]
        for name, reference in evidence.references.items()
        if reference.seen
    }


def test_a_schema_out_of_step_is_told_and_mended(tmp_path: Path) -> None:
    assert write_schema(tmp_path)
    assert not write_schema(tmp_path)
    assert schema_problems(tmp_path) == []
    path = tmp_path / FILE_NAME
    path.write_text(path.read_text().replace("slips", "slip"))
    assert [str(each) for each in schema_problems(tmp_path)] == [
        f"{path}:1: is not in step with the question model; run 'imuran-edu build'"
    ]
    path.unlink()
    assert len(schema_problems(tmp_path)) == 1
