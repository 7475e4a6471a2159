"""The templates of a bank: put row 0 in the place of each, and keep the rest behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from imuran_edu.core import InputError, Problem, Source
from imuran_edu.core.atomic_write import write_if_changed
from imuran_edu.core.validation_words import in_words
from imuran_edu.core.yaml_source import Location
from imuran_edu.questions.variants.expressions import RowError
from imuran_edu.questions.variants.model import Variants
from imuran_edu.questions.variants.placeholders import filled
from imuran_edu.questions.variants.template import (
    Template,
    read_rows,
    rows_file,
    rows_text,
    template_of,
)

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


def row_problems(source: Source, templates: Mapping[str, Template]) -> Iterator[Problem]:
    """Yield what is wrong with any row but the first, and whether the rows are written down."""
    for index, data in enumerate(source.data["questions"]):
        template = templates.get(data["id"])
        if template is None:
            continue
        for row in range(1, len(template.rows)):
            for where, message in _faults(template, row):
                at = ("questions", index, *where)
                yield source.problem(at, f"question '{template.name}': {message}")
    stored = all(each.stored for each in templates.values())
    if not stored or set(read_rows(source.path)) != set(templates):
        message = f"is not in step with {source.path.name}; run imuran-edu build"
        yield Problem(rows_file(source.path), 0, message)


def _faults(template: Template, row: int) -> Iterator[tuple[Location, str]]:
    try:
        question = template.question(row)
    except RowError as error:
        yield error.at, error.message
        return
    for where, message in question.rules():
        yield where, f"row {row}: {message}"
    for place, part in question.placed_parts():
        for where, message in part.rules():
            yield (*place, *where), f"row {row}: {message}"


def write_rows(bank: Path, templates: Mapping[str, Template]) -> bool:
    """Write down the rows of a bank's templates; return whether the file changed."""
    path = rows_file(bank)
    if not templates:
        existed = path.is_file()
        path.unlink(missing_ok=True)
        return existed
    path.parent.mkdir(exist_ok=True)
    return write_if_changed(path, rows_text(templates.values()))
