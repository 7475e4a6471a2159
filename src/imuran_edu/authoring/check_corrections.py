"""The rules that the lists of corrections keep: each is of something that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from imuran_edu.core import InputError, Problem, read_yaml
from imuran_edu.evidence import Fact
from imuran_edu.evidence.corrections import GRADED, PUBLIC, Correction, load_corrections
from imuran_edu.questions import Bank
from imuran_edu.questions.bank import with_parts


def correction_problems(
    quizzes: Path, banks: Mapping[Path, Bank], facts: Mapping[str, Fact], today: date
) -> list[Problem]:
    """Return every fault of the corrections.

    Args:
        quizzes: the folder `quizzes`.
        banks: the course's banks by their paths.
        facts: its facts by id.
        today: no correction may be of a later day.
    """
    kinds = {
        each.id: bank.kind
        for bank in banks.values()
        for question in bank.questions
        for each in with_parts(question)
    }
    problems: list[Problem] = []
    for name, kind in ((PUBLIC, "practice"), (GRADED, "graded")):
        try:
            load_corrections(quizzes, name)
        except InputError as error:
            problems.extend(error.problems)
            continue
        if not (quizzes / name).is_file():
            continue
        source = read_yaml(quizzes / name)
        for index, item in enumerate(source.data.get("corrections", [])):
            one = Correction.model_validate(item)
            for at, message in _faults(one, kind, kinds, facts, today):
                problems.append(source.problem(("corrections", index, at), message))
    return problems


def _faults(
    one: Correction, kind: str, kinds: Mapping[str, str], facts: Mapping[str, Fact], today: date
) -> Iterator[tuple[str, str]]:
    if one.question is not None and one.question not in kinds:
        message = f"a correction of a question that is not there, '{one.question}'; mend the id, "
        yield "question", message + "or, if the question was deleted, delete the correction"
    elif one.question is not None and kinds[one.question] != kind:
        where = Path("quizzes") / (PUBLIC if kind == "graded" else GRADED)
        why = ", since this file is public" if kind == "practice" else ""
        message = f"'{one.question}' is a {kinds[one.question]} question; "
        yield "question", f"{message}move its correction to {where.as_posix()}{why}"
    if one.fact is not None and one.fact not in facts:
        message = f"a correction of a fact that is not there, '{one.fact}'; mend the id"
        yield "fact", message
    if one.date > today:
        yield "date", f"a correction in the future ({one.date}); mend the date"
