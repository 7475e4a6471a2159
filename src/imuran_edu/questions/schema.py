"""The JSON Schema of a bank, so that editors complete and check what an author writes."""

from __future__ import annotations

import json
from pathlib import Path

from imuran_edu.core import Problem
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.questions.bank import Bank

FILE_NAME = "bank.schema.json"


def schema_text() -> str:
    """Return the schema as it stands in `quizzes/bank.schema.json`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Bank.model_json_schema()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write_schema(quizzes: Path) -> bool:
    """Write the schema into the folder `quizzes`; return whether it changed."""
    return write_if_changed(quizzes / FILE_NAME, schema_text())


def schema_problems(quizzes: Path) -> list[Problem]:
    """Say whether the schema on disk is the one that the model gives."""
    path = quizzes / FILE_NAME
    if path.is_file() and path.read_text(encoding="utf-8") == schema_text():
        return []
    return [Problem(path, 1, "is not in step with the question model; run 'imuran-edu build'")]
