"""The JSON Schema of a bank, so that editors complete, explain and check what an author writes."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from imuran_edu.core import InputError, Problem, read_yaml
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.questions.bank import Bank
from imuran_edu.questions.decisions import Decision
from imuran_edu.questions.variants.model import Parameter, Variants
from imuran_edu.questions.variants.placeholders import NUMBERS

FILE_NAME = "bank.schema.json"
PLACEHOLDER: Final = {"type": "string", "pattern": r"^\{\{=.*\}\}$"}
_ATTRIBUTE = re.compile(r"^\s{4,8}(\w+): (.+?)(?=^\s{4,8}\w+: |\Z)", re.MULTILINE | re.DOTALL)
WORDS: Final = {
    "type": "Which kind of question it is; the other fields follow from it.",
    "points": "What a right answer earns.",
    "key": "What is right: an id, a list of ids, pairs, accepted words, or a number with its unit.",
    "feedback": "What to say to a student, in Markdown: which mistake it is, and what mends it.",
    "credit": "The rule by which a partly right answer earns part of the points.",
    "tolerance": "How far off, in the key's unit, an answer may be and still be right.",
    "ranges": "Wrong numbers with a cause, in order: the first that holds an answer speaks.",
    "otherwise": "What to say to any other wrong answer.",
    "slips": "How many typing slips are forgiven.",
    "others": "Other texts that students give, each with its feedback.",
    "share": "The part of the points that such an answer earns, from 0 to below 1.",
    "title": "Shown above it.",
    "introduction": "Shown before the first question, in Markdown.",
    "questions": "The questions, in the order in which they are asked.",
    "claims": "Ids of claims that hold, such as D1-024.",
    "references": "Authorities: the id of each, and the part that was read.",
    "for": "The eight letters that the linter's finding ends with.",
    "reason": "Why the rule is wrong here.",
    "rule": "The linter's rule that is waived.",
    "text": "As students read it, in Markdown.",
    "at": "The part of the reference, as references.yaml names it under `seen`.",
    "rationale": "Why the key is right, in Markdown.",
    "story": "What happens in this stage, in Markdown.",
    "stages": "The stages of the case; each opens when the one before is answered.",
    "rubric": "The levels by which a person grades.",
    "low": "The smallest such number; left out, there is no lower end.",
    "high": "The largest such number; left out, there is no upper end.",
    "unit": "Such as mg/day; left out, a bare number is asked for.",
    "value": "The right number, in the key's unit.",
    "words": "How long the text should be.",
    "items": "What is put in order, or into classes.",
    "classes": "Where the items belong.",
    "slip": "What a named mistake gives, as an expression; in place of low and high.",
    "from": "The smallest value.",
    "to": "The largest value.",
    "if_true": "What to say to who answered true.",
    "if_false": "What to say to who answered false.",
    "accepts": "Units that may stand behind a bare number all the same.",
    "earns": "What an answer of this level has, in a sentence.",
    "date": "The day, as 2026-11-28.",
    "left": "What gets a partner.",
    "right": "The partners.",
}

PLACES: Final[dict[str, dict[str, str]]] = {
    "Citation": {"id": "The id of an authority in references.yaml."},
    "Option": {"id": "By which the key names it; it stays for ever, for answers are kept by it."},
}


def schema_text(quizzes: Path | None = None) -> str:
    """Return the schema as it stands in `quizzes/bank.schema.json`.

    Args:
        quizzes: the folder whose ids an editor completes; none are completed without it.
    """
    made = Bank.model_json_schema()
    told = dict(_attributes(_models()))
    places = {**PLACES, Decision.__name__: dict(_attributes([Decision]))}
    known = {} if quizzes is None else _ids(quizzes)
    if quizzes is not None:
        _name_parts(made["$defs"]["Citation"], quizzes / "references.yaml")
    for node in _nodes(made):
        if {"share", "low"} <= node.get("properties", {}).keys():
            node["properties"]["slip"] = {"type": ["string", "number"]}
        own = places.get(str(node.get("title")), {})
        for name, part in node.get("properties", {}).items():
            if isinstance(part, dict):
                _explain(name, part, {**told, **own}, known)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _explain(
    name: str, part: dict[str, Any], told: dict[str, str], known: dict[str, list[str]]
) -> None:
    """Add what a field means, which ids it may name, and that a template may compute it."""
    part.pop("title", None)
    words = told.get(name) or WORDS.get(name) or f"{name.replace('_', ' ')}."
    part.setdefault("description", words)
    if name in NUMBERS and part.get("type") == "number":
        del part["type"]
        part["anyOf"] = [{"type": "number"}, PLACEHOLDER]
    elif name in NUMBERS and "anyOf" in part:
        part["anyOf"].append(PLACEHOLDER)
    if name in known:
        target = part.get("items", part)
        target["anyOf"] = [{"enum": known[name]}, {"type": "string"}]


def _name_parts(citation: dict[str, Any], references: Path) -> None:
    """Let an editor complete references, and of the chosen one the parts that were seen."""
    parts = {
        str(each.get("id")): [str(seen["at"]) for seen in each.get("seen", ()) if "at" in seen]
        for each in _listed(references, "references")
    }
    name = citation["properties"]["id"]
    name["anyOf"] = [{"enum": list(parts)}, {"type": "string"}]
    citation["allOf"] = [
        {
            "if": {"properties": {"id": {"const": reference}}, "required": ["id"]},
            "then": {"properties": {"at": {"anyOf": [{"enum": seen}, {"type": "string"}]}}},
        }
        for reference, seen in parts.items()
        if seen
    ]


def _models() -> list[type[BaseModel]]:
    from imuran_edu.questions.question_type import all_types

    seen: dict[type[BaseModel], None] = {}
    kinds: list[type] = [Bank, Variants, Parameter, *all_types().values()]
    for kind in kinds:
        for model in inspect.getmro(kind):
            if issubclass(model, BaseModel):
                seen[model] = None
    return list(seen)


def _attributes(models: Iterable[type[BaseModel]]) -> Iterator[tuple[str, str]]:
    """Yield each field with what the docstring of its model says under `Attributes`."""
    for model in models:
        _, _, listed = (model.__doc__ or "").partition("Attributes:")
        for name, words in _ATTRIBUTE.findall(listed):
            text = " ".join(words.split())
            yield name, text[:1].upper() + text[1:]


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part)


def _ids(quizzes: Path) -> dict[str, list[str]]:
    """Return the ids that fields may name, as far as the register can be read."""
    lessons, goals = [], []
    for lesson in _listed(quizzes / "lessons.yaml", "lessons"):
        lessons.append(str(lesson.get("id")))
        goals += [str(each.get("id")) for each in lesson.get("objectives", ())]
    claims = [
        str(each.get("id"))
        for path in sorted(quizzes.glob("claims/*.yaml"))
        for each in _listed(path, "claims")
    ]
    return {"lesson": lessons, "objective": goals, "claims": claims, "corrects": claims}


def _listed(path: Path, field: str) -> list[dict[str, Any]]:
    try:
        data = read_yaml(path).data
    except InputError:
        return []
    found = data.get(field) if isinstance(data, dict) else None
    return [each for each in found or () if isinstance(each, dict)]


def write_schema(quizzes: Path) -> bool:
    """Write the schema into the folder `quizzes`; return whether it changed."""
    return write_if_changed(quizzes / FILE_NAME, schema_text(quizzes))


def schema_problems(quizzes: Path) -> list[Problem]:
    """Say whether the schema on disk is the one that the model and the register give."""
    path = quizzes / FILE_NAME
    if path.is_file() and path.read_text(encoding="utf-8") == schema_text(quizzes):
        return []
    return [Problem(path, 1, "is not in step with the question model; run 'imuran-edu build'")]
