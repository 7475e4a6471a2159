"""The templates of a bank: put row 0 in the place of each, and keep the rest behind it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from imuran_edu.core import InputError, Problem, Source
from imuran_edu.core.validation_words import in_words
from imuran_edu.questions.variants.expressions import RowError
from imuran_edu.questions.variants.model import Variants
from imuran_edu.questions.variants.placeholders import filled
from imuran_edu.questions.variants.template import Template, read_rows, template_of

_VARIANTS = TypeAdapter(Variants)


def with_first_rows(source: Source) -> tuple[Source, dict[str, Template]]:
    """Return a bank's source with row 0 of each template filled in, and the templates by id.

    Raises:
        InputError: a template has no such rows; with file, line and row.
    """
    questions = source.data.get("questions")
    if not isinstance(questions, list) or not any(map(_is_template, questions)):
        return source, {}
    written = read_rows(source.path)
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    first = list(questions)
    for index, data in enumerate(questions):
        if not _is_template(data):
            continue
        try:
            template = template_of(data, _VARIANTS.validate_python(data["variants"]), written)
        except RowError as error:
            name = data.get("id")
            message = f"question '{name}': {error.message}"
            problems.append(source.problem(("questions", index, *error.at), message))
        except ValidationError as error:
            at = ("questions", index, "variants")
            problems.extend(
                source.problem((*at, *each["loc"]), in_words(each)) for each in error.errors()
            )
        else:
            templates[template.name] = template
            first[index] = filled(template.data, template.rows[0].values)
    if problems:
        raise InputError(problems)
    return Source(source.path, {**source.data, "questions": first}, source.lines), templates


def _is_template(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("variants"), dict)
