"""What does not fit a model, in words for the person who wrote the file."""

from __future__ import annotations

from typing import Any

_MENDS = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a field of this kind; delete it or mend its spelling",
    "union_tag_not_found": "has no 'type'; add one",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
}
_NUMBERS = ("float_parsing", "float_type", "int_parsing", "int_type", "int_from_float")
_PATTERNS = {
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$": (
        "small letters, digits and at least one hyphen, as in exam-q1"
    ),
    r"^v[0-9a-f]{10}$": "a version as imuran-edu currency names it, as in v0a1b2c3d4e",
    r"^[a-z0-9]{1,12}$": "up to twelve small letters and digits, as in a",
}


def in_words(item: Any) -> str:
    """Say an error of pydantic's in one line that names the field and what would mend it.

    Args:
        item: one of `ValidationError.errors()`.
    """
    kind = item["type"]
    if kind == "value_error":
        return str(item["ctx"]["error"])
    if kind == "union_tag_invalid":
        context = item["ctx"]
        return (
            f"unknown {context['discriminator'].strip(chr(39))} '{context['tag']}'; choose one of "
            f"{context['expected_tags']}, or install a newer imuran-edu that knows it"
        )
    where = next((str(step) for step in reversed(item["loc"]) if isinstance(step, str)), "the file")
    if kind == "invalid_key":
        return (
            f"has '{item['input']}' where the name of a field belongs; a decimal number has a "
            "point and no comma, as in 36.2"
        )
    return f"'{where}' {_mend(where, kind, item)}"


def _mend(where: str, kind: str, item: Any) -> str:
    found, context = item.get("input"), item.get("ctx", {})
    if kind in ("literal_error", "string_type") and isinstance(found, bool):
        word = "off or no" if found is False else "on or yes"
        return f"is {str(found).lower()}, as which YAML reads {word}; put the word in quotes"
    if kind == "string_type":
        return _no_text(where, found)
    if kind == "list_type":
        return _no_list(where, found)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return _no_fields(where, found)
    if kind in _NUMBERS:
        return f"should be a number, not '{found}'"
    if kind == "string_pattern_mismatch" and context.get("pattern") in _PATTERNS:
        return f"'{found}' must be {_PATTERNS[context['pattern']]}"
    if kind == "too_short":
        return f"has {context['actual_length']} and needs at least {context['min_length']}"
    return _MENDS.get(kind, str(item["msg"]).replace("Input should", "should"))


def _no_text(where: str, found: Any) -> str:
    if isinstance(found, list) and where == "key":
        return (
            "must be one id and no list; for several right options write type: multiple before the "
            "question is released"
        )
    if isinstance(found, list | dict):
        return "must be one text"
    return "must be text; put it in quotes"


def _no_list(where: str, found: Any) -> str:
    if where == "questions" or isinstance(found, dict):
        one = "question" if where == "questions" else "entry"
        return f"must be a list; each {one} begins with a dash, as in - id:"
    if isinstance(found, str | int | float):
        return f"must be a list; write [{str(found).lower() if isinstance(found, bool) else found}]"
    return "must be a list"


def _no_fields(where: str, found: Any) -> str:
    if where == "key" and isinstance(found, int | float):
        return f"must say more; write {{value: {found}, unit: mg, tolerance: 0.1}}"
    if found is None:
        return "should have fields, and is empty"
    if isinstance(found, list):
        return "should have fields and be no list"
    return f"should have fields of its own, not '{found}'"
